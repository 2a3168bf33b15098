package org.currentcost.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.GridToday;
import org.currentcost.accounting.LiveFlow;
import org.currentcost.accounting.LiveNow.Sensed;
import org.currentcost.accounting.LivePower;
import org.currentcost.accounting.Sensor;
import org.currentcost.accounting.TodayParts;
import org.currentcost.analysis.EnergySum;
import org.currentcost.model.Power;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;
import org.currentcost.ui.kit.AmountWords;
import org.junit.jupiter.api.Test;

/** What the grid says in the flow of a house that uses 500 W and makes 800 W. */
class FlowWordsTest {

    private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");

    private static Sensed sensed(int number, SensorRole role, long watts) {
        return new Sensed(
                new Sensor(SeriesKey.power("Home", number),
                        new SensorSettings("S" + number, role, false, Optional.empty(), Optional.empty())),
                Optional.of(new LivePower.Value(new Power(watts * 1000), NOW, false)));
    }

    private static AmountSum sum(String amount, int measuredHours) {
        long hour = Duration.ofHours(1).toMillis();
        return new AmountSum(new EnergySum(0, 12 * hour, 1, measuredHours * hour, 0, 0, 0, 0, 0),
                new BigDecimal(amount), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, true);
    }

    private static List<FlowItem> items(GridToday.Flow imported, GridToday.Flow exported) {
        return words(List.of(sensed(0, SensorRole.HOUSE, 500), sensed(5, SensorRole.GENERATION, 800)),
                imported, exported).items();
    }

    private static FlowWords words(List<Sensed> sensed, GridToday.Flow imported, GridToday.Flow exported) {
        return new FlowWords(LiveFlow.of(sensed),
                new TodayParts(List.of(), Optional.of(new GridToday(imported, exported, false))),
                new AmountWords(Optional.of(Currency.getInstance("GBP")), ZoneOffset.UTC), NOW);
    }

    private static GridToday.Flow unknown(GridToday.Unknown why) {
        return new GridToday.Flow(Map.of(), Optional.of(why), false);
    }

    @Test
    void whatCameAndWentTodayIsToldWithMoneyAndCarbonAndHowItIsKnown() {
        var items = items(
                new GridToday.Flow(Map.of(AmountUnit.ENERGY, sum("2.6", 9), AmountUnit.MONEY, sum("0.65", 9),
                        AmountUnit.CARBON, sum("1.04", 9)), Optional.empty(), true),
                new GridToday.Flow(Map.of(AmountUnit.ENERGY, sum("2", 12), AmountUnit.MONEY, sum("-0.16", 12)),
                        Optional.empty(), false));
        assertEquals(List.of("2.60\u202fkWh · £0.65 today", "25% not measured", "1.04\u202fkg CO₂",
                "worked out by quarter hours"), items.getFirst().more());
        assertEquals(List.of("2.00\u202fkWh · -£0.16 today"), items.getLast().more());
        assertEquals("Into the grid", items.getLast().name());
    }

    @Test
    void aHouseWithoutASensorSaysSo() {
        var why = unknown(GridToday.Unknown.HOUSE_NOT_MEASURED);
        var plug = words(List.of(sensed(1, SensorRole.INSIDE_HOUSE, 200)), why, why);
        assertEquals(List.of("From the grid", "Sensors together", "S1"),
                plug.items().stream().map(FlowItem::name).toList());
        assertEquals(List.of("not known today", "No sensor measures the house."), plug.items().getFirst().more());
        assertEquals("The house itself is not measured: its sensors are shown together.", plug.note());
        var panels = words(List.of(sensed(5, SensorRole.GENERATION, 800), sensed(7, SensorRole.EXPORT, 300)), why,
                why);
        assertEquals(List.of("From the grid", "S5", "House", "S7"),
                panels.items().stream().map(FlowItem::name).toList());
        assertEquals(List.of("not known today", "No sensor measures the house."), panels.items().getFirst().more());
        assertEquals("No sensor measures the house.", panels.note());
    }

    @Test
    void whatCannotBeKnownIsToldWithItsReason() {
        var reasons = Arrays.stream(GridToday.Unknown.values()).map(why -> items(unknown(why), unknown(why))).toList();
        for (var items : reasons) {
            assertEquals("not known today", items.getFirst().more().getFirst());
            assertEquals(items.getFirst().more(), items.getLast().more());
        }
        assertEquals(List.of("No sensor measures the house.", "No sensor measures what is made here.",
                "A sensor that it is worked out of told nothing today."),
                reasons.stream().map(items -> items.getFirst().more().getLast()).toList());
    }
}
