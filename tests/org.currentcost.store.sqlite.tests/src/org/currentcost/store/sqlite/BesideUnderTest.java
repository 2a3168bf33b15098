package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreLocation;
import org.currentcost.testkit.store.EngineUnderTest;

/**
 * The embedded engine as one sees it who looks on: the owner does what is done, and whatever it answers has to be what
 * is answered beside it.
 */
final class BesideUnderTest implements EngineUnderTest {

    private static final Set<String> READING = Set.of("series", "latest", "buckets", "query", "history", "historyRange",
            "importedHistory", "seriesWithHistory", "notes", "document", "contentOf", "edits", "firstChannelOnly",
            "imports", "statistics", "sources", "tryAppend", "zone", "verify");
    private static final int TRIES = 20;
    private static final Set<String> HANDING_OVER = Set.of("forEachReading", "forEachRawReading", "forEachSum",
            "forEachNote");

    @Override
    public List<String> content(Path folder) throws SQLException {
        return Content.of(folder);
    }

    @Override
    public List<String> orphans(Path folder) throws SQLException {
        return Content.orphans(folder);
    }

    @Override
    public StoreLocation at(Path folder) {
        var location = new SqliteEngine().in(folder);
        return proxy(StoreLocation.class, (method, arguments) -> {
            var answer = call(location, method, arguments);
            return method.getName().equals("open") ? both((ReadingStore) answer, location.openBeside()) : answer;
        });
    }

    private static ReadingStore both(ReadingStore owner, ReadingStore beside) {
        return proxy(ReadingStore.class, (method, arguments) -> {
            if (method.getName().equals("close")) {
                owner.close();
                beside.close();
                return null;
            }
            if (READING.contains(method.getName())) {
                return compare(method, () -> call(owner, method, arguments), () -> call(beside, method, arguments));
            }
            if (HANDING_OVER.contains(method.getName())) {
                var fromOwner = new ArrayList<HandedOver>();
                var fromBeside = new ArrayList<HandedOver>();
                compare(method, () -> collect(owner, method, arguments, fromOwner),
                        () -> collect(beside, method, arguments, fromBeside));
                for (var each : fromBeside) {
                    call(arguments[arguments.length - 1], each.method, each.arguments.toArray());
                }
                return null;
            }
            return call(owner, method, arguments);
        });
    }

    /** How an action was called. */
    private record HandedOver(Method method, List<Object> arguments) {
    }

    private static List<HandedOver> collect(ReadingStore store, Method method, Object[] arguments,
            List<HandedOver> into) throws Throwable {
        into.clear();
        var changed = arguments.clone();
        var type = method.getParameterTypes()[arguments.length - 1];
        changed[arguments.length - 1] = proxy(type, (action, values) -> {
            into.add(new HandedOver(action, List.of(values)));
            return null;
        });
        call(store, method, changed);
        return into;
    }

    private static Object compare(Method method, Call fromOwner, Call fromBeside) throws Throwable {
        Object expected;
        try {
            expected = fromOwner.run();
        } catch (Throwable e) {
            try {
                var answer = fromBeside.run();
                throw new AssertionError(method.getName() + " answers " + answer + " beside", e);
            } catch (Exception beside) {
                assertEquals(e.toString(), beside.toString(), method.getName());
                throw beside;
            }
        }
        var answer = fromBeside.run();
        // another thread may have changed something in between
        for (int again = 1; again < TRIES && !expected.equals(answer); again++) {
            expected = fromOwner.run();
            answer = fromBeside.run();
        }
        assertEquals(expected, answer, method.getName());
        return answer;
    }

    private interface Call {
        Object run() throws Throwable;
    }

    private interface Handling {
        Object handle(Method method, Object[] arguments) throws Throwable;
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, Handling handling) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (proxy, method, arguments) -> handling.handle(method,
                        arguments == null ? new Object[0] : Arrays.copyOf(arguments, arguments.length))));
    }
}
