package org.currentcost.ui.kit;

import java.util.Objects;
import org.currentcost.ui.charts.ShortenedText;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/**
 * One line of text in the room that there is for it: where it is longer, its end is left out, and the tool tip and what
 * a screen reader says are the whole.
 */
public final class ShortenedLabel {

    private final Label label;
    private String text = "";
    private String more = "";

    /** Makes it in {@code parent}, whose layout gives it its width. */
    public ShortenedLabel(Composite parent) {
        label = new Label(parent, SWT.NONE);
        label.addListener(SWT.Resize, event -> shorten());
    }

    /** {@return the label, to be laid out and listened to} */
    public Label control() {
        return label;
    }

    /**
     * Shows a text.
     *
     * @param more what the tool tip says besides, may be empty
     */
    public void show(String text, String more) {
        if (!text.equals(this.text) || !more.equals(this.more)) {
            this.text = text;
            this.more = more;
            AccessibleNames.set(label, text.replace("&", "&&"));
            shorten();
        }
    }

    /** {@return the pixels of the whole text, or of so many characters where it is shorter} */
    public int roomFor(int characters) {
        var gc = new GC(label);
        try {
            return Math.max(gc.textExtent(text).x,
                    (int) Math.ceil(characters * gc.getFontMetrics().getAverageCharacterWidth()));
        } finally {
            gc.dispose();
        }
    }

    private void shorten() {
        Point size = label.getSize();
        var gc = new GC(label);
        try {
            String shown = size.x == 0 ? text : ShortenedText.of(gc, text, size.x);
            // An ampersand in a name is no mnemonic.
            String escaped = shown.replace("&", "&&");
            if (!escaped.equals(label.getText())) {
                label.setText(escaped);
            }
            String whole = shown.equals(text) || more.startsWith(text) ? more : (text + "\n" + more).strip();
            if (!Objects.equals(whole, label.getToolTipText())) {
                label.setToolTipText(whole);
            }
        } finally {
            gc.dispose();
        }
    }
}
