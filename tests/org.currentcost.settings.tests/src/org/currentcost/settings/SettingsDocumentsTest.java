package org.currentcost.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.Target;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.model.SensorRole;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other versions of the program have written is read as far as it goes, and never lost. */
class SettingsDocumentsTest {

    @TempDir
    private Path folder;
    private ReadingStore store;
    private SettingsDocuments documents;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteEngine().in(folder).open(ZoneOffset.UTC);
        documents = new SettingsDocuments(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private <T> Optional<T> read(String text, TypeToken<T> type) throws Exception {
        store.saveDocument("document", text);
        return documents.ofType("document", type).read();
    }

    @Test
    void whatASettingOfASensorLacksIsAsIfNobodyHadSettledIt() throws Exception {
        var read = read("{\"0|Home\": {\"name\": \"House\", \"role\": \"HOUSE\"}}",
                new TypeToken<Map<String, SensorSettings>>() {
                });
        assertEquals(Optional.of(Map.of("0|Home",
                new SensorSettings("House", SensorRole.HOUSE, false, Optional.empty(), Optional.empty(), 0))), read);
    }

    @Test
    void aSensorInsideAnotherOneNeedsAProgramThatKnowsOfThat() throws Exception {
        var sensors = documents.sensors();
        var plug = SensorSettings.standard(2);
        sensors.write(Map.of("2|Home", plug));
        assertTrue(store.document("sensors").orElseThrow().startsWith("{\"version\":2,"), "as every program reads it");
        sensors.write(Map.of("2|Home", plug.inside(Optional.of(1))));
        assertTrue(store.document("sensors").orElseThrow().startsWith("{\"version\":3,"));
        assertEquals(Optional.of(Map.of("2|Home", plug.inside(Optional.of(1)))),
                new SettingsDocuments(store).sensors().read());
        store.saveDocument("sensors", "{\"version\": 4, \"content\": {}}");
        assertTrue(sensors.isUnreadable());
    }

    @Test
    void whatAnotherWindowWritesIsNoticed() throws Exception {
        var type = new TypeToken<Target>() {
        };
        var mine = documents.ofType("target", type);
        documents.ofType("unread", type);
        mine.read();
        long before = documents.revision();
        var written = new Target(BigDecimal.TEN, Target.Unit.MONEY);
        new SettingsDocuments(store).ofType("unread", type).write(written);
        assertEquals(before, documents.revision(), "nobody has read that one");

        new SettingsDocuments(store).ofType("target", type).write(written);
        long after = documents.revision();
        assertTrue(after > before);
        assertEquals(after, documents.revision(), "it is told once");
        assertEquals(Optional.of(written), mine.read());
        new SettingsDocuments(store).ofType("target", type).remove();
        assertTrue(documents.revision() > after);
    }

    @Test
    void whoReadsDoesNotWaitForWhoWrites() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow = (ReadingStore) Proxy.newProxyInstance(ReadingStore.class.getClassLoader(),
                new Class<?>[]{ReadingStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("saveDocument")) {
                        begun.countDown();
                        goOn.await();
                    }
                    return method.invoke(store, arguments);
                });
        var mine = new SettingsDocuments(slow);
        var document = mine.of("target", Target.class);
        assertEquals(Optional.empty(), document.read());
        var written = new Target(BigDecimal.TEN, Target.Unit.MONEY);
        Callable<Optional<Target>> write = () -> {
            document.write(written);
            return document.read();
        };
        Callable<Optional<Target>> look = () -> {
            store.saveDocument("another", "changes the version");
            mine.revision();
            return document.read();
        };
        try (var threads = Executors.newCachedThreadPool()) {
            try {
                var writing = threads.submit(write);
                begun.await();
                assertEquals(Optional.empty(), threads.submit(look).get(1, TimeUnit.MINUTES));
                goOn.countDown();
                assertEquals(Optional.of(written), writing.get());
            } finally {
                goOn.countDown();
            }
        }
    }

    @Test
    void whatOneselfWritesIsToldOnce() throws Exception {
        var mine = documents.ofType("target", new TypeToken<Target>() {
        });
        mine.write(new Target(BigDecimal.TEN, Target.Unit.MONEY));
        long after = documents.revision();
        store.saveDocument("another", "text");
        assertEquals(after, documents.revision());
    }

    @Test
    void aTariffFromBeforeTiersAndVatIsOneWithout() throws Exception {
        var read = read("{\"all\": [{\"name\": \"Old\", \"currency\": \"GBP\", \"versions\": [{\"validFrom\":"
                + " \"2026-01-01\", \"standingChargePerDay\": 0.5, \"pricePerKilowattHour\": 0.2}]}],"
                + " \"current\": \"Old\"}", new TypeToken<Tariffs>() {
                });
        assertEquals(List.of(TariffVersion.flat(LocalDate.of(2026, 1, 1), new BigDecimal("0.5"),
                new BigDecimal("0.2"))), read.orElseThrow().inForce().orElseThrow().versions());
    }

    @Test
    void factorsFromBeforeHalfHoursHaveNone() throws Exception {
        assertEquals(Optional.of(new CarbonFactors(List.of(), Optional.empty())),
                read("{\"factors\": []}", new TypeToken<CarbonFactors>() {
                }));
    }

    @Test
    void whatIsNotKnownYetIsLeftOut() throws Exception {
        assertEquals(Optional.of(new Target(BigDecimal.TEN, Target.Unit.MONEY)),
                read("{\"amountPerYear\": 10, \"since\": [{\"deep\": {}}], \"unit\": \"MONEY\"}",
                        new TypeToken<Target>() {
                        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"amountPerYear\": 10}", "{\"amountPerYear\": 10, \"unit\": \"ACORNS\"}",
        "{\"amountPerYear\": null, \"unit\": \"MONEY\"}", "{\"amountPerYear\": \"ten\", \"unit\": \"MONEY\"}", "[]",
        "7", "", "null", "{\"amountPerYear\": -1, \"unit\": \"MONEY\"}", "{\"amountPerYear\":", "\"text\"",
        "{\"amountPerYear\": {}, \"unit\": []}"})
    void whatCantBeReadIsNoneAndStaysAside(String text) throws Exception {
        var type = new TypeToken<Target>() {
        };
        assertEquals(Optional.empty(), read(text, type));
        assertEquals(Optional.of(text), store.document("document"), "nothing is written by reading");

        var target = new Target(BigDecimal.ONE, Target.Unit.MONEY);
        documents.ofType("document", type).write(target);

        assertEquals(Optional.of(target), documents.ofType("document", type).read());
        assertEquals(Optional.of(text), store.document("document" + SettingsDocuments.ASIDE));
    }

    @Test
    void aDayThatIsNoneMakesBillsUnreadable() throws Exception {
        assertEquals(Optional.empty(), read("[{\"firstDay\": \"2026-13-01\", \"lastDay\": \"2026-12-31\","
                + " \"kilowattHours\": 1, \"amount\": 2}]", new TypeToken<List<Bill>>() {
                }));
        assertEquals(Optional.empty(), read("[{\"firstDay\": \"2026-12-01\", \"lastDay\": \"2026-11-30\","
                + " \"kilowattHours\": 1, \"amount\": 2}]", new TypeToken<List<Bill>>() {
                }));
    }

    @Test
    void whatCanBeReadIsPutAsideNowhere() throws Exception {
        var document = documents.ofType("document", new TypeToken<Target>() {
        });
        document.write(new Target(BigDecimal.ONE, Target.Unit.MONEY));
        document.write(new Target(BigDecimal.TWO, Target.Unit.MONEY));
        document.remove();
        assertTrue(store.document("document" + SettingsDocuments.ASIDE).isEmpty());
    }

    @Test
    void everyDocumentSaysItsVersion() throws Exception {
        documents.ofType("document", new TypeToken<Target>() {
        }).write(new Target(BigDecimal.ONE, Target.Unit.MONEY));
        assertEquals(Optional.of("{\"version\":2,\"content\":{\"amountPerYear\":1,\"unit\":\"MONEY\"}}"),
                store.document("document"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"version\": 3, \"content\": {\"amountPerYear\": 1, \"unit\": \"MONEY\"}}",
        "{\"version\": 3, \"content\": {\"amountPerYear\": 1, \"unit\": \"MONEY\"}, \"writer\": \"x\"}",
        "{\"version\": 3, \"amountPerYear\": 1, \"unit\": \"MONEY\"}", "{\"version\": 3}",
        "{\"version\": 1e400, \"content\": {\"amountPerYear\": 1, \"unit\": \"MONEY\"}}",
        "{\"version\": 2, \"amountPerYear\": 1, \"unit\": \"MONEY\"}"})
    void aLaterVersionIsLeftAlone(String later) throws Exception {
        assertEquals(Optional.empty(), read(later, new TypeToken<Target>() {
        }));
        documents.ofType("document", new TypeToken<Target>() {
        }).write(new Target(BigDecimal.TEN, Target.Unit.MONEY));
        assertEquals(Optional.of(later), store.document("document" + SettingsDocuments.ASIDE));
    }

    @Test
    void eachTextThatCantBeReadIsKept() throws Exception {
        var document = documents.ofType("document", new TypeToken<Target>() {
        });
        for (var text : List.of("one", "two", "one", "three")) {
            store.saveDocument("document", text);
            document.write(new Target(BigDecimal.TEN, Target.Unit.MONEY));
        }
        assertEquals(List.of("one", "two", "three"), List.of(store.document("document aside").orElseThrow(),
                store.document("document aside 2").orElseThrow(), store.document("document aside 3").orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"version\":2,\"content\":[\"mqtt://br", "hello", "{\"version\":3,\"content\":[]}"})
    void whatNamesNoPlacesToPassReadingsOnToIsKept(String text) throws Exception {
        store.saveDocument("publishers", text);
        var publishers = new Publishers(store);
        assertEquals(List.of(), publishers.addresses());
        publishers.save(List.of("mqtt://third/"));
        assertEquals(Optional.of(text), store.document("publishers aside"));
    }

    /** As the program wrote them before documents had versions. */
    @Test
    void documentsFromBeforeVersionsAreReadAndUpgradedByWriting() throws Exception {
        store.saveDocument("labels", "Plugs\t1000\tINSIDE_HOUSE\tKettle\nPlugs\t0\tHOUSE\t\n");
        store.saveDocument("publishers", "mqtt://broker:1883/a?b\n\nmqtt://other/\n");
        var named = new NamedSensors(store);
        assertEquals(List.of(new NamedSensors.Named("Plugs", 1000, "Kettle", SensorRole.INSIDE_HOUSE),
                new NamedSensors.Named("Plugs", 0, "", SensorRole.HOUSE)), named.all());
        assertEquals(1000, named.number("Plugs", "Kettle", SensorRole.INSIDE_HOUSE).getAsInt());
        assertTrue(store.document("labels").orElseThrow().startsWith("Plugs\t1000"), "nothing new was settled");

        int lamp = named.number("Plugs", "Lamp\tof glass", SensorRole.INSIDE_HOUSE).getAsInt();

        assertTrue(store.document("labels").orElseThrow().startsWith("{\"version\":2,"));
        assertEquals(List.of(1000, 0, lamp), new NamedSensors(store).all().stream()
                .map(NamedSensors.Named::sensor).toList());

        var publishers = new Publishers(store);
        assertEquals(List.of("mqtt://broker:1883/a?b", "mqtt://other/"), publishers.addresses());
        publishers.save(List.of("mqtt://third/"));
        assertEquals(List.of("mqtt://third/"), new Publishers(store).addresses());
        assertTrue(store.document("publishers").orElseThrow().startsWith("{\"version\":2,"));
    }
}
