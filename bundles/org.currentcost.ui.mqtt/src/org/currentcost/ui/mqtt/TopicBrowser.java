package org.currentcost.ui.mqtt;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.Quantities;
import org.currentcost.ui.kit.StateMarks;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;

/**
 * Shows the topics as a tree that fills itself with what can be seen of it. A row stays with its topic when others come
 * above it, and so do selection and what is open. UI thread only.
 */
final class TopicBrowser {

    private static final int MOST_FOUND = 100;
    private static final int MOST_KNOWN = 200;
    private static final int VALUE = 1;
    /** A row that is inserted costs the more, the more rows there are: beyond so many in all, all are made anew. */
    private static final long MOST_SHIFTED = 500_000;
    /** How many times longer it rests than it has worked. */
    private static final int REST = 4;
    private static final long MOST_REST_MILLIS = 20_000;

    private final TopicTree topics;
    private final InstantSource clock;
    private final Tree tree;
    private final Map<Optional<String>, List<TopicTree.Row>> levels = new HashMap<>();
    /** The names in the levels that have rows, in the rows' order. */
    private final Map<Optional<String>, List<String>> shown = new HashMap<>();
    private final Map<String, TreeItem> open = new LinkedHashMap<>();
    /** Of the messages in the rows that were seen, whether they hold a number that can be drawn. */
    private final Map<TopicTree.Message, Boolean> drawable = new IdentityHashMap<>();
    private final Set<String> openedByUser = new LinkedHashSet<>();
    private String chosen = "";
    private String filter = "";
    private long notBefore;

