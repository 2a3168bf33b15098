package org.currentcost.ui.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.currentcost.ui.kit.Quantities;
import org.eclipse.jface.resource.JFaceColors;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;

/** Shows a message line by line; its numbers look as links do, and one that is clicked is chosen. UI thread only. */
final class PayloadPane {

    private static final int MOST_LINES = 3000;

    private final StyledText text;
    private List<Payloads.Line> lines = List.of();
    private Optional<String> chosen = Optional.empty();

    /** @param choose takes the place of a number that was clicked, or on whose line Enter was pressed */
    PayloadPane(Composite parent, Consumer<String> choose) {
        text = new StyledText(parent, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.H_SCROLL | SWT.BORDER);
        text.setFont(JFaceResources.getTextFont());
        text.addListener(SWT.MouseUp, event -> atCaret().ifPresent(choose));
        text.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR) {
                atCaret().ifPresent(choose);
            }
        });
    }

    private Optional<String> atCaret() {
        int line = text.getLineAtOffset(text.getCaretOffset());
        return line < Math.min(lines.size(), MOST_LINES) ? lines.get(line).place() : Optional.empty();
    }

    /** Shows a message. @param same whether it is of the topic that was shown before */
    void show(Optional<TopicTree.Message> message, boolean same) {
        lines = message.map(one -> Payloads.lines(one.payload())).orElse(List.of());
        var words = new StringBuilder(lines.stream().limit(MOST_LINES).map(Payloads.Line::text)
                .collect(Collectors.joining("\n")));
        if (lines.size() > MOST_LINES) {
            words.append('\n').append(Messages.bind(Messages.PayloadLong, Quantities.count(MOST_LINES),
                    Quantities.count(lines.size())));
        }
        message.filter(TopicTree.Message::isTruncated).ifPresent(one -> words.append('\n').append(Messages.bind(
                Messages.PayloadTruncated, Quantities.count(one.payload().length), Quantities.count(one.length()))));
        int top = same ? text.getTopIndex() : 0;
        int caret = same ? text.getCaretOffset() : 0;
        var marked = same ? text.getSelection() : new Point(0, 0);
        text.setText(words.toString());
        // From where the selection began to the caret, so that keys go on with it.
        text.setSelection(Math.min(marked.x == caret ? marked.y : marked.x, text.getCharCount()),
                Math.min(caret, text.getCharCount()));
        text.setTopIndex(top);
        style();
    }

    /** Shows which number is drawn. @param place where it {@linkplain Payloads.Line#place() stands}; empty for none */
    void choose(Optional<String> place) {
        if (!place.equals(chosen)) {
            chosen = place;
            style();
        }
    }

    private void style() {
        var styles = new ArrayList<StyleRange>();
        int at = 0;
        for (var line : lines.subList(0, Math.min(lines.size(), MOST_LINES))) {
            if (line.valueAt() >= 0) {
                var style = new StyleRange(at + line.valueAt(), line.value().length(),
                        JFaceColors.getHyperlinkText(text.getDisplay()), null);
                style.underline = true;
                style.underlineStyle = SWT.UNDERLINE_LINK;
                style.fontStyle = line.place().equals(chosen) ? SWT.BOLD : SWT.NORMAL;
                styles.add(style);
            }
            at += line.text().length() + 1;
        }
        text.setStyleRanges(styles.toArray(StyleRange[]::new));
    }
}
