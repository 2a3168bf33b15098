package org.currentcost.source;

/** A source of a meter's bytes, in pieces as they come. */
public non-sealed interface ByteSource extends MeterSource {

    /**
     * Connects, and hands over what comes until the connection ends.
     *
     * @param sink takes what comes, on this thread
     * @return how the connection ended, if it ended without a problem
     * @throws SourceProblem        if it could not be opened or broke; says whether trying again makes sense
     * @throws InterruptedException if the thread was interrupted, which is how the recorder stops a source
     */
    End run(ByteSink sink) throws SourceProblem, InterruptedException;
}
