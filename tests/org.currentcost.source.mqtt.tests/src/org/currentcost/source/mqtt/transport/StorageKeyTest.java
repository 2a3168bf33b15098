package org.currentcost.source.mqtt.transport;

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
import java.util.Optional;
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
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("sets the user's home of the whole process")
class StorageKeyTest {

    @TempDir
    Path folder;

    @Test
    void aKeyIsMadeOnceAndForItsUserAlone() throws IOException {
        var file = folder.resolve("made/storage.key");
        var made = StorageKeyFile.key(file);
        assertFalse(made.renewed());
        assertEquals(made, StorageKeyFile.key(file));
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
        var made = StorageKeyFile.key(file);
        assertTrue(made.renewed());
        assertEquals(64, made.text().length());
        assertEquals(made.text(), StorageKeyFile.key(file).text());
        assertFalse(StorageKeyFile.key(file).renewed());
        assertEquals(damaged, Files.readString(folder.resolve("storage.key.damaged")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void neitherALinkThatLeadsNowhereNorAFolderIsAKey() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("storage.key"), folder.resolve("nothing"));
        assertTrue(StorageKeyFile.key(link).renewed());
        assertFalse(Files.exists(folder.resolve("nothing")));
        var other = Files.createDirectory(folder.resolve("other.key"));
        assertTrue(StorageKeyFile.key(other).renewed());
        assertTrue(Files.isRegularFile(other));
    }

    @Test
    void manyThatNeedOneAtOnceHaveTheSame() throws Exception {
        var file = Files.createFile(folder.resolve("storage.key"));
        try (var threads = Executors.newFixedThreadPool(8)) {
            var tasks = IntStream.range(0, 8).<Callable<String>>mapToObj(i -> () -> StorageKeyFile.key(file).text())
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

    /** As commands do, which run without the platform. */
    @Test
    void itsFileIsReadWithoutThePlatform() throws Exception {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", folder.toString());
        try {
            URL file = folder.resolve("storage").toUri().toURL();
            var node = SecurePreferencesFactory.open(file, Map.of(IProviderHints.PROMPT_USER, Boolean.FALSE))
                    .node(PlatformPasswords.NODE);
            var secrets = Map.of("PASSWORD|broker|1883|me", "hush", "PASSWORD|a/b|1|\u00fc",
                    "p\u00e4ss w\u00f6rd \u20ac", "c=: d",
                    "x");
            for (var secret : secrets.entrySet()) {
                node.put(secret.getKey(), secret.getValue(), true);
            }
            node.flush();
            var key = folder.resolve(".currentcost/storage.key");
            var passwords = new PasswordFile(folder.resolve("storage"), key);
            for (var secret : secrets.entrySet()) {
                assertEquals(Optional.of(secret.getValue()), passwords.find(secret.getKey()));
            }
            assertEquals(Optional.empty(), passwords.find("PASSWORD|other|1883|me"));
            Files.writeString(key, "0".repeat(64));
            assertThrows(PasswordStorage.LostPassword.class, () -> passwords.find("c=: d"));
            assertEquals(Optional.empty(), new PasswordFile(folder.resolve("none"), key).find("c=: d"));
            Files.delete(key);
            assertThrows(PasswordStorage.LostPassword.class, () -> passwords.find("c=: d"));
            assertFalse(Files.exists(key), "reading makes no key");
            Files.write(folder.resolve("garbage"), new byte[]{'a', '=', '\\', 'u', 'x', 0, -1});
            assertEquals(Optional.empty(), new PasswordFile(folder.resolve("garbage"), key).find("c=: d"));
        } finally {
            System.setProperty("user.home", home);
        }
    }

    private ISecurePreferences storage(String name) throws IOException {
        URL file = folder.resolve(name).toUri().toURL();
        return SecurePreferencesFactory.open(file, Map.of(IProviderHints.PROMPT_USER, Boolean.FALSE)).node("test");
    }
}
