package org.currentcost.ui.mqtt;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.Candidate;
import org.currentcost.source.mqtt.Connection.Choice;
import org.currentcost.source.mqtt.Connection.Transport;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.ConnectionCheck;
import org.currentcost.source.mqtt.HomeAssistantDiscovery;
import org.currentcost.source.mqtt.Mapping;
import org.currentcost.source.mqtt.Measure;
import org.currentcost.source.mqtt.MqttLink;
import org.currentcost.source.mqtt.Profile;
import org.currentcost.source.mqtt.Profiles;
import org.currentcost.source.mqtt.Secrets;
import org.currentcost.ui.sources.AddressFields;
import org.currentcost.ui.sources.SourcePage;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;

/**
 * Asks for a broker, tries the way there step by step, looks what it has, and lets the user tick what is read: ready
 * profiles, sensors that announce themselves, mappings of the user's own.
 */
public final class MqttSourcePage extends SourcePage {

    private static final int LOOK_SECONDS = 6;
    /** That are shown of a profile in its row. */
    private static final int MOST_TOPICS = 3;

    private Text meter;
    private BrokerFields fields;
    private Table reads;
    private Text details;
    private Button test;
    private Button look;
    private Button edit;
    private Connection connection = Connection.to("localhost", Transport.TCP.usualPort());
    private Optional<Thread> busy = Optional.empty();
    /** What was heard when the user looked what is there, by topic. */
    private Map<String, List<byte[]>> heard = Map.of();
    private boolean filling;

    /** Makes the page. */
    public MqttSourcePage() {
        super("mqtt");
        setTitle(Messages.PageTitle);
        setDescription(Messages.PageDescription);
    }

    @Override
    public boolean show(String meterName, String address) {
        showCopy(meterName, address);
        meter.setEnabled(false);
        return true;
    }

    /** Shows what a new connection begins with. @param address without the scheme and its colon */
    void showCopy(String meterName, String address) {
        connection = Connection.parse(address);
        meter.setText(meterName);
        fill();
    }

