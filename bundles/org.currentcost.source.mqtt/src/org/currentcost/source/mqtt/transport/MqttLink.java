package org.currentcost.source.mqtt.transport;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.transport.Broker.Version;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * One connection to a broker, from its opening to its end; never connects again by itself, since the client library's
 * own way shares one delay among all clients of the virtual machine. Safe for several threads.
 */
public final class MqttLink implements AutoCloseable {

    /** How long a broker may take to answer. */
    static final int PATIENCE_SECONDS = 10;
    private static final int MOST_UNACKNOWLEDGED = 1000;
    private static final int CLOSE_MILLIS = 500;
    private static final int LONGEST_OLD_CLIENT_ID = 23;
    private static final int REFUSED_SUBSCRIPTION = 128;
    private static final int HTTP_SERVER_FAULT = 500;
    private static final int FILTERS_AT_ONCE = 100;
    /** "Unsupported Protocol Version" of MQTT 5, with which brokers that speak it alone answer others. */
    private static final int UNSUPPORTED_VERSION_5 = 0x84;

    /** Kept, so that its level is: a line that breaks is a state here, and no severe error. */
    private static final Logger LIBRARY = Logger.getLogger("org.eclipse.paho.client.mqttv3");

    static {
        LIBRARY.setLevel(Level.OFF);
    }

    private final Broker broker;
    private final Secrets secrets;
    private final MqttAsyncClient client;
    private final Listener listener;
    private volatile Optional<SourceProblem> death = Optional.empty();

    /** Takes what happens on a link, on a thread of the client library: it only puts it aside. */
    public interface Listener {

        /** A message arrived. */
        void message(String topic, byte[] payload, int qos, boolean retained);

        /** The link has ended by itself. */
        void ended(SourceProblem why);
    }

    private MqttLink(Broker broker, Secrets secrets, MqttAsyncClient client, Listener listener) {
        this.broker = broker;
        this.secrets = secrets;
        this.client = client;
        this.listener = listener;
    }

    /**
     * Connects.
     *
     * @param will a topic that gets this payload, retained, when the link dies; topic empty for none
     * @throws SourceProblem        if that did not work: permanent if only the user can mend it
     * @throws InterruptedException if the thread was interrupted
     */
    public static MqttLink open(Broker broker, Secrets secrets, Will will, Listener listener)
            throws SourceProblem, InterruptedException {
        var version = broker.session().version();
        var failed = Optional.<Failed>empty();
        for (var one : version == Version.AUTO ? List.of(Version.V3_1_1, Version.V3_1) : List.of(version)) {
            try {
                return open(broker, one, secrets, will, listener);
            } catch (Failed e) {
                failed = Optional.of(e);
                if (!e.misunderstood) {
                    break;
                }
            }
        }
        var last = failed.orElseThrow();
        throw last.misunderstood
                ? BrokerProbe.explain(broker, secrets).orElse(last.problem)
                : last.problem;
    }

    /** Connecting did not work. */
    private static final class Failed extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient SourceProblem problem;
        /** Whether the other side hung up, or spoke, as somebody does that speaks something else. */
        private final boolean misunderstood;

        Failed(MqttException cause, SourceProblem problem) {
            super(cause);
            this.problem = problem;
            boolean unclear = switch (cause.getReasonCode()) {
                case MqttException.REASON_CODE_INVALID_PROTOCOL_VERSION, UNSUPPORTED_VERSION_5,
                        MqttException.REASON_CODE_CONNECTION_LOST ->
                    true;
                default -> false;
            };
            for (Throwable one = cause; one != null && !problem.permanent(); one = one.getCause()) {
                unclear |= one instanceof SSLException || one instanceof NoPacketException || isReset(one)
                        || one instanceof WebSocket.RefusedException refused && refused.status() == 0;
            }
            misunderstood = unclear;
        }

