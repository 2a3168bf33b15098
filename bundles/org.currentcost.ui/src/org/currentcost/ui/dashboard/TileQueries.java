package org.currentcost.ui.dashboard;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;

/** Asks what tiles show on a thread of its own, one question at a time, and brings the answers. UI thread only. */
final class TileQueries {

    private static final long SHORTEST_PAUSE_MILLIS = 2_000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var made = new Thread(task, "dashboard-query");
        made.setDaemon(true);
        return made;
    });
    private final Composite owner;
    private final InstantSource clock;
    private final TileReader reader;
    private final Supplier<Set<TileReader.Question>> questions;
    private final Consumer<TileReader.Answers> answered;
    private long seenVersion = -1;
    private long askedMillis;
    private boolean asking;
    private boolean askAgain;

    /**
     * Asks nothing yet.
     *
     * @param owner     with it the thread ends
     * @param questions what is asked, at the time
     * @param answered  takes the answers
     */
    TileQueries(Composite owner, InstantSource clock, TileReader reader, Supplier<Set<TileReader.Question>> questions,
            Consumer<TileReader.Answers> answered) {
        this.owner = owner;
        this.clock = clock;
        this.reader = reader;
        this.questions = questions;
        this.answered = answered;
        owner.addDisposeListener(event -> thread.shutdownNow());
    }

    /** Asks again if it is time to. @param version a number that is another one after each change of what is known */
    void refresh(long version) {
        long pause = version == seenVersion ? LONGEST_PAUSE_MILLIS : SHORTEST_PAUSE_MILLIS;
        // A clock that was set back does not keep them from being asked.
        if (Math.abs(clock.millis() - askedMillis) >= pause) {
            seenVersion = version;
            ask();
        }
    }

    /** Asks at once, or as soon as what was asked before is answered. */
    void ask() {
        if (asking) {
            askAgain = true;
            return;
        }
        asking = true;
        askAgain = false;
        askedMillis = clock.millis();
        var asked = questions.get();
        var display = Display.getCurrent();
        thread.execute(() -> {
            try {
                var answers = reader.read(asked);
                later(display, () -> answered.accept(answers));
            } catch (RuntimeException e) {
                ILog.of(TileQueries.class).error(e.getMessage(), e);
            } finally {
                // Whatever became of it: one that was never answered would be the last.
                later(display, this::goOn);
            }
        });
    }

    private void goOn() {
        asking = false;
        if (askAgain) {
            ask();
        }
    }

    private void later(Display display, Runnable work) {
        if (!display.isDisposed()) {
            display.asyncExec(() -> {
                if (!owner.isDisposed()) {
                    work.run();
                }
            });
        }
    }
}