    /**
     * @param selected called when the user has selected another topic
     * @param wanted   called when the user wants to see the number of a topic drawn
     */
    TopicBrowser(Composite parent, TopicTree topics, InstantSource clock, Runnable selected, Runnable wanted) {
        this.topics = topics;
        this.clock = clock;
        var pane = new Composite(parent, SWT.NONE);
        var columns = new TreeColumnLayout();
        pane.setLayout(columns);
        tree = new Tree(pane, SWT.BORDER | SWT.VIRTUAL | SWT.FULL_SELECTION);
        tree.setHeaderVisible(true);
        column(columns, Messages.PublishTopic, 40, 160, SWT.LEFT);
        column(columns, Messages.ColumnValue, 36, 80, SWT.LEFT);
        column(columns, Messages.ColumnCount, 10, 80, SWT.RIGHT);
        column(columns, Messages.ColumnRate, 7, 58, SWT.RIGHT);
        column(columns, Messages.ColumnAge, 7, 58, SWT.RIGHT);
        tree.addListener(SWT.SetData, event -> fill((TreeItem) event.item));
        tree.addListener(SWT.Expand, event -> {
            var item = (TreeItem) event.item;
            openedByUser.add(topicOf(item));
            open(item);
        });
        tree.addListener(SWT.Collapse, event -> {
            String topic = topicOf((TreeItem) event.item);
            openedByUser.remove(topic);
            open.remove(topic);
        });
        tree.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            chosen = selectedTopic();
            selected.run();
        }));
        tree.addSelectionListener(SelectionListener.widgetDefaultSelectedAdapter(event -> {
            var item = (TreeItem) event.item;
            if (item.getImage(VALUE) != null) {
                wanted.run();
            } else if (item.getItemCount() > 0) {
                toggle(item);
            }
        }));
        tree.addListener(SWT.MouseMove, event -> explain(tree.getItem(new Point(event.x, event.y))));
    }

    private void toggle(TreeItem item) {
        if (item.getExpanded()) {
            item.setExpanded(false);
            openedByUser.remove(topicOf(item));
            open.remove(topicOf(item));
        } else {
            openedByUser.add(topicOf(item));
            expand(item);
        }
    }

    /** A mark alone does not say what it stands for. */
    private void explain(TreeItem item) {
        String words = item != null && item.getImage(VALUE) != null ? Messages.DrawHint : null;
        if (!Objects.equals(words, tree.getToolTipText())) {
            tree.setToolTipText(words);
        }
    }

    private void column(TreeColumnLayout columns, String title, int percent, int least, int style) {
        var column = new TreeColumn(tree, style);
        column.setText(title);
        columns.setColumnData(column, new ColumnWeightData(percent, FontRoom.width(column.getParent(), least)));
    }

    Tree tree() {
        return tree;
    }

    /** {@return the selected topic; empty if there is none} */
    String selectedTopic() {
        return tree.getSelectionCount() == 1 ? topicOf(tree.getSelection()[0]) : "";
    }

    /** Shows what there is by now. @param wanted what topics must contain; empty for all */
    void refresh(String wanted) {
        boolean filtered = !wanted.equals(filter);
        long begun = clock.millis();
        if (!filtered && begun < notBefore && notBefore - begun < MOST_REST_MILLIS) {
            // Thousands of new topics are work: the window has to get its share.
            return;
        }
        filter = wanted;
        levels.clear();
        if (filtered || !merge()) {
            rebuild();
        }
        update();
        notBefore = begun + REST * (clock.millis() - begun);
    }

    private boolean merge() {
        if (!merge(Optional.empty())) {
            return false;
        }
        for (var item : List.copyOf(open.values())) {
            if (!item.isDisposed() && !merge(Optional.of(item))) {
                return false;
            }
        }
        return true;
    }

    /** Gives the topics that have come at a level rows of their own. @return whether it could */
    private boolean merge(Optional<TreeItem> parent) {
        var level = parent.map(this::topicOf);
        var names = rows(level).stream().map(TopicTree.Row::name).toList();
        var before = shown.getOrDefault(level, List.of());
        var places = LevelMerge.insertions(before, names);
        if (places.isEmpty()) {
            return false;
        }
        boolean atTheEnd = places.get().isEmpty() || places.get().getFirst() == before.size();
        if (!atTheEnd && (long) places.get().size() * names.size() > MOST_SHIFTED) {
            return false;
        }
        if (atTheEnd) {
            // Much faster than one by one, and nothing is moved by it.
            setCount(parent, names.size());
        } else {
            for (int place : places.get()) {
                if (parent.isPresent()) {
                    new TreeItem(parent.get(), SWT.NONE, place);
                } else {
                    new TreeItem(tree, SWT.NONE, place);
                }
            }
        }
        shown.put(level, names);
        return true;
    }

    private void setCount(Optional<TreeItem> parent, int count) {
        if (parent.isEmpty() && tree.getItemCount() != count) {
            tree.setItemCount(count);
        }
        if (parent.isPresent() && parent.get().getItemCount() != count) {
            parent.get().setItemCount(count);
        }
    }

    /** Makes all rows anew, with the same ones open and selected. */
    private void rebuild() {
        String top = tree.getItemCount() == 0 || tree.getTopItem() == null ? "" : topicShown(tree.getTopItem());
        tree.removeAll();
        shown.clear();
        open.clear();
        merge(Optional.empty());
        openedByUser.stream().sorted(Comparator.comparingInt(String::length)).toList()
                .forEach(topic -> itemOf(topic).ifPresent(this::expand));
        if (!filter.isBlank()) {
            expandFound();
        }
        itemOf(chosen).ifPresent(tree::setSelection);
        itemOf(top).ifPresent(tree::setTopItem);
    }

    private static String topicShown(TreeItem item) {
        return item.getData() instanceof String topic ? topic : "";
    }

    private void open(TreeItem item) {
        open.put(topicOf(item), item);
        if (!merge(Optional.of(item))) {
            rebuild();
        }
    }

    private void expand(TreeItem item) {
        if (!rows(Optional.of(topicOf(item))).isEmpty()) {
            open.put(topicOf(item), item);
            merge(Optional.of(item));
            item.setExpanded(true);
        }
    }

    /** {@return the row of a topic, if all above it are open} */
    private Optional<TreeItem> itemOf(String topic) {
        Optional<TreeItem> item = Optional.empty();
        for (int from = 0; from <= topic.length();) {
            int slash = topic.indexOf('/', from);
            int to = slash < 0 ? topic.length() : slash;
            var names = shown.get(item.map(this::topicOf));
            int index = names == null ? -1 : names.indexOf(topic.substring(from, to));
            if (index < 0 || item.isPresent() && !open.containsKey(topicOf(item.get()))) {
                return Optional.empty();
            }
            item = Optional.of(item.isPresent() ? item.get().getItem(index) : tree.getItem(index));
            from = to + 1;
        }
        return item;
    }

    /** Opens what was found as far as there is room for it. */
    private void expandFound() {
        int found = tree.getItemCount();
        var next = new ArrayDeque<TreeItem>(found > MOST_FOUND ? List.of() : List.of(tree.getItems()));
        while (!next.isEmpty()) {
            var item = next.remove();
            int children = rows(Optional.of(topicOf(item))).size();
            if (children > 0 && found + children <= MOST_FOUND) {
                found += children;
                expand(item);
                next.addAll(List.of(item.getItems()));
            }
        }
    }

    /** Writes anew what can be seen, and nothing else. */
    private void update() {
        int height = tree.getClientArea().height;
        int row = Math.max(tree.getItemHeight(), 1);
        var seen = new HashSet<TreeItem>();
        var item = top(row);
        for (int y = -2 * row; item != null && y <= height && seen.add(item); y += row) {
            fill(item);
            item = next(item);
        }
    }

    /**
     * {@return the item at the top, or one of the two before it} GTK calls an item the top one that it was told to
     * scroll to, even if it had no need to: then it stands further below.
     */
    private TreeItem top(int row) {
        var item = tree.getTopItem();
        while (item != null && item.getBounds().y >= row) {
            var above = previous(item);
            if (above == null) {
                return item;
            }
            item = above;
        }
        return item;
    }

    /** {@return the item above one, as the eye goes; null at the beginning} */
    private TreeItem previous(TreeItem item) {
        var parent = item.getParentItem();
        int index = parent == null ? tree.indexOf(item) : parent.indexOf(item);
        if (index <= 0) {
            return parent;
        }
        var above = parent == null ? tree.getItem(index - 1) : parent.getItem(index - 1);
        while (above.getExpanded() && above.getItemCount() > 0) {
            above = above.getItem(above.getItemCount() - 1);
        }
        return above;
    }

    /** {@return the item below one, as the eye goes; null at the end} */
    private TreeItem next(TreeItem item) {
        if (item.getExpanded() && item.getItemCount() > 0) {
            return item.getItem(0);
        }
        var at = item;
        while (at != null) {
            var parent = at.getParentItem();
            int index = parent == null ? tree.indexOf(at) : parent.indexOf(at);
            int count = parent == null ? tree.getItemCount() : parent.getItemCount();
            if (index + 1 < count) {
                return parent == null ? tree.getItem(index + 1) : parent.getItem(index + 1);
            }
            at = parent;
        }
        return null;
    }

    /** Asked once for each level in a refresh: a level may have ten thousand topics, and each of its rows asks. */
    private List<TopicTree.Row> rows(Optional<String> parent) {
        return levels.computeIfAbsent(parent, key -> topics.children(key, filter, clock.millis()));
    }

    private String topicOf(TreeItem item) {
        if (item.getData() instanceof String topic) {
            return topic;
        }
        fill(item);
        return item.getData() instanceof String topic ? topic : "";
    }

    private void fill(TreeItem item) {
        var parent = item.getParentItem();
        var rows = rows(parent == null ? Optional.empty() : Optional.of(topicOf(parent)));
        int index = parent == null ? tree.indexOf(item) : parent.indexOf(item);
        if (index < 0 || index >= rows.size()) {
            return;
        }
        var row = rows.get(index);
        if (item.getData() instanceof String topic && !topic.equals(row.topic())) {
            // It is of a level that was opened no more than once, and gets its new rows when it is opened again.
            return;
        }
        item.setData(row.topic());
        // A topic may begin with a slash, or have two in a row: the level between has no name.
        String name = row.name().isEmpty() ? "/" : row.name();
        item.setText(new String[]{name + (row.retained() ? "  ⚑" : ""),
            row.last().map(message -> Payloads.line(message.payload())).orElse(row.count() == 0
                    ? ""
                    : Messages.LetGo),
            row.total() == 0 ? "" : Quantities.count(row.total()),
            row.total() == 0 ? "" : String.format("%.1f", row.rate()),
            row.total() == 0 ? "" : age(row.lastMillis())});
        item.setImage(VALUE, row.last().filter(this::isDrawable).map(message -> StateMarks.image("live")).orElse(null));
        if (item.getItemCount() == 0 && row.children() > 0 && !shown.containsKey(Optional.of(row.topic()))) {
            // Enough to be opened by.
            item.setItemCount(1);
        }
    }

    /** Asked anew for each row at each refresh, and a message may be long: so it is kept, as long as there is room. */
    private boolean isDrawable(TopicTree.Message message) {
        if (drawable.size() > MOST_KNOWN) {
            drawable.clear();
        }
        return drawable.computeIfAbsent(message, one -> Payloads.mainPlace(one.payload()).isPresent());
    }

    private String age(long millis) {
        long seconds = Math.max(0, (clock.millis() - millis) / 1000);
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
