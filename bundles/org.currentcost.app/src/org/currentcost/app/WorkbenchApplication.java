package org.currentcost.app;

import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.currentcost.cli.Installed;
import org.currentcost.cli.Shutdown;
import org.currentcost.cli.service.ConfiguredRecorder;
import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.Participant;
import org.currentcost.guest.ProcessKind;
import org.currentcost.install.Features;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.LocalRecorder.Unpublished;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.DataFolder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreEngines;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.ui.kit.AccessibleNames;
import org.currentcost.ui.kit.ListKeys;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * The program with a window. It opens the data folder, starts what is configured, and offers the store and the recorder
 * as services, from which the views get them injected.
 */
public final class WorkbenchApplication implements IApplication {

    private static final String DATA_OPTION = "--data";
    private static final String RESET_OPTION = "--reset-layout";
    private static final Integer FAILED = 1;
    /** How long to wait before looking again whether it has started. */
    private static final int STARTED_MILLIS = 100;
    /** Whether the process is to end, by whoever has started it or by the desktop's session. */
    private static final AtomicBoolean ENDS = new AtomicBoolean();

    @Override
    public Object start(IApplicationContext context) {
        Features.allowPlainHttp();
        Features.settle();
        var arguments = List.of((String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS));
        Display.setAppName(Platform.getProduct() == null ? "CurrentCost Workbench" : Platform.getProduct().getName());
        Display display = PlatformUI.createDisplay();
        UnrealizeSignal.correct(display);
        AccessibleNames.follow(display);
        ListKeys.follow(display);
        // When the desktop's session ends, for one: the layout is saved as by closing the window. Only when the display
        // is gone may the process end: its last act waits for what GTK holds at work, and GTK would wait for it.
        try (var shutdown = new Shutdown(() -> closeWindow(display))) {
            try {
                return open(display, arguments, context);
            } finally {
                display.dispose();
            }
        }
    }

    private static Object open(Display display, List<String> arguments, IApplicationContext context) {
        int result;
        try (var services = new InstalledServices()) {
            var installed = services.installed();
            StoreLocation location;
            try {
                new FolderChange(location(installed.engines(), arguments), installed.types()).run();
                // It may be elsewhere now, also where the end of a move has failed.
                location = location(installed.engines(), arguments);
            } catch (IllegalArgumentException e) {
                return failed(e.getMessage());
            }
            var splash = Splash.show(display);
            context.applicationRunning();
            try {
                result = run(display, splash, location, installed, isReset(arguments));
            } finally {
                splash.close();
            }
        } catch (StoreException e) {
            return failed((e.getMessage() + " " + e.remedy()).strip());
        } catch (IOException e) {
            return failed(e.getMessage());
        }
        // Only now the folder is closed, so that the next start can open it.
        return result == PlatformUI.RETURN_RESTART ? IApplication.EXIT_RESTART : IApplication.EXIT_OK;
    }

    /** A window that starts again by itself is called with the same arguments. */
    private static boolean isReset(List<String> arguments) {
        return arguments.contains(RESET_OPTION) && System.getenv("CURRENTCOST_AGAIN") == null;
    }

    private static int run(Display display, Splash splash, StoreLocation location, Installed installed, boolean reset)
            throws IOException, StoreException {
        var clock = InstantSource.system();
        // Two windows are two recorders by turns: what one leaves the other takes, and goes on.
        var window = new Participant(ProcessKind.WINDOW, installed.types(),
                Optional.of((store, live) -> record(store, installed.types(), live)), () -> true, Optional.empty(),
                clock);
        var access = FolderAccess.open(location, ZoneId.systemDefault(), window);
        int result = run(display, splash, access, installed, reset);
        var lost = access.lost();
        if (lost.isPresent()) {
            var time = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM).withZone(ZoneId.systemDefault());
            throw new StoreException(StoreException.Kind.DISK_FULL, lost.get().words(time::format),
                    lost.get().remedy(), null);
        }
        return result;
    }

    /** Returns when the folder is closed. */
    private static int run(Display display, Splash splash, FolderAccess access, Installed installed, boolean reset)
            throws IOException, StoreException {
        try (access) {
            var location = access.location();
            var store = access.store();
            var recorder = access.recorder();
            store.remarks().forEach(ILog.of(WorkbenchApplication.class)::warn);
            var layout = new WindowLayout(WindowSettings.take(location.folder(), Platform.getInstanceLocation()));
            layout.prepare(reset);
            boolean first = store.sources().isEmpty() && store.series().isEmpty();
            BundleContext bundle = FrameworkUtil.getBundle(WorkbenchApplication.class).getBundleContext();
            var storeService = bundle.registerService(ReadingStore.class, store, null);
            var recorderService = bundle.registerService(Recorder.class, recorder, null);
            var accessService = bundle.registerService(FolderAccess.class, access, null);
            DesktopTheme.take(display);
            DesktopFonts.take(display);
            try {
                return PlatformUI.createAndRunWorkbench(display,
                        new CurrentCostWorkbenchAdvisor(splash, access, installed.oldData(), first, layout, ENDS::get));
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                if (layout.isToBlame(e)) {
                    return PlatformUI.RETURN_RESTART;
                }
                throw e;
            } finally {
                accessService.unregister();
                recorderService.unregister();
                storeService.unregister();
            }
        }
    }

    private static LocalRecorder record(ReadingStore store, SourceTypes types, LiveBus live) throws StoreException {
        return ConfiguredRecorder.start(store, types, InstantSource.system(), live, recorder -> {
            recorder.startConfigured();
            // Without the feature that publishes nothing of it is in the log.
            recorder.startPublishing().stream().filter(Unpublished::installed)
                    .forEach(one -> ILog.of(WorkbenchApplication.class).warn(one.reason()));
        });
    }

    private static Integer failed(String sentence) {
        System.err.println(sentence);
        if (!ENDS.get()) {
            MessageDialog.openError(null, "CurrentCost Workbench", sentence);
        }
        return FAILED;
    }

    /** @throws IllegalArgumentException if the address that was given means nothing; the message is a sentence */
    private static StoreLocation location(StoreEngines engines, List<String> arguments) throws StoreException {
        int option = arguments.indexOf(DATA_OPTION);
        var address = option >= 0 && option + 1 < arguments.size()
                ? Optional.of(arguments.get(option + 1))
                : arguments.stream().filter(one -> one.startsWith(DATA_OPTION + "=")).findFirst()
                        .map(one -> one.substring(DATA_OPTION.length() + 1));
        return address.isPresent() ? engines.at(address.get()) : engines.in(DataFolder.standard());
    }

    @Override
    public void stop() {
        if (PlatformUI.isWorkbenchRunning()) {
            closeWindow(PlatformUI.getWorkbench().getDisplay());
        }
    }

    private static void closeWindow(Display display) {
        ENDS.set(true);
        try {
            display.syncExec(() -> closeWhenStarted(display));
        } catch (SWTException e) {
            // It is closed already: the display is gone.
            ILog.of(WorkbenchApplication.class).info(e.getMessage());
        }
    }

    /** A workbench that is starting can't be closed: it is as soon as it has started. */
    private static void closeWhenStarted(Display display) {
        if (PlatformUI.isWorkbenchRunning() && !PlatformUI.getWorkbench().isStarting()) {
            PlatformUI.getWorkbench().close();
            return;
        }
        if (!PlatformUI.isWorkbenchRunning()) {
            // A message that the program could not start waits for its button.
            Arrays.stream(display.getShells()).forEach(Shell::close);
        }
        display.timerExec(STARTED_MILLIS, () -> closeWhenStarted(display));
    }
}
