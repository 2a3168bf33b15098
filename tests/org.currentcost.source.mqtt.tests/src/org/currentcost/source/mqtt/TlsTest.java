package org.currentcost.source.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.source.mqtt.transport.ConnectionCheck;
import org.currentcost.source.mqtt.transport.Secrets;
import org.currentcost.testkit.Mosquitto;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.currentcost.source.SourceState;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Brokers with certificates, good ones and others, and such that want one of ours. */
class TlsTest extends BrokerFixture {

    @TempDir
    private static Path made;

    @BeforeAll
    static void makeCertificates() throws Exception {
        Certificates.make(made);
    }

    private Mosquitto secure(String certificate, String... more) throws Exception {
        var settings = new ArrayList<>(List.of("certfile " + made.resolve(certificate + ".pem"),
                "keyfile " + made.resolve(certificate + ".key")));
        settings.addAll(List.of(more));
        return new Mosquitto(folder.resolve("secure"), settings.toArray(String[]::new));
    }

    private static String address(Mosquitto secure, String authority) {
        return "ssl://localhost:" + secure.port() + "/?ca=" + made.resolve(authority + ".pem");
    }

    private SourceState.Refused awaitRefused(String id) throws Exception {
        Patience.await("the refusal of " + id, () -> status(id).state() instanceof SourceState.Refused);
        var refused = (SourceState.Refused) status(id).state();
        assertFalse(refused.remedy().isEmpty());
        return refused;
    }

    /** {@return how often somebody has knocked at a broker, but for the test's own look whether it is up} */
    private static long knocks(Mosquitto secure) throws Exception {
        return secure.log().lines().filter(line -> line.contains("New connection from")).count() - 1;
    }

    @Test
    void whatIsWrongWithACertificateIsToldApart() throws Exception {
        for (var one : List.of(
                List.of("good", "authority", ""), List.of("good", "other", "has signed"),
                List.of("expired", "authority", "not valid today"),
                List.of("elsewhere", "authority", "is not for"))) {
            try (var secure = secure(one.get(0))) {
                var connection = Connection.parse(address(secure, one.get(1)));
                var reported = new AtomicReference<ConnectionCheck.Outcome>();
                boolean well = ConnectionCheck.run(connection.broker(), BrokerFixture.SECRETS, List.of("#"),
                        reported::set);
                assertEquals(one.get(2).isEmpty(), well, one + ": " + reported.get());
                assertTrue(reported.get().reason().contains(one.get(2)), one + ": " + reported.get());
                assertEquals(well ? ConnectionCheck.Step.SUBSCRIPTION : ConnectionCheck.Step.TLS,
                        reported.get().step());
            }
        }
    }

    @Test
    void readingsComeByTls() throws Exception {
        try (var secure = secure("good");
                var speaker = new Speaker(Connection.parse(address(secure, "authority")), "a/b")) {
            listen("a", address(secure, "authority") + "&topic=a/b");
            awaitMore("a");
        }
    }

    @Test
    void anUnknownAuthorityIsRefusedForGood() throws Exception {
        try (var secure = secure("good")) {
            listen("a", address(secure, "other") + "&topic=a/b");
            var refused = awaitRefused("a");
            assertTrue(refused.reason().contains("has signed"), refused.reason());
            Patience.await("its thread to end", () -> threads("source-") == 0);
            assertTrue(knocks(secure) <= 1, secure.log());
            // The user chooses the right file.
            listen("a", address(secure, "authority") + "&topic=a/b");
            try (var speaker = new Speaker(Connection.parse(address(secure, "authority")), "a/b")) {
                awaitMore("a");
            }
        }
    }

    @Test
    void anotherHostsCertificateDoesWhereTheUserSaysSo() throws Exception {
        try (var secure = secure("elsewhere")) {
            listen("checked", address(secure, "authority") + "&topic=a/b");
            var refused = awaitRefused("checked");
            assertTrue(refused.reason().contains("is not for localhost"), refused.reason());
            String unchecked = address(secure, "authority") + "&verifyHost=false";
            listen("unchecked", unchecked + "&topic=a/b");
            try (var speaker = new Speaker(Connection.parse(unchecked), "a/b")) {
                awaitMore("unchecked");
            }
            // That the name is not looked at does not mean that anybody may have signed.
            listen("unsigned", address(secure, "other") + "&verifyHost=false&topic=a/b");
            assertTrue(awaitRefused("unsigned").reason().contains("has signed"));
        }
    }

    @Test
    void aBrokerThatWantsACertificateOfOurs() throws Exception {
        Certificates.client(made);
        try (var secure = secure("good", "require_certificate true", "cafile " + made.resolve("authority.pem"))) {
            listen("without", address(secure, "authority") + "&topic=a/b");
            var refused = awaitRefused("without");
            assertTrue(refused.reason().contains("wants a certificate"), refused.reason());
            String with = address(secure, "authority") + "&cert=" + made.resolve("client.p12");
            BrokerFixture.SECRETS.keepForSession(Connection.parse(with).broker(), Secrets.Kind.CERTIFICATE, "wrong");
            listen("locked", with + "&topic=a/b");
            assertTrue(awaitRefused("locked").reason().contains("could not be opened"));
            BrokerFixture.SECRETS.keepForSession(Connection.parse(with).broker(), Secrets.Kind.CERTIFICATE,
                    "opensesame");
            listen("with", with + "&topic=a/b");
            try (var speaker = new Speaker(Connection.parse(with), "a/b")) {
                awaitMore("with");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"client.pem,client.key", "client.pem,old.key", "client.pem,locked.key", "both.pem,",
        "curve.pem,curve.key"})
    void aCertificateOfOursInPem(String certificate, String key) throws Exception {
        Certificates.client(made);
        Certificates.clientKeys(made);
        try (var secure = secure("good", "require_certificate true", "cafile " + made.resolve("authority.pem"))) {
            String with = address(secure, "authority") + "&cert=" + made.resolve(certificate)
                    + (key == null ? "" : "&key=" + made.resolve(key));
            if ("locked.key".equals(key)) {
                BrokerFixture.SECRETS.keepForSession(Connection.parse(with).broker(), Secrets.Kind.CERTIFICATE,
                        "wrong");
                listen("locked", with + "&topic=a/b");
                var refused = awaitRefused("locked");
                assertTrue(refused.reason().contains("locked.key could not be opened"), refused.reason());
                assertTrue(refused.remedy().contains("CURRENTCOST_MQTT_CERT_PASSWORD"), refused.remedy());
                BrokerFixture.SECRETS.keepForSession(Connection.parse(with).broker(), Secrets.Kind.CERTIFICATE,
                        "opensesame");
            }
            listen("with", with + "&topic=a/b");
            try (var speaker = new Speaker(Connection.parse(with), "a/b")) {
                awaitMore("with");
            }
        }
    }
}
