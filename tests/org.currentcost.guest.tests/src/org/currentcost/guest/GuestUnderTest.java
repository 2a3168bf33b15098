package org.currentcost.guest;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.Resolution;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.store.EngineUnderTest;

/** The store of a guest whose owner is there just for it: keeps the contract of every other one. */
final class GuestUnderTest implements EngineUnderTest {

    @Override
    public StoreLocation at(Path folder) {
        var location = new SqliteEngine().in(folder);
        return as(StoreLocation.class, (proxy, method, arguments) -> method.getName().equals("open")
                ? open(location, (ZoneId) arguments[0])
                : call(location, method, arguments));
    }

    private static ReadingStore open(StoreLocation location, ZoneId zone) throws StoreException {
        var participant = Participant.command(new SourceTypes(), InstantSource.system());
        var owner = FolderAccess.open(location, zone, participant);
        if (!(owner.role() instanceof Role.Owner)) {
            owner.close();
            throw new StoreException(StoreException.Kind.IN_USE, "it has an owner already", "", null);
        }
        var guest = FolderAccess.open(location, zone, participant);
        return as(ReadingStore.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "close" -> {
                guest.close();
                owner.close();
                yield null;
            }
            // one that looks on checks what is sealed alone
            case "remarks", "verify" -> call(owner.store(), method, arguments);
            default -> call(guest.store(), method, arguments);
        });
    }

    private static <T> T as(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(GuestUnderTest.class.getClassLoader(), new Class<?>[]{type}, handler));
    }

    private static Object call(Object target, Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public List<String> content(Path folder) throws StoreException {
        var lines = new ArrayList<String>();
        try (var store = new SqliteEngine().in(folder).open(ZoneId.of("UTC"))) {
            for (var series : store.series()) {
                var key = series.key();
                store.forEachRawReading(key, TimeRange.ALL, reading -> lines.add(key + " " + reading));
                for (var resolution : Resolution.values()) {
                    store.buckets(key, TimeRange.ALL, resolution).forEach(bucket -> lines.add(key + " " + bucket));
                }
            }
        }
        return lines;
    }

    /** The engine's own tests look for them. */
    @Override
    public List<String> orphans(Path folder) {
        return List.of();
    }
}
