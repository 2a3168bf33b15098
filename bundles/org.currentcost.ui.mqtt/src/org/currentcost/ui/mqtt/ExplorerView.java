package org.currentcost.ui.mqtt;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.currentcost.recorder.Recorder;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.MqttSourceType;
import org.currentcost.source.mqtt.TopicFilter;
import org.currentcost.store.StoreException;
import org.currentcost.ui.Figures;
import org.currentcost.ui.ViewContent;
import org.currentcost.ui.ViewFrame;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IMemento;

/**
 * All topics of a broker, found by listening: what comes, how often, what it holds. Nothing runs while no broker is
 * listened to.
 */
public final class ExplorerView implements ViewContent {

    private static final int MOST_MESSAGES = 50;
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final int MOST_TOPICS = 100_000;
    private static final int MOST_FOUND = 100;
    private static final int REFRESH_MILLIS = 400;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final String BROKER = "broker";

    private final Recorder recorder;
    private final ViewFrame frame;
    private final InstantSource clock = InstantSource.system();
    private final TopicTree topics = new TopicTree(MOST_MESSAGES, MOST_BYTES, MOST_TOPICS);
    private final Composite root;
    private Combo broker;
    private Text subscribe;
    private Button listen;
    private Button pause;
    private Text filter;
    private Label state;
    private Tree tree;
    private StyledText payload;
    private Table history;
    private NumberChart chart;
    private Text publishTopic;
    private Text publishPayload;
    private Button publishRetained;
    private Combo publishQos;
    private Button publish;
    private Optional<Listening> listening = Optional.empty();
    private String shownFilter = "";
    private long shownVersion = -1;
    private long shownMillis;
    private final Map<Optional<String>, List<TopicTree.Row>> levels = new HashMap<>();
    private Optional<TopicTree.Message> shownMessage = Optional.empty();
    private String shownTopic = "";

