package org.currentcost.source;

import java.time.Instant;

/** How a source is, and since when. */
public sealed interface SourceState {

    /** {@return when this state began} */
    Instant since();

    /** A connection is being opened, or is open and nothing has been heard on it yet. */
    record Connecting(Instant since) implements SourceState {
    }

    /** Messages come. @param detail what was found, such as the port and its speed; may be empty */
    record Live(Instant since, String detail) implements SourceState {
    }

    /** The connection is open, but nothing came for three of the meter's intervals. */
    record Silent(Instant since, String detail) implements SourceState {
    }

    /** It failed and will be tried again. @param until when the next attempt begins */
    record WaitingToRetry(Instant since, Instant until, String reason, String remedy) implements SourceState {
    }

    /** Only the user can help. */
    record Refused(Instant since, String reason, String remedy) implements SourceState {
    }

    /** The user stopped it, or it was never started. */
    record Stopped(Instant since) implements SourceState {
    }

    /** A recording was read to its end. */
    record Finished(Instant since) implements SourceState {
    }
}
