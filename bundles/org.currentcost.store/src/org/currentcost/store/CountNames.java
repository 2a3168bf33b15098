package org.currentcost.store;

import java.util.Collection;
import java.util.List;
import org.currentcost.model.SeriesKey;

/**
 * What the texts are called that keep the last counts of counters, so that they go with their meter when it is deleted,
 * and with no other: the name of a meter may begin with that of another one and a slash.
 */
public final class CountNames {

    private static final String BEGINNING = "count/";

    private CountNames() {
    }

    /** {@return the name of a text} @param counter what the counter is known by among those of its sensor */
    public static String of(SeriesKey series, String counter) {
        return beginning(series.meter()) + series.sensor() + "\t" + counter;
    }

    /** {@return what the text was called before, which does not tell for certain where the name of the meter ends} */
    public static String formerOf(SeriesKey series, String counter) {
        return formerBeginning(series.meter()) + series.sensor() + "/" + counter;
    }

    /** {@return how the names begin of all texts that may go with a meter, and perhaps those of others} */
    public static List<String> beginnings(String meter) {
        return List.of(beginning(meter), formerBeginning(meter));
    }

    /**
     * {@return whether a text goes with a meter} A name of the former kind that may be of several meters is of the one
     * with the longest name.
     *
     * @param others the names of other meters that there are
     */
    public static boolean isOf(String name, String meter, Collection<String> others) {
        return name.startsWith(beginning(meter))
                || isFormer(name, meter) && others.stream().noneMatch(
                        other -> other.length() > meter.length() && isFormer(name, other));
    }

    private static String beginning(String meter) {
        return BEGINNING + meter + "\t";
    }

    private static String formerBeginning(String meter) {
        return BEGINNING + meter + "/";
    }

    /** {@return whether after the meter's name there are the number of a sensor and a counter} */
    private static boolean isFormer(String name, String meter) {
        String beginning = formerBeginning(meter);
        if (name.indexOf('\t') >= 0 || !name.startsWith(beginning)) {
            return false;
        }
        int end = name.indexOf('/', beginning.length());
        return end > beginning.length()
                && name.substring(beginning.length(), end).chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
