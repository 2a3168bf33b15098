package org.currentcost.ui.mqtt;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.recorder.StateWords;
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
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;

/** Connections to brokers: what is configured, changed here at once. */
public final class MqttPreferencePage extends PreferencePage implements IWorkbenchPreferencePage {

    private Recorder recorder;
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
        fill();
        return box;
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
