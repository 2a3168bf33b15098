package org.currentcost.source.mqtt.payload;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.HistoryBlock;
import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterMemory;

/**
 * A meter's memory as a list of numbers.
 *
 * @param blocks without the zeros at the end, which are of the time before the meter was there
 */
record MemoryList(List<MeterEvent.Block> blocks) {

    /** {@return the list that a message holds; empty if it holds something else} */
    static Optional<MemoryList> parse(String text, Mapping mapping) {
        String[] parts = text.strip().split("\\s+");
        var blocks = new ArrayList<MeterEvent.Block>();
        int last = 0;
        for (int i = 0; i < parts.length; i++) {
            var value = PayloadDecimals.milli(parts[i], mapping.factor());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            long wattHours = Math.floorDiv(value.getAsLong() + 500, 1000);
            last = wattHours == 0 ? last : i + 1;
            blocks.add(switch (mapping.measure()) {
                case HISTORY_HOURS -> new MeterEvent.Block(0, MeterEvent.Span.HOURS, 2 * (i + 1), wattHours);
                case HISTORY_DAYS -> new MeterEvent.Block(0, MeterEvent.Span.DAYS, i + 1, wattHours);
                default -> new MeterEvent.Block(0, MeterEvent.Span.MONTHS, i + 1, wattHours);
            });
        }
        return Optional.of(new MemoryList(List.copyOf(blocks.subList(0, last))));
    }

    /** {@return its blocks dated by an instant, as if the meter's clock were right} */
    List<HistoryBlock> dated(long atMillis, ZoneId zone) {
        var memory = MeterMemory.ofRightClock(Instant.ofEpochMilli(atMillis), zone);
        var dated = new ArrayList<HistoryBlock>();
        blocks.forEach(block -> memory.date(block).ifPresent(dated::add));
        return dated;
    }
}