    @Override
    public void createControl(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(4).applyTo(box);
        meter = AddressFields.add(box, AddressFields.meterLabel(), AddressFields.meterName(), this::check);
        GridDataFactory.fillDefaults().span(3, 1).grab(true, false).applyTo(meter);
        fields = new BrokerFields(box, this::check);
        new Label(box, SWT.NONE).setText(Messages.Reads);
        createTable(box);
        buttons(box);
        details = new Text(box, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        // It is a label that can be scrolled and copied, not a field.
        details.setBackground(box.getDisplay().getSystemColor(SWT.COLOR_WIDGET_BACKGROUND));
        GridDataFactory.fillDefaults().span(4, 1).grab(true, false).hint(580, 3 * details.getLineHeight())
                .applyTo(details);
        setControl(box);
        fill();
    }

    private void createTable(Composite box) {
        var pane = new Composite(box, SWT.NONE);
        GridDataFactory.fillDefaults().span(4, 1).grab(true, true).hint(700, 250).applyTo(pane);
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
            showDetails();
            check();
        }));
        reads.addListener(SWT.MouseMove, event -> {
            var item = reads.getItem(new Point(event.x, event.y));
            String tip = item != null && item.getData() instanceof Candidate ? details(item) : "";
            if (!tip.equals(reads.getToolTipText())) {
                reads.setToolTipText(tip);
            }
        });
        reads.addListener(SWT.MouseDoubleClick, event -> edit());
    }

    private void showDetails() {
        details.setText(reads.getSelectionCount() == 1 ? details(reads.getSelection()[0]) : "");
    }

    /** {@return all that a row has to say: its columns may be too narrow for it} */
    private static String details(TableItem item) {
        return switch (item.getData()) {
            case Candidate candidate -> candidate.title() + ": " + candidate.why();
            case Choice choice -> Profiles.find(choice.profile()).map(profile -> profile.description() + "\n")
                    .orElse("") + String.join("   ", ProfileTopics.of(choice));
            default -> item.getText(0) + "\n" + item.getText(1);
        };
    }

    private void buttons(Composite box) {
        var row = new Composite(box, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(4).applyTo(row);
        GridDataFactory.fillDefaults().span(4, 1).applyTo(row);
        test = button(row, Messages.Test, this::test);
        look = button(row, Messages.Look, this::look);
        button(row, Messages.AddMapping, () -> MappingDialog
                .open(getShell(), Messages.AddMapping.replace("…", ""), Mapping.watts("home/power"), "home/power",
                        heard)
                .ifPresent(mapping -> add(mapping, now(List.of(mapping), heard), 0, true)));
        edit = button(row, Messages.EditMapping, this::edit);
    }

    private static Button button(Composite row, String text, Runnable work) {
        var button = new Button(row, SWT.PUSH);
        button.setText(text);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> work.run()));
        return button;
    }

    private void column(TableColumnLayout columns, String title, int weight, int least) {
        var column = new TableColumn(reads, SWT.LEFT);
        column.setText(title);
        columns.setColumnData(column, new ColumnWeightData(weight, least));
    }

    private void fill() {
        filling = true;
        fields.show(connection);
        reads.removeAll();
        connection.mappings().forEach(mapping -> add(mapping, "", 0, true));
        for (var profile : Profiles.all()) {
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
        filling = false;
        check();
    }

    private static void show(TableItem item, Choice choice) {
        var topics = ProfileTopics.of(choice);
        String few = String.join(", ", topics.subList(0, Math.min(topics.size(), MOST_TOPICS)));
        item.setData(choice);
        item.setText(new String[]{Profiles.find(choice.profile()).map(Profile::title).orElse(few), few,
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
        check();
        return 1;
    }

    private static void show(TableItem item, Mapping mapping, String now) {
        item.setData(mapping);
        item.setText(new String[]{mapping.sensor().isEmpty() ? MappingDialog.role(mapping.role()) : mapping.sensor(),
            mapping.topic() + (mapping.path().isEmpty() ? "" : "  " + mapping.path()), now});
    }

    private void edit() {
        if (!canEdit()) {
            return;
        }
        var item = reads.getSelection()[0];
        if (item.getData() instanceof Mapping mapping) {
            MappingDialog.open(getShell(), Messages.EditMappingTitle, mapping, mapping.filter(), heard)
                    .ifPresent(changed -> show(item, changed, now(List.of(changed), heard)));
        } else if (item.getData() instanceof Choice choice) {
            TopicsDialog.ask(getShell(), choice).ifPresent(changed -> {
                show(item, changed);
                item.setText(2, now(ProfileTopics.mappings(changed), heard));
                item.setChecked(true);
            });
        }
        showDetails();
        check();
    }

    private boolean canEdit() {
        return reads.getSelectionCount() == 1 && (reads.getSelection()[0].getData() instanceof Mapping
                || reads.getSelection()[0].getData() instanceof Choice choice
                        && !choice.profile().equals(Profile.DISCOVERY));
    }

    /** {@return the connection as the fields tell it; empty, with a message on the page, if they tell none} */
    private Optional<Connection> told() {
        try {
            var choices = new ArrayList<Choice>();
            var mappings = new ArrayList<Mapping>();
            for (var item : reads.getItems()) {
                if (item.getChecked() && item.getData() instanceof Mapping mapping) {
                    mappings.add(mapping);
                } else if (item.getChecked() && item.getData() instanceof Choice choice) {
                    choices.add(choice);
                }
            }
            return Optional.of(fields.told().reading(choices, mappings));
        } catch (IllegalArgumentException e) {
            setErrorMessage(fields.isHostMissing() ? Messages.HostMissing : e.getMessage());
            return Optional.empty();
        }
    }

    private void check() {
        if (filling || look == null) {
            return;
        }
        setErrorMessage(null);
        boolean named = !meter.getText().isBlank();
        var now = told();
        if (!named) {
            setErrorMessage(AddressFields.meterMissing());
        }
        boolean something = now.isPresent() && !(now.get().choices().isEmpty() && now.get().mappings().isEmpty());
        if (named && now.isPresent() && busy.isEmpty()) {
            setMessage(something ? null : Messages.NothingTicked, IMessageProvider.INFORMATION);
        }
        Buttons.enable(edit, canEdit());
        Buttons.enable(test, now.isPresent() && busy.isEmpty());
        Buttons.enable(look, now.isPresent() && busy.isEmpty());
        setPageComplete(named && something);
    }

    private void start(String name, Display display, Runnable work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
                // The buttons wait for its end.
                String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                onPage(display, () -> finished(NLS.bind(Messages.TestBroken, words), IMessageProvider.ERROR));
            }
        }, name);
        thread.setDaemon(true);
        busy = Optional.of(thread);
        check();
        thread.start();
    }

    private void onPage(Display display, Runnable work) {
        Crossing.back(display, reads, work);
    }

    private void finished(String sentence, int kind) {
        busy = Optional.empty();
        check();
        if (kind == IMessageProvider.ERROR) {
            setErrorMessage(sentence);
        } else {
            setMessage(sentence, kind);
        }
    }

    private void test() {
        var now = told().orElseThrow();
        fields.keepForSession(now);
        setMessage(NLS.bind(Messages.Testing, now.place()), IMessageProvider.NONE);
        var display = Display.getCurrent();
        start("mqtt-test", display, () -> {
            var well = new ArrayList<String>();
            var failed = new ArrayList<ConnectionCheck.Outcome>();
            var filters = now.allMappings().stream().map(Mapping::filter).distinct().toList();
            try {
                ConnectionCheck.run(now, Secrets.SHARED, filters.isEmpty() ? List.of("#") : filters, outcome -> {
                    if (outcome.well()) {
                        well.add("✓ " + step(outcome.step()));
                    } else {
                        failed.add(outcome);
                    }
                });
            } catch (InterruptedException e) {
                // the wizard was closed
                return;
            }
            String passed = String.join("   ", well);
            onPage(display, () -> {
                if (failed.isEmpty()) {
                    finished(NLS.bind(Messages.TestWell, passed), IMessageProvider.INFORMATION);
                } else {
                    var outcome = failed.getFirst();
                    problem((passed + "   ✗ " + step(outcome.step())).strip(), outcome.reason(), outcome.remedy());
                }
            });
        });
    }

    /** The header has room for a sentence: the remedy stands below the table, where it can be read in full. */
    private void problem(String steps, String reason, String remedy) {
        finished(reason, IMessageProvider.ERROR);
        reads.deselectAll();
        details.setText((steps + "\n" + reason + " " + remedy).strip());
    }

    private static String step(ConnectionCheck.Step step) {
        return switch (step) {
            case NAME -> Messages.StepName;
            case TCP -> Messages.StepTcp;
            case TLS -> Messages.StepTls;
            case CREDENTIALS -> Messages.StepCredentials;
            case SUBSCRIPTION -> Messages.StepSubscription;
        };
    }

    private void look() {
        var now = told().orElseThrow();
        fields.keepForSession(now);
        setMessage(NLS.bind(Messages.Looking, now.place(), LOOK_SECONDS), IMessageProvider.NONE);
        var display = Display.getCurrent();
        var choices = Stream.of(reads.getItems()).map(TableItem::getData).filter(Choice.class::isInstance)
                .map(Choice.class::cast).toList();
        start("mqtt-look", display, () -> {
            var listener = new Heard();
            try (var link = MqttLink.open(now.asGuest(), Secrets.SHARED, listener)) {
                subscribe(link);
                Thread.sleep(Duration.ofSeconds(LOOK_SECONDS));
            } catch (SourceProblem problem) {
                onPage(display, () -> problem("", problem.reason(), problem.remedy()));
                return;
            } catch (InterruptedException e) {
                // the wizard was closed
                return;
            }
            var messages = listener.messages();
            // All filters against all topics: too much for the UI thread.
            var values = new HeardValues(messages, listener.live(), InstantSource.system().instant());
            var found = new HashMap<Choice, Map<String, HeardValues.Value>>();
            choices.forEach(choice -> found.put(choice, values.read(ProfileTopics.mappings(choice))));
            onPage(display, () -> showHeard(messages, values, found));
        });
    }

    /** First the sensors that announce themselves: among all the rest they would come late. */
    private static void subscribe(MqttLink link) throws SourceProblem, InterruptedException {
        try {
            link.subscribe(HomeAssistantDiscovery.FILTERS, 0);
        } catch (SourceProblem problem) {
            if (!problem.permanent()) {
                throw problem;
            }
            // Whoever may not read the announcements may still read something else.
        }
        link.subscribe(List.of("#"), 0);
    }

    private void showHeard(Map<String, List<byte[]>> messages, HeardValues values,
            Map<Choice, Map<String, HeardValues.Value>> found) {
        heard = messages;
        var read = new HashSet<String>();
        for (var item : reads.getItems()) {
            if (item.getData() instanceof Candidate) {
                // of the time before
                item.dispose();
            } else if (item.getData() instanceof Choice choice && !choice.profile().equals("number")) {
                var those = found.getOrDefault(choice, Map.of());
                var best = HeardValues.best(those.values());
                item.setText(2, best.map(HeardValues.Value::told).orElse(""));
                if (best.filter(HeardValues.Value::fresh).isPresent() && !choice.profile().endsWith("-energy")) {
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
            var value = mapping.flatMap(one -> HeardValues.best(values.read(List.of(one)).values()));
            if (value.filter(HeardValues.Value::fresh).isPresent()) {
                next += add(mapping.get(), value.get().told(), next,
                        !read.contains(mapping.get().topic()) && mapping.get().measure() == Measure.POWER);
            }
        }
        discovery.candidates().stream().sorted(Comparator.comparingInt(candidate -> candidate.mapping()
                .map(mapping -> messages.containsKey(mapping.topic()) ? 0 : 1).orElse(2)))
                .forEach(candidate -> candidate.mapping().ifPresentOrElse(mapping -> {
                    var value = HeardValues.best(values.read(List.of(mapping)).values());
                    if (value.filter(HeardValues.Value::fresh).isEmpty()) {
                        add(mapping, value.map(HeardValues.Value::told).orElse(""), reads.getItemCount(), false);
                    }
                }, () -> {
                    var item = new TableItem(reads, SWT.NONE);
                    item.setData(candidate);
                    item.setText(new String[]{candidate.title(), candidate.why(), Messages.NotReadable});
                    item.setGrayed(true);
                    item.setForeground(reads.getDisplay().getSystemColor(SWT.COLOR_WIDGET_DISABLED_FOREGROUND));
                }));
        reads.setTopIndex(0);
        showDetails();
        finished(messages.isEmpty() ? Messages.LookedNothing : NLS.bind(Messages.Looked, messages.size()),
                IMessageProvider.INFORMATION);
    }

    private static String now(List<Mapping> mappings, Map<String, List<byte[]>> messages) {
        var values = new HeardValues(messages, messages.keySet(), InstantSource.system().instant());
        return HeardValues.best(values.read(mappings).values()).map(HeardValues.Value::told).orElse("");
    }

    @Override
    public void close() {
        busy.ifPresent(Thread::interrupt);
        busy = Optional.empty();
    }

    @Override
    public boolean finish() {
        var now = told();
        if (now.isPresent() && !fields.keep(now.get())) {
            Passwords.tellSessionOnly(getShell());
        }
        return now.isPresent();
    }

    @Override
    public String meter() {
        return meter.getText().strip();
    }

    @Override
    public String address() {
        return "mqtt:" + told().orElseThrow().address();
    }
}
