package org.currentcost.ui.mqtt;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.currentcost.ui.kit.FontRoom;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** The last messages of a topic, the youngest first, and what each has changed. UI thread only. */
final class HistoryPane {

    /** Longer messages are compared when they are chosen only. */
    private static final int LONGEST_COMPARED = 8 * 1024;
    private static final int MOST_LINES = 2000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final SashForm sash;
    private final Table table;
    private final StyledText difference;
    private List<TopicTree.Message> messages = List.of();
    private Optional<TopicTree.Message> chosen = Optional.empty();

    HistoryPane(Composite parent) {
        sash = new SashForm(parent, SWT.VERTICAL);
        table = new Table(sash, SWT.BORDER | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        for (String title : List.of(Messages.ColumnTime, Messages.ColumnValue)) {
            var column = new TableColumn(table, SWT.LEFT);
            column.setText(title);
            column.setWidth(FontRoom.width(table, title.equals(Messages.ColumnTime) ? 110 : 320));
        }
        table.setToolTipText(Messages.HistoryHint);
        table.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            int index = messages.size() - 1 - table.getSelectionIndex();
            // The youngest is followed, whichever that is.
            chosen = index == messages.size() - 1 ? Optional.empty() : Optional.of(messages.get(index));
            showDifference();
        }));
        difference = new StyledText(sash, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.H_SCROLL | SWT.BORDER);
        difference.setFont(JFaceResources.getTextFont());
        sash.setWeights(50, 50);
    }

    Control control() {
        return sash;
    }

    /** Shows messages of a topic, the oldest first. @param same whether they are of the same topic as before */
    void show(List<TopicTree.Message> next, boolean same) {
        messages = next;
        int top = same ? table.getTopIndex() : 0;
        chosen = same ? chosen.filter(next::contains) : Optional.empty();
        table.setRedraw(false);
        table.removeAll();
        for (int i = next.size() - 1; i >= 0; i--) {
            var message = next.get(i);
            var before = i == 0 ? message : next.get(i - 1);
            var item = new TableItem(table, SWT.NONE);
            item.setText(new String[]{
                TIME.format(Instant.ofEpochMilli(message.millis()).atZone(ZoneId.systemDefault())),
                changed(before, message)});
            if (!Arrays.equals(before.payload(), message.payload())) {
                item.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
            }
        }
        table.setTopIndex(top);
        table.setSelection(chosen.map(message -> next.size() - 1 - next.indexOf(message)).orElse(0));
        table.setRedraw(true);
        showDifference();
    }

    private static List<String> lines(TopicTree.Message message) {
        return Payloads.lines(message.payload()).stream().map(Payloads.Line::text).toList();
    }

    /** {@return what is new in a message, or all of it if that is not to be told in a line} */
    private static String changed(TopicTree.Message before, TopicTree.Message now) {
        String all = Payloads.line(now.payload());
        if (before.length() > LONGEST_COMPARED || now.length() > LONGEST_COMPARED) {
            return all;
        }
        var changes = LineDifference.of(lines(before), lines(now));
        String added = changes.stream().filter(change -> change.kind() == LineDifference.Kind.ADDED)
                .map(change -> change.text().strip()).collect(Collectors.joining(" "));
        boolean nothingStays = changes.stream().noneMatch(change -> change.kind() == LineDifference.Kind.SAME);
        return added.isEmpty() || nothingStays ? all : "… " + added;
    }

    private void showDifference() {
        int index = messages.size() - 1 - table.getSelectionIndex();
        if (table.getSelectionIndex() < 0 || index < 0) {
            difference.setText("");
            return;
        }
        var now = lines(messages.get(index));
        var changes = LineDifference.of(index == 0 ? now : lines(messages.get(index - 1)), now);
        var text = new StringBuilder();
        var styles = new ArrayList<StyleRange>();
        for (var change : changes.subList(0, Math.min(changes.size(), MOST_LINES))) {
            int start = text.length();
            text.append(change.kind().mark()).append(change.text()).append('\n');
            if (change.kind() != LineDifference.Kind.SAME) {
                styles.add(new StyleRange(start, text.length() - start, null, null, SWT.BOLD));
            }
        }
        if (changes.size() > MOST_LINES) {
            text.append(Messages.bind(Messages.PayloadLong, MOST_LINES, changes.size()));
        }
        String shown = text.toString();
        if (!shown.equals(difference.getText())) {
            int top = difference.getTopIndex();
            difference.setText(shown);
            difference.setStyleRanges(styles.toArray(StyleRange[]::new));
            difference.setTopIndex(top);
        }
    }
}
