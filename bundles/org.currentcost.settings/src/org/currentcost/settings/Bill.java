package org.currentcost.settings;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A supplier's bill.
 *
 * @param firstDay      the first day that it is for
 * @param lastDay       the last day that it is for; not before the first
 * @param kilowattHours the energy that it tells
 * @param amount        the sum that it asks for, with VAT, in the tariff's currency
 */
public record Bill(LocalDate firstDay, LocalDate lastDay, BigDecimal kilowattHours, BigDecimal amount) {

    public Bill {
        if (lastDay.isBefore(firstDay)) {
            throw new IllegalArgumentException(firstDay + " to " + lastDay);
        }
    }
}
