package org.currentcost.source;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a house has used, in the spans in which a CurrentCost meter remembers it, the newest first, in Wh; empty
 * where nothing is known.
 *
 * @param twoHours  of two hours from odd hour to odd hour of standard time; the first one is the one that still grows
 * @param days      from 23:00 to 23:00 of standard time; the first one is the last that has ended
 * @param months    of thirty such days
 * @param block     the number of the first of the two hours, one more every two hours
 * @param dayNumber the number of the day that has not ended, one more every day
 */
public record UsedEnergy(List<OptionalLong> twoHours, List<OptionalLong> days, List<OptionalLong> months, long block,
        long dayNumber) {

    public UsedEnergy {
        twoHours = List.copyOf(twoHours);
        days = List.copyOf(days);
        months = List.copyOf(months);
    }
}
