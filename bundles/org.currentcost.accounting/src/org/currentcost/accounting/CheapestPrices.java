package org.currentcost.accounting;

import java.util.Currency;
import org.currentcost.analysis.CheapestHours;

/** When electricity is cheapest by the tariff that counts. @param currency of all its prices */
public record CheapestPrices(Currency currency, CheapestHours hours) {
}
