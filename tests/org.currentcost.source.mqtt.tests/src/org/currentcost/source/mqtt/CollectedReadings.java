package org.currentcost.source.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.source.ReadingSink;
import org.currentcost.source.SensorLabel;

/** Keeps what a sink is told, in words. */
public class CollectedReadings implements ReadingSink {

    public final List<String> readings = new ArrayList<>();
    public final List<Reading> raw = new ArrayList<>();
    public final List<HistoryBlock> blocks = new ArrayList<>();
    public final List<String> payloads = new ArrayList<>();
    public final List<String> damage = new ArrayList<>();
    public final List<String> unread = new ArrayList<>();

    public final Map<String, Count> lastCounts = new HashMap<>();

    public int received;
    public int memories;

    @Override
    public void unread(String where, String reason) {
        unread.add(where + ": " + reason);
    }

    @Override
    public Optional<Count> lastCount(SensorLabel sensor, String counter) {
        return Optional.ofNullable(lastCounts.get(counter));
    }

    @Override
    public void counted(SensorLabel sensor, String counter, Count count) {
        lastCounts.put(counter, count);
    }

    @Override
    public void received(boolean live) {
        received++;
        memories += live ? 0 : 1;
    }

    @Override
    public void connected(String detail) {
        // nothing is connected
    }

    @Override
    public long readingsApart(SensorLabel sensor, Quantity quantity, long wishedMillis) {
        return wishedMillis;
    }

    @Override
    public void payload(String meter, byte[] payload) {
        payloads.add(meter + ">" + new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public void reading(SensorLabel sensor, Quantity quantity, Reading reading) {
        raw.add(reading);
        var text = new StringBuilder(sensor.meter()).append('|').append(sensor.name()).append('|')
                .append(sensor.role()).append('|').append(quantity).append('|').append(reading.channel1());
        for (int channel = 2; channel <= reading.channelCount(); channel++) {
            text.append(' ').append(reading.channel(channel));
        }
        readings.add(text.toString());
    }

    @Override
    public void history(SensorLabel sensor, List<HistoryBlock> more) {
        blocks.addAll(more);
    }

    @Override
    public void damage(String where, String reason, byte[] payload) {
        damage.add(where);
    }

    @Override
    public void lost(long messages) {
        throw new AssertionError(messages + " lost");
    }
}
