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
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.MqttSourceType;
import org.currentcost.source.mqtt.transport.Broker;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.ListKeys;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.sources.AddSourceWizard;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;

/** Connections to brokers: what is configured, changed here at once. */
public final class MqttPreferencePage extends PreferencePage implements IWorkbenchPreferencePage {

    private Recorder recorder;
    private Combo publishTo;
    private Combo publishFormat;
    private BrokerFields publishBroker;
    private Text publishPrefix;
    private Button publishApply;
    private Label publishState;
    /** The addresses that {@link #publishTo} offers, in its order; the last one is empty: a new one. */
    private List<String> published = List.of("");
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
        var pane = new Composite(box, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).hint(FontRoom.width(pane, 480), FontRoom.height(pane, 220))
                .applyTo(pane);
        var columns = new TableColumnLayout();
        pane.setLayout(columns);
        table = new Table(pane, SWT.BORDER | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        column(columns, Messages.ColumnMeter, 25, 110);
        column(columns, Messages.ColumnConnection, 35, 170);
        column(columns, Messages.ColumnState, 40, 190);
        table.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> enable()));
        var buttons = new Composite(box, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(buttons);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.BEGINNING).applyTo(buttons);
        button(buttons, Messages.Add, () -> AddSourceWizard.open(getShell(), recorder, Optional.of("mqtt")));
        var edit = button(buttons, Messages.Edit, () -> selected().ifPresent(
                source -> AddSourceWizard.change(getShell(), recorder, source.row())));
        var duplicate = button(buttons, Messages.Duplicate, () -> selected().ifPresent(
                source -> DuplicateWizard.open(getShell(), recorder, source)));
        var remove = button(buttons, Messages.Remove, () -> selected().ifPresent(this::remove));
        ListKeys.delete(table, () -> selected().ifPresent(this::remove));
        table.addListener(SWT.DefaultSelection, event -> edit.notifyListeners(SWT.Selection, new Event()));
        var forget = button(buttons, Messages.ForgetPassword, () -> selected().flatMap(Connections::of)
                .map(Connection::broker).ifPresent(Passwords.secrets()::forget));
        button(buttons, Messages.ExportProfiles, this::exportProfiles);
        button(buttons, Messages.ImportProfiles, this::importProfiles);
        needSelection = List.of(edit, duplicate, remove, forget);
        createPublishing(box);
        Pulse.start(box, recorder::version, this::refresh);
        return box;
    }

    private void createPublishing(Composite box) {
        var group = new Group(box, SWT.NONE);
        group.setText(Messages.PublishingText);
        GridLayoutFactory.swtDefaults().numColumns(4).applyTo(group);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(group);
        var fields = new Fields(group, () -> {
        });
        publishTo = fields.combo(Messages.PublishTo, SWT.READ_ONLY);
        publishTo.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> showPublished()));
        publishFormat = fields.choice(Messages.Kind, 0, Messages.PublishOff, Messages.PublishJson,
                Messages.PublishXml, Messages.PublishRsmb, Messages.PublishHome);
        publishBroker = new BrokerFields(group, () -> setErrorMessage(null));
        publishPrefix = fields.text(Messages.PublishPrefix, PublishAddress.USUAL_PREFIX, "");
        publishApply = new Button(group, SWT.PUSH);
        publishApply.setText(Messages.PublishApply);
        publishApply.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> publish()));
        GridDataFactory.swtDefaults().span(2, 1).align(SWT.END, SWT.CENTER).applyTo(publishApply);
        publishState = new Label(group, SWT.WRAP);
        GridDataFactory.fillDefaults().span(4, 1).grab(true, false)
                .hint(FontRoom.width(publishState, 400), FontRoom.height(publishState, 36)).applyTo(publishState);
        fillPublished("");
    }

    /** Shows the addresses that are configured. @param chosen the one to choose; empty for the first */
    private void fillPublished(String chosen) {
        var all = new ArrayList<String>();
        try {
            recorder.publishAddresses().stream().filter(PublishAddress::isOne).forEach(all::add);
        } catch (StoreException e) {
            setErrorMessage((e.getMessage() + " " + e.remedy()).strip());
        }
        all.add("");
        published = List.copyOf(all);
        publishTo.setItems(published.stream().map(MqttPreferencePage::label).toArray(String[]::new));
        publishTo.select(Math.max(0, published.indexOf(chosen)));
        if (published.size() > 1 && chosen.isEmpty()) {
            publishTo.select(0);
        }
        showPublished();
    }

    private static String label(String address) {
        if (address.isEmpty()) {
            return Messages.PublishNew;
        }
        try {
            return PublishAddress.parse(address).label();
        } catch (IllegalArgumentException e) {
            return new MqttSourceType().describe(address.substring(address.indexOf(':') + 1));
        }
    }

    private String shownAddress() {
        return published.get(Math.max(0, publishTo.getSelectionIndex()));
    }

    private void showPublished() {
        String address = shownAddress();
        setErrorMessage(null);
        try {
            if (!address.isEmpty()) {
                var shown = PublishAddress.parse(address);
                publishFormat.select(1 + Math.max(0, PublishAddress.FORMATS.indexOf(shown.format())));
                publishBroker.show(shown.connection());
                publishPrefix.setText(shown.prefix());
                return;
            }
        } catch (IllegalArgumentException e) {
            setErrorMessage(e.getMessage());
        }
        publishFormat.select(0);
        publishBroker.show(Connection.to("localhost", Broker.Transport.TCP.usualPort()));
        publishPrefix.setText(PublishAddress.USUAL_PREFIX);
    }

    private void publish() {
        setErrorMessage(null);
        String old = shownAddress();
        String next;
        try {
            int format = publishFormat.getSelectionIndex();
            if (format > 0) {
                var reported = publishBroker.connection();
                next = new PublishAddress(reported, PublishAddress.FORMATS.get(format - 1),
                        publishPrefix.getText().strip()).address();
                if (!publishBroker.keep(reported)) {
                    Passwords.tellSessionOnly(getShell());
                }
            } else {
                next = "";
            }
        } catch (IllegalArgumentException e) {
            setErrorMessage(publishBroker.isHostMissing() ? Messages.HostMissing : e.getMessage());
            return;
        }
        Buttons.enable(publishApply, false);
        BackgroundWork.run(publishApply, Messages.PublishApply, () -> {
            recorder.setPublishAddresses(PublishAddress.replaced(recorder.publishAddresses(), old, next));
            return "";
        }, said -> {
            Buttons.enable(publishApply, true);
            fillPublished(next);
        }, trouble -> {
            Buttons.enable(publishApply, true);
            setErrorMessage(trouble);
        });
    }

    private void tellState() {
        String address = shownAddress();
        publishState.setText(recorder.publishing().stream().filter(one -> one.address().equals(address)).findFirst()
                .map(one -> Messages.bind(Messages.PublishState,
                        new Object[]{state(one.state()), one.published(), one.skipped()}))
                .orElse(""));
    }

    private void refresh() {
        fill();
        tellState();
    }

    private static String state(SourceState state) {
        return switch (state) {
            case SourceState.Refused refused -> refused.reason().replaceFirst("\\.$", "");
            case SourceState.WaitingToRetry waiting -> waiting.reason().replaceFirst("\\.$", "");
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

    private void column(TableColumnLayout columns, String title, int weight, int least) {
        var column = new TableColumn(table, SWT.LEFT);
        column.setText(title);
        columns.setColumnData(column, new ColumnWeightData(weight, FontRoom.width(table, least)));
    }

    private void fill() {
        var sources = Connections.sources(recorder);
        int before = table.getSelectionIndex();
        // Rows stay while sources come and go: what is selected and how far it is scrolled does not flicker.
        table.setItemCount(sources.size());
        for (int i = 0; i < sources.size(); i++) {
            var source = sources.get(i);
            var item = table.getItem(i);
            item.setData(source);
            item.setText(new String[]{source.row().meter(), recorder.types().describe(source.row().address()),
                StateWords.of(source, InstantSource.system().instant())});
        }
        if (table.getSelectionIndex() < 0 && !sources.isEmpty()) {
            table.select(Math.clamp(before, 0, sources.size() - 1));
        }
        enable();
    }

    private void enable() {
        needSelection.forEach(button -> Buttons.enable(button, selected().isPresent()));
    }

    private Optional<SourceStatus> selected() {
        return table.getSelectionCount() == 1 && table.getSelection()[0].getData() instanceof SourceStatus source
                ? Optional.of(source)
                : Optional.empty();
    }

    private void remove(SourceStatus source) {
        if (MessageDialog.openConfirm(getShell(), Messages.Remove, Messages.bind(Messages.RemoveConfirm,
                source.row().meter(), recorder.types().describe(source.row().address())))) {
            attempt(Messages.Remove, () -> {
                recorder.remove(source.row().id());
                return "";
            });
        }
    }

    private void exportProfiles() {
        var dialog = FileDialogs.make(getShell(), SWT.SAVE, Messages.ExportTitle);
        dialog.setOverwrite(true);
        dialog.setFileName("mqtt-connections.json");
        withFile(dialog.open(), file -> {
            int written = Connections.write(recorder, file);
            return written == 1 ? Messages.ExportedOne : Messages.bind(Messages.Exported, written);
        });
    }

    private void importProfiles() {
        withFile(FileDialogs.make(getShell(), SWT.OPEN, Messages.ImportTitle).open(), file -> {
            int added = Connections.read(recorder, file);
            return switch (added) {
                case 0 -> Messages.ImportedNone;
                case 1 -> Messages.ImportedOne;
                default -> Messages.bind(Messages.Imported, added);
            };
        });
    }

    /** Something that is done with a file; says what came of it. */
    private interface FileWork {
        String with(Path file) throws IOException, StoreException;
    }

    private void withFile(String name, FileWork work) {
        if (name == null) {
            return;
        }
        attempt(Path.of(name).getFileName().toString(), () -> {
            try {
                return work.with(Path.of(name));
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        Messages.bind(Messages.FileProblem, name, String.valueOf(e.getMessage())), e);
            }
        });
    }

    /** Changes the configured sources, which may take longer than the window may stand still. */
    private void attempt(String name, BackgroundWork.Change change) {
        setErrorMessage(null);
        BackgroundWork.run(table, name, change, said -> {
            if (!said.isEmpty()) {
                setMessage(said, IMessageProvider.INFORMATION);
            }
            fill();
        }, trouble -> {
            setErrorMessage(trouble);
            fill();
        });
    }
}
