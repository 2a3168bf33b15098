package org.currentcost.ui.mqtt;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.Connection.Choice;
import org.currentcost.source.mqtt.payload.BuiltInProfiles;
import org.currentcost.source.mqtt.payload.Candidate;
import org.currentcost.source.mqtt.payload.HomeAssistantDiscovery;
import org.currentcost.source.mqtt.payload.Mapping;
import org.currentcost.source.mqtt.payload.Measure;
import org.currentcost.source.mqtt.payload.Profile;
import org.currentcost.ui.kit.FontRoom;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/**
 * What a broker has that can be read, a row each: profiles, the user's own mappings, sensors that announce themselves.
 * What is ticked is read. UI thread only.
 */
final class ReadsTable {

    /** That are shown of a profile in its row. */
    private static final int MOST_TOPICS = 3;

    private final Table reads;
    /** What was heard when the user looked what is there, by topic. */
    private Map<String, List<byte[]>> received = Map.of();

    /**
     * @param changed called when the user has selected or ticked something else
     * @param wanted  called when the user wants to change what is selected
     */
    ReadsTable(Composite box, Runnable changed, Runnable wanted) {
        var pane = new Composite(box, SWT.NONE);
        GridDataFactory.fillDefaults().span(4, 1).grab(true, true)
                .hint(FontRoom.width(pane, 700), FontRoom.height(pane, 250)).applyTo(pane);
        var columns = new TableColumnLayout();
        pane.setLayout(columns);
        reads = new Table(pane, SWT.BORDER | SWT.CHECK | SWT.FULL_SELECTION);
        reads.setHeaderVisible(true);
        column(columns, Messages.ColumnWhat, 40, 320);
        column(columns, Messages.ColumnTopic, 32, 195);
        column(columns, Messages.ColumnNow, 28, 180);
        reads.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            var item = (TableItem) event.item;
            if (event.detail == SWT.CHECK && item.getData() instanceof Candidate) {
                // It can't be read; its details say why.
                item.setChecked(false);
                reads.setSelection(item);
            }
            changed.run();
        }));
        reads.addListener(SWT.MouseMove, event -> {
            var item = reads.getItem(new Point(event.x, event.y));
            String tip = item != null && item.getData() instanceof Candidate ? details(item) : "";
            if (!tip.equals(reads.getToolTipText())) {
                reads.setToolTipText(tip);
            }
        });
        reads.addListener(SWT.DefaultSelection, event -> wanted.run());
    }

    private void column(TableColumnLayout columns, String title, int weight, int least) {
        var column = new TableColumn(reads, SWT.LEFT);
        column.setText(title);
        columns.setColumnData(column, new ColumnWeightData(weight, FontRoom.width(column.getParent(), least)));
    }

    /** {@return the table itself} */
    Table table() {
        return reads;
    }

    /** {@return all that the selected row has to say; empty without one} */
    String details() {
        return reads.getSelectionCount() == 1 ? details(reads.getSelection()[0]) : "";
    }

    /** {@return what is ticked of profiles, and of topics that a user chose} */
    List<Choice> choices() {
        return ticked(Choice.class);
    }

    /** {@return the mappings that are ticked} */
    List<Mapping> mappings() {
        return ticked(Mapping.class);
    }

    private <T> List<T> ticked(Class<T> kind) {
        return Stream.of(reads.getItems()).filter(TableItem::getChecked).map(TableItem::getData)
                .filter(kind::isInstance).map(kind::cast).toList();
    }

    /** {@return all profiles and topics that could be read, ticked or not} */
    List<Choice> allChoices() {
        return Stream.of(reads.getItems()).map(TableItem::getData).filter(Choice.class::isInstance)
                .map(Choice.class::cast).toList();
    }

    /** Asks for a mapping of the user's own, and ticks it. @return whether it made a row */
    boolean addMapping() {
        return MappingDialog.open(reads.getShell(), Messages.AddMapping.replace("…", ""), Mapping.watts("home/power"),
                "home/power", received)
                .filter(mapping -> add(mapping, now(List.of(mapping), received), 0, true) > 0).isPresent();
    }

    /** Shows what there is to read and ticks what a connection reads. */
    void fill(Connection connection) {
        reads.removeAll();
        connection.mappings().forEach(mapping -> add(mapping, "", 0, true));
        for (var profile : BuiltInProfiles.all()) {
            var chosen = connection.choices().stream().filter(choice -> choice.profile().equals(profile.id()))
                    .toList();
            var item = new TableItem(reads, SWT.NONE);
            item.setChecked(!chosen.isEmpty());
            show(item, ProfileTopics.merged(profile, chosen));
        }
        connection.choices().stream().filter(choice -> choice.profile().isEmpty()).forEach(choice -> {
            var item = new TableItem(reads, SWT.NONE, 0);
            item.setChecked(true);
            show(item, choice);
        });
    }

    private static void show(TableItem item, Choice choice) {
        var topics = ProfileTopics.of(choice);
        String few = String.join(", ", topics.subList(0, Math.min(topics.size(), MOST_TOPICS)));
        item.setData(choice);
        item.setText(new String[]{BuiltInProfiles.find(choice.profile()).map(Profile::title).orElse(few), few,
            item.getText(2)});
    }

    /** {@return how many rows it made} @param index where, if it is not there yet */
    private int add(Mapping mapping, String now, int index, boolean ticked) {
        for (var item : reads.getItems()) {
            if (item.getData() instanceof Mapping known && known.topic().equals(mapping.topic())
                    && known.path().equals(mapping.path()) && known.measure() == mapping.measure()) {
                item.setText(2, now);
                return 0;
            }
        }
        var item = new TableItem(reads, SWT.NONE, index);
        show(item, mapping, now);
        item.setChecked(ticked);
        return 1;
    }

    private static void show(TableItem item, Mapping mapping, String now) {
        item.setData(mapping);
        item.setText(new String[]{mapping.sensor().isEmpty() ? MappingDialog.role(mapping.role()) : mapping.sensor(),
            mapping.topic() + (mapping.path().isEmpty() ? "" : "  " + mapping.path()), now});
    }

    /** Asks how what is selected is to be read. */
    void edit() {
        if (!canEdit()) {
            return;
        }
        var item = reads.getSelection()[0];
        if (item.getData() instanceof Mapping mapping) {
            MappingDialog.open(reads.getShell(), Messages.EditMappingTitle, mapping, mapping.filter(), received)
                    .ifPresent(changed -> show(item, changed, now(List.of(changed), received)));
        } else if (item.getData() instanceof Choice choice) {
            TopicsDialog.ask(reads.getShell(), choice).ifPresent(changed -> {
                show(item, changed);
                item.setText(2, now(ProfileTopics.mappings(changed), received));
                item.setChecked(true);
            });
        }
    }

    /** {@return whether there is something to ask about the selected row} */
    boolean canEdit() {
        return reads.getSelectionCount() == 1 && (reads.getSelection()[0].getData() instanceof Mapping
                || reads.getSelection()[0].getData() instanceof Choice choice
                        && !choice.profile().equals(Profile.DISCOVERY));
    }

    /**
     * Shows what was heard at the broker: what speaks first, then what is there, silent or can't be read.
     *
     * @param found what each profile makes of it, by topic
     */
    void showReceived(Map<String, List<byte[]>> messages, ReceivedValues values,
            Map<Choice, Map<String, ReceivedValues.Value>> found) {
        received = messages;
        var read = new HashSet<String>();
        for (var item : reads.getItems()) {
            if (item.getData() instanceof Candidate) {
                // of the time before
                item.dispose();
            } else if (item.getData() instanceof Choice choice && !choice.profile().equals("number")) {
                var those = found.getOrDefault(choice, Map.of());
                var best = ReceivedValues.best(those.values());
                item.setText(2, best.map(ReceivedValues.Value::reported).orElse(""));
                if (best.filter(ReceivedValues.Value::fresh).isPresent() && !choice.profile().endsWith("-energy")) {
                    item.setChecked(true);
                }
                read.addAll(those.keySet());
            }
        }
        var discovery = new HomeAssistantDiscovery();
        messages.forEach((topic, payloads) -> {
            if (HomeAssistantDiscovery.isAnnouncement(topic)) {
                discovery.take(topic, payloads.getFirst());
            }
        });
        // First what speaks, then all that was there before, then what was kept, what is silent, what can't be read.
        int next = 0;
        for (var candidate : discovery.candidates()) {
            var mapping = candidate.mapping();
            var value = mapping.flatMap(one -> ReceivedValues.best(values.read(List.of(one)).values()));
            if (value.filter(ReceivedValues.Value::fresh).isPresent()) {
                next += add(mapping.get(), value.get().reported(), next,
                        !read.contains(mapping.get().topic()) && mapping.get().measure() == Measure.POWER);
            }
        }
        discovery.candidates().stream().sorted(Comparator.comparingInt(candidate -> candidate.mapping()
                .map(mapping -> messages.containsKey(mapping.topic()) ? 0 : 1).orElse(2)))
                .forEach(candidate -> candidate.mapping().ifPresentOrElse(mapping -> {
                    var value = ReceivedValues.best(values.read(List.of(mapping)).values());
                    if (value.filter(ReceivedValues.Value::fresh).isEmpty()) {
                        add(mapping, value.map(ReceivedValues.Value::reported).orElse(""), reads.getItemCount(), false);
                    }
                }, () -> {
                    var item = new TableItem(reads, SWT.NONE);
                    item.setData(candidate);
                    item.setText(new String[]{candidate.title(), candidate.why(), Messages.NotReadable});
                    item.setGrayed(true);
                    item.setForeground(reads.getDisplay().getSystemColor(SWT.COLOR_WIDGET_DISABLED_FOREGROUND));
                }));
        reads.setTopIndex(0);
    }

    private static String now(List<Mapping> mappings, Map<String, List<byte[]>> messages) {
        var values = new ReceivedValues(messages, messages.keySet(), InstantSource.system().instant());
        return ReceivedValues.best(values.read(mappings).values()).map(ReceivedValues.Value::reported).orElse("");
    }

    /** {@return all that a row has to say: its columns may be too narrow for it} */
    private static String details(TableItem item) {
        return switch (item.getData()) {
            case Candidate candidate -> candidate.title() + ": " + candidate.why();
            case Choice choice -> BuiltInProfiles.find(choice.profile()).map(profile -> profile.description() + "\n")
                    .orElse("") + String.join("   ", ProfileTopics.of(choice));
            default -> item.getText(0) + "\n" + item.getText(1);
        };
    }
}
