package org.currentcost.app;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.settings.BackupPlan;
import org.currentcost.store.DataFolder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.ui.kit.BackgroundQuestion;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;

/** When backups are made without being asked for, how many are kept, and where. */
public final class BackupsPreferencePage extends PreferencePage implements IWorkbenchPreferencePage {

    private static final int WIDTH = 360;
    private static final int MOST_KEPT = 1000;

    /** A choice of how often. */
    private record Often(int days, String name) {
    }

    private final List<Often> choices = new ArrayList<>(List.of(new Often(1, Messages.BackupsDaily),
            new Often(7, Messages.BackupsWeekly), new Often(30, Messages.BackupsMonthly),
            new Often(0, Messages.BackupsNever)));
    private ReadingStore store;
    private Path dataFolder;
    private Combo when;
    private Spinner kept;
    private Text place;
    private BackgroundQuestion<Boolean> folder;
    private String keptFolder = "";

    @Override
    public void init(IWorkbench workbench) {
        var context = workbench.getService(IEclipseContext.class);
        store = context.get(ReadingStore.class);
        dataFolder = context.get(StoreLocation.class).folder();
    }

    @Override
    protected Control createContents(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(3).applyTo(box);
        label(box, Messages.BackupsWhen);
        when = new Combo(box, SWT.READ_ONLY);
        when.setItems(names());
        GridDataFactory.swtDefaults().span(2, 1).applyTo(when);
        label(box, Messages.BackupsKept);
        kept = new Spinner(box, SWT.BORDER);
        kept.setValues(1, 1, MOST_KEPT, 0, 1, 10);
        GridDataFactory.swtDefaults().span(2, 1).applyTo(kept);
        label(box, Messages.BackupsFolder);
        place = new Text(box, SWT.BORDER);
        place.setMessage(dataFolder.resolve(DataFolder.BACKUPS).toString());
        folder = new BackgroundQuestion<>(place, "folder of backups", this::tell);
        place.addModifyListener(event -> check());
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(place);
        var browse = new Button(box, SWT.PUSH);
        browse.setText(Messages.BackupsBrowse);
        browse.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            var dialog = new DirectoryDialog(getShell());
            dialog.setFilterPath(place.getText().isBlank() ? dataFolder.toString() : place.getText());
            Optional.ofNullable(dialog.open()).ifPresent(place::setText);
        }));
        var about = new Label(box, SWT.WRAP);
        about.setText(Messages.BackupsAbout);
        GridDataFactory.fillDefaults().grab(true, false).span(3, 1).hint(FontRoom.width(about, WIDTH), SWT.DEFAULT)
                .indent(0, 12).applyTo(about);
        try {
            var plan = BackupPlan.of(store);
            keptFolder = plan.folder().orElse("");
            show(plan);
        } catch (StoreException e) {
            show(BackupPlan.USUAL);
            setErrorMessage(e.getMessage());
        }
        return box;
    }

    private static void label(Composite box, String text) {
        new Label(box, SWT.NONE).setText(text);
    }

    private String[] names() {
        return choices.stream().map(Often::name).toArray(String[]::new);
    }

    private void show(BackupPlan plan) {
        when.select(choice(plan.everyDays()));
        kept.setSelection(plan.kept());
        place.setText(plan.folder().orElse(""));
    }

    /** {@return the place of a number of days among the choices; another program may have settled on one more} */
    private int choice(int days) {
        var all = choices.stream().map(Often::days).toList();
        if (!all.contains(days)) {
            int before = 0;
            while (all.get(before) != 0 && all.get(before) < days) {
                before++;
            }
            choices.add(before, new Often(days, Messages.bind(Messages.BackupsEvery, days)));
            when.setItems(names());
            return before;
        }
        return all.indexOf(days);
    }

    /** A folder on another computer may take long to answer. What is kept already is no reason to keep nothing else. */
    private void check() {
        String name = place.getText().strip();
        setErrorMessage(null);
        setMessage(null);
        setValid(name.isEmpty() || name.equals(keptFolder));
        folder.forget();
        if (!name.isEmpty()) {
            folder.ask(() -> isFolder(name));
        }
    }

    private void tell(boolean there) {
        String name = place.getText().strip();
        String none = Messages.bind(Messages.BackupsNoFolder, name);
        setValid(there || name.equals(keptFolder));
        if (!there && isValid()) {
            setMessage(none, IMessageProvider.WARNING);
        } else {
            setErrorMessage(there ? null : none);
        }
    }

    private static boolean isFolder(String name) {
        try {
            var path = Path.of(name);
            return path.isAbsolute() && Files.isDirectory(path) && Files.isWritable(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    protected void performDefaults() {
        show(BackupPlan.USUAL);
        super.performDefaults();
    }

    @Override
    public boolean performOk() {
        var plan = new BackupPlan(choices.get(when.getSelectionIndex()).days(), kept.getSelection(),
                Optional.of(place.getText().strip()));
        try {
            if (!plan.equals(BackupPlan.of(store))) {
                Waiting.run(() -> plan.save(store));
            }
            keptFolder = plan.folder().orElse("");
            return true;
        } catch (StoreException e) {
            Problems.show(getShell(), Messages.BackupsProblem, e);
            return false;
        }
    }
}
