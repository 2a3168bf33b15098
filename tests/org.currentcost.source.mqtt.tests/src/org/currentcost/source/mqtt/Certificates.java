package org.currentcost.source.mqtt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Certificates of an authority, of another one, and of brokers: good, expired, for another host. */
final class Certificates {

    private Certificates() {
    }

    static void make(Path folder) throws Exception {
        for (String authority : List.of("authority", "other")) {
            openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj",
                    "/CN=" + authority, "-keyout", authority + ".key", "-out", authority + ".pem");
        }
        Files.writeString(folder.resolve("authority.cnf"), """
                [ca]
                default_ca = authority
                [authority]
                certificate = authority.pem
                private_key = authority.key
                database = issued.txt
                new_certs_dir = .
                rand_serial = yes
                unique_subject = no
                default_md = sha256
                policy = any
                copy_extensions = copy
                [any]
                commonName = supplied
                """);
        Files.createFile(folder.resolve("issued.txt"));
        broker(folder, "good", "localhost", "-days", "30");
        // With both of its ends: an end alone that is before today's start is refused by newer versions of openssl.
        broker(folder, "expired", "localhost", "-startdate", "20200101000000Z", "-enddate", "20200131000000Z");
        broker(folder, "elsewhere", "elsewhere.example", "-days", "30");
    }

    private static void broker(Path folder, String name, String host, String... validity) throws Exception {
        openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=" + host, "-addext",
                "subjectAltName=DNS:" + host, "-keyout", name + ".key", "-out", name + ".csr");
        openssl(folder, Stream.concat(Stream.of("ca", "-batch", "-notext", "-config", "authority.cnf",
                "-in", name + ".csr", "-out", name + ".pem"), Stream.of(validity)).toArray(String[]::new));
    }

    /** Makes a client's certificate, {@code client.p12}, that opens with <i>opensesame</i>. */
    static void client(Path folder) throws Exception {
        broker(folder, "client", "client", "-days", "30");
        openssl(folder, "pkcs12", "-export", "-in", "client.pem", "-inkey", "client.key", "-passout",
                "pass:opensesame", "-out", "client.p12");
    }

    /** Writes the client's key in other forms; {@code locked.key} opens with <i>opensesame</i>. */
    static void clientKeys(Path folder) throws Exception {
        openssl(folder, "rsa", "-in", "client.key", "-traditional", "-out", "old.key");
        openssl(folder, "pkcs8", "-topk8", "-in", "client.key", "-passout", "pass:opensesame", "-out", "locked.key");
        openssl(folder, "ecparam", "-name", "prime256v1", "-genkey", "-out", "curve.key");
        openssl(folder, "req", "-new", "-key", "curve.key", "-subj", "/CN=curve", "-out", "curve.csr");
        openssl(folder, "x509", "-req", "-in", "curve.csr", "-CA", "authority.pem", "-CAkey", "authority.key",
                "-CAcreateserial", "-out", "curve.pem");
        Files.writeString(folder.resolve("both.pem"), Files.readString(folder.resolve("client.pem"))
                + Files.readString(folder.resolve("client.key")));
    }

    private static void openssl(Path folder, String... words) throws Exception {
        var process = new ProcessBuilder(Stream.concat(Stream.of("openssl"), Stream.of(words)).toList())
                .directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new AssertionError(said);
        }
    }
}
