package org.currentcost.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Tells on the error output how far a long work is: every few seconds, so that a short work tells nothing. */
final class Progress implements Consumer<Double> {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int PERCENT = 100;

    private final PrintWriter err;
    private final InstantSource clock = InstantSource.system();
    private Instant reported = clock.instant();

    Progress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void accept(Double part) {
        var now = clock.instant();
        if (now.isAfter(reported.plus(EVERY))) {
            reported = now;
            err.println(CommandMessages.get("progress", (int) (part * PERCENT)));
            err.flush();
        }
    }
}
