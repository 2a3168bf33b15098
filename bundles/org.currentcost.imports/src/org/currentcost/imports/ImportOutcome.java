package org.currentcost.imports;

import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What an import did, or would do.
 *
 * @param id      names the import in the store; empty for a try, and where nothing was added
 * @param parts   by series
 * @param damaged how many places could not be read
 * @param damage  the first {@link #DAMAGE_REPORTED} of them
 * @param kinds   all of them, by kind, the most frequent first
 */
public record ImportOutcome(OptionalLong id, SortedMap<ImportPart, ImportCounts> parts, long damaged,
        List<ImportDamage> damage, List<DamageKind> kinds) {

    /** Damage of one kind. @param count how many places @param example the first of them */
    public record DamageKind(long count, ImportDamage example) {
    }

    /** How many damaged places are told one by one. */
    public static final int DAMAGE_REPORTED = 100;

    public ImportOutcome {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        damage = List.copyOf(damage);
        kinds = List.copyOf(kinds);
    }

    /** {@return whether nothing was found that is a reading, a block or a note, be it new or known} */
    public boolean isNothing() {
        var all = total();
        return all.added() + all.same() + all.conflicting() + all.outside() == 0;
    }

    /** {@return the sum of all parts} */
    public ImportCounts total() {
        return total(part -> true);
    }

    /** {@return the sum of some parts} */
    public ImportCounts total(Predicate<ImportPart> which) {
        return parts.entrySet().stream().filter(one -> which.test(one.getKey())).map(one -> one.getValue())
                .reduce(ImportCounts.NOTHING, ImportCounts::plus);
    }
}
