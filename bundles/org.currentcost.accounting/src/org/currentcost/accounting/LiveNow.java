package org.currentcost.accounting;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.PriceInForce;

/**
 * What is used now.
 *
 * @param powers      of the sensors that were asked for, in their order
 * @param cost        of the first one's power; empty without a tariff, or while nothing or no price is known of the
 *                    sensor
 * @param temperature at the first one's meter, if it tells one
 */
public record LiveNow(List<Sensed> powers, Optional<Cost> cost, Optional<Temperature> temperature) {

    public LiveNow {
        powers = List.copyOf(powers);
    }

    /** @param power what the sensor says; empty if it never said anything */
    public record Sensed(Sensor sensor, Optional<LivePower.Value> power) {
    }

    /**
     * What the power of now costs.
     *
     * @param perHour  in the currency, with VAT, exact
     * @param currency of the tariff
     * @param price    of a kilowatt-hour, and what in the tariff sets it
     * @param stale    whether the power no longer holds
     */
    public record Cost(BigDecimal perHour, Currency currency, PriceInForce price, boolean stale) {
    }

    /**
     * The temperature at a meter's display, as it is without the warmth of the display.
     *
     * @param milliCelsius in thousandths of a degree Celsius
     * @param time         when it was told
     * @param stale        whether it no longer holds
     */
    public record Temperature(long milliCelsius, Instant time, boolean stale) {
    }
}
