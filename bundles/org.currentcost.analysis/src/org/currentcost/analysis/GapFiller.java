package org.currentcost.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.currentcost.model.Energy;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.LiveWinsRule;
import org.currentcost.model.TimeRange;

/**
 * Fills gaps between live readings from the meter's own memory.
 * <p>
 * Live readings win where they cover enough of a block ({@link LiveWinsRule}). Elsewhere the block's energy, less what
 * is known of the block already, is spread evenly over the time in it of which nothing is known. Short blocks go
 * first: a day's block tells only what the two-hour blocks in it leave open.
 */
public final class GapFiller {

    private GapFiller() {
    }

    /**
     * {@return what live readings say, with their gaps filled}
     *
     * @param live   without filling
     * @param blocks of all spans, in any order
     */
    public static QuarterHours fill(QuarterHours live, List<HistoryBlock> blocks) {
        return fill(live, blocks, FillSource.METER);
    }

    /**
     * {@return what live readings say, with their gaps filled}
     *
     * @param live   without filling
     * @param blocks of all spans, in any order
     * @param source where the blocks come from
     */
    public static QuarterHours fill(QuarterHours live, List<HistoryBlock> blocks, FillSource source) {
        if (blocks.isEmpty()) {
            return live;
        }
        var ordered = new ArrayList<>(blocks);
        ordered.sort(Comparator.comparing(HistoryBlock::span).thenComparingLong(HistoryBlock::startMillis));
        long start = blocks.stream().mapToLong(HistoryBlock::startMillis).min().orElseThrow();
        long end = blocks.stream().mapToLong(HistoryBlock::endMillis).max().orElseThrow();
        var builder = live.toBuilder(TimeRange.ofMillis(start, end)).filledFrom(source);
        for (var block : ordered) {
            builder.fill(TimeRange.ofMillis(block.startMillis(), block.endMillis()),
                    Energy.ofWattHours(block.wattHours()).microjoules(), LiveWinsRule.LEAST_COVERAGE);
        }
        return builder.build();
    }
}
