package org.currentcost.accounting;

import java.util.List;
import org.currentcost.analysis.Trend;

/**
 * What is remarkable in what a sensor used: an answer of {@link PatternReader}.
 *
 * @param trends  each of its own kind
 * @param charged whether amounts of days and months have a share of a standing charge
 */
public record PastTrends(List<Trend> trends, boolean charged) {
}
