package org.currentcost.analysis;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;

/**
 * The carbon dioxide of electricity from a day on.
 *
 * @param validFrom            the first day, by the calendar of the time zone
 * @param gramsPerKilowattHour the grams of carbon dioxide, less than 1 000 000
 */
public record CarbonFactor(LocalDate validFrom, BigDecimal gramsPerKilowattHour) {

    public CarbonFactor {
        Objects.requireNonNull(validFrom);
        RateTable.requireRate(gramsPerKilowattHour);
    }
}
