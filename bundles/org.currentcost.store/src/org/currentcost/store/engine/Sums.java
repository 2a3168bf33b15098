package org.currentcost.store.engine;

import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.Bucket;

/** Joins buckets. */
public final class Sums {

    private Sums() {
    }

    /** {@return {@code finer}, joined into the buckets of {@code bounds}} @param finer in order, none across a cut */
    public static List<Bucket> join(List<Bucket> finer, BucketBounds bounds) {
        var joined = new ArrayList<Bucket>();
        Bucket sum = null;
        for (var bucket : finer) {
            if (sum != null && bucket.startMillis() < sum.endMillis()) {
                sum = sum.plus(bucket).within(sum.startMillis(), sum.endMillis());
            } else {
                if (sum != null) {
                    joined.add(sum);
                }
                sum = bucket.within(bounds.startOf(bucket.startMillis()), bounds.endOf(bucket.startMillis()));
            }
        }
        if (sum != null) {
            joined.add(sum);
        }
        return joined;
    }

    /** {@return all as one bucket from the first one's start to the last one's end} @param buckets at least one */
    public static Bucket total(List<Bucket> buckets) {
        return buckets.stream().reduce(Bucket::plus).orElseThrow();
    }
}
