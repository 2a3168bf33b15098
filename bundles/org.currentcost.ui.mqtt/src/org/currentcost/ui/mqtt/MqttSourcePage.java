package org.currentcost.ui.mqtt;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.Connection.Choice;
import org.currentcost.source.mqtt.Connection.Transport;
import org.currentcost.source.mqtt.ConnectionCheck;
import org.currentcost.source.mqtt.HomeAssistantDiscovery;
import org.currentcost.source.mqtt.Mapping;
import org.currentcost.source.mqtt.Measure;
import org.currentcost.source.mqtt.MqttLink;
import org.currentcost.source.mqtt.Profile;
import org.currentcost.source.mqtt.Profiles;
import org.currentcost.source.mqtt.Secrets;
import org.currentcost.source.mqtt.TopicFilter;
import org.currentcost.ui.AddressFields;
import org.currentcost.ui.SourcePage;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
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

    private Text meter;
    private BrokerFields fields;
    private Table reads;
    private Button test;
    private Button look;
    private Button edit;
    private Connection connection = Connection.to("localhost", Transport.TCP.usualPort());
    private Optional<Thread> busy = Optional.empty();
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
        reads = new Table(box, SWT.BORDER | SWT.CHECK | SWT.FULL_SELECTION);
        reads.setHeaderVisible(true);
        column(Messages.ColumnWhat, 250);
        column(Messages.ColumnTopic, 230);
        column(Messages.ColumnNow, 90);
        GridDataFactory.fillDefaults().span(4, 1).grab(true, true).hint(580, 170).applyTo(reads);
        reads.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> check()));
        buttons(box);
        setControl(box);
        fill();
    }

    private void buttons(Composite box) {
        var row = new Composite(box, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(4).applyTo(row);
        GridDataFactory.fillDefaults().span(4, 1).applyTo(row);
        test = button(row, Messages.Test, this::test);
        look = button(row, Messages.Look, this::look);
        button(row, Messages.AddMapping, () -> MappingDialog
                .open(getShell(), Mapping.watts("home/power"), "home/power", new byte[0])
                .ifPresent(mapping -> add(mapping, "", true)));
        edit = button(row, Messages.EditMapping, this::edit);
    }

    private static Button button(Composite row, String text, Runnable work) {
        var button = new Button(row, SWT.PUSH);
        button.setText(text);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> work.run()));
        return button;
    }

    private void column(String title, int width) {
        var column = new TableColumn(reads, SWT.LEFT);
        column.setText(title);
        column.setWidth(width);
    }

    private void fill() {
        filling = true;
        fields.show(connection);
        reads.removeAll();
        connection.mappings().forEach(mapping -> add(mapping, "", true));
        for (var profile : Profiles.all()) {
            var chosen = connection.choices().stream().filter(choice -> choice.profile().equals(profile.id()))
                    .findFirst();
            var item = new TableItem(reads, SWT.NONE);
            item.setData(chosen.orElse(new Choice(profile.id(), List.of())));
            item.setChecked(chosen.isPresent());
            item.setText(new String[]{profile.title(), topics(profile, chosen), ""});
        }
        connection.choices().stream().filter(choice -> choice.profile().isEmpty()).forEach(choice -> {
            var item = new TableItem(reads, SWT.NONE, 0);
            item.setData(choice);
            item.setChecked(true);
            item.setText(new String[]{String.join(", ", choice.topics()), String.join(", ", choice.topics()), ""});
        });
        filling = false;
        check();
    }

    private static String topics(Profile profile, Optional<Choice> chosen) {
        var topics = chosen.map(Choice::topics).filter(list -> !list.isEmpty()).orElseGet(() -> profile.id()
                .equals(Profile.DISCOVERY)
                        ? HomeAssistantDiscovery.FILTERS
                        : profile.mappings().stream().map(Mapping::filter).distinct().limit(3).toList());
        return String.join(", ", topics);
    }

    private void add(Mapping mapping, String now, boolean ticked) {
        for (var item : reads.getItems()) {
            if (item.getData() instanceof Mapping known && known.topic().equals(mapping.topic())
                    && known.path().equals(mapping.path()) && known.measure() == mapping.measure()) {
                item.setText(2, now);
                return;
            }
        }
        var item = new TableItem(reads, SWT.NONE, 0);
        show(item, mapping, now);
        item.setChecked(ticked);
        check();
    }

    private static void show(TableItem item, Mapping mapping, String now) {
        item.setData(mapping);
        item.setText(new String[]{mapping.sensor().isEmpty() ? MappingDialog.role(mapping.role()) : mapping.sensor(),
            mapping.topic() + (mapping.path().isEmpty() ? "" : "  " + mapping.path()), now});
    }

    private void edit() {
        if (reads.getSelectionCount() == 1 && reads.getSelection()[0].getData() instanceof Mapping mapping) {
            var item = reads.getSelection()[0];
            MappingDialog.open(getShell(), mapping, mapping.filter(), new byte[0])
                    .ifPresent(changed -> show(item, changed, item.getText(2)));
            check();
        }
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
        edit.setEnabled(reads.getSelectionCount() == 1 && reads.getSelection()[0].getData() instanceof Mapping);
        test.setEnabled(now.isPresent() && busy.isEmpty());
        look.setEnabled(now.isPresent() && busy.isEmpty());
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
                    finished((passed + "   ✗ " + step(outcome.step()) + "\n" + outcome.reason() + " "
                            + outcome.remedy()).strip(), IMessageProvider.ERROR);
                }
            });
        });
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
        start("mqtt-look", display, () -> {
            var heard = new Heard();
            try (var link = MqttLink.open(now.asGuest(), Secrets.SHARED, heard)) {
                subscribe(link);
                Thread.sleep(Duration.ofSeconds(LOOK_SECONDS));
            } catch (SourceProblem problem) {
                onPage(display, () -> finished((problem.reason() + " " + problem.remedy()).strip(),
                        IMessageProvider.ERROR));
                return;
            } catch (InterruptedException e) {
                // the wizard was closed
                return;
            }
            onPage(display, () -> showHeard(heard.messages()));
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

    private void showHeard(Map<String, byte[]> heard) {
        var values = new HashMap<String, String>();
        for (var item : reads.getItems()) {
            if (item.getData() instanceof Choice choice && !choice.profile().isEmpty()
                    && !choice.profile().equals("number")) {
                var profile = Profiles.find(choice.profile()).orElseThrow();
                var found = reading(profile.mappings(), heard);
                item.setText(2, found.isEmpty() ? "" : found.values().iterator().next());
                if (!found.isEmpty() && !profile.id().endsWith("-energy")) {
                    item.setChecked(true);
                }
                values.putAll(found);
            }
        }
        var discovery = new HomeAssistantDiscovery();
        heard.forEach((topic, payload) -> {
            if (HomeAssistantDiscovery.isAnnouncement(topic)) {
                discovery.take(topic, payload);
            }
        });
        discovery.candidates().forEach(candidate -> candidate.mapping().ifPresentOrElse(mapping -> add(mapping,
                String.join("", reading(List.of(mapping), heard).values()), !values.containsKey(mapping.topic())
                        && mapping.measure() == Measure.POWER),
                () -> {
                    var item = new TableItem(reads, SWT.NONE);
                    item.setText(new String[]{candidate.title(), candidate.why(), ""});
                    item.setGrayed(true);
                }));
        reads.setTopIndex(0);
        finished(heard.isEmpty() ? Messages.LookedNothing : NLS.bind(Messages.Looked, heard.size()),
                IMessageProvider.INFORMATION);
    }

    /** {@return what mappings read from what was heard, by topic} */
    private static Map<String, String> reading(List<Mapping> mappings, Map<String, byte[]> heard) {
        var found = new LinkedHashMap<String, String>();
        for (var mapping : mappings) {
            var filter = TopicFilter.parse(mapping.topic());
            heard.forEach((topic, payload) -> {
                if (filter.match(topic).isPresent()) {
                    MappingDraft.read(mapping, topic, payload, InstantSource.system().millis())
                            .ifPresent(value -> found.put(topic, value));
                }
            });
        }
        return found;
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
