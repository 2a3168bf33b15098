package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several meters stands for the house, and how meters come and go. */
class MyHouseTest {

    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    @TempDir
    private Path folder;
    private ReadingStore store;
    private Household household;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteEngine().in(folder.resolve("data")).open(ZoneId.of("Europe/Berlin"));
        household = new Household(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void afterRestart() throws Exception {
        close();
        open();
    }

    private void readings(String meter, int hour) throws Exception {
        store.append(Map.of(SeriesKey.power(meter, 0), List.of(Reading.of(START.plusSeconds(hour * 3600L), 500_000))));
    }

    private void source(String meter, String address, boolean enabled) throws Exception {
        store.saveSource(new SourceRow(meter, meter, address, enabled));
    }

    private Optional<String> house() throws Exception {
        return household.house().map(one -> one.key().meter());
    }

    private int color(String meter) throws Exception {
        return household.sensor(SeriesKey.power(meter, 0)).color();
    }

    @Test
    void theFirstOneStaysWhateverIsImportedBesideIt() throws Exception {
        readings("Middle", 100);
        source("Middle", "serial:/dev/ttyUSB0", true);
        assertEquals(Optional.of("Middle"), house());
        readings("Big", 1);
        assertEquals(Optional.of("Middle"), house());
        assertEquals(List.of("Middle", "Big"), household.houses().stream().map(one -> one.key().meter()).toList());
    }

    @Test
    void aMeterThatIsHeardGoesBeforeOneThatWasOnlyImported() throws Exception {
        readings("Bills", 1);
        assertEquals(Optional.of("Bills"), house());
        readings("Real", 100);
        source("Real", "serial:/dev/ttyUSB0", true);
        assertEquals(Optional.of("Real"), house());
        source("Real", "serial:/dev/ttyUSB0", false);
        assertEquals(Optional.of("Bills"), house());
    }

    @Test
    void aSourceOfManyMetersHearsThemAll() throws Exception {
        readings("Bills", 1);
        readings("Broker/plug", 2);
        source("Broker", "mqtt:tcp://broker/", true);
        assertEquals(Optional.of("Broker/plug"), house());
    }

    private void plug(String meter, int sensor, int hour) throws Exception {
        store.append(Map.of(SeriesKey.power(meter, sensor),
                List.of(Reading.of(START.plusSeconds(hour * 3600L), 50_000))));
    }

    @Test
    void aMeterOfAppliancesIsMyHouseWhereNoOtherOneIsHeard() throws Exception {
        plug("Broker", 1001, 2);
        plug("Broker", 1000, 3);
        source("Broker", "mqtt:tcp://broker/", true);
        assertEquals(Optional.of(SeriesKey.power("Broker", 1000)), household.house().map(Sensor::key));
        readings("Demo", 1);
        source("Demo", "demo:1", true);
        assertEquals(Optional.of("Broker"), house());
        readings("Bills", 1);
        assertEquals(Optional.of("Broker"), house());
        assertTrue(household.houseIsUncertain());
        readings("Real", 100);
        source("Real", "serial:/dev/ttyUSB0", true);
        assertEquals(List.of("Real", "Broker", "Bills", "Demo"),
                household.houses().stream().map(one -> one.key().meter()).toList());
        household.chooseHouse("Broker");
        assertEquals(Optional.of("Broker"), house());
    }

    @Test
    void theDemoNeverGoesBeforeAnother() throws Exception {
        readings("A simulation", 1);
        source("A simulation", "demo:1", true);
        assertEquals(Optional.of("A simulation"), house());
        readings("Real", 100);
        assertEquals(Optional.of("Real"), house());
        assertFalse(household.houseIsUncertain(), "there is but one real meter");
        // Known as the demo also after its source is gone, and the real one's too.
        store.removeSource("A simulation");
        afterRestart();
        assertEquals(Optional.of("Real"), house());
    }

    @Test
    void aDemoOfAnEarlierVersionIsKnownByItsName() throws Exception {
        readings("Demo", 1);
        readings("House", 2);
        assertEquals(Optional.of("House"), house());
        readings("demo", 3);
        source("demo", "serial:/dev/ttyUSB0", true);
        assertTrue(household.meters().stream().noneMatch(one -> one.name().equals("demo") && one.demo()));
    }

    @Test
    void theChosenOneIsKept() throws Exception {
        readings("First", 1);
        source("First", "serial:/dev/ttyUSB0", true);
        readings("Second", 2);
        assertTrue(household.houseIsUncertain());
        household.chooseHouse("Second");
        assertFalse(household.houseIsUncertain());
        assertEquals(Optional.of("Second"), house());
        afterRestart();
        assertEquals(Optional.of("Second"), house());
        assertFalse(household.houseIsUncertain());
        household.deleteMeter("Second");
        assertEquals(Optional.of("First"), house());
        readings("Second", 2);
        assertEquals(Optional.of("First"), house());
    }

    @Test
    void whatCantBeReadIsKeptAsideWhenAMeterIsDeleted() throws Exception {
        readings("First", 1);
        readings("Second", 2);
        household.meters();
        store.saveDocument("sensors", "{\"0|First\": {\"role\": \"ON_THE_MOON\"}}");
        store.saveDocument("meters", "{\"house\": \"of cards\"}");
        household.deleteMeter("Second");
        assertEquals(Optional.of("{\"0|First\": {\"role\": \"ON_THE_MOON\"}}"), store.document("sensors aside"));
        assertEquals(Optional.of("{\"house\": \"of cards\"}"), store.document("meters aside"));
        assertEquals(List.of("First"), household.meters().stream().map(Meter::name).toList());
    }

    @Test
    void aHiddenMeterIsNowhereUntilItIsShown() throws Exception {
        readings("First", 1);
        readings("Second", 2);
        household.chooseHouse("First");
        household.hide("First", true);
        assertEquals(Optional.of("Second"), house());
        assertFalse(household.severalMeters());
        assertEquals(List.of("Second"), household.sensors().stream().map(one -> one.key().meter()).toList());
        assertEquals(Optional.of(START.plusSeconds(7200)), new EnergyReader(store, household).first());
        afterRestart();
        assertEquals(Optional.of("Second"), house());
        household.hide("First", false);
        assertEquals(Optional.of("First"), house());
    }

    @Test
    void colorsStayWhenMetersComeAndGo() throws Exception {
        readings("Demo", 100);
        source("Demo", "demo:1", true);
        assertEquals(0, color("Demo"));
        readings("Middle", 200);
        int middle = color("Middle");
        // Earlier readings and an earlier name change nothing.
        readings("Big", 1);
        int big = color("Big");
        assertEquals(0, color("Demo"));
        assertEquals(middle, color("Middle"));
        household.deleteMeter("Demo");
        assertEquals(middle, color("Middle"));
        assertEquals(big, color("Big"));
        afterRestart();
        assertEquals(middle, color("Middle"));
        assertEquals(big, color("Big"));
        assertNotEquals(middle, big);
        readings("New", 300);
        assertEquals(0, color("New"));
    }

    @Test
    void theDemoIsNeedlessOnceThereIsARealMeter() throws Exception {
        readings("Demo", 1);
        source("Demo", "demo:1", true);
        assertEquals(Optional.empty(), household.needlessDemo());
        readings("Real", 2);
        assertEquals(Optional.of("Demo"), household.needlessDemo().map(Meter::name));
        household.deleteMeter("Demo");
        assertEquals(Optional.empty(), household.needlessDemo());
        assertEquals(List.of("Real"), household.meters().stream().map(Meter::name).toList());
    }

    @Test
    void nothingThatWasSettledIsLeftOfADeletedMeter() throws Exception {
        readings("Gone", 1);
        readings("Kept", 2);
        household.chooseHouse("Gone");
        for (var meter : List.of("Gone", "Kept")) {
            household.save(new Sensor(SeriesKey.power(meter, 0), new SensorSettings("The house of " + meter,
                    SensorRole.HOUSE, false, Optional.of(3), Optional.empty())));
            household.save(new Sensor(household.nextComputed(meter), new SensorSettings("Computed", SensorRole.HOUSE,
                    false, Optional.empty(), Optional.of("0"))));
        }
        household.deleteMeter("Gone");
        assertEquals(List.of("Kept", "Kept"), household.allSensors().stream().map(one -> one.key().meter()).toList());
        assertEquals("", household.sensor(SeriesKey.power("Gone", 0)).settings().name());
        afterRestart();
        for (var document : List.of("sensors", "meters")) {
            assertFalse(store.document(document).orElse("").contains("Gone"), document);
        }
        assertEquals("The house of Kept", household.sensor(SeriesKey.power("Kept", 0)).settings().name());
    }

    @Test
    void theStandingChargeOfAHouseDoesNotBeginWithAnotherMeter() throws Exception {
        readings("Real", 1000);
        source("Real", "serial:/dev/ttyUSB0", true);
        store.appendHistory(SeriesKey.power("Old", 0), List.of(new HistoryBlock(HistorySpan.DAY, START.toEpochMilli(),
                START.plusSeconds(86_400).toEpochMilli(), 5_000)));
        var energy = new EnergyReader(store, household);
        var now = START.plusSeconds(2000 * 3600L);
        var amounts = new AmountReader(store, household, energy, InstantSource.fixed(now));
        assertEquals(START, energy.first().orElseThrow());
        assertEquals(START.plusSeconds(1000 * 3600L), amounts.charged().start());
        assertEquals(START, amounts.charged("Old").start());
    }

    @Test
    void whoLooksDoesNotWaitForWhoChooses() throws Exception {
        readings("First", 1);
        readings("Second", 2);
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow = (ReadingStore) Proxy.newProxyInstance(ReadingStore.class.getClassLoader(),
                new Class<?>[]{ReadingStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("saveDocument") && begun.getCount() > 0
                            && Thread.currentThread().getName().equals("choosing")) {
                        begun.countDown();
                        goOn.await();
                    }
                    return method.invoke(store, arguments);
                });
        var mine = new Household(slow);
        assertEquals(2, mine.meters().size());
        var choosing = new FutureTask<Void>(() -> {
            mine.chooseHouse("Second");
            return null;
        });
        var thread = new Thread(choosing, "choosing");
        thread.start();
        try (var threads = Executors.newCachedThreadPool()) {
            try {
                begun.await();
                readings("Third", 3);
                assertEquals(List.of("First", "Second", "Third"), threads.submit(() -> mine.meters().stream()
                        .map(Meter::name).toList()).get(1, TimeUnit.MINUTES));
            } finally {
                goOn.countDown();
            }
        }
        choosing.get();
        assertEquals(List.of("Second", "First", "Third"), mine.meters().stream().map(Meter::name).toList());
        afterRestart();
        assertEquals(3, household.meters().stream().map(Meter::place).distinct().count());
        assertEquals(Optional.of("Second"), house());
    }
}
