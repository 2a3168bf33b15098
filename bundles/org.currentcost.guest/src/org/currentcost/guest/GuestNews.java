package org.currentcost.guest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.currentcost.guest.GuestProtocol.RecorderChange;
import org.currentcost.guest.OwnerProtocol.Batch;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;

/** What one guest knows of the recorder, and so what is new to it. Safe for all threads. */
final class GuestNews {

    /** So many sources are in one message. */
    private static final int MOST_SOURCES = 100;

    private final LiveBus live;
    private final Map<String, SourceStatus> known = new HashMap<>();
    private final Map<SeriesKey, Reading> latest = new HashMap<>();
    private Optional<List<String>> order = Optional.empty();
    private Optional<? extends Recorder> recorder = Optional.empty();
    private long recorderVersion = -1;
    private long liveVersion = -1;

    GuestNews(LiveBus live) {
        this.live = live;
    }

    /** @param now the recorder as it is now; another one than the last time begins anew */
    synchronized void send(Optional<? extends Recorder> now, GuestProtocol guest) {
        if (!now.equals(recorder)) {
            recorder = now;
            recorderVersion = -1;
        }
        recorder.ifPresent(one -> sendRecorder(one, guest));
        long version = live.version();
        if (version != liveVersion) {
            liveVersion = version;
            sendLatest(guest);
        }
    }

    private void sendRecorder(Recorder one, GuestProtocol guest) {
        long version = one.version();
        if (version == recorderVersion) {
            return;
        }
        recorderVersion = version;
        var sources = one.sources();
        var ids = sources.stream().map(source -> source.row().id()).toList();
        var changed = sources.stream().filter(source -> !source.equals(known.get(source.row().id()))).toList();
        changed.forEach(source -> known.put(source.row().id(), source));
        known.keySet().retainAll(Set.copyOf(ids));
        int at = 0;
        for (; changed.size() - at > MOST_SOURCES; at += MOST_SOURCES) {
            guest.recorder(new RecorderChange(changed.subList(at, at + MOST_SOURCES), Optional.empty(),
                    one.publishing(), one.storeTrouble()));
        }
        var newOrder = order.filter(ids::equals).isPresent() ? Optional.<List<String>>empty() : Optional.of(ids);
        guest.recorder(new RecorderChange(changed.subList(at, changed.size()), newOrder, one.publishing(),
                one.storeTrouble()));
        order = Optional.of(ids);
    }

    private void sendLatest(GuestProtocol guest) {
        var now = live.latest();
        var gone = new HashSet<>(latest.keySet());
        gone.removeAll(now.keySet());
        if (!gone.isEmpty()) {
            latest.keySet().removeAll(gone);
            guest.forgotten(gone.stream().map(SeriesKey::meter).distinct().collect(Collectors.toList()));
        }
        var news = new LinkedHashMap<SeriesKey, List<Reading>>();
        int cost = 0;
        for (var entry : now.entrySet()) {
            var series = entry.getKey();
            var before = latest.put(series, entry.getValue());
            if (entry.getValue().equals(before)) {
                continue;
            }
            // A clock may have been set back: then the last one alone is sent.
            var since = live.since(series, before == null ? Long.MIN_VALUE : before.timeMillis());
            var readings = since.isEmpty() ? List.of(entry.getValue()) : new ArrayList<>(since);
            news.put(series, readings);
            cost += PackedBatches.cost(readings.size());
            if (cost > PackedBatches.MOST_COST) {
                guest.latest(Batch.of(news));
                news.clear();
                cost = 0;
            }
        }
        if (!news.isEmpty()) {
            guest.latest(Batch.of(news));
        }
    }
}
