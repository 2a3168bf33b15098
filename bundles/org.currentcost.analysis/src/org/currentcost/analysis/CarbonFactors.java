package org.currentcost.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The carbon dioxide of electricity, over time.
 *
 * @param factors    the owner's factors, of different first days; kept in the order of those
 * @param halfHourly grams per kilowatt-hour by instant; where it says something it wins, and elsewhere the factor in
 *                   force holds
 */
public record CarbonFactors(List<CarbonFactor> factors, Optional<RateTable> halfHourly) {

    public CarbonFactors {
        factors = factors.stream().sorted(Comparator.comparing(CarbonFactor::validFrom)).toList();
        Objects.requireNonNull(halfHourly);
        if (factors.stream().map(CarbonFactor::validFrom).distinct().count() != factors.size()) {
            throw new IllegalArgumentException("two factors begin on the same day");
        }
    }
}
