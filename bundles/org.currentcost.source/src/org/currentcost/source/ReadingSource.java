package org.currentcost.source;

/** A source whose messages come whole: of readings that need no parser, and of payloads. */
public non-sealed interface ReadingSource extends MeterSource {

    /**
     * Connects, and hands over what comes until the connection ends.
     *
     * @param sink takes what comes, on this thread
     * @return how the connection ended, if it ended without a problem
     * @throws SourceProblem        if it could not be opened or broke; says whether trying again makes sense
     * @throws InterruptedException if the thread was interrupted, which is how the recorder stops a source
     */
    End run(ReadingSink sink) throws SourceProblem, InterruptedException;
}
