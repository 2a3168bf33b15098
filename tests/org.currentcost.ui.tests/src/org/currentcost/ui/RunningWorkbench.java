package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.currentcost.recorder.Recorder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.Patience;
import org.currentcost.ui.charts.TimeChart;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.InjectedView;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.core.runtime.ILogListener;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.Bundle;

/**
 * The program with its window, started as the user starts it, with the application class, the store, the recorder and
 * the kinds of source of the product. It runs on a thread of its own; tests run beside it, and look and act on its UI
 * thread through {@link #ui}.
 */
public final class RunningWorkbench implements AutoCloseable {

    /** For what the program does by itself within a few seconds, on a machine that is busy with something else. */
    public static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final String DATA = "CurrentCost";

    private final ExecutorService uiThread = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "ui");
        thread.setDaemon(true);
        return thread;
    });

    /** What is done on the UI thread. */
    public interface Work {
        void run() throws Exception;
    }

    private final List<IStatus> errors = new CopyOnWriteArrayList<>();
    private final ILogListener log = (status, bundle) -> {
        if (status.matches(IStatus.ERROR)) {
            errors.add(status);
        }
    };
    private final Future<Object> run;

    private RunningWorkbench(Path data) {
        Platform.addLogListener(log);
        run = uiThread.submit(() -> application().start(new Arguments("--data", data.toString())));
    }

    /**
     * Starts the program over the data folder of this run of tests and waits for its window. Only once in a process:
     * parts of the workbench don't outlive their display.
     */
    public static RunningWorkbench start() throws URISyntaxException {
        var workbench = new RunningWorkbench(dataFolder());
        workbench.awaitWindow();
        return workbench;
    }

    /** {@return the data folder: inside the workspace, so that a run that begins with a new one begins without data} */
    public static Path dataFolder() throws URISyntaxException {
        return Path.of(Platform.getInstanceLocation().getURL().toURI()).resolve(DATA);
    }

    /** Puts sources into the data folder before the program starts; then this is not its first start. */
    public static void configure(SourceRow... rows) throws StoreException, URISyntaxException {
        try (ReadingStore store = new SqliteEngine().in(dataFolder()).open(ZoneId.systemDefault())) {
            for (var row : rows) {
                store.saveSource(row);
            }
        }
    }

    /** {@return a demo meter that speaks sixty times as often as a real one} */
    public static SourceRow fastDemo() {
        return new SourceRow("fast-demo", "Demo", "demo:60", true);
    }

    private static IApplication application() throws ReflectiveOperationException {
        Bundle app = Platform.getBundle("org.currentcost.app");
        return (IApplication) app.loadClass("org.currentcost.app.WorkbenchApplication").getConstructor().newInstance();
    }

    private void awaitWindow() {
        if (!holdsWithin(() -> PlatformUI.isWorkbenchRunning() || run.isDone()) || run.isDone()) {
            fail("the program did not open its window: " + outcome());
        }
        await("the window is open", () -> !PlatformUI.getWorkbench().isStarting() && window() != null
                && window().getShell().isVisible());
    }

    private Object outcome() {
        try {
            return run.get(0, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "still starting";
        } catch (ExecutionException e) {
            throw new AssertionError("the program failed", e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return what was asked on the UI thread} */
    public <T> T ui(Callable<T> question) {
        var answer = new AtomicReference<T>();
        act(() -> answer.set(question.call()));
        return answer.get();
    }

    /** Does something on the UI thread, and comes back when it is done. */
    public void act(Work work) {
        var failure = new AtomicReference<Throwable>();
        display().syncExec(() -> {
            try {
                work.run();
            } catch (Exception | AssertionError e) {
                failure.set(e);
            }
        });
        if (failure.get() instanceof AssertionError assertion) {
            throw assertion;
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    /** Does something on the UI thread that opens a dialog, and so ends only when that is closed. */
    public void post(Work work) {
        display().asyncExec(() -> {
            try {
                work.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    /**
     * Waits until something is so, seen from the UI thread. What can't be asked yet, for it asks after a control that a
     * busy machine has still to make, is not so yet.
     */
    public void await(String what, Callable<Boolean> condition) {
        var unasked = new AtomicReference<Optional<Throwable>>(Optional.empty());
        if (!holdsWithin(() -> {
            unasked.set(holds(condition));
            return unasked.get().isEmpty();
        })) {
            throw new AssertionError("never: " + what + "\n" + ui(this::describe), unasked.get().orElse(null));
        }
    }

    private static boolean holdsWithin(Patience.Condition condition) {
        try {
            return Patience.holdsWithin(PATIENCE, condition);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** {@return why a condition does not hold, if it doesn't} */
    private Optional<Throwable> holds(Callable<Boolean> condition) {
        try {
            return ui(condition) ? Optional.empty() : Optional.of(new AssertionError("it is not so"));
        } catch (AssertionError e) {
            return Optional.of(e);
        }
    }

    /** {@return what can be seen, for the message of a failed test} */
    private String describe() {
        var views = Arrays.stream(page().getViewReferences()).map(view -> view.getId() + " " + view.getPartName())
                .toList();
        return views + "\n" + Widgets.describe(display());
    }

    /** {@return the dialog with this title, once it is open} */
    public Shell dialog(String title) {
        await("a dialog " + title, () -> Widgets.shell(display(), title).isPresent());
        return ui(() -> Widgets.shell(display(), title).orElseThrow());
    }

    public Display display() {
        return PlatformUI.getWorkbench().getDisplay();
    }

    /** UI thread. */
    public IWorkbenchWindow window() {
        var workbench = PlatformUI.getWorkbench();
        return workbench.getActiveWorkbenchWindow() == null && workbench.getWorkbenchWindowCount() > 0
                ? workbench.getWorkbenchWindows()[0]
                : workbench.getActiveWorkbenchWindow();
    }

    /** UI thread. */
    public IWorkbenchPage page() {
        return window().getActivePage();
    }

    /** {@return the open view, brought to the top; UI thread} */
    public InjectedView view(String id) throws Exception {
        return (InjectedView) show(id);
    }

    public IViewPart show(String id) throws Exception {
        return page().showView(id);
    }

    public <T extends ViewContent> T content(String id, Class<T> type) {
        return ui(() -> type.cast(view(id).content()));
    }

    /** {@return the chart of power in the Live view, its upper one} */
    public TimeChart liveChart() {
        return ui(() -> Widgets.all(Widgets.pane(view(ViewIds.LIVE)), Control.class).map(Control::getData)
                .filter(TimeChart.class::isInstance).map(TimeChart.class::cast).findFirst().orElseThrow());
    }

    public Recorder recorder() {
        return ui(() -> window().getService(IEclipseContext.class).get(Recorder.class));
    }

    /** {@return what views answer from} */
    public FigureServices services() {
        return ui(() -> window().getService(IEclipseContext.class).get(FigureServices.class));
    }

    /** Leaves to other tests no meter but the one that they expect. */
    public void deleteMetersButTheDemo() throws Exception {
        var meters = new TreeSet<String>();
        recorder().sources().forEach(source -> meters.add(source.row().meter()));
        store().series().forEach(info -> meters.add(info.key().meter()));
        store().seriesWithHistory().forEach(key -> meters.add(key.meter()));
        meters.remove("Demo");
        for (String meter : meters) {
            recorder().delete(meter, () -> store().deleteMeter(meter, Map.of()));
        }
    }

    public ReadingStore store() {
        return ui(() -> window().getService(IEclipseContext.class).get(ReadingStore.class));
    }

    /** Fails if anything was logged as an error since the start, or since this was asked the last time. */
    public void assertNoErrors() {
        var logged = List.copyOf(errors);
        errors.removeAll(logged);
        assertEquals(List.of(), logged, "errors in the log");
    }

    /** Closes the program, and fails if anything was logged as an error that nobody asked for. */
    public void closeWithoutErrors() throws Exception {
        try {
            assertNoErrors();
        } finally {
            close();
        }
    }

    /** Closes the window as File > Quit does, and waits for the end of the program. */
    @Override
    public void close() throws Exception {
        try {
            act(() -> PlatformUI.getWorkbench().close());
            assertEquals(IApplication.EXIT_OK, run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), "exit code");
        } finally {
            Platform.removeLogListener(log);
            uiThread.shutdown();
        }
    }

    /** The command line. */
    private static final class Arguments implements IApplicationContext {

        private final Map<String, Object> arguments;

        Arguments(String... arguments) {
            this.arguments = Map.of(APPLICATION_ARGS, arguments);
        }

        @Override
        public Map<String, Object> getArguments() {
            return arguments;
        }

        @Override
        public void applicationRunning() {
            // there is no native splash to take away
        }

        @Override
        public String getBrandingApplication() {
            return Platform.getProduct().getApplication();
        }

        @Override
        public String getBrandingName() {
            return Platform.getProduct().getName();
        }

        @Override
        public String getBrandingDescription() {
            return Platform.getProduct().getDescription();
        }

        @Override
        public String getBrandingId() {
            return Platform.getProduct().getId();
        }

        @Override
        public String getBrandingProperty(String key) {
            return Platform.getProduct().getProperty(key);
        }

        @Override
        public Bundle getBrandingBundle() {
            return Platform.getProduct().getDefiningBundle();
        }

        @Override
        public void setResult(Object result, IApplication application) {
            throw new IllegalStateException("the application returns its result");
        }
    }
}