    @Inject
    ExplorerView(Composite parent, Recorder recorder, ViewFrame frame) {
        this.recorder = recorder;
        this.frame = frame;
        root = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(4, 4).applyTo(root);
        createHead();
        var sash = new SashForm(root, SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(sash);
        createTree(sash);
        createDetails(sash);
        sash.setWeights(55, 45);
        createPublish();
        root.addDisposeListener(event -> stop());
        refreshLater();
    }

    private void createHead() {
        var head = new Composite(root, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(6).applyTo(head);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(head);
        broker = new Combo(head, SWT.DROP_DOWN);
        broker.setToolTipText(Messages.ExplorerBroker);
        GridDataFactory.fillDefaults().grab(true, false).hint(170, SWT.DEFAULT).applyTo(broker);
        connections().forEach(one -> broker.add(one.place()));
        broker.setText(frame.saved(BROKER).orElseGet(() -> broker.getItemCount() > 0
                ? broker.getItem(0)
                : "localhost:1883"));
        broker.addSelectionListener(SelectionListener.widgetDefaultSelectedAdapter(event -> toggle()));
        subscribe = new Text(head, SWT.BORDER);
        subscribe.setText("#");
        subscribe.setToolTipText(Messages.ExplorerSubscribe);
        GridDataFactory.fillDefaults().hint(80, SWT.DEFAULT).applyTo(subscribe);
        listen = button(head, SWT.PUSH, Messages.Listen, this::toggle);
        pause = button(head, SWT.TOGGLE, Messages.Pause, () -> shownVersion = -1);
        button(head, SWT.PUSH, Messages.Clear, () -> {
            topics.clear();
            refresh();
        });
        filter = new Text(head, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        filter.setMessage(Messages.ExplorerFilter);
        GridDataFactory.fillDefaults().grab(true, false).hint(110, SWT.DEFAULT).applyTo(filter);
        filter.addModifyListener(event -> {
            shownVersion = -1;
            refresh();
        });
        state = new Label(root, SWT.WRAP);
        state.setText(Messages.ExplorerIdle);
        GridDataFactory.fillDefaults().grab(true, false).hint(300, SWT.DEFAULT).applyTo(state);
    }

    private static Button button(Composite parent, int style, String text, Runnable work) {
        var button = new Button(parent, style);
        button.setText(text);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> work.run()));
        return button;
    }

    private void createTree(Composite parent) {
        var pane = new Composite(parent, SWT.NONE);
        var columns = new TreeColumnLayout();
        pane.setLayout(columns);
        tree = new Tree(pane, SWT.BORDER | SWT.VIRTUAL | SWT.FULL_SELECTION);
        tree.setHeaderVisible(true);
        column(columns, Messages.PublishTopic, 40, SWT.LEFT);
        column(columns, Messages.ColumnValue, 25, SWT.LEFT);
        column(columns, Messages.ColumnCount, 17, SWT.RIGHT);
        column(columns, Messages.ColumnRate, 9, SWT.RIGHT);
        column(columns, Messages.ColumnAge, 9, SWT.RIGHT);
        tree.addListener(SWT.SetData, event -> fill((TreeItem) event.item));
        tree.addListener(SWT.Expand, event -> {
            var item = (TreeItem) event.item;
            item.setItemCount(rows(Optional.of(topicOf(item))).size());
        });
        tree.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> showTopic()));
        var menu = new Menu(tree);
        item(menu, Messages.UseAsSensor, this::useAsSensor);
        item(menu, Messages.CopyTopic, () -> copy(selectedTopic()));
        item(menu, Messages.CopyPayload, () -> shownMessage.ifPresent(
                message -> copy(new String(message.payload(), StandardCharsets.UTF_8))));
        item(menu, Messages.DeleteRetained, this::deleteRetained);
        tree.setMenu(menu);
    }

    private static void item(Menu menu, String text, Runnable work) {
        var item = new MenuItem(menu, SWT.PUSH);
        item.setText(text);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> work.run()));
    }

    private void column(TreeColumnLayout columns, String title, int percent, int style) {
        var column = new TreeColumn(tree, style);
        column.setText(title);
        columns.setColumnData(column, new ColumnWeightData(percent, 5 * percent));
    }

    private void createDetails(Composite parent) {
        var details = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(details);
        var tabs = new TabFolder(details, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(tabs);
        var sash = new SashForm(tabs, SWT.VERTICAL);
        payload = new StyledText(sash, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.H_SCROLL | SWT.BORDER);
        payload.setFont(JFaceResources.getTextFont());
        payload.addListener(SWT.MouseUp, event -> chooseNumber());
        chart = new NumberChart(sash, Messages.ChartHint);
        sash.setWeights(60, 40);
        tab(tabs, Messages.Payload, sash);
        history = new Table(tabs, SWT.BORDER | SWT.FULL_SELECTION);
        history.setHeaderVisible(true);
        for (String title : List.of(Messages.ColumnTime, Messages.ColumnValue)) {
            var column = new TableColumn(history, SWT.LEFT);
            column.setText(title);
            column.setWidth(title.equals(Messages.ColumnTime) ? 110 : 320);
        }
        tab(tabs, Messages.History, history);
        var use = button(details, SWT.PUSH, Messages.UseAsSensor, this::useAsSensor);
        GridDataFactory.swtDefaults().align(SWT.END, SWT.CENTER).applyTo(use);
    }

    private static void tab(TabFolder tabs, String title, Control content) {
        var tab = new TabItem(tabs, SWT.NONE);
        tab.setText(title);
        tab.setControl(content);
    }

    private void createPublish() {
        var row = new Composite(root, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(5).applyTo(row);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(row);
        publishTopic = new Text(row, SWT.BORDER);
        publishTopic.setMessage(Messages.PublishTopic);
        GridDataFactory.fillDefaults().grab(true, false).hint(120, SWT.DEFAULT).applyTo(publishTopic);
        publishPayload = new Text(row, SWT.BORDER);
        publishPayload.setMessage(Messages.PublishPayload);
        GridDataFactory.fillDefaults().grab(true, false).hint(160, SWT.DEFAULT).applyTo(publishPayload);
        publishQos = new Combo(row, SWT.READ_ONLY);
        publishQos.setItems("QoS 0", "QoS 1", "QoS 2");
        publishQos.select(0);
        publishRetained = new Button(row, SWT.CHECK);
        publishRetained.setText(Messages.PublishRetained);
        publish = button(row, SWT.PUSH, Messages.Publish, () -> send(publishTopic.getText(),
                publishPayload.getText().getBytes(StandardCharsets.UTF_8), publishQos.getSelectionIndex(),
                publishRetained.getSelection()));
        publish.setEnabled(false);
    }

    private List<Connection> connections() {
        var all = new ArrayList<Connection>();
        for (var source : recorder.sources()) {
            String address = source.row().address();
            if (address.startsWith(MqttSourceType.SCHEME + ":")) {
                try {
                    all.add(Connection.parse(address.substring(MqttSourceType.SCHEME.length() + 1)));
                } catch (IllegalArgumentException e) {
                    // Sources shows what is wrong with it.
                    continue;
                }
            }
        }
        return all;
    }

    private void toggle() {
        if (listening.isPresent()) {
            stop();
        } else {
            try {
                String wanted = broker.getText().strip();
                var connection = connections().stream().filter(one -> one.place().equals(wanted)).findFirst()
                        .orElseGet(() -> Connection.parse(wanted));
                String wantedTopics = TopicFilter.parse(subscribe.getText().strip()).filter();
                topics.clear();
                var next = new Listening(connection, wantedTopics, topics, clock);
                listening = Optional.of(next);
                next.start();
            } catch (IllegalArgumentException e) {
                tell(e.getMessage());
            }
        }
        listen.setText(listening.isPresent() ? Messages.Stop : Messages.Listen);
        listen.getParent().layout();
        refresh();
    }

    private void stop() {
        listening.ifPresent(Listening::close);
        listening = Optional.empty();
    }

    private void refreshLater() {
        Display.getCurrent().timerExec(REFRESH_MILLIS, () -> {
            if (!root.isDisposed()) {
                if (root.isVisible()) {
                    refresh();
                }
                refreshLater();
            }
        });
    }

    private void refresh() {
        listening.ifPresent(this::tellState);
        publish.setEnabled(listening.flatMap(Listening::link).isPresent() && !publishTopic.getText().isBlank());
        if (pause.getSelection()) {
            return;
        }
        long version = topics.version();
        boolean filtered = !filter.getText().equals(shownFilter);
        long now = clock.millis();
        // Ages grow and rates fall while nothing comes.
        if (version != shownVersion || filtered || Math.abs(now - shownMillis) >= 1000) {
            shownVersion = version;
            shownMillis = now;
            shownFilter = filter.getText();
            levels.clear();
            int count = rows(Optional.empty()).size();
            if (tree.getItemCount() != count || filtered) {
                tree.setItemCount(count);
            }
            if (filtered) {
                tree.clearAll(true);
                if (!shownFilter.isBlank()) {
                    expandFound();
                }
            }
            update();
            showTopic();
        }
    }

    /** Opens what was found as far as there is room for it. */
    private void expandFound() {
        int shown = tree.getItemCount();
        var open = new ArrayDeque<TreeItem>(shown > MOST_FOUND ? List.of() : List.of(tree.getItems()));
        while (!open.isEmpty()) {
            var item = open.remove();
            int children = rows(Optional.of(topicOf(item))).size();
            if (children > 0 && shown + children <= MOST_FOUND) {
                shown += children;
                item.setItemCount(children);
                item.setExpanded(true);
                open.addAll(List.of(item.getItems()));
            }
        }
    }

    /** Writes anew what can be seen, and nothing else. */
    private void update() {
        int height = tree.getClientArea().height;
        var seen = new HashSet<TreeItem>();
        var item = tree.getTopItem();
        int y = 0;
        while (item != null && y <= height && seen.add(item)) {
            fill(item);
            if (item.getExpanded()) {
                int children = rows(Optional.of(topicOf(item))).size();
                if (item.getItemCount() != children) {
                    item.setItemCount(children);
                }
            }
            y += Math.max(tree.getItemHeight(), 1);
            item = next(item);
        }
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
        return levels.computeIfAbsent(parent, key -> topics.children(key, shownFilter.strip(), clock.millis()));
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
        item.setData(row.topic());
        item.setText(new String[]{row.name() + (row.retained() ? "  ⚑" : ""),
            row.last().map(message -> Payloads.line(message.payload())).orElse(row.count() == 0
                    ? ""
                    : Messages.LetGo),
            row.count() == 0 ? "" : Figures.count(row.count()),
            row.count() == 0 ? "" : String.format("%.1f", row.rate()),
            row.count() == 0 ? "" : age(row.lastMillis())});
        if (item.getItemCount() == 0 && row.children() > 0) {
            item.setItemCount(row.children());
        }
    }

    private String age(long millis) {
        long seconds = Math.max(0, (clock.millis() - millis) / 1000);
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    private void tellState(Listening now) {
        var current = now.state();
        if (current.live()) {
            var totals = topics.totals();
            double rate = rate(totals.messages());
            String words = NLS.bind(Messages.ExplorerLive, new Object[]{now.connection().place(),
                Figures.count(totals.topics()), Figures.count(totals.messages()), Figures.count(Math.round(rate))});
            if (totals.dropped() > 0) {
                words += NLS.bind(Messages.ExplorerDropped, new Object[]{Figures.count(totals.dropped()),
                    MOST_MESSAGES, MOST_BYTES / (1024 * 1024) + " MB"});
            }
            if (now.lost() > 0) {
                words += NLS.bind(Messages.ExplorerLost, Figures.count(now.lost()));
            }
            if (totals.refused() > 0) {
                words += NLS.bind(Messages.ExplorerTopics, Figures.count(totals.refused()));
            }
            tell(pause.getSelection() ? NLS.bind(Messages.ExplorerPaused, words) : words);
        } else if (current.problem().isPresent()) {
            var problem = current.problem().get();
            String words = (problem.reason() + " " + problem.remedy()).strip();
            tell(current.until().equals(Instant.MAX)
                    ? words
                    : NLS.bind(Messages.ExplorerRetry, words,
                            Math.max(0, Duration.between(clock.instant(), current.until()).toSeconds())));
        } else {
            tell(NLS.bind(Messages.ExplorerConnecting, now.connection().place()));
        }
    }

    private long rateMessages;
    private long rateMillis;
    private double rate;

    private double rate(long messages) {
        long now = clock.millis();
        if (now - rateMillis >= 2000) {
            rate = rateMillis == 0 || messages < rateMessages
                    ? 0
                    : (messages - rateMessages) * 1000.0 / (now - rateMillis);
            rateMessages = messages;
            rateMillis = now;
        }
        return rate;
    }

    private void tell(String words) {
        if (!state.getText().equals(words)) {
            state.setText(words);
            state.setToolTipText(words);
            root.layout(new Control[]{state});
        }
    }

    private String selectedTopic() {
        return tree.getSelectionCount() == 1 ? topicOf(tree.getSelection()[0]) : "";
    }

    private void showTopic() {
        String topic = selectedTopic();
        var messages = topic.isEmpty() ? List.<TopicTree.Message>of() : topics.messages(topic);
        var last = messages.isEmpty() ? Optional.<TopicTree.Message>empty() : Optional.of(messages.getLast());
        if (last.equals(shownMessage) && topic.equals(shownTopic)) {
            return;
        }
        if (!topic.equals(shownTopic)) {
            chart.choose("");
            publishTopic.setText(topic);
        }
        shownTopic = topic;
        shownMessage = last;
        payload.setText(last.map(message -> Payloads.pretty(message.payload())).orElse(""));
        chart.show(messages);
        showHistory(messages);
    }

    private void showHistory(List<TopicTree.Message> messages) {
        history.removeAll();
        for (int i = messages.size() - 1; i >= 0; i--) {
            var message = messages.get(i);
            String line = Payloads.line(message.payload());
            String before = i == 0 ? "" : Payloads.line(messages.get(i - 1).payload());
            var item = new TableItem(history, SWT.NONE);
            item.setText(new String[]{TIME.format(Instant.ofEpochMilli(message.millis())
                    .atZone(ZoneId.systemDefault())),
                i == 0 ? line : difference(before, line)});
            if (i > 0 && !before.equals(line)) {
                item.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
            }
        }
    }

    /** {@return what is new in a message: the words that the one before did not have} */
    private static String difference(String before, String now) {
        Set<String> known = new HashSet<>(List.of(before.split("(?<=[,\\s])")));
        if (before.equals(now) || known.size() < 3) {
            return now;
        }
        var changed = new StringBuilder();
        for (String part : now.split("(?<=[,\\s])")) {
            changed.append(known.contains(part) ? "" : part);
        }
        return changed.isEmpty() ? now : "… " + changed;
    }

    /** The number under the pointer is drawn. */
    private void chooseNumber() {
        shownMessage.ifPresent(message -> {
            var places = MappingDraft.places(message.payload());
            int line = payload.getLineAtOffset(payload.getCaretOffset());
            String text = payload.getLine(line);
            chart.choose(places.stream().filter(place -> text.contains("\""
                    + place.substring(place.lastIndexOf('/') + 1) + "\"")).findFirst()
                    .orElse(places.size() == 1 ? places.getFirst() : ""));
            chart.show(topics.messages(shownTopic));
        });
    }

    private void useAsSensor() {
        String topic = selectedTopic();
        if (topic.isEmpty() || shownMessage.isEmpty()) {
            return;
        }
        var message = shownMessage.get();
        var draft = MappingDraft.of(topic, message.payload());
        if (!chart.chosen().isEmpty()) {
            draft = draft.withKind(draft.kind(), chart.chosen());
        }
        MappingDialog.open(root.getShell(), draft, topic, message.payload()).ifPresent(mapping -> {
            var heard = listening.map(Listening::connection).orElseGet(() -> Connection.parse(broker.getText()));
            try {
                Connections.add(root.getShell(), recorder, heard, mapping).ifPresent(
                        meter -> tell(NLS.bind(Messages.UsedAsSensor, topic, meter)));
            } catch (StoreException e) {
                tell((e.getMessage() + " " + e.remedy()).strip());
            } catch (IllegalArgumentException e) {
                tell(e.getMessage());
            }
        });
    }

    private void deleteRetained() {
        String topic = selectedTopic();
        if (!topic.isEmpty() && MessageDialog.openConfirm(root.getShell(), Messages.DeleteRetained,
                NLS.bind(Messages.DeleteConfirm, topic))) {
            send(topic, new byte[0], 0, true);
        }
    }

    private void send(String topic, byte[] content, int qos, boolean retained) {
        var link = listening.flatMap(Listening::link);
        if (link.isEmpty()) {
            return;
        }
        var display = root.getDisplay();
        ICoreRunnable work = monitor -> {
            String words;
            try {
                link.get().publish(topic, content, qos, retained);
                words = NLS.bind(Messages.Published, topic);
            } catch (SourceProblem problem) {
                words = (problem.reason() + " " + problem.remedy()).strip();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            String told = words;
            display.asyncExec(() -> {
                if (!root.isDisposed()) {
                    tell(told);
                }
            });
        };
        Job.create(Messages.Publish, work).schedule();
    }

    private void copy(String text) {
        if (!text.isEmpty()) {
            var clipboard = new Clipboard(root.getDisplay());
            clipboard.setContents(new Object[]{text}, new Transfer[]{TextTransfer.getInstance()});
            clipboard.dispose();
        }
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(BROKER, broker.getText());
    }

    @Override
    public void setFocus() {
        tree.setFocus();
    }
}
