package org.currentcost.ui.kit;

import java.text.NumberFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.Edit;
import org.currentcost.model.UserLocale;

/** Corrections of readings in words. */
public final class EditWords {

    private EditWords() {
    }

    /** {@return what an edit does, such as "multiplied by 2"} */
    public static String what(Edit edit) {
        return switch (edit.kind()) {
            case EXCLUDE -> Messages.EditsExcluded;
            case SCALE -> {
                var format = NumberFormat.getNumberInstance(UserLocale.formats());
                format.setMaximumFractionDigits(Edit.MOST_DECIMALS);
                yield Messages.bind(Messages.EditsScaled, format.format(edit.factor()));
            }
            case SHIFT -> Messages.bind(edit.shift().isNegative() ? Messages.EditsShiftedBack : Messages.EditsShifted,
                    length(edit.shift().abs()));
        };
    }

    private static String length(Duration shift) {
        var parts = new ArrayList<String>();
        add(parts, shift.toDays(), Messages.EditsDays);
        add(parts, shift.toHoursPart(), Messages.EditsHours);
        add(parts, shift.toMinutesPart(), Messages.EditsMinutes);
        add(parts, shift.toSecondsPart(), Messages.EditsSeconds);
        return String.join(" ", parts);
    }

    private static void add(List<String> parts, long number, String unit) {
        if (number != 0) {
            parts.add(Messages.bind(unit, Long.toString(number)));
        }
    }
}
