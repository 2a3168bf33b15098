package org.currentcost.app;

import java.nio.file.Path;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreLocation;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;

/** Where the readings are, and the top of the workbench's own pages. */
public final class GeneralPreferencePage extends PreferencePage implements IWorkbenchPreferencePage {

    private static final int WIDTH = 360;

    private ReadingStore store;
    private Path folder;

    @Override
    public void init(IWorkbench workbench) {
        var context = workbench.getService(IEclipseContext.class);
        store = context.get(ReadingStore.class);
        folder = context.get(StoreLocation.class).folder();
        noDefaultAndApplyButton();
    }

    @Override
    protected Control createContents(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(box);
        var place = new Link(box, SWT.WRAP);
        place.setText(NLS.bind(Messages.GeneralFolder, folder));
        place.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(event -> Program.launch(folder.toString())));
        GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(place);
        var zone = new Link(box, SWT.WRAP);
        zone.setText(NLS.bind(Messages.GeneralZone, store.zone().getId()));
        GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(zone);
        return box;
    }
}
