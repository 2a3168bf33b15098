package org.currentcost.ui.sources;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.recorder.StateWords;
import org.currentcost.ui.kit.StateMarks;

/**
 * What the status line says of the sources: how that of my house is, and whether others are in trouble.
 *
 * @param source whose mark stands before the words; empty if there is none
 * @param words  one line
 */
record StatusText(Optional<SourceStatus> source, String words) {

    /** @param house the meter of my house, if there is one */
    static StatusText of(List<SourceStatus> sources, Optional<String> house, Instant now) {
        var own = sources.stream().filter(one -> house.filter(meter -> brings(one, meter)).isPresent()).toList();
        // An imported house, and one whose source was removed, has none: then the worst of all is told.
        var reported = StateMarks.worst(own.isEmpty() ? sources : own);
        if (reported.isEmpty()) {
            return new StatusText(Optional.empty(), Messages.StatusNoSource);
        }
        var others = sources.stream().filter(one -> one != reported.get() && StateMarks.isTrouble(one.state()))
                .toList();
        String words = words(reported.get(), now);
        return new StatusText(reported, switch (others.size()) {
            case 0 -> words;
            case 1 -> Messages.bind(Messages.StatusAnother, words, words(others.getFirst(), now));
            default -> Messages.bind(Messages.StatusOthers, words, others.size());
        });
    }

    private static String words(SourceStatus source, Instant now) {
        return Messages.bind(Messages.StatusSource, source.row().meter(), StateWords.of(source, now));
    }

    /** A source may bring several meters, which begin with its name. */
    private static boolean brings(SourceStatus source, String meter) {
        return meter.equals(source.row().meter()) || meter.startsWith(source.row().meter() + "/");
    }
}
