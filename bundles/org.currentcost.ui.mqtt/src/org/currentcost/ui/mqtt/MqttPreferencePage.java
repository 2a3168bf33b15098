package org.currentcost.ui.mqtt;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.recorder.StateWords;
import org.currentcost.source.SourceState;
import org.currentcost.source.mqtt.Secrets;
import org.currentcost.store.StoreException;
import org.currentcost.ui.AddSourceWizard;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;

/** Connections to brokers: what is configured, changed here at once. */
public final class MqttPreferencePage extends PreferencePage implements IWorkbenchPreferencePage {

    private static final List<String> FORMATS = List.of("", "json", "xml", "rsmb", "homeassistant");
    private static final int TELL_MILLIS = 1000;

    private Recorder recorder;
    private Combo publishFormat;
    private Text publishBroker;
    private Text publishPrefix;
    private Label publishState;
    private Table table;
    private List<Button> needSelection = List.of();

    @Override
    public void init(IWorkbench workbench) {
        recorder = workbench.getService(IEclipseContext.class).get(Recorder.class);
        noDefaultAndApplyButton();
        setDescription(Messages.PreferencesText);
    }

    @Override
    protected Control createContents(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(box);
        table = new Table(box, SWT.BORDER | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        column(Messages.ColumnMeter, 120);
        column(Messages.ColumnConnection, 200);
        column(Messages.ColumnState, 160);
        GridDataFactory.fillDefaults().grab(true, true).hint(480, 220).applyTo(table);
        table.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> enable()));
        var buttons = new Composite(box, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(buttons);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.BEGINNING).applyTo(buttons);
        button(buttons, Messages.Add, () -> AddSourceWizard.open(getShell(), recorder, Optional.of("mqtt")));
        var edit = button(buttons, Messages.Edit, () -> selected().ifPresent(
                source -> AddSourceWizard.change(getShell(), recorder, source.row())));
        var duplicate = button(buttons, Messages.Duplicate, () -> selected().ifPresent(this::duplicate));
        var remove = button(buttons, Messages.Remove, () -> selected().ifPresent(this::remove));
        var forget = button(buttons, Messages.ForgetPassword, () -> selected().flatMap(Connections::of)
                .ifPresent(Secrets.SHARED::forget));
        button(buttons, Messages.ExportProfiles, this::exportProfiles);
        button(buttons, Messages.ImportProfiles, this::importProfiles);
        needSelection = List.of(edit, duplicate, remove, forget);
        createPublishing(box);
        fill();
        return box;
    }

    private void createPublishing(Composite box) {
        var group = new Group(box, SWT.NONE);
        group.setText(Messages.PublishingText);
        GridLayoutFactory.swtDefaults().numColumns(2).applyTo(group);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(group);
        var fields = new Fields(group, () -> {
        });
        String address = "";
        try {
            address = recorder.publishAddresses().stream().filter(one -> one.startsWith("mqtt:")).findFirst()
                    .orElse("");
        } catch (StoreException e) {
            setErrorMessage((e.getMessage() + " " + e.remedy()).strip());
        }
        int format = address.isEmpty() ? 0 : Math.max(1, FORMATS.indexOf(parameter(address, "format")));
        format(fields, format);
        publishBroker = fields.text(Messages.PublishBroker, address.isEmpty()
                ? "localhost:1883"
                : address.substring("mqtt:".length()).replaceFirst("[?].*", ""), "");
        String prefix = parameter(address, "prefix");
        publishPrefix = fields.text(Messages.PublishPrefix, prefix.isEmpty() ? "currentcost" : prefix, "");
        new Label(group, SWT.NONE);
        var apply = new Button(group, SWT.PUSH);
        apply.setText(Messages.PublishApply);
        apply.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> publish()));
        publishState = new Label(group, SWT.WRAP);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).hint(400, 36).applyTo(publishState);
        tellPublishing();
    }

    private void format(Fields fields, int chosen) {
        publishFormat = fields.choice(Messages.Kind, chosen, Messages.PublishOff, Messages.PublishJson,
                Messages.PublishXml, Messages.PublishRsmb, Messages.PublishHome);
    }

    private static String parameter(String address, String name) {
        for (String part : address.replaceFirst("^[^?]*[?]?", "").split("&")) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        return "";
    }

    private void publish() {
        attempt(() -> {
            var addresses = new ArrayList<>(recorder.publishAddresses());
            addresses.removeIf(one -> one.startsWith("mqtt:"));
            if (publishFormat.getSelectionIndex() > 0) {
                addresses.add("mqtt:" + publishBroker.getText().strip() + "?format="
                        + FORMATS.get(publishFormat.getSelectionIndex()) + "&prefix="
                        + publishPrefix.getText().strip());
            }
            recorder.setPublishAddresses(addresses);
        });
    }

    private void tellPublishing() {
        if (publishState.isDisposed()) {
            return;
        }
        publishState.setText(recorder.publishing().stream().findFirst().map(one -> NLS.bind(Messages.PublishState,
                new Object[]{state(one.state()), one.published(), one.skipped()})).orElse(""));
        publishState.getDisplay().timerExec(TELL_MILLIS, this::tellPublishing);
    }

    private static String state(SourceState state) {
        return switch (state) {
            case SourceState.Refused refused -> refused.reason();
            case SourceState.WaitingToRetry waiting -> waiting.reason();
            case SourceState.Live live -> Messages.PublishLive;
            default -> Messages.PublishConnecting;
        };
    }

    private Button button(Composite parent, String text, Runnable work) {
        var button = new Button(parent, SWT.PUSH);
        button.setText(text);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            work.run();
            if (!table.isDisposed()) {
                fill();
            }
        }));
        return button;
    }

    private void column(String title, int width) {
        var column = new TableColumn(table, SWT.LEFT);
        column.setText(title);
        column.setWidth(width);
    }

    private void fill() {
        int before = table.getSelectionIndex();
        table.removeAll();
        for (var source : Connections.sources(recorder)) {
            var item = new TableItem(table, SWT.NONE);
            item.setData(source);
            item.setText(new String[]{source.row().meter(), recorder.types().describe(source.row().address()),
                StateWords.of(source, InstantSource.system().instant())});
        }
        if (table.getItemCount() > 0) {
            table.select(Math.clamp(before, 0, table.getItemCount() - 1));
        }
        enable();
    }

    private void enable() {
        needSelection.forEach(button -> button.setEnabled(selected().isPresent()));
    }

    private Optional<SourceStatus> selected() {
        return table.getSelectionCount() == 1 && table.getSelection()[0].getData() instanceof SourceStatus source
                ? Optional.of(source)
                : Optional.empty();
    }

    private void duplicate(SourceStatus source) {
        attempt(() -> {
            String meter = NLS.bind(Messages.NewMeter, source.row().meter());
            var row = recorder.add(meter, source.row().address());
            recorder.stop(row.id());
            AddSourceWizard.change(getShell(), recorder, row);
        });
    }

    private void remove(SourceStatus source) {
        if (MessageDialog.openConfirm(getShell(), Messages.Remove, NLS.bind(Messages.RemoveConfirm,
                recorder.types().describe(source.row().address())))) {
            attempt(() -> recorder.remove(source.row().id()));
        }
    }

    private void exportProfiles() {
        var dialog = new FileDialog(getShell(), SWT.SAVE);
        dialog.setOverwrite(true);
        dialog.setFileName("mqtt-connections.json");
        withFile(dialog.open(), file -> NLS.bind(Messages.Exported, Connections.write(recorder, file)));
    }

    private void importProfiles() {
        withFile(new FileDialog(getShell(), SWT.OPEN).open(),
                file -> NLS.bind(Messages.Imported, Connections.read(recorder, file)));
    }

    /** Something that is done with a file; says what came of it. */
    private interface FileWork {
        String with(Path file) throws IOException, StoreException;
    }

    private void withFile(String name, FileWork work) {
        if (name == null) {
            return;
        }
        attempt(() -> {
            try {
                setMessage(work.with(Path.of(name)), IMessageProvider.INFORMATION);
            } catch (IOException e) {
                setErrorMessage(NLS.bind(Messages.FileProblem, name, e.getMessage()));
            }
        });
    }

    /** Something that changes the configured sources. */
    private interface Change {
        void make() throws StoreException;
    }

    private void attempt(Change change) {
        setErrorMessage(null);
        try {
            change.make();
        } catch (StoreException e) {
            setErrorMessage((e.getMessage() + " " + e.remedy()).strip());
        } catch (IllegalArgumentException e) {
            setErrorMessage(e.getMessage());
        }
    }
}
