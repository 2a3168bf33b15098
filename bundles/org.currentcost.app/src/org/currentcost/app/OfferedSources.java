package org.currentcost.app;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.currentcost.install.Features.FeatureException;
import org.currentcost.install.Features;
import org.currentcost.ui.sources.NewSourceKinds;
import org.currentcost.ui.sources.SourceInstaller;
import org.currentcost.ui.sources.SourceOffers;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.ProgressMonitorDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbench;

/** What ships with the program and brings further kinds of source, and how it gets into it. */
final class OfferedSources implements SourceOffers, SourceInstaller {

    private final IWorkbench workbench;
    private final Map<Offer, String> ids = new ConcurrentHashMap<>();

    /** @param workbench is started again when something was installed */
    OfferedSources(IWorkbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public List<Offer> look() {
        var offers = new ArrayList<Offer>();
        for (var one : Features.ofThisInstallation().map(Features::offeredSources).orElse(List.of())) {
            var offer = new Offer(one.name(), one.description());
            ids.put(offer, one.id());
            offers.add(offer);
        }
        return offers;
    }

    @Override
    public void install(Shell shell, Offer offer) {
        try {
            new ProgressMonitorDialog(shell).run(true, false, monitor -> install(offer, monitor));
            NewSourceKinds.expect();
            workbench.restart();
        } catch (InvocationTargetException e) {
            MessageDialog.openError(shell, offer.name(), e.getCause().getMessage());
        } catch (InterruptedException e) {
            // Nobody else ends it.
            Thread.currentThread().interrupt();
        }
    }

    private void install(Offer offer, IProgressMonitor monitor) throws InvocationTargetException {
        // What it is called stays above the steps, which name themselves.
        var whole = SubMonitor.convert(monitor, Messages.bind(Messages.FeatureInstalling, offer.name()), 1);
        var features = Features.ofThisInstallation().orElseThrow();
        var site = Features.shippedSite().orElseThrow();
        try {
            features.install(ids.get(offer), site, false, () -> monitor.subTask(Features.waitingSentence()),
                    whole.split(1, SubMonitor.SUPPRESS_BEGINTASK));
        } catch (FeatureException e) {
            throw new InvocationTargetException(e);
        } finally {
            monitor.done();
        }
    }
}
