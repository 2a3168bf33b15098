package org.currentcost.ui.charts;

import java.util.function.ToIntFunction;
import org.eclipse.swt.graphics.GC;

/** Texts in the room that there is for them, for charts and for what is painted beside them. */
public final class ShortenedText {

    private ShortenedText() {
    }

    /**
     * {@return the text, its end left out where it is wider; at least the sign for that, be there room for it or not}
     *
     * @param gc   measures in the font that it has now
     * @param most in pixels
     */
    public static String of(GC gc, String text, int most) {
        return of(text, most, part -> gc.textExtent(part).x);
    }

    /** {@return the same of texts that are measured otherwise} */
    static String of(String text, int most, ToIntFunction<String> textWidth) {
        if (textWidth.applyAsInt(text) <= most) {
            return text;
        }
        int length = text.length();
        while (length > 0 && textWidth.applyAsInt(text.substring(0, length).stripTrailing() + '…') > most) {
            length = text.offsetByCodePoints(length, -1);
        }
        return text.substring(0, length).stripTrailing() + '…';
    }
}
