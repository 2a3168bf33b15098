package org.currentcost.app;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.currentcost.guest.FolderAccess;
import org.currentcost.install.Features;
import org.currentcost.settings.UnattendedRecording;
import org.currentcost.store.OldDataReader;
import org.currentcost.store.StoreLocation;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ViewIds;
import org.currentcost.ui.sources.FolderRole;
import org.currentcost.ui.sources.NewSourceKinds;
import org.currentcost.ui.sources.SourceInstaller;
import org.currentcost.ui.sources.SourceOffers;
import org.currentcost.ui.sources.WelcomeDialog;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** How the workbench starts and what it remembers. */
final class CurrentCostWorkbenchAdvisor extends WorkbenchAdvisor {

    private final Splash splash;
    private final FolderAccess access;
    private final FolderRole role;
    private final OldDataReader oldData;
    private final boolean firstStart;
    private final Optional<HandOver> handOver;
    private final Optional<UnattendedRecording> unattended;
    private final WindowLayout layout;
    private final BooleanSupplier endsUnasked;
    private final WindowBackups backups;
    private FigureServices figures;
    private ServiceRegistration<FigureServices> service;

    /**
     * Makes it.
     *
     * @param firstStart  whether the data folder is empty
     * @param layout      of the window, to hear that it has started
     * @param endsUnasked whether the window is being closed because the process is to end
     */
    CurrentCostWorkbenchAdvisor(Splash splash, FolderAccess access, OldDataReader oldData, boolean firstStart,
            WindowLayout layout, BooleanSupplier endsUnasked) {
        this.splash = splash;
        this.access = access;
        role = new FolderRole(access);
        this.oldData = oldData;
        this.firstStart = firstStart;
        this.layout = layout;
        this.endsUnasked = endsUnasked;
        backups = new WindowBackups(access, InstantSource.system());
        var settings = new UnattendedRecording(access.store());
        handOver = HandOver.script().map(script -> new HandOver(access, settings, script));
        unattended = handOver.map(one -> settings);
    }

    @Override
    public void initialize(IWorkbenchConfigurer configurer) {
        configurer.setSaveAndRestore(true);
    }

    @Override
    public void preStartup() {
        var context = getWorkbenchConfigurer().getWorkbench().getService(IEclipseContext.class);
        context.set(StoreLocation.class, access.location());
        context.set(OldDataReader.class, oldData);
        context.set(FolderRole.class, role);
        unattended.ifPresent(settings -> context.set(UnattendedRecording.class, settings));
        figures = FigureServices.publish(context, access.store(), InstantSource.system());
        figures.time().restore();
        var offered = new OfferedSources(getWorkbenchConfigurer().getWorkbench());
        context.set(SourceOffers.class, offered);
        context.set(SourceInstaller.class, offered);
        // For what the platform makes by itself, which gets nothing injected.
        service = FrameworkUtil.getBundle(CurrentCostWorkbenchAdvisor.class).getBundleContext()
                .registerService(FigureServices.class, figures, null);
    }

    @Override
    public boolean preShutdown() {
        figures.choices().save();
        figures.time().save();
        var window = getWorkbenchConfigurer().getWorkbench().getActiveWorkbenchWindow();
        return handOver.isEmpty() || handOver.get().mayClose(window == null ? null : window.getShell(),
                !endsUnasked.getAsBoolean());
    }

    @Override
    public void postShutdown() {
        backups.close();
        service.unregister();
    }

    @Override
    public String getInitialWindowPerspectiveId() {
        return ViewIds.LIVE_PERSPECTIVE;
    }

    @Override
    public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
        return new CurrentCostWindowAdvisor(configurer);
    }

    @Override
    public void postStartup() {
        OpeningPerspective.show(getWorkbenchConfigurer().getWorkbench().getActiveWorkbenchWindow());
        splash.close();
        ViewPlaces.keep(getWorkbenchConfigurer().getWorkbench());
        // Beside the window: the first look at a site takes a second.
        var display = getWorkbenchConfigurer().getWorkbench().getDisplay();
        ICoreRunnable offer = monitor -> Features.ofThisInstallation().ifPresent(features -> {
            features.offerShippedSite();
            features.ask(new UnsignedQuestion(display));
            features.removeUnneeded();
        });
        Job.createSystem("site", offer).schedule();
        new UnusedMemory().begin();
        backups.begin();
        var shell = getWorkbenchConfigurer().getWorkbench().getActiveWorkbenchWindow().getShell();
        var context = getWorkbenchConfigurer().getWorkbench().getService(IEclipseContext.class);
        UninstallQuestion.begin(display, access.recorder());
        new FolderNews(getWorkbenchConfigurer().getWorkbench(), shell, access, role, handOver).watch();
        layout.started(context).ifPresent(sentence -> display.asyncExec(
                () -> MessageDialog.openInformation(shell, Messages.LayoutTitle, sentence)));
        if (firstStart) {
            DemoMeter.start(access.store(), access.recorder());
            shell.getDisplay().asyncExec(() -> WelcomeDialog.open(shell, context));
        } else {
            shell.getDisplay().asyncExec(() -> NewSourceKinds.open(shell, access.recorder(), unattended));
        }
    }
}
