package org.currentcost.source.mqtt.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.transport.Broker.Transport;

/**
 * Finds out what a broker that does not understand us does speak, so that the user learns it and it is not tried for
 * ever. It introduces itself with no name and leaves at the first answer.
 */
final class BrokerProbe {

    private static final int MILLIS = 2000;
    private static final int CONNECTED = 0x20;
    /** How long a broker's answer to a connection is at the least in MQTT 5; before that it was 2 bytes. */
    private static final int SHORTEST_ANSWER_5 = 3;
    private static final int LEVEL_3_1_1 = 4;
    private static final int LEVEL_5 = 5;

    private BrokerProbe() {
    }

    /**
     * {@return why a connection can't work as it is; empty if that can't be found out, or it could work}
     *
     * @throws InterruptedException if the thread was interrupted; it is noticed at once
     */
    static Optional<SourceProblem> explain(Broker broker, Secrets secrets) throws InterruptedException {
        if (answers(broker, secrets, LEVEL_5) >= SHORTEST_ANSWER_5) {
            return Optional.of(SourceProblem.permanent(Messages.text("link.version5", broker.place()),
                    Messages.text("link.version5.remedy")));
        }
        for (var transport : others(broker.transport())) {
            if (answers(broker.by(transport), secrets, LEVEL_3_1_1) > 0) {
                return Optional.of(SourceProblem.permanent(
                        Messages.text("link.transport", broker.place(), transport.words(),
                                broker.transport().words()),
                        Messages.text("link.transport.remedy", transport.scheme())));
            }
        }
        return Optional.empty();
    }

    /** {@return the other transports, that with TLS or without it first: that is forgotten most often} */
    private static List<Transport> others(Transport ours) {
        return switch (ours) {
            case TCP -> List.of(Transport.TLS, Transport.WEBSOCKET, Transport.SECURE_WEBSOCKET);
            case TLS -> List.of(Transport.TCP, Transport.SECURE_WEBSOCKET, Transport.WEBSOCKET);
            case WEBSOCKET -> List.of(Transport.SECURE_WEBSOCKET, Transport.TCP, Transport.TLS);
            case SECURE_WEBSOCKET -> List.of(Transport.WEBSOCKET, Transport.TLS, Transport.TCP);
        };
    }

    /** {@return how many bytes the answer to a connection has; 0 if there is none} */
    private static int answers(Broker broker, Secrets secrets, int level) throws InterruptedException {
        // Of a channel, since that can be interrupted.
        try (var channel = SocketChannel.open();
                var line = new BrokerLine(broker, Tls.of(broker, secrets), channel.socket())) {
            line.connect(new InetSocketAddress(broker.host(), broker.port()), MILLIS);
            var body = new ByteArrayOutputStream();
            var words = new DataOutputStream(body);
            words.writeUTF("MQTT");
            words.write(level);
            boolean properties = level == LEVEL_5;
            // A session that is forgotten, ten seconds of patience, no properties, and no name.
            words.write(properties ? new byte[]{2, 0, 10, 0, 0, 0} : new byte[]{2, 0, 10, 0, 0});
            line.out().write(new byte[]{0x10, (byte) body.size()});
            line.out().write(body.toByteArray());
            line.out().flush();
            return line.in().read() == CONNECTED ? line.in().read() : 0;
        } catch (SSLException e) {
            return isTls(e) ? 1 : 0;
        } catch (IOException | SourceProblem e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            return 0;
        }
    }

    /** {@return whether a handshake failed by what only somebody who speaks TLS can say} */
    private static boolean isTls(SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || String.valueOf(cause.getMessage()).startsWith("Received fatal alert")) {
                return true;
            }
        }
        return false;
    }
}
