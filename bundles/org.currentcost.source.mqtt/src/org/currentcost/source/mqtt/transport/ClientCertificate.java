package org.currentcost.source.mqtt.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * Reads the certificate and key with which we show a broker who we are: a PKCS 12 file, or PEM, in one file or in two
 * as {@code mosquitto_pub} takes them. A key in PEM is as RFC 5958 has it, with a password or without, or as OpenSSL
 * wrote it before that (RFC 8017 and RFC 5915), without.
 */
final class ClientCertificate {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");
    private static final byte[] ELLIPTIC = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final byte[] VERSION = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 4;
    private static final int CURVE = 0xa0;

    private ClientCertificate() {
    }

    /**
     * {@return what shows them}
     *
     * @param certificate the file with the certificate, and the key if {@code key} is empty
     * @param key         a PEM file with the key; empty for none
     * @param password    that opens the file or the key; may be empty
     * @throws IOException if a file can't be read or opened
     */
    static KeyManager[] read(Path certificate, Optional<Path> key, char[] password)
            throws IOException, GeneralSecurityException {
        byte[] bytes = Files.readAllBytes(certificate);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        var store = KeyStore.getInstance("PKCS12");
        if (text.contains("-----BEGIN ")) {
            store.load(null, password);
            var chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificates(text)));
            String keys = key.isPresent() ? Files.readString(key.get(), StandardCharsets.ISO_8859_1) : text;
            store.setKeyEntry("client", key(keys, password), password, chain.toArray(Certificate[]::new));
        } else {
            store.load(new ByteArrayInputStream(bytes), password);
        }
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    /** {@return the certificates alone: others stand between them, and before them what OpenSSL says of them} */
    private static byte[] certificates(String text) throws IOException {
        var all = new StringBuilder();
        var matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).endsWith("CERTIFICATE")) {
                all.append(matcher.group()).append('\n');
            }
        }
        if (all.isEmpty()) {
            throw new IOException("no certificate");
        }
        return all.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static PrivateKey key(String text, char[] password) throws IOException, GeneralSecurityException {
        var matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).endsWith("PRIVATE KEY")) {
                try {
                    byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(2));
                    return switch (matcher.group(1)) {
                        case "PRIVATE KEY" -> plain(bytes);
                        case "ENCRYPTED PRIVATE KEY" -> opened(bytes, password);
                        case "RSA PRIVATE KEY" -> plain(wrapped(RSA, bytes));
                        case "EC PRIVATE KEY" -> plain(wrapped(joined(ELLIPTIC, curve(bytes)), bytes));
                        default -> throw new IOException(matcher.group(1));
                    };
                } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                    throw new IOException(e);
                }
            }
        }
        throw new IOException("no key");
    }

    private static PrivateKey plain(byte[] key) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
            } catch (InvalidKeySpecException e) {
                // of another kind
                continue;
            }
        }
        throw new InvalidKeySpecException("unknown kind of key");
    }

    private static PrivateKey opened(byte[] key, char[] password) throws IOException, GeneralSecurityException {
        var info = new EncryptedPrivateKeyInfo(key);
        // Of the second version, the parameters alone know by what it is encrypted.
        String algorithm = info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.2.840.113549.1.5.13")
                ? String.valueOf(info.getAlgParameters())
                : info.getAlgName();
        var secret = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password));
        return plain(info.getKeySpec(secret).getEncoded());
    }

    /** {@return an old key as RFC 5958 has it} @param algorithm what stands in the algorithm's sequence */
    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return field(SEQUENCE, joined(VERSION, field(SEQUENCE, algorithm), field(OCTETS, key)));
    }

    /** {@return the identifier of the curve in an old key of one: RFC 5915} */
    private static byte[] curve(byte[] key) throws IOException {
        int at = content(key, 0);
        while (at < key.length) {
            int from = content(key, at);
            if ((key[at] & 0xff) == CURVE) {
                return Arrays.copyOfRange(key, from, from + length(key, at));
            }
            at = from + length(key, at);
        }
        throw new IOException("no curve");
    }

    private static int content(byte[] bytes, int at) {
        return at + 2 + (bytes[at + 1] < 0 ? bytes[at + 1] & 0x7f : 0);
    }

    private static int length(byte[] bytes, int at) {
        int length = bytes[at + 1];
        if (length < 0) {
            length = 0;
            for (int i = at + 2; i < content(bytes, at); i++) {
                length = length << 8 | bytes[i] & 0xff;
            }
        }
        return length;
    }

    private static byte[] field(int tag, byte[] content) {
        var field = new ByteArrayOutputStream();
        field.write(tag);
        if (content.length < 0x80) {
            field.write(content.length);
        } else {
            field.write(0x82);
            field.write(content.length >> 8);
            field.write(content.length);
        }
        field.writeBytes(content);
        return field.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
