package org.currentcost.source;

import java.util.List;

/**
 * What a house has used, in the stretches in which a CurrentCost meter remembers it, the newest first, in Wh.
 *
 * @param twoHours of two hours from odd hour to odd hour of standard time; the first one is the one that still grows
 * @param days     from 23:00 to 23:00 of standard time; the first one is the last that has ended
 * @param months   of thirty such days
 */
public record UsedEnergy(List<Long> twoHours, List<Long> days, List<Long> months) {

    public UsedEnergy {
        twoHours = List.copyOf(twoHours);
        days = List.copyOf(days);
        months = List.copyOf(months);
    }
}
