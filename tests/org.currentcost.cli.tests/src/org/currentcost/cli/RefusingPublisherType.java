package org.currentcost.cli;

import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.source.Publisher;
import org.currentcost.source.PublisherType;
import org.currentcost.source.SourceProblem;

/** Nobody gets through to it. */
final class RefusingPublisherType implements PublisherType {

    @Override
    public String scheme() {
        return "obedient";
    }

    @Override
    public Publisher create(String address) {
        return new Publisher() {
            @Override
            public void connect() throws SourceProblem {
                throw SourceProblem.permanent("Nobody may publish.", "Ask the owner.");
            }

            @Override
            public void publish(SeriesKey series, String name, Reading reading) {
                throw new AssertionError("not connected");
            }

            @Override
            public boolean carriesTime() {
                return true;
            }

            @Override
            public void close() {
                // never open
            }
        };
    }
}
