package org.currentcost.ui.kit;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import org.currentcost.recorder.StoreTrouble;

/** The words for a store that can't be written. */
public final class TroubleWords {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT);

    private TroubleWords() {
    }

    /** {@return what happened, since when, what is lost and what to do} */
    public static String of(StoreTrouble trouble) {
        String since = TIME.format(trouble.since().atZone(ZoneId.systemDefault()));
        String kept = trouble.givenUp() == 0
                ? Messages.bind(Messages.TroubleKept, Quantities.count(trouble.waiting()))
                : Messages.bind(Messages.TroubleGivenUp, Quantities.count(trouble.waiting()),
                        Quantities.count(trouble.givenUp()));
        return Messages.bind(Messages.Trouble, new Object[]{trouble.reason(), since, kept, trouble.remedy()})
                .strip();
    }
}
