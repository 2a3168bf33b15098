package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.currentcost.guest.OwnerProtocol.Hello;
import org.currentcost.store.DataFolder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;

/** What held the folder can't go on with it at once: it does as soon as it can, and loses nothing until then. */
class LostFolderTest extends SharedFolder {

    private final FullDisk disk = new FullDisk();
    private final AtomicInteger failures = new AtomicInteger();
    /** Whether another reading comes while one is written, and finds the disk full. */
    private final AtomicBoolean fills = new AtomicBoolean();
    private FolderAccess owner;

    private void record() throws StoreException {
        owner = open(records(ProcessKind.RECORDER, store -> {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("it does not begin");
            }
            return filling(disk.of(store));
        }));
        owner.recorder().add("Home", "test:one");
    }

    private ReadingStore filling(ReadingStore store) {
        return (ReadingStore) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{ReadingStore.class},
                (proxy, method, arguments) -> {
                    try {
                        var answer = method.invoke(store, arguments);
                        if (method.getName().equals("appendLive") && fills.getAndSet(false)) {
                            disk.full = true;
                            source.readings.add(regular(1));
                            Patience.await("it to come", () -> owner.recorder().live().latest(HOUSE)
                                    .filter(regular(1)::equals).isPresent());
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void askToHandOver() throws Exception {
        var receiver = new FromOwner(Optional::empty, new Reservation(), () -> {
        }, () -> {
        });
        try (var link = new OwnerLink(location().owner().orElseThrow().socket().orElseThrow(),
                new Hello(OwnerProtocol.VERSION, "1.0", ProcessKind.WINDOW, 1), receiver, () -> {
                })) {
            assertThrows(OwnerGone.class, () -> link.ask(OwnerProtocol::handOver));
        }
    }

    @Test
    void whoRefusesToHandOverAndCannotGoOnTakesTheFolderAgain() throws Exception {
        record();
        fills.set(true);
        failures.set(2);
        source.readings.add(regular(0));
        // What the recorder has not heard yet, it need not write.
        Patience.await("it to be heard", () -> owner.recorder().live().latest(HOUSE).isPresent());
        askToHandOver();
        Patience.await("it to hold the folder again", () -> owner.role() instanceof Role.Owner);
        disk.full = false;
        source.readings.add(regular(2));
        Patience.await("all to be there", () -> {
            owner.recorder().flush();
            return stored(owner).equals(List.of(regular(0), regular(1), regular(2)));
        });
    }

    @Test
    void whoCannotGoOnAfterTheFileWasChangedTakesTheFolderAgain() throws Exception {
        record();
        var guest = open(looks());
        guest.store().saveNote(note("kept"));
        var backup = folder.resolve("backup.sqlite");
        owner.store().backup(backup, part -> {
        });
        failures.set(1);
        assertThrows(IllegalStateException.class, () -> owner.restore(backup));
        guest.store().saveNote(note("after"));
        assertEquals(List.of("kept", "after"), notes(owner));
        Patience.await("it to hold the folder again", () -> owner.role() instanceof Role.Owner);
    }

    @Test
    void whoseFileCannotBeOpenedSaysSoAndGoesOnWhenItCan() throws Exception {
        record();
        owner.store().saveNote(note("kept"));
        var file = folder.resolve("data").resolve(DataFolder.FILE_NAME);
        var good = folder.resolve("good");
        assertThrows(StoreException.class, () -> owner.move(folder.resolve("other"), part -> {
            try {
                Files.move(file, good);
                Files.writeString(file, "damaged ".repeat(1000));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            throw new CancellationException();
        }));
        var reader = assertInstanceOf(Role.Reader.class, owner.role());
        assertTrue(reader.words().contains(DataFolder.FILE_NAME), reader.words());
        assertEquals(ZONE, owner.store().zone());
        source.readings.add(regular(0));
        Files.move(good, file, StandardCopyOption.REPLACE_EXISTING);
        Patience.await("it to hold the folder again", () -> owner.role() instanceof Role.Owner);
        assertEquals(List.of("kept"), notes(owner));
        Patience.await("it to record", () -> owner.recorder().live().latest(HOUSE).isPresent());
    }
}
