package org.currentcost.source.mqtt.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/**
 * The file of the platform's secure storage, read where the platform does not run, as for commands. Only what was
 * encrypted with our own {@link StorageKey} can be read; nothing is written.
 * <p>
 * The format is that of the bundle {@code org.eclipse.equinox.security} 1.4: properties named by the node's path and
 * the key, whose values are the provider of the password, a tabulator, and in Base64 the initialization vector, a
 * semicolon, the salt, a comma and the encrypted text (its classes {@code PersistedPath}, {@code CryptoData} and
 * {@code JavaEncryption}).
 */
final class PasswordFile implements PasswordStorage {

    private static final String CIPHER = "org.eclipse.equinox.security.preferences.cipher";
    private static final String KEY_FACTORY = "org.eclipse.equinox.security.preferences.keyFactory";
    private static final String STANDARD_ALGORITHM = "PBEWithMD5AndDES";
    private static final int SALT_ITERATIONS = 10;
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;
    private final Path storageKey;

    /** The user's own storage. */
    PasswordFile() {
        this(Path.of(System.getProperty("user.home"), ".eclipse", "org.eclipse.equinox.security", "secure_storage"),
                StorageKeyFile.standard());
    }

    PasswordFile(Path file, Path storageKey) {
        this.file = file;
        this.storageKey = storageKey;
    }

    @Override
    public Optional<String> find(String key) throws LostPassword {
        var stored = new Properties();
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            stored.load(new StringReader(new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        String value = stored.getProperty("/" + PlatformPasswords.NODE + (key.contains("/") ? "//" : "/") + key);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(decrypt(value, stored.getProperty(CIPHER, STANDARD_ALGORITHM),
                    stored.getProperty(KEY_FACTORY, STANDARD_ALGORITHM)));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new LostPassword(e);
        }
    }

    private String decrypt(String value, String cipherAlgorithm, String keyAlgorithm)
            throws GeneralSecurityException, IOException {
        int data = value.indexOf('\t') + 1;
        int salt = value.indexOf(';', data) + 1;
        int text = value.indexOf(',', data) + 1;
        if (text == 0 || !value.substring(0, Math.max(0, data - 1)).equalsIgnoreCase(StorageKeyFile.MODULE)) {
            throw new GeneralSecurityException("encrypted by another provider");
        }
        var base64 = Base64.getDecoder();
        byte[] saltBytes = base64.decode(value.substring(Math.max(data, salt), text - 1));
        var parameters = salt == 0
                ? new PBEParameterSpec(saltBytes, SALT_ITERATIONS)
                : new PBEParameterSpec(saltBytes, SALT_ITERATIONS,
                        new IvParameterSpec(base64.decode(value.substring(data, salt - 1))));
        var key = StorageKeyFile.read(storageKey)
                .orElseThrow(() -> new GeneralSecurityException("the key of the storage is gone"));
        var password = new PBEKeySpec(key.toCharArray());
        var cipher = Cipher.getInstance(cipherAlgorithm);
        cipher.init(Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(keyAlgorithm).generateSecret(password),
                parameters);
        return new String(cipher.doFinal(base64.decode(value.substring(text))), StandardCharsets.UTF_8);
    }

    @Override
    public boolean keep(String key, String password) {
        return false;
    }

    @Override
    public void forget(String key) {
        // What the platform has written is for the platform to remove.
    }
}
