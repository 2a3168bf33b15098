package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.equinox.security.storage.provider.IProviderHints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageKeyTest {

    @TempDir
    Path folder;

    @Test
    void aKeyIsMadeOnceAndForItsUserAlone() throws IOException {
        var file = folder.resolve("made/storage.key");
        var made = StorageKey.key(file);
        assertFalse(made.renewed());
        assertEquals(made, StorageKey.key(file));
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "0123456789abcdef", "zz", "\u00e9",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg"})
    void aDamagedKeyIsMadeAnewAndPutAside(String damaged) throws IOException {
        var file = Files.writeString(folder.resolve("storage.key"), damaged);
        var made = StorageKey.key(file);
        assertTrue(made.renewed());
        assertEquals(64, made.text().length());
        assertEquals(made.text(), StorageKey.key(file).text());
        assertFalse(StorageKey.key(file).renewed());
        assertEquals(damaged, Files.readString(folder.resolve("storage.key.damaged")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void neitherALinkThatLeadsNowhereNorAFolderIsAKey() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("storage.key"), folder.resolve("nothing"));
        assertTrue(StorageKey.key(link).renewed());
        assertFalse(Files.exists(folder.resolve("nothing")));
        var other = Files.createDirectory(folder.resolve("other.key"));
        assertTrue(StorageKey.key(other).renewed());
        assertTrue(Files.isRegularFile(other));
    }

    @Test
    void manyThatNeedOneAtOnceHaveTheSame() throws Exception {
        var file = Files.createFile(folder.resolve("storage.key"));
        try (var threads = Executors.newFixedThreadPool(8)) {
            var tasks = IntStream.range(0, 8).<Callable<String>>mapToObj(i -> () -> StorageKey.key(file).text())
                    .toList();
            var keys = new HashSet<String>();
            for (var made : threads.invokeAll(tasks)) {
                keys.add(made.get());
            }
            assertEquals(1, keys.size());
        }
    }

    @Test
    void theStorageWorksAgainAfterItsKeyWasDamaged() throws Exception {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", folder.toString());
        try {
            var first = storage("first");
            first.put("password", "hush", true);
            first.flush();
            var key = folder.resolve(".currentcost/storage.key");
            String before = Files.readString(key);
            for (String damaged : List.of("", before.substring(1) + "0")) {
                Files.copy(folder.resolve("first"), folder.resolve("copy" + damaged.length()));
                Files.writeString(key, damaged);
                var storage = storage("copy" + damaged.length());
                assertThrows(StorageException.class, () -> storage.get("password", null));
                storage.put("password", "new", true);
                storage.flush();
                assertEquals("new", storage.get("password", null));
                assertNotEquals(before, Files.readString(key));
            }
        } finally {
            System.setProperty("user.home", home);
        }
    }

    private ISecurePreferences storage(String name) throws IOException {
        URL file = folder.resolve(name).toUri().toURL();
        return SecurePreferencesFactory.open(file, Map.of(IProviderHints.PROMPT_USER, Boolean.FALSE)).node("test");
    }
}
