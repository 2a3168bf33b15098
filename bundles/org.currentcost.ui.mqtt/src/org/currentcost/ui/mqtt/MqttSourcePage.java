package org.currentcost.ui.mqtt;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.Connection.Choice;
import org.currentcost.source.mqtt.payload.HomeAssistantDiscovery;
import org.currentcost.source.mqtt.payload.Mapping;
import org.currentcost.source.mqtt.transport.Broker.Transport;
import org.currentcost.source.mqtt.transport.ConnectionCheck;
import org.currentcost.source.mqtt.transport.MqttLink;
import org.currentcost.ui.sources.AddressFields;
import org.currentcost.ui.sources.SourcePage;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/**
 * Asks for a broker, tries the way there step by step, looks what it has, and lets the user tick what is read: ready
 * profiles, sensors that announce themselves, mappings of the user's own.
 */
public final class MqttSourcePage extends SourcePage {

    private static final int LOOK_SECONDS = 6;

    private Text meter;
    private BrokerFields fields;
    private ReadsTable reads;
    private Text details;
    private Button test;
    private Button look;
    private Button edit;
    private Connection connection = Connection.to("localhost", Transport.TCP.usualPort());
    private boolean showsProblem;
    private Optional<Thread> busy = Optional.empty();
    private boolean updating;

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
        reads = new ReadsTable(box, this::changed, this::edit);
        buttons(box);
        details = new Text(box, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        // It is a label that can be scrolled and copied, not a field.
        details.setBackground(box.getDisplay().getSystemColor(SWT.COLOR_WIDGET_BACKGROUND));
        GridDataFactory.fillDefaults().span(4, 1).grab(true, false).hint(580, 3 * details.getLineHeight())
                .applyTo(details);
        setControl(box);
        fill();
    }

    private void changed() {
        details.setText(reads.details());
        check();
    }

    private void edit() {
        if (reads.canEdit()) {
            reads.edit();
            changed();
        }
    }

    private void fill() {
        updating = true;
        fields.show(connection);
        reads.fill(connection);
        updating = false;
        check();
    }

    private void buttons(Composite box) {
        var row = new Composite(box, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(4).applyTo(row);
        GridDataFactory.fillDefaults().span(4, 1).applyTo(row);
        test = Buttons.make(row, SWT.PUSH, Messages.Test, this::test);
        look = Buttons.make(row, SWT.PUSH, Messages.Look, this::look);
        Buttons.make(row, SWT.PUSH, Messages.AddMapping, () -> {
            if (reads.addMapping()) {
                check();
            }
        });
        edit = Buttons.make(row, SWT.PUSH, Messages.EditMapping, this::edit);
    }

    /** {@return the connection as the fields tell it; empty, with a message on the page, if they tell none} */
    private Optional<Connection> connection() {
        try {
            return Optional.of(fields.connection().reading(reads.choices(), reads.mappings()));
        } catch (IllegalArgumentException e) {
            setErrorMessage(fields.isHostMissing() ? Messages.HostMissing : e.getMessage());
            return Optional.empty();
        }
    }

    private void check() {
        if (updating || look == null) {
            return;
        }
        setErrorMessage(null);
        if (showsProblem) {
            // What was said of other fields.
            details.setText("");
            showsProblem = false;
        }
        boolean named = !meter.getText().isBlank();
        var now = connection();
        if (!named) {
            setErrorMessage(AddressFields.meterMissing());
        }
        boolean something = now.isPresent() && !(now.get().choices().isEmpty() && now.get().mappings().isEmpty());
        if (busy.isEmpty()) {
            setMessage(!named || now.isEmpty() || something ? null : Messages.NothingTicked,
                    IMessageProvider.INFORMATION);
        }
        Buttons.enable(edit, reads.canEdit());
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
                onPage(display, () -> finished(Messages.bind(Messages.TestBroken, words), IMessageProvider.ERROR));
            }
        }, name);
        thread.setDaemon(true);
        busy = Optional.of(thread);
        check();
        thread.start();
    }

    private void onPage(Display display, Runnable work) {
        BackgroundWork.back(display, reads.table(), work);
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
        var now = connection().orElseThrow();
        fields.keepForSession(now);
        setMessage(Messages.bind(Messages.Testing, now.place()), IMessageProvider.NONE);
        var display = Display.getCurrent();
        start("mqtt-test", display, () -> {
            var well = new ArrayList<String>();
            var failed = new ArrayList<ConnectionCheck.Outcome>();
            var filters = now.allMappings().stream().map(Mapping::filter).distinct().toList();
            try {
                ConnectionCheck.run(now.broker(), Passwords.secrets(), filters.isEmpty() ? List.of("#") : filters,
                        outcome -> {
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
                if (!connection().equals(Optional.of(now))) {
                    // The fields were changed meanwhile; what was found is not about them.
                    busy = Optional.empty();
                    check();
                } else if (failed.isEmpty()) {
                    finished(Messages.bind(Messages.TestWell, passed), IMessageProvider.INFORMATION);
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
        reads.table().deselectAll();
        details.setText((steps + "\n" + reason + " " + remedy).strip());
        showsProblem = true;
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
        var now = connection().orElseThrow();
        fields.keepForSession(now);
        setMessage(Messages.bind(Messages.Looking, now.place(), LOOK_SECONDS), IMessageProvider.NONE);
        var display = Display.getCurrent();
        var choices = reads.allChoices();
        start("mqtt-look", display, () -> {
            var listener = new ReceivedMessages();
            try (var link = MqttLink.open(now.broker().asGuest(), Passwords.secrets(), listener)) {
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
            var values = new ReceivedValues(messages, listener.live(), InstantSource.system().instant());
            var found = new HashMap<Choice, Map<String, ReceivedValues.Value>>();
            choices.forEach(choice -> found.put(choice, values.read(ProfileTopics.mappings(choice))));
            onPage(display, () -> showReceived(messages, values, found));
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

    private void showReceived(Map<String, List<byte[]>> messages, ReceivedValues values,
            Map<Choice, Map<String, ReceivedValues.Value>> found) {
        reads.showReceived(messages, values, found);
        details.setText(reads.details());
        finished(messages.isEmpty() ? Messages.LookedNothing : Messages.bind(Messages.Looked, messages.size()),
                IMessageProvider.INFORMATION);
    }

    @Override
    public void close() {
        busy.ifPresent(Thread::interrupt);
        busy = Optional.empty();
    }

    @Override
    public boolean finish() {
        var now = connection();
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
        return "mqtt:" + connection().orElseThrow().address();
    }
}
