package org.currentcost.source.mqtt.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Collection;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.currentcost.source.SourceProblem;

/** Tries a connection step by step, so that the user sees which one it is that fails. */
public final class ConnectionCheck {

    private static final int CONNECT_MILLIS = 5000;

    private ConnectionCheck() {
    }

    /** What a connection needs, in this order. */
    public enum Step {
        /** The host's name is known. */
        NAME,
        /** Something listens at the port. */
        TCP,
        /** The broker's certificate is trusted. */
        TLS,
        /** The broker lets the user in. */
        CREDENTIALS,
        /** The broker lets the user read the topics. */
        SUBSCRIPTION
    }

    /**
     * How a step ended.
     *
     * @param reason what happened, a sentence; empty if it went well
     * @param remedy what to do, a sentence; may be empty
     */
    public record Outcome(Step step, boolean well, String reason, String remedy) {
    }

    /**
     * Tries all steps up to the first one that fails.
     *
     * @param filters  what to subscribe to
     * @param outcomes hears of every step, on this thread
     * @return whether all went well
     * @throws InterruptedException if the thread was interrupted, which is how it is cancelled
     */
    public static boolean run(Broker broker, Secrets secrets, Collection<String> filters,
            Consumer<Outcome> outcomes) throws InterruptedException {
        var step = Step.NAME;
        try {
            InetAddress.getByName(broker.host());
            outcomes.accept(well(step));
            step = Step.TCP;
            connect(broker);
            outcomes.accept(well(step));
            if (broker.transport().secure()) {
                step = Step.TLS;
                shakeHands(broker, secrets);
                outcomes.accept(well(step));
            }
            step = Step.CREDENTIALS;
            try (var link = MqttLink.open(broker.asGuest(), secrets, new Deaf())) {
                outcomes.accept(well(step));
                step = Step.SUBSCRIPTION;
                link.subscribe(filters, 0);
                outcomes.accept(well(step));
            }
            return true;
        } catch (SourceProblem problem) {
            outcomes.accept(new Outcome(step, false, problem.reason(), problem.remedy()));
        } catch (IOException e) {
            var problem = switch (step) {
                case NAME -> SourceProblem.passing(Messages.text("link.unknown", broker.host()),
                        Messages.text("link.unknown.remedy"));
                case TLS -> tlsProblem(broker, secrets, e);
                default -> e instanceof SocketTimeoutException
                        ? SourceProblem.passing(
                                Messages.text("link.timeout", broker.place(), CONNECT_MILLIS / 1000),
                                Messages.text("link.timeout.remedy"))
                        : SourceProblem.passing(Messages.text("link.refused", broker.place()),
                                Messages.text("link.refused.remedy", broker.port()));
            };
            outcomes.accept(new Outcome(step, false, problem.reason(), problem.remedy()));
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return false;
    }

    private static SourceProblem tlsProblem(Broker broker, Secrets secrets, IOException failure)
            throws InterruptedException {
        var problem = Tls.problem(broker, failure);
        return problem.permanent() ? problem : BrokerProbe.explain(broker, secrets).orElse(problem);
    }

    private static Outcome well(Step step) {
        return new Outcome(step, true, "", "");
    }

    private static void connect(Broker broker) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(broker.host(), broker.port()), CONNECT_MILLIS);
        }
    }

    private static void shakeHands(Broker broker, Secrets secrets) throws IOException, SourceProblem {
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(broker.host(), broker.port()), CONNECT_MILLIS);
            plain.setSoTimeout(CONNECT_MILLIS);
            try (var socket = (SSLSocket) Tls.socketFactory(broker, secrets).createSocket(plain,
                    broker.host(), broker.port(), true)) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm(broker.trust().verifyHost() ? "HTTPS" : "");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
            }
        }
    }

    /** Hears nothing: what comes during the test is not wanted. */
    private static final class Deaf implements MqttLink.Listener {

        @Override
        public void message(String topic, byte[] payload, int qos, boolean retained) {
            // not wanted
        }

        @Override
        public void ended(SourceProblem why) {
            // the next step fails by it
        }
    }
}
