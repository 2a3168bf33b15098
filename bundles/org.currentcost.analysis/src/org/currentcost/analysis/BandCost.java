package org.currentcost.analysis;

import java.math.BigDecimal;

/**
 * The part of a period's energy and cost that one rule of the tariff prices, without standing charge.
 *
 * @param source        the rule
 * @param kilowattHours the energy, exact
 * @param cost          what it costs, with VAT, exact; negative for exported energy that is paid for
 */
public record BandCost(PriceSource source, BigDecimal kilowattHours, BigDecimal cost) {
}
