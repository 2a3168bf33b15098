package org.currentcost.ui.mqtt;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** What a topic holds: its last message, those before, and the course of a number in them. UI thread only. */
final class TopicDetails {

    private final TopicTree topics;
    private final CTabFolder tabs;
    private final PayloadPane payload;
    private final HistoryPane history;
    private final NumberChart chart;
    private String shownTopic = "";
    private Optional<TopicTree.Message> shownMessage = Optional.empty();
    private String shownHistory = "";

    TopicDetails(Composite parent, TopicTree topics) {
        this.topics = topics;
        // Not a TabFolder: GTK's moves the pages into another window each time that it is shown, which SWT bears badly.
        tabs = new CTabFolder(parent, SWT.FLAT);
        tabs.setTabHeight(lineHeight(tabs) + 12);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(tabs);
        var sash = new SashForm(tabs, SWT.VERTICAL);
        payload = new PayloadPane(sash, this::draw);
        chart = new NumberChart(sash);
        sash.setWeights(60, 40);
        tab(tabs, Messages.Payload, sash);
        history = new HistoryPane(tabs);
        tab(tabs, Messages.History, history.control());
        tabs.setSelection(0);
        tabs.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> showHistory(true)));
    }

    private static void tab(CTabFolder tabs, String title, Control content) {
        var tab = new CTabItem(tabs, SWT.NONE);
        tab.setText(" " + title + " ");
        tab.setControl(content);
    }

    /** {@return how high a line of a control's text is, in points} */
    static int lineHeight(Control control) {
        var gc = new GC(control);
        try {
            return gc.getFontMetrics().getHeight();
        } finally {
            gc.dispose();
        }
    }

    /** {@return the message that is shown, the last of its topic} */
    Optional<TopicTree.Message> message() {
        return shownMessage;
    }

    /** {@return the place of the number that is drawn; empty for none} */
    String chosen() {
        return chart.chosen();
    }

    /** Shows what there is by now of a topic. @return whether it is another topic than before */
    boolean show(String topic) {
        var messages = topic.isEmpty() ? List.<TopicTree.Message>of() : topics.messages(topic);
        var last = messages.isEmpty() ? Optional.<TopicTree.Message>empty() : Optional.of(messages.getLast());
        boolean same = topic.equals(shownTopic);
        if (last.equals(shownMessage) && same) {
            return false;
        }
        if (!same) {
            chart.choose("");
            payload.choose(Optional.of(""));
        }
        shownTopic = topic;
        shownMessage = last;
        payload.show(last, same);
        chart.show(messages);
        showHistory(same);
        return !same;
    }

    /** Comparing fifty messages is work that nobody asked for while they can't be seen. */
    private void showHistory(boolean same) {
        if (tabs.getSelectionIndex() == 1) {
            history.show(shownTopic.isEmpty() ? List.of() : topics.messages(shownTopic), same && shownHistory
                    .equals(shownTopic));
            shownHistory = shownTopic;
        }
    }

    /** Draws the number of a place. */
    private void draw(String place) {
        tabs.setSelection(0);
        payload.choose(Optional.of(place));
        chart.choose(place);
        chart.show(topics.messages(shownTopic));
    }

    /** Draws the number that matters most in the message. */
    void drawMain() {
        shownMessage.flatMap(message -> Payloads.mainPlace(message.payload())).ifPresent(this::draw);
    }
}
