package org.currentcost.guest;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.currentcost.store.SeriesStore.SumAction;
import org.currentcost.store.StoreException;

/**
 * Calls of something that is one thing now and another one later: each goes to what there is at its time. What an owner
 * did not answer because it went is asked of the next one; what could not be done twice is looked for first.
 *
 * @param <T> what is called
 */
abstract class LeadingCalls<T> implements InvocationHandler {

    /** So long a call waits for the next owner. */
    static final Duration PATIENCE = Duration.ofSeconds(10);
    /** So long a call waits for a file that is changed by another way than through it. */
    private static final Duration FILE_PATIENCE = Duration.ofSeconds(60);

    private final Switch<T> targets;
    private final NextOwner next;

    LeadingCalls(Switch<T> targets, NextOwner next) {
        this.targets = targets;
        this.next = next;
    }

    /** Waits for somebody who holds the folder. */
    @FunctionalInterface
    interface NextOwner {
        /** {@return whether there is one before this time is over} */
        boolean await(Duration longest);
    }

    /** {@return something that calls this} */
    final T as(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, this));
    }

    /**
     * Does what is not asked of the thing itself.
     *
     * @param now what there is now
     * @return the answer, in a list that may hold null; empty if the thing is to be asked
     */
    abstract Optional<List<Object>> own(String name, T now, Object... arguments);

    /** {@return whether another process is asked by it, which may go before it answers} */
    abstract boolean isAsked(T target);

    /** {@return what there is already that looks like what a call is to make} */
    abstract List<Object> alike(String name, Object... arguments) throws StoreException;

    /** {@return an answer as it is to be handed on} */
    abstract Object answered(String name, Object answer, T by, Object... arguments);

    @Override
    public final Object invoke(Object proxy, Method method, Object[] given) throws Throwable {
        var arguments = given == null ? new Object[0] : given;
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method.getName(), arguments);
        }
        var own = own(method.getName(), targets.now(), arguments);
        if (own.isPresent()) {
            return own.get().isEmpty() ? null : own.get().getFirst();
        }
        var before = isAsked(targets.now()) ? alike(method, arguments) : List.of();
        boolean asked = false;
        while (true) {
            var target = targets.now();
            try (var use = use(method)) {
                target = use.it();
                return answered(method.getName(), method.invoke(target, arguments), target, arguments);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof OwnerGone gone) {
                    asked |= gone.asked();
                } else if (wasClosed(target, e.getCause())) {
                    refuseHalf(method, arguments);
                    continue;
                } else {
                    throw e.getCause();
                }
            }
            boolean found = next.await(PATIENCE);
            if (asked) {
                var made = alike(method.getName(), arguments).stream().filter(one -> !before.contains(one)).findFirst();
                if (made.isPresent()) {
                    return made.get();
                }
            }
            if (!found) {
                throw fitting(method, new StoreException(StoreException.Kind.GONE,
                        Messages.get(asked ? "ownerGone.unknown" : "ownerGone.nothing"),
                        Messages.get(asked ? "ownerGone.unknown.remedy" : "tryAgain"), null));
            }
        }
    }

    /** What can't be read now is none of those who ask for a change: they hear why by that. */
    private List<Object> alike(Method method, Object... arguments) {
        try {
            return alike(method.getName(), arguments);
        } catch (StoreException | RuntimeException e) {
            return List.of();
        }
    }

    /** {@return whether a call failed because what it went to was let go of meanwhile} */
    private boolean wasClosed(T target, Throwable failure) {
        return target != targets.now()
                && (failure instanceof IllegalStateException || failure instanceof StoreException);
    }

    /** What has told a part of its answer can't be asked again without telling that twice. */
    private static void refuseHalf(Method method, Object... arguments) throws Exception {
        for (var argument : arguments) {
            if (argument instanceof Consumer || argument instanceof SumAction) {
                throw fitting(method, new StoreException(StoreException.Kind.GONE, Messages.get("role.between"),
                        Messages.get("tryAgain"), null));
            }
        }
    }

    private Switch<T>.Use use(Method method) throws Exception {
        try {
            return targets.use(FILE_PATIENCE);
        } catch (IllegalStateException e) {
            throw fitting(method, new StoreException(StoreException.Kind.GONE, e.getMessage(),
                    Messages.get("fileClosed.remedy"), e));
        }
    }

    private static Exception fitting(Method method, StoreException trouble) {
        return List.of(method.getExceptionTypes()).contains(StoreException.class)
                ? trouble
                : new IllegalStateException(trouble.getMessage(), trouble);
    }

    private static Object ofObject(Object proxy, String name, Object... arguments) {
        return switch (name) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> proxy.getClass().getInterfaces()[0].getSimpleName();
        };
    }
}
