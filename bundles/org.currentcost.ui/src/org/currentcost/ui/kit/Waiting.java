package org.currentcost.ui.kit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.currentcost.store.StoreException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.BusyIndicator;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;

/**
 * Does on another thread what is done at once as a rule, but may have to wait for another process or for an import that
 * writes: the window is drawn meanwhile, and nothing in it can be clicked or typed until it is done.
 */
public final class Waiting {

    /** Too short to be noticed. */
    private static final long AT_ONCE_MILLIS = 100;
    private static final int[] INPUT = {SWT.KeyDown, SWT.MouseDown, SWT.MouseUp, SWT.MouseDoubleClick, SWT.Selection,
        SWT.DefaultSelection, SWT.MenuDetect, SWT.Traverse, SWT.Close};

    private Waiting() {
    }

    /** What is done. It must not touch a widget. */
    @FunctionalInterface
    public interface Change {
        /** Does it. */
        void run() throws StoreException;
    }

    /**
     * Returns when it is done. UI thread only.
     *
     * @throws StoreException as the change does; what else that throws is thrown here too
     */
    public static void run(Change change) throws StoreException {
        var done = new CompletableFuture<Void>();
        var thread = new Thread(() -> {
            try {
                change.run();
                done.complete(null);
            } catch (Throwable e) {
                // It is thrown where it is waited for.
                done.completeExceptionally(e);
            }
        }, "window-change");
        thread.setDaemon(true);
        thread.start();
        try {
            if (!isDoneAtOnce(done)) {
                waitFor(done);
            }
            done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case StoreException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private static boolean isDoneAtOnce(CompletableFuture<Void> done) throws InterruptedException {
        try {
            done.get(AT_ONCE_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    private static void waitFor(CompletableFuture<Void> done) {
        var display = Display.getCurrent();
        Listener ignored = event -> {
            event.doit = false;
            event.type = SWT.None;
        };
        for (int type : INPUT) {
            display.addFilter(type, ignored);
        }
        try {
            BusyIndicator.showWhile(done);
        } finally {
            if (!display.isDisposed()) {
                for (int type : INPUT) {
                    display.removeFilter(type, ignored);
                }
            }
        }
    }
}
