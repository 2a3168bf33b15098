package org.currentcost.source.mqtt;

import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs a class in a group of threads of its own, for several classes run at once, and each counts what it started. */
final class OwnThreads implements InvocationInterceptor {

    private final ThreadGroup group = new ThreadGroup("tests");

    /** {@return the living threads that were started by this test, or by what was started by it} */
    static Stream<Thread> all() {
        var group = Thread.currentThread().getThreadGroup();
        return Thread.getAllStackTraces().keySet().stream().filter(one -> one.getThreadGroup() == group);
    }

    private void run(Invocation<Void> invocation) throws Throwable {
        var task = new FutureTask<Void>(() -> {
            try {
                return invocation.proceed();
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        });
        new Thread(group, task, Thread.currentThread().getName()).start();
        try {
            task.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    @Override
    public void interceptBeforeEachMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        run(invocation);
    }

    @Override
    public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        run(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        run(invocation);
    }

    @Override
    public void interceptAfterEachMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        run(invocation);
    }
}
