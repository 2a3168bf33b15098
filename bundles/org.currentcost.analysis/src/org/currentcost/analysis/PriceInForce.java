package org.currentcost.analysis;

import java.math.BigDecimal;

/**
 * The price of a moment.
 *
 * @param perKilowattHour what a kilowatt-hour costs, with VAT
 * @param vat             the VAT in it
 * @param source          what in the tariff sets it
 */
public record PriceInForce(BigDecimal perKilowattHour, BigDecimal vat, PriceSource source) {
}
