package org.currentcost.cli;

import java.time.Instant;
import java.util.Optional;
import org.currentcost.model.TimeRange;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the options --from and --to say together. */
final class TimeRanges {

    private TimeRanges() {
    }

    static TimeRange of(CommandSpec spec, Optional<Instant> from, Optional<Instant> to) {
        var start = from.orElse(TimeRange.ALL.start());
        var end = to.orElse(TimeRange.ALL.end());
        if (end.isBefore(start)) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("range"));
        }
        return new TimeRange(start, end);
    }
}
