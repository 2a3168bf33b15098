package org.currentcost.source.mqtt.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.currentcost.source.SourceProblem;

/** What connections by TLS need. */
final class Tls {

    private Tls() {
    }

    /** {@return what makes TLS of a connection's sockets; empty if it is by none} */
    static Optional<SSLSocketFactory> of(Broker broker, Secrets secrets) throws SourceProblem {
        return broker.transport().secure()
                ? Optional.of(socketFactory(broker, secrets))
                : Optional.empty();
    }

    /** {@return what makes sockets that trust whom the connection trusts} */
    static SSLSocketFactory socketFactory(Broker broker, Secrets secrets) throws SourceProblem {
        var trust = broker.trust();
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(trust.certificateFile().isEmpty() ? null : keys(broker, secrets),
                    trust.authorityFile().isEmpty() ? null : authorities(trust.authorityFile()), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw SourceProblem.permanent(Messages.text("tls.setup", e.getMessage()),
                    Messages.text("tls.setup.remedy"));
        }
    }

    private static TrustManager[] authorities(String file) throws SourceProblem, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            if (number == 0) {
                throw SourceProblem.permanent(Messages.text("tls.noAuthority", file),
                        Messages.text("tls.noAuthority.remedy"));
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (NoSuchFileException e) {
            throw SourceProblem.permanent(Messages.text("tls.noFile", file), Messages.text("tls.noFile.remedy"));
        } catch (IOException | CertificateException e) {
            throw SourceProblem.permanent(Messages.text("tls.noAuthority", file),
                    Messages.text("tls.noAuthority.remedy"));
        }
    }

    private static KeyManager[] keys(Broker broker, Secrets secrets) throws SourceProblem {
        String file = broker.trust().certificateFile();
        char[] password = secrets.find(broker, Secrets.Kind.CERTIFICATE).orElse("").toCharArray();
        var key = Optional.of(broker.trust().keyFile()).filter(name -> !name.isEmpty()).map(Path::of);
        try {
            return ClientCertificate.read(Path.of(file), key, password);
        } catch (NoSuchFileException e) {
            throw SourceProblem.permanent(Messages.text("tls.noFile", e.getFile()),
                    Messages.text("tls.noFile.remedy"));
        } catch (IOException | GeneralSecurityException e) {
            throw SourceProblem.permanent(Messages.text("tls.noKey", key.map(Path::toString).orElse(file)),
                    Messages.text("tls.noKey.remedy", Secrets.CERTIFICATE_VARIABLE));
        }
    }

    /** {@return what a failed handshake means} */
    static SourceProblem problem(Broker broker, Throwable failure) {
        String place = broker.place();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException
                    || words.contains("validity check failed")) {
                return SourceProblem.permanent(Messages.text("tls.expired", place),
                        Messages.text("tls.expired.remedy"));
            }
            if (words.startsWith("No subject alternative") || words.startsWith("No name matching")) {
                return SourceProblem.permanent(Messages.text("tls.host", place, broker.host()),
                        Messages.text("tls.host.remedy"));
            }
            if (cause instanceof CertPathBuilderException) {
                return SourceProblem.permanent(Messages.text("tls.authority", place),
                        Messages.text("tls.authority.remedy"));
            }
            if (words.contains("certificate_required") || words.contains("bad_certificate")) {
                return SourceProblem.permanent(Messages.text("tls.client", place), Messages.text("tls.client.remedy"));
            }
            if (words.contains("Unsupported or unrecognized SSL message")) {
                return SourceProblem.permanent(Messages.text("tls.plain", place), Messages.text("tls.plain.remedy"));
            }
        }
        return SourceProblem.passing(Messages.text("tls.failed", place, failure.getMessage()), "");
    }
}
