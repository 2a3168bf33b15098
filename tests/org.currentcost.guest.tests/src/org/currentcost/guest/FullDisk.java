package org.currentcost.guest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** A disk that is full as long as a test wants: stores on it take no live readings. */
final class FullDisk {

    volatile boolean full;

    /** {@return a store on this disk} */
    ReadingStore of(ReadingStore store) {
        return (ReadingStore) Proxy.newProxyInstance(FullDisk.class.getClassLoader(), new Class<?>[]{
            ReadingStore.class}, (proxy, method, arguments) -> {
                if (full && method.getName().equals("appendLive")) {
                    throw new StoreException(StoreException.Kind.DISK_FULL, "The disk is full.", "Make room.", null);
                }
                try {
                    return method.invoke(store, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
    }
}
