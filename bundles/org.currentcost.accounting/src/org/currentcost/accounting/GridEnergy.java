package org.currentcost.accounting;

import org.currentcost.analysis.QuarterHours;
import org.currentcost.model.SensorRole;

/**
 * Energy that came from the grid or went there, worked out of a meter's sensors.
 *
 * @param meter    whose house it is
 * @param role     what it is paid as: {@link SensorRole#HOUSE} from the grid, {@link SensorRole#EXPORT} into it
 * @param quarters the energy, cut to the time that is asked about
 * @param all      the same of all time, which the tiers of a tariff are counted by
 */
record GridEnergy(String meter, SensorRole role, QuarterHours quarters, QuarterHours all) {
}
