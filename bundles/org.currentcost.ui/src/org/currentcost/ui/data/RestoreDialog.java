package org.currentcost.ui.data;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import org.currentcost.store.StoreLocation.Backup;
import org.currentcost.ui.kit.FittedColumns;
import org.currentcost.ui.kit.FileChooser;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.Quantities;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** Chooses a backup to be put in the place of the readings. */
final class RestoreDialog extends TitleAreaDialog {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM,
            FormatStyle.SHORT);
    private static final int WIDTH = 480;
    private static final int HEIGHT = 180;

    private final List<Backup> backups;
    private TableViewer table;
    private Label other;
    private Optional<Path> chosen = Optional.empty();

    /** @param backups those that the program knows, the latest first */
    RestoreDialog(Shell parent, List<Backup> backups) {
        super(parent);
        this.backups = backups;
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    /** {@return the backup that was chosen}; only after the dialog was closed by its button */
    Path backup() {
        return chosen.orElseThrow();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.RestoreTitle);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        var area = (Composite) super.createDialogArea(parent);
        setTitle(Messages.RestoreTitle);
        setMessage(Messages.RestoreAbout);
        var box = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(8, 8).applyTo(box);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(box);
        var list = new Composite(box, SWT.NONE);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, true)
                .hint(FontRoom.width(list, WIDTH), FontRoom.height(list, HEIGHT)).applyTo(list);
        list.setLayout(new FillLayout());
        table = new TableViewer(list, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
        table.setContentProvider(ArrayContentProvider.getInstance());
        new ListColumns<>(table, Backup.class, backup -> false)
                .add(Messages.RestoreTime, SWT.LEFT,
                        backup -> TIME.format(backup.time().atZone(ZoneId.systemDefault())))
                .add(Messages.RestoreKind, SWT.LEFT, backup -> switch (backup.kind()) {
                    case ON_DEMAND -> Messages.RestoreOnDemand;
                    case AUTOMATIC -> Messages.RestoreAutomatic;
                    case DAILY -> Messages.RestoreDaily;
                    case REPLACED -> Messages.RestoreReplaced;
                }).add(Messages.RestoreSize, SWT.RIGHT, backup -> Quantities.bytes(backup.bytes()).toString());
        table.setInput(backups);
        FittedColumns.of(table.getTable()).fit();
        table.addSelectionChangedListener(event -> {
            if (table.getStructuredSelection().getFirstElement() instanceof Backup backup) {
                choose(Optional.of(backup.path()), "");
            }
        });
        table.addDoubleClickListener(event -> okPressed());
        other = new Label(box, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(other);
        var choose = new Button(box, SWT.PUSH);
        choose.setText(Messages.RestoreOther);
        choose.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> chooseFile()));
        if (backups.isEmpty()) {
            other.setText(Messages.RestoreNone);
        }
        return area;
    }

    private void chooseFile() {
        FileChooser.open(getShell(), Messages.RestoreTitle,
                new FileChooser.Kind(Messages.BackUpFileKind, "*.sqlite"), FileChooser.Kind.any()).ifPresent(file -> {
                    table.setSelection(StructuredSelection.EMPTY);
                    choose(Optional.of(file), file.toString());
                });
    }

    private void choose(Optional<Path> backup, String words) {
        chosen = backup;
        other.setText(words);
        var ok = getButton(IDialogConstants.OK_ID);
        if (ok != null) {
            ok.setEnabled(chosen.isPresent());
        }
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, Messages.RestoreDo, true).setEnabled(false);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        backups.stream().findFirst().ifPresent(first -> table.setSelection(new StructuredSelection(first)));
    }
}
