package org.currentcost.ui.mqtt;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.recorder.Recorder;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.Mapping;
import org.currentcost.source.mqtt.MqttLink;
import org.currentcost.source.mqtt.TopicFilter;
import org.currentcost.ui.kit.Figures;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewFrame;
import org.currentcost.ui.sources.AddSourceWizard;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobChangeListener;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.events.FocusListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IMemento;

/**
 * All topics of a broker, found by listening: what comes, how often, what it holds. Nothing runs while no broker is
 * listened to.
 */
public final class ExplorerView implements ViewContent {

    private static final int MOST_MESSAGES = 50;
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final int MOST_TOPICS = 100_000;
    private static final String USUAL_BROKER = "localhost:1883";
    private static final int REFRESH_MILLIS = 400;
    /** How long an answer stays, before the state of the connection is shown again. */
    private static final int ANSWER_MILLIS = 8000;
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
    private Link openUsed;
    private TopicBrowser browser;
    private CTabFolder tabs;
    private PayloadPane payload;
    private HistoryPane history;
    private NumberChart chart;
    private Text publishTopic;
    private Text publishPayload;
    private Button publishRetained;
    private Combo publishQos;
    private Button publish;
    private Optional<Listening> listening = Optional.empty();
    /** The source whose broker is listened to, if one was chosen. */
    private Optional<String> listenedSource = Optional.empty();
    /** The source that got the last mapping, as long as a way to it is shown. */
    private Optional<String> usedSource = Optional.empty();
    private String shownFilter = "";
    private long shownVersion = -1;
    private long shownMillis;
    private Optional<TopicTree.Message> shownMessage = Optional.empty();
    private String shownTopic = "";
    private String shownHistory = "";
    private long answeredUntil;

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
        sash.setWeights(58, 42);
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
        broker.setText(frame.saved(BROKER).orElse(USUAL_BROKER));
        offerConnections();
        broker.addFocusListener(FocusListener.focusGainedAdapter(event -> offerConnections()));
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
        var line = new Composite(root, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(line);
        state = new Label(line, SWT.WRAP);
        state.setText(Messages.ExplorerIdle);
        openUsed = new Link(line, SWT.NONE);
        openUsed.setText("<a>" + Messages.OpenConnection + "</a>");
        openUsed.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> openUsed()));
        openUsed.setVisible(false);
        GridDataFactory.fillDefaults().align(SWT.END, SWT.BEGINNING).exclude(true).applyTo(openUsed);
        // Always two lines: were it to grow with its words, all below would jump away under the pointer.
        int height = Math.max(2 * lineHeight(state), openUsed.computeSize(SWT.DEFAULT, SWT.DEFAULT).y);
        GridDataFactory.fillDefaults().grab(true, false).hint(300, height).applyTo(state);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
    }

    private static int lineHeight(Control control) {
        var gc = new GC(control);
        try {
            return gc.getFontMetrics().getHeight();
        } finally {
            gc.dispose();
        }
    }

    private static Button button(Composite parent, int style, String text, Runnable work) {
        var button = new Button(parent, style);
        button.setText(text);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> work.run()));
        return button;
    }

    /** Sources come and go while the view is open. */
    private void offerConnections() {
        String[] labels = Connections.all(recorder).stream().map(Connections.Named::label).toArray(String[]::new);
        if (!Arrays.equals(labels, broker.getItems())) {
            String text = broker.getText();
            broker.setItems(labels);
            // What nobody chose gives way to what is configured, also while the view is open.
            broker.setText(labels.length > 0 && text.equals(USUAL_BROKER) && listening.isEmpty() ? labels[0] : text);
        }
    }

    private void createTree(Composite parent) {
        browser = new TopicBrowser(parent, topics, clock, this::showTopic, this::drawMain);
        var tree = browser.tree();
        var menu = new Menu(tree);
        item(menu, Messages.UseAsSensor, this::useAsSensor);
        item(menu, Messages.Draw, this::drawMain);
        item(menu, Messages.CopyTopic, () -> copy(browser.selectedTopic()));
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

    private void createDetails(Composite parent) {
        var details = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(details);
        // Not a TabFolder: GTK's moves the pages into another window each time that it is shown, which SWT bears badly.
        tabs = new CTabFolder(details, SWT.FLAT);
        tabs.setTabHeight(lineHeight(tabs) + 12);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(tabs);
        var sash = new SashForm(tabs, SWT.VERTICAL);
        payload = new PayloadPane(sash, this::draw);
        chart = new NumberChart(sash, Messages.ChartHint);
        sash.setWeights(60, 40);
        tab(tabs, Messages.Payload, sash);
        history = new HistoryPane(tabs);
        tab(tabs, Messages.History, history.control());
        tabs.setSelection(0);
        tabs.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> showHistory(true)));
        var use = button(details, SWT.PUSH, Messages.UseAsSensor, this::useAsSensor);
        GridDataFactory.swtDefaults().align(SWT.END, SWT.CENTER).applyTo(use);
    }

    private static void tab(CTabFolder tabs, String title, Control content) {
        var tab = new CTabItem(tabs, SWT.NONE);
        tab.setText(" " + title + " ");
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
        Buttons.enable(publish, false);
    }

    private void toggle() {
        answeredUntil = 0;
        if (listening.isPresent()) {
            stop();
        } else {
            try {
                String wantedTopics = TopicFilter.parse(subscribe.getText().strip()).filter();
                var connection = wantedConnection();
                topics.clear();
                var next = new Listening(connection, wantedTopics, topics, clock);
                listening = Optional.of(next);
                next.start();
            } catch (IllegalArgumentException e) {
                answer(e.getMessage());
            }
        }
        listen.setText(listening.isPresent() ? Messages.Stop : Messages.Listen);
        listen.getParent().layout();
        refresh();
    }

    private Connection wantedConnection() {
        String wanted = broker.getText().strip();
        var known = Connections.find(Connections.all(recorder), wanted);
        listenedSource = known.map(Connections.Named::id);
        if (known.isPresent()) {
            return known.get().connection();
        }
        return Connection.parse(wanted);
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
        if (listening.isEmpty()) {
            // The view may be there, unseen, before the first connection is.
            offerConnections();
        }
        if (clock.millis() >= answeredUntil) {
            listening.ifPresent(this::tellState);
        }
        Buttons.enable(publish, listening.flatMap(Listening::link).isPresent() && !publishTopic.getText().isBlank());
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
            browser.refresh(shownFilter.strip());
            showTopic();
        }
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

    /** Tells what came of something that the user did. */
    private void answer(String words) {
        answeredUntil = clock.millis() + ANSWER_MILLIS;
        tell(words);
    }

    private void tell(String words) {
        if (!state.getText().equals(words)) {
            state.setText(words);
            state.setToolTipText(words);
        }
    }

    private void showTopic() {
        String topic = browser.selectedTopic();
        var messages = topic.isEmpty() ? List.<TopicTree.Message>of() : topics.messages(topic);
        var last = messages.isEmpty() ? Optional.<TopicTree.Message>empty() : Optional.of(messages.getLast());
        boolean same = topic.equals(shownTopic);
        if (last.equals(shownMessage) && same) {
            return;
        }
        if (!same) {
            chart.choose("");
            payload.choose(Optional.of(""));
            publishTopic.setText(topic);
        }
        shownTopic = topic;
        shownMessage = last;
        payload.show(last, same);
        chart.show(messages);
        showHistory(same);
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

    private void drawMain() {
        shownMessage.flatMap(message -> Payloads.mainPlace(message.payload())).ifPresent(this::draw);
    }

    private void useAsSensor() {
        String topic = browser.selectedTopic();
        if (topic.isEmpty() || shownMessage.isEmpty()) {
            return;
        }
        var message = shownMessage.get();
        try {
            var draft = MappingDraft.of(topic, message.payload(), chart.chosen());
            var heard = listening.isPresent() ? listening.get().connection() : wantedConnection();
            MappingDialog.open(root.getShell(), Messages.MappingTitle, draft, topic,
                    Map.of(topic, List.of(message.payload()))).ifPresent(
                            mapping -> MappingTarget
                                    .ask(root.getShell(), recorder, heard, listenedSource, mapping, topic)
                                    .ifPresent(addition -> Crossing.run(root, Messages.MappingTitle, addition.change(),
                                            source -> tellUsed(addition, mapping, topic, source), this::answer)));
        } catch (IllegalArgumentException e) {
            answer(e.getMessage());
        }
    }

    private void tellUsed(MappingTarget.Addition addition, Mapping mapping, String topic, String source) {
        answer(NLS.bind(Messages.UsedAsSensor,
                new Object[]{topic, MappingTarget.sensor(mapping, topic), addition.connection()}));
        usedSource = Optional.of(source);
        showOpenUsed();
    }

    /** The way to where the last mapping went stays until the next one, or until it is gone. */
    private void showOpenUsed() {
        boolean shown = usedSource.isPresent();
        if (openUsed.getVisible() != shown) {
            openUsed.setVisible(shown);
            ((GridData) openUsed.getLayoutData()).exclude = !shown;
            openUsed.getParent().layout();
        }
    }

    private void openUsed() {
        var source = usedSource.flatMap(id -> Connections.sources(recorder).stream()
                .filter(one -> one.row().id().equals(id)).findFirst());
        usedSource = Optional.empty();
        showOpenUsed();
        source.ifPresent(one -> AddSourceWizard.change(root.getShell(), recorder, one.row()));
    }

    private void deleteRetained() {
        String topic = browser.selectedTopic();
        var link = listening.flatMap(Listening::link);
        if (topic.isEmpty() || link.isEmpty()) {
            return;
        }
        var all = topics.retained(topic);
        if (all.isEmpty()) {
            answer(NLS.bind(Messages.DeleteNothing, topic));
            return;
        }
        String question = all.size() == 1
                ? NLS.bind(Messages.DeleteConfirm, all.getFirst())
                : NLS.bind(Messages.DeleteConfirmMany, Figures.count(all.size()), topic);
        if (MessageDialog.openConfirm(root.getShell(), Messages.DeleteRetained, question)) {
            delete(link.get(), all);
        }
    }

    /** A job that rests between its steps keeps no thread waiting, and can be cancelled in the Progress view. */
    private void delete(MqttLink link, List<String> all) {
        var removal = new RetainedRemoval(all, topic -> link.publish(topic, new byte[0], 1, true));
        var display = root.getDisplay();
        var job = new Job(Messages.Deleting) {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                String reason = "";
                try {
                    if (removal.step()) {
                        schedule(RetainedRemoval.REST_MILLIS);
                        return Status.OK_STATUS;
                    }
                } catch (SourceProblem problem) {
                    reason = (problem.reason() + " " + problem.remedy()).strip();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Status.CANCEL_STATUS;
                }
                tellDeleted(display, removal, reason);
                return Status.OK_STATUS;
            }
        };
        job.addJobChangeListener(IJobChangeListener.onDone(event -> {
            if (event.getResult().matches(IStatus.CANCEL)) {
                tellDeleted(display, removal, "");
            }
        }));
        job.schedule();
    }

    private void tellDeleted(Display display, RetainedRemoval removal, String reason) {
        String words = NLS.bind(Messages.Deleted,
                new Object[]{Figures.count(removal.done()), Figures.count(removal.all()), reason}).strip();
        Crossing.back(display, root, () -> answer(words));
    }

    /** Something that is done with the broker; says what came of it. */
    private interface BrokerWork {
        String make() throws SourceProblem, InterruptedException;
    }

    private void inBackground(String name, BrokerWork work) {
        var display = root.getDisplay();
        ICoreRunnable runnable = monitor -> {
            try {
                String words = work.make();
                Crossing.back(display, root, () -> answer(words));
            } catch (SourceProblem problem) {
                Crossing.back(display, root, () -> answer((problem.reason() + " " + problem.remedy()).strip()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Job.create(name, runnable).schedule();
    }

    private void send(String topic, byte[] content, int qos, boolean retained) {
        listening.flatMap(Listening::link).ifPresent(link -> inBackground(Messages.Publish, () -> {
            link.publish(topic, content, qos, retained);
            return NLS.bind(Messages.Published, topic);
        }));
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
        String text = broker.getText().strip();
        // Better to type it again than to find a password in a file
        memento.putString(BROKER, Connection.holdsPassword(text) ? "" : text);
    }

    @Override
    public void setFocus() {
        browser.tree().setFocus();
    }
}
