package org.currentcost.cli.service;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.currentcost.cli.service.RecorderLog.Grade;
import org.currentcost.model.Counters;
import org.currentcost.recorder.HistoryProgress;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.recorder.StateWords;
import org.currentcost.source.SourceState;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SourceStore.SourceRow;

/** Writes a line into the log for each change of how a recorder's sources, publishing and store are. */
final class StateLines {

    private static final String STORE = "store";

    private final Recorder recorder;
    private final ReadingStore store;
    private final RecorderLog log;
    private final InstantSource clock;
    /** What was told last, by what it is about: nothing is told twice. */
    private final Map<String, String> told = new HashMap<>();
    private int remarks;

    StateLines(Recorder recorder, ReadingStore store, RecorderLog log, InstantSource clock) {
        this.recorder = recorder;
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    /** Looks at everything, and writes what is new; to be called every second or so. */
    void look() {
        var gone = new HashSet<>(told.keySet());
        gone.remove(STORE);
        for (var source : recorder.sources()) {
            String id = "source " + source.row().id();
            gone.remove(id);
            if (source.state() instanceof SourceState.Stopped && source.row().enabled()) {
                // It is about to start.
                continue;
            }
            tell(id, source.row().meter() + " (" + recorder.types().describe(source.row().address()) + ")",
                    source.state(), StateWords.of(source, clock.instant()));
        }
        for (var publishing : recorder.publishing()) {
            String id = "publishing " + publishing.address();
            gone.remove(id);
            var state = publishing.state();
            if (state instanceof SourceState.Stopped) {
                // It is about to start, or the folder is being moved: what is written there now the copy may miss.
                continue;
            }
            var status = new SourceStatus(new SourceRow("", "", publishing.address(), true), state, Counters.NONE,
                    Optional.empty(), Optional.empty(), Optional.empty(), HistoryProgress.NONE);
            tell(id, Messages.get("log.publishing", recorder.types().describe(publishing.address())), state,
                    StateWords.of(status, clock.instant()));
        }
        told.keySet().removeAll(gone);
        recorder.storeTrouble().ifPresentOrElse(trouble -> {
            if (!trouble.reason().equals(told.put(STORE, trouble.reason()))) {
                log.write(Grade.ERROR, STORE, (trouble.reason() + " " + trouble.remedy()).strip());
            }
        }, () -> {
            if (told.remove(STORE) != null) {
                log.write(Grade.INFO, STORE, Messages.get("log.storedAgain"));
            }
        });
        var all = store.remarks();
        all.stream().skip(remarks).forEach(remark -> log.write(Grade.WARNING, STORE, remark));
        remarks = all.size();
    }

    private void tell(String id, String name, SourceState state, String words) {
        switch (state) {
            // On the way to one of the others; told before it is known to which, it would be told at each try.
            case SourceState.Connecting connecting -> {
            }
            case SourceState.Live live -> tell(id, "live", Grade.INFO, name + ": " + words);
            case SourceState.Silent silent -> tell(id, "silent", Grade.WARNING,
                    name + ": " + words + remedy(state));
            case SourceState.WaitingToRetry waiting -> tell(id, waiting.reason(), Grade.WARNING,
                    name + ": " + words + remedy(state));
            case SourceState.Refused refused -> tell(id, refused.reason(), Grade.ERROR,
                    name + ": " + words + remedy(state));
            case SourceState.Stopped stopped -> tell(id, "stopped", Grade.INFO, name + ": " + words);
            case SourceState.Finished finished -> tell(id, "finished", Grade.INFO, name + ": " + words);
        }
    }

    private static String remedy(SourceState state) {
        return " " + StateWords.remedy(state);
    }

    private void tell(String id, String what, Grade grade, String line) {
        if (!what.equals(told.put(id, what))) {
            log.write(grade, id, line.strip());
        }
    }
}
