package org.currentcost.ui;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One program with a fast demo meter for all classes of tests that want nothing else; closed after the last one. A test
 * fails if the program logged an error meanwhile.
 */
public final class EverydayWorkbench implements BeforeAllCallback, AfterEachCallback {

    private static RunningWorkbench running;

    /** {@return the program, while tests run} */
    public static RunningWorkbench get() {
        return running;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(Namespace.create(EverydayWorkbench.class)).getOrComputeIfAbsent(
                RunningWorkbench.class,
                key -> start());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        running.assertNoErrors();
    }

    private static RunningWorkbench start() {
        try {
            RunningWorkbench.configure(RunningWorkbench.fastDemo());
            running = RunningWorkbench.start();
            return running;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
