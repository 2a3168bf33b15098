package org.currentcost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.currentcost.store.StoreException;
import org.currentcost.ui.EverydayWorkbench;
import org.currentcost.ui.RunningWorkbench;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A change that has to wait holds nothing up but what the user could do. */
@ExtendWith(EverydayWorkbench.class)
class WaitingTest {

    private static RunningWorkbench workbench() {
        return EverydayWorkbench.get();
    }

    @Test
    void theWindowIsDrawnWhileAChangeWaitsAndNothingCanBePressedTwice() {
        var pressed = new AtomicInteger();
        var drawn = new CountDownLatch(1);
        workbench().act(() -> {
            var shell = new Shell(Display.getCurrent());
            try {
                var button = new Button(shell, SWT.PUSH);
                button.addListener(SWT.Selection, event -> pressed.incrementAndGet());
                var ui = Thread.currentThread();
                var worker = new AtomicReference<Thread>();
                Display.getCurrent().asyncExec(() -> {
                    button.notifyListeners(SWT.Selection, new Event());
                    drawn.countDown();
                });
                Waiting.run(() -> {
                    worker.set(Thread.currentThread());
                    await(drawn);
                });
                assertNotEquals(ui, worker.get());
                assertEquals(0, pressed.get());
                button.notifyListeners(SWT.Selection, new Event());
                assertEquals(1, pressed.get());
            } finally {
                shell.dispose();
            }
        });
    }

    @Test
    void whatFailsIsThrownWhereItWasAskedFor() {
        var full = new StoreException(StoreException.Kind.DISK_FULL, "Full.", "Make room.", null);
        workbench().act(() -> {
            assertSame(full, assertThrows(StoreException.class, () -> Waiting.run(() -> {
                throw full;
            })));
            assertEquals("no address", assertThrows(IllegalArgumentException.class, () -> Waiting.run(() -> {
                throw new IllegalArgumentException("no address");
            })).getMessage());
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(RunningWorkbench.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
