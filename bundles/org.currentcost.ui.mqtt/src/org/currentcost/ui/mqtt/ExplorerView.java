package org.currentcost.ui.mqtt;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.recorder.Recorder;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.payload.TopicFilter;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.Quantities;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.events.FocusListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IMemento;

/**
 * All topics of a broker, found by listening: what comes, how often, what it holds. Nothing runs while no broker is
 * listened to.
 */
public final class ExplorerView implements ViewContent {

    static final int MOST_MESSAGES = 50;
    static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final int MOST_TOPICS = 100_000;
    private static final String USUAL_BROKER = "localhost:1883";
    private static final int REFRESH_MILLIS = 400;
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
    private ExplorerLine line;
    private BrokerWork work;
    private TopicBrowser browser;
    private TopicDetails details;
    private PublishRow publish;
    private Optional<Listening> listening = Optional.empty();
    /** The source whose broker is listened to, if one was chosen. */
    private Optional<String> listenedSource = Optional.empty();
    private String shownFilter = "";
    private long shownVersion = -1;
    private long shownMillis;

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
        publish = new PublishRow(root, this::send);
        work = new BrokerWork(root, line::answer);
        root.addDisposeListener(event -> stop());
        refreshLater();
    }

    private void createHead() {
        var head = new Composite(root, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(6).applyTo(head);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(head);
        broker = new Combo(head, SWT.DROP_DOWN);
        broker.setToolTipText(Messages.ExplorerBroker);
        GridDataFactory.fillDefaults().grab(true, false).hint(FontRoom.width(broker, 170), SWT.DEFAULT).applyTo(broker);
        broker.setText(frame.saved(BROKER).orElse(USUAL_BROKER));
        offerConnections();
        broker.addFocusListener(FocusListener.focusGainedAdapter(event -> offerConnections()));
        broker.addSelectionListener(SelectionListener.widgetDefaultSelectedAdapter(event -> toggle()));
        subscribe = new Text(head, SWT.BORDER);
        subscribe.setText("#");
        subscribe.setToolTipText(Messages.ExplorerSubscribe);
        // Gives way as the others do, so that all three stay readable.
        GridDataFactory.fillDefaults().grab(true, false).hint(FontRoom.width(subscribe, 80), SWT.DEFAULT)
                .applyTo(subscribe);
        listen = Buttons.make(head, SWT.PUSH, Messages.Listen, this::toggle);
        pause = Buttons.make(head, SWT.TOGGLE, Messages.Pause, () -> shownVersion = -1);
        Buttons.make(head, SWT.PUSH, Messages.Clear, () -> {
            topics.clear();
            refresh();
        });
        filter = new Text(head, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        filter.setMessage(Messages.ExplorerFilter);
        GridDataFactory.fillDefaults().grab(true, false).hint(FontRoom.width(filter, 110), SWT.DEFAULT).applyTo(filter);
        filter.addModifyListener(event -> {
            shownVersion = -1;
            refresh();
        });
        line = new ExplorerLine(root, recorder, clock, topics);
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
        browser = new TopicBrowser(parent, topics, clock, this::showTopic, () -> details.drawMain());
        var tree = browser.tree();
        var menu = new Menu(tree);
        item(menu, Messages.UseAsSensor, this::useAsSensor);
        item(menu, Messages.Draw, () -> details.drawMain());
        item(menu, Messages.CopyTopic, () -> copy(browser.selectedTopic()));
        item(menu, Messages.CopyPayload, () -> details.message().ifPresent(
                message -> copy(new String(message.payload(), StandardCharsets.UTF_8))));
        item(menu, Messages.DeleteRetained, this::deleteRetained);
        tree.setMenu(menu);
    }

    private static void item(Menu menu, String text, Runnable work) {
        var item = new MenuItem(menu, SWT.PUSH);
        item.setText(text);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> work.run()));
    }

    private void toggle() {
        line.forgetAnswer();
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
                line.answer(e.getMessage());
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
        line.refresh(listening, pause.getSelection());
        publish.enable(listening.flatMap(Listening::link).isPresent());
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

    private void createDetails(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(box);
        details = new TopicDetails(box, topics);
        var use = Buttons.make(box, SWT.PUSH, Messages.UseAsSensor, this::useAsSensor);
        GridDataFactory.swtDefaults().align(SWT.END, SWT.CENTER).applyTo(use);
    }

    private void showTopic() {
        String topic = browser.selectedTopic();
        if (details.show(topic)) {
            publish.show(topic);
        }
    }

    private void send(String topic, byte[] content, int qos, boolean retained) {
        listening.flatMap(Listening::link).ifPresent(link -> work.publish(link, topic, content, qos, retained));
    }

    private void useAsSensor() {
        String topic = browser.selectedTopic();
        if (topic.isEmpty() || details.message().isEmpty()) {
            return;
        }
        var message = details.message().get();
        try {
            var draft = MappingDraft.of(topic, message.payload(), details.chosen());
            var received = listening.isPresent() ? listening.get().connection() : wantedConnection();
            MappingDialog.open(root.getShell(), Messages.MappingTitle, draft, topic,
                    Map.of(topic, List.of(message.payload()))).ifPresent(
                            mapping -> MappingTarget
                                    .ask(root.getShell(), recorder, received, listenedSource, mapping, topic)
                                    .ifPresent(addition -> BackgroundWork.run(root, Messages.MappingTitle,
                                            addition.change(),
                                            source -> line.answerUsed(addition, mapping, topic, source),
                                            line::answer)));
        } catch (IllegalArgumentException e) {
            line.answer(e.getMessage());
        }
    }

    private void deleteRetained() {
        String topic = browser.selectedTopic();
        var link = listening.flatMap(Listening::link);
        if (topic.isEmpty() || link.isEmpty()) {
            return;
        }
        var all = topics.retained(topic);
        if (all.isEmpty()) {
            line.answer(Messages.bind(Messages.DeleteNothing, topic));
            return;
        }
        String question = all.size() == 1
                ? Messages.bind(Messages.DeleteConfirm, all.getFirst())
                : Messages.bind(Messages.DeleteConfirmMany, Quantities.count(all.size()), topic);
        if (MessageDialog.openConfirm(root.getShell(), Messages.DeleteRetained, question)) {
            work.deleteRetained(link.get(), all);
        }
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
