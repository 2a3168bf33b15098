package org.currentcost.ui.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.currentcost.recorder.Recorder;
import org.currentcost.source.mqtt.payload.Mapping;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.Quantities;
import org.currentcost.ui.sources.AddSourceWizard;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;

/** What the explorer says: how the connection is, or what came of the last thing that was done. UI thread only. */
final class ExplorerLine {

    /** How long an answer stays, before the state of the connection is shown again. */
    private static final int ANSWER_MILLIS = 8000;

    private final Recorder recorder;
    private final InstantSource clock;
    private final TopicTree topics;
    private final Label state;
    private final Link openUsed;
    /** The source that got the last mapping, as long as a way to it is shown. */
    private Optional<String> usedSource = Optional.empty();
    private long answeredUntil;
    private long rateMessages;
    private long rateMillis;
    private double rate;

    ExplorerLine(Composite parent, Recorder recorder, InstantSource clock, TopicTree topics) {
        this.recorder = recorder;
        this.clock = clock;
        this.topics = topics;
        var line = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(line);
        state = new Label(line, SWT.WRAP);
        state.setText(Messages.ExplorerIdle);
        openUsed = new Link(line, SWT.NONE);
        openUsed.setText("<a>" + Messages.OpenConnection + "</a>");
        openUsed.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> openUsed()));
        openUsed.setVisible(false);
        GridDataFactory.fillDefaults().align(SWT.END, SWT.BEGINNING).exclude(true).applyTo(openUsed);
        // Always two lines: were it to grow with its words, all below would jump away under the pointer.
        int height = Math.max(2 * TopicDetails.lineHeight(state), openUsed.computeSize(SWT.DEFAULT, SWT.DEFAULT).y);
        GridDataFactory.fillDefaults().grab(true, false).hint(FontRoom.width(state, 300), height).applyTo(state);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
    }

    /** Tells the state of the connection, unless an answer is to be read first. */
    void refresh(Optional<Listening> listening, boolean paused) {
        if (clock.millis() >= answeredUntil) {
            listening.ifPresent(now -> tellState(now, paused));
        }
    }

    /** Has the state of the connection shown again. */
    void forgetAnswer() {
        answeredUntil = 0;
    }

    /** Tells what came of something that the user did. */
    void answer(String words) {
        answeredUntil = clock.millis() + ANSWER_MILLIS;
        tell(words);
    }

    /** Tells where a mapping went, and shows the way there until the next one, or until it is gone. */
    void answerUsed(MappingTarget.Addition addition, Mapping mapping, String topic, String source) {
        answer(Messages.bind(Messages.UsedAsSensor,
                new Object[]{topic, MappingTarget.sensor(mapping, topic), addition.connection()}));
        usedSource = Optional.of(source);
        showOpenUsed();
    }

    private void tellState(Listening now, boolean paused) {
        var current = now.state();
        if (current.live()) {
            var totals = topics.totals();
            double rate = rate(totals.messages());
            String words = Messages.bind(Messages.ExplorerLive, new Object[]{now.connection().place(),
                Quantities.count(totals.topics()), Quantities.count(totals.messages()),
                Quantities.count(Math.round(rate))});
            if (totals.dropped() > 0) {
                words += Messages.bind(Messages.ExplorerDropped, new Object[]{Quantities.count(totals.dropped()),
                    ExplorerView.MOST_MESSAGES, ExplorerView.MOST_BYTES / (1024 * 1024) + " MB"});
            }
            if (now.lost() > 0) {
                words += Messages.bind(Messages.ExplorerLost, Quantities.count(now.lost()));
            }
            if (totals.refused() > 0) {
                words += Messages.bind(Messages.ExplorerTopics, Quantities.count(totals.refused()));
            }
            tell(paused ? Messages.bind(Messages.ExplorerPaused, words) : words);
        } else if (current.problem().isPresent()) {
            var problem = current.problem().get();
            String words = (problem.reason() + " " + problem.remedy()).strip();
            tell(current.until().equals(Instant.MAX)
                    ? words
                    : Messages.bind(Messages.ExplorerRetry, words,
                            Math.max(0, Duration.between(clock.instant(), current.until()).toSeconds())));
        } else {
            tell(Messages.bind(Messages.ExplorerConnecting, now.connection().place()));
        }
    }

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
        }
    }

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
        source.ifPresent(one -> AddSourceWizard.change(openUsed.getShell(), recorder, one.row()));
    }
}
