package org.currentcost.app;

import java.nio.file.Path;
import java.util.Optional;
import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.ProcessKind;
import org.currentcost.guest.Role;
import org.currentcost.settings.UnattendedRecording;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.ProgressJob;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;

/** Where the readings are, who records them without a window, and the top of the workbench's own pages. */
public final class GeneralPreferencePage extends PreferencePage implements IWorkbenchPreferencePage {

    private static final int WIDTH = 360;

    private ReadingStore store;
    private Path folder;
    private FolderAccess access;
    private Optional<UnattendedRecording> unattended = Optional.empty();
    private Optional<Button> goesOn = Optional.empty();

    @Override
    public void init(IWorkbench workbench) {
        var context = workbench.getService(IEclipseContext.class);
        store = context.get(ReadingStore.class);
        folder = context.get(StoreLocation.class).folder();
        access = context.get(FolderAccess.class);
        unattended = Optional.ofNullable(context.get(UnattendedRecording.class));
        noDefaultAndApplyButton();
    }

    @Override
    protected Control createContents(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(box);
        var place = new Link(box, SWT.WRAP);
        place.setText(Messages.bind(Messages.GeneralFolder, folder));
        place.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(event -> Program.launch(folder.toString())));
        GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(place);
        var zone = new Link(box, SWT.WRAP);
        zone.setText(Messages.bind(Messages.GeneralZone, store.zone().getId()));
        GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(zone);
        unattended.ifPresent(settings -> createUnattended(box, settings));
        return box;
    }

    private void createUnattended(Composite box, UnattendedRecording settings) {
        var button = new Button(box, SWT.CHECK);
        button.setText(Messages.GeneralUnattended);
        GridDataFactory.fillDefaults().indent(0, 12).applyTo(button);
        var about = new Label(box, SWT.WRAP);
        about.setText(Messages.GeneralUnattendedAbout);
        GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).indent(24, 0).applyTo(about);
        try {
            button.setSelection(settings.wanted().orElse(false));
        } catch (StoreException e) {
            setErrorMessage(e.getMessage());
        }
        goesOn = Optional.of(button);
    }

    @Override
    public boolean performOk() {
        try {
            boolean wanted = goesOn.filter(Button::getSelection).isPresent();
            if (goesOn.isPresent() && wanted != unattended.orElseThrow().wanted().orElse(false)) {
                Waiting.run(() -> unattended.orElseThrow().want(wanted));
                if (!wanted && access.role() instanceof Role.Guest guest
                        && guest.owner().kind() == ProcessKind.RECORDER) {
                    // It is to end with this window, which records from now on.
                    ProgressJob.start(Messages.GeneralTakingOver, Messages.GeneralTakingOverProblem,
                            progress -> access.takeOver());
                }
            }
            return true;
        } catch (StoreException e) {
            Problems.show(getShell(), Messages.GeneralUnattendedProblem, e);
            return false;
        }
    }
}