        private static boolean isReset(Throwable one) {
            return one instanceof SocketException && !(one instanceof ConnectException)
                    && !(one instanceof NoRouteToHostException);
        }
    }

    private static MqttLink open(Broker broker, Version version, Secrets secrets, Will will,
            Listener listener) throws Failed, SourceProblem, InterruptedException {
        MqttLink link;
        MqttConnectOptions options;
        try {
            var client = new MqttAsyncClient(broker.serverUri(), clientId(broker, version),
                    new MemoryPersistence());
            link = new MqttLink(broker, secrets, client, listener);
            options = link.options(version, will);
        } catch (MqttException | IllegalArgumentException e) {
            throw SourceProblem.permanent(Messages.text("link.address", broker.place(), words(e)), "");
        }
        link.client.setCallback(link.new Callback());
        var connecting = new Connecting();
        try {
            var token = link.client.connect(options, null, connecting);
            connecting.begun = true;
            await(token);
            return link;
        } catch (MqttException e) {
            link.closeAfter(connecting);
            throw new Failed(e, link.death.orElseGet(() -> link.problem(e)));
        } catch (InterruptedException e) {
            link.closeAfter(connecting);
            throw e;
        }
    }

    /** A thread of the client library has died of something that it did not expect. */
    private void died(Thread thread, Throwable why) {
        var problem = SourceProblem.passing(Messages.text("link.died", broker.place(), why), "");
        death = Optional.of(problem);
        listener.ended(problem);
    }

    /**
     * Closes when the library is done with connecting: one of its threads would wait for ever for another one that was
     * ended before it began.
     */
    private void closeAfter(Connecting connecting) {
        if (!connecting.begun || connecting.done.getCount() == 0) {
            close();
            return;
        }
        Thread.ofPlatform().daemon().name("mqtt-close-" + broker.place()).start(() -> {
            try {
                if (!connecting.done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    client.setCallback(null);
                }
            } catch (InterruptedException e) {
                // nobody does that; and if, closing is what is left to do
                Thread.currentThread().interrupt();
            }
            close();
        });
    }

    /** Hears when connecting has ended. Its token can't tell: one whose wait was interrupted waits no more. */
    private static final class Connecting implements IMqttActionListener {

        private final CountDownLatch done = new CountDownLatch(1);
        private boolean begun;

        @Override
        public void onSuccess(IMqttToken token) {
            done.countDown();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable why) {
            done.countDown();
        }
    }

    /** {@return a link without a will} @see #open(Broker, Secrets, Will, Listener) */
    public static MqttLink open(Broker broker, Secrets secrets, Listener listener)
            throws SourceProblem, InterruptedException {
        return open(broker, secrets, Will.NONE, listener);
    }

    /**
     * What the broker says in the name of a link that has died.
     *
     * @param topic   where; empty for nothing
     * @param payload what
     */
    public record Will(String topic, byte[] payload) {

        /** Nothing. */
        public static final Will NONE = new Will("", new byte[0]);
    }

    private static String clientId(Broker broker, Version version) {
        String wanted = broker.session().clientId();
        String id = wanted.isEmpty() ? "currentcost-" + UUID.randomUUID().toString().substring(0, 8) : wanted;
        return LibraryText.spelled(version == Version.V3_1 && id.length() > LONGEST_OLD_CLIENT_ID
                ? id.substring(0, LONGEST_OLD_CLIENT_ID)
                : id);
    }

    private MqttConnectOptions options(Version version, Will will) throws SourceProblem {
        var options = new MqttConnectOptions();
        options.setAutomaticReconnect(false);
        options.setCleanSession(broker.session().clean());
        options.setConnectionTimeout(PATIENCE_SECONDS);
        options.setKeepAliveInterval(broker.session().keepAliveSeconds());
        options.setMaxInflight(MOST_UNACKNOWLEDGED);
        options.setExecutorServiceTimeout(1);
        // Never the library's own "default": its second try runs into the end of the first, and leaves a thread.
        options.setMqttVersion(version == Version.V3_1
                ? MqttConnectOptions.MQTT_VERSION_3_1
                : MqttConnectOptions.MQTT_VERSION_3_1_1);
        if (!broker.user().isEmpty()) {
            options.setUserName(LibraryText.spelled(broker.user()));
            secrets.find(broker, Secrets.Kind.PASSWORD)
                    .ifPresent(password -> options.setPassword(LibraryText.spelled(password).toCharArray()));
        }
        options.setSocketFactory(new BrokerSockets(broker, Tls.of(broker, secrets), this::died));
        if (!will.topic().isEmpty()) {
            options.setWill(LibraryText.spelled(will.topic()), will.payload(), 1, true);
        }
        return options;
    }

    /**
     * Subscribes; not to be called by the listener.
     *
     * @param qos 0 to 2
     * @throws SourceProblem if the broker refuses one of the filters, or the link breaks
     */
    public void subscribe(Collection<String> filters, int qos) throws SourceProblem, InterruptedException {
        var refused = trySubscribe(filters, qos);
        if (!refused.isEmpty()) {
            throw refusal(refused);
        }
    }

    /**
     * Subscribes to what the broker allows.
     *
     * @return the filters that it refuses
     * @throws SourceProblem if the link breaks
     */
    public Set<String> trySubscribe(Collection<String> filters, int qos) throws SourceProblem, InterruptedException {
        var refused = new LinkedHashSet<String>();
        var all = List.copyOf(filters);
        try {
            for (int from = 0; from < all.size(); from += FILTERS_AT_ONCE) {
                var some = all.subList(from, Math.min(all.size(), from + FILTERS_AT_ONCE));
                var levels = new int[some.size()];
                Arrays.fill(levels, qos);
                var token = client.subscribe(some.stream().map(LibraryText::spelled).toArray(String[]::new), levels);
                await(token);
                int[] granted = token.getGrantedQos();
                for (int i = 0; granted != null && i < granted.length && i < some.size(); i++) {
                    if (granted[i] == REFUSED_SUBSCRIPTION) {
                        refused.add(some.get(i));
                    }
                }
            }
            return refused;
        } catch (MqttException e) {
            throw problem(e);
        }
    }

    /** {@return what to say of filters that the broker refuses} */
    public SourceProblem refusal(Collection<String> filters) {
        return SourceProblem.permanent(
                Messages.text("link.subscription", broker.place(), String.join(", ", filters)),
                Messages.text("link.subscription.remedy"));
    }

    /**
     * Publishes a message, and returns when the broker has acknowledged it (with QoS 0: when it is on its way).
     *
     * @param qos 0 to 2
     */
    public void publish(String topic, byte[] payload, int qos, boolean retained)
            throws SourceProblem, InterruptedException {
        try {
            await(client.publish(LibraryText.spelled(topic), payload, qos, retained));
        } catch (MqttException e) {
            throw problem(e);
        } catch (IllegalArgumentException e) {
            throw SourceProblem.permanent(Messages.text("link.topic", topic), "");
        }
    }

    /** Publishes a last retained message, if that is possible at once. */
    public void publishLast(String topic, byte[] payload) {
        try {
            client.publish(LibraryText.spelled(topic), payload, 1, true).waitForCompletion(CLOSE_MILLIS);
        } catch (MqttException e) {
            // the broker says it when it notices
            client.setCallback(null);
        }
    }

    private static void await(IMqttToken token) throws MqttException, InterruptedException {
        try {
            token.waitForCompletion(PATIENCE_SECONDS * 1000L);
        } catch (MqttException e) {
            if (e.getCause() instanceof InterruptedException) {
                // The library takes an interruption for a failure of the connection.
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            throw e;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Ends the link at once, and leaves no thread behind. */
    @Override
    public void close() {
        try {
            client.disconnectForcibly(0, CLOSE_MILLIS, true);
        } catch (MqttException e) {
            // it was not connected any more
            client.setCallback(null);
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            // closed already
            client.setCallback(null);
        }
    }

    private SourceProblem problem(MqttException e) {
        String place = broker.place();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return SourceProblem.passing(Messages.text("link.unknown", broker.host()),
                        Messages.text("link.unknown.remedy"));
            }
            if (cause instanceof SSLException || cause instanceof CertificateException) {
                return Tls.problem(broker, cause);
            }
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return SourceProblem.passing(Messages.text("link.refused", place),
                        Messages.text("link.refused.remedy", broker.port()));
            }
            if (cause instanceof WebSocket.RefusedException refused && refused.status() > 0) {
                String reason = Messages.text("link.websocket", place, "/" + broker.path(), refused.getMessage());
                // What stands before a broker says so while that one is away.
                return refused.status() >= HTTP_SERVER_FAULT
                        ? SourceProblem.passing(reason, "")
                        : SourceProblem.permanent(reason, Messages.text("link.websocket.remedy"));
            }
            if (cause instanceof NoPacketException) {
                return SourceProblem.passing(Messages.text("link.noMqtt", place, cause.getMessage()),
                        Messages.text("link.noMqtt.remedy"));
            }
            if (cause instanceof SocketTimeoutException) {
                return SourceProblem.passing(Messages.text("link.timeout", place, PATIENCE_SECONDS),
                        Messages.text("link.timeout.remedy"));
            }
        }
        return switch (e.getReasonCode()) {
            case MqttException.REASON_CODE_FAILED_AUTHENTICATION, MqttException.REASON_CODE_NOT_AUTHORIZED ->
                SourceProblem.permanent(Messages.text("link.credentials", place, broker.user().isEmpty()
                        ? Messages.text("link.nobody")
                        : broker.user()), Messages.text(
                                secrets.isLost(broker)
                                        ? "link.credentials.lost.remedy"
                                        : "link.credentials.remedy"));
            case MqttException.REASON_CODE_INVALID_CLIENT_ID -> SourceProblem.permanent(
                    Messages.text("link.clientId", place), Messages.text("link.clientId.remedy"));
            case MqttException.REASON_CODE_INVALID_PROTOCOL_VERSION, UNSUPPORTED_VERSION_5 -> SourceProblem.permanent(
                    Messages.text("link.version", place), Messages.text("link.version.remedy"));
            case MqttException.REASON_CODE_BROKER_UNAVAILABLE -> SourceProblem.passing(
                    Messages.text("link.unavailable", place), "");
            case MqttException.REASON_CODE_CLIENT_TIMEOUT, MqttException.REASON_CODE_WRITE_TIMEOUT ->
                SourceProblem.passing(Messages.text("link.timeout", place, PATIENCE_SECONDS),
                        Messages.text("link.timeout.remedy"));
            case MqttException.REASON_CODE_CONNECTION_LOST -> SourceProblem.passing(
                    Messages.text("link.lost", place), Messages.text("link.lost.remedy"));
            default -> SourceProblem.passing(Messages.text("link.failed", place, words(e)), "");
        };
    }

    private static String words(Throwable e) {
        return Optional.ofNullable(e.getCause()).map(Throwable::toString).orElseGet(
                () -> String.valueOf(e.getMessage()));
    }

    /** What the client library calls. */
    private final class Callback implements MqttCallback {

        @Override
        public void connectionLost(Throwable cause) {
            listener.ended(cause instanceof MqttException problem
                    ? problem(problem)
                    : SourceProblem.passing(Messages.text("link.lost", broker.place()),
                            Messages.text("link.lost.remedy")));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            listener.message(LibraryText.plain(topic), message.getPayload(), message.getQos(), message.isRetained());
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // publish() waits for it
        }
    }
}
