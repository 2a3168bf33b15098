package org.currentcost.ui.mqtt;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.model.SensorRole;
import org.currentcost.source.mqtt.payload.Mapping;
import org.currentcost.source.mqtt.payload.Measure;
import org.currentcost.source.mqtt.payload.PayloadKind;
import org.currentcost.source.mqtt.payload.TopicFilter;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.ScrolledPane;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** How the messages of a topic become readings of a sensor, with what that makes of a message that was seen. */
final class MappingDialog extends TitleAreaDialog {

    private static final List<String> POWER_UNITS = List.of("W", "kW", "mW");
    private static final List<String> ENERGY_UNITS = List.of("Wh", "kWh", "MWh", "W·min");

    /** Of the topics that were heard: a longer list nobody reads. */
    private static final int MOST_TOPICS = 300;

    private final String title;
    private final Mapping draft;
    private final Map<String, List<byte[]>> received;
    private String sampleTopic;
    private byte[] sample = new byte[0];
    private boolean updating;
    private Combo topic;
    private Combo kind;
    private Combo place;
    private Combo measure;
    private Combo unit;
    private Button negated;
    private Text meter;
    private Text sensor;
    private Combo role;
    private Combo timeAt;
    private Text zone;
    private Text period;
    private Text hold;
    private Text message;
    private Label preview;
    private Optional<Mapping> result = Optional.empty();

    private MappingDialog(Shell parent, String title, Mapping draft, String topic, Map<String, List<byte[]>> received) {
        super(parent);
        this.title = title;
        this.draft = draft;
        this.received = received;
        sampleTopic = topic;
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    /**
     * Asks for a mapping.
     *
     * @param draft what is filled in
     * @param topic that it is for, or its filter
     * @param received messages that were seen by their topics, the youngest first; empty if none were
     * @return the mapping; empty if the user gave up
     */
    static Optional<Mapping> open(Shell parent, String title, Mapping draft, String topic,
            Map<String, List<byte[]>> received) {
        var dialog = new MappingDialog(parent, title, draft, topic, received);
        dialog.open();
        return dialog.result;
    }

    static String role(SensorRole role) {
        return switch (role) {
            case HOUSE -> Messages.RoleHouse;
            case INSIDE_HOUSE -> Messages.RoleInside;
            case GENERATION -> Messages.RoleGeneration;
            case EXPORT -> Messages.RoleExport;
            case IGNORED -> Messages.RoleIgnored;
        };
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(title);
        setMessage(Messages.MappingDescription);
        getShell().setText(title);
        var area = (Composite) super.createDialogArea(parent);
        var columns = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).equalWidth(true).margins(10, 10).spacing(16, 0)
                .applyTo(columns);
        GridDataFactory.fillDefaults().grab(true, true).hint(FontRoom.width(columns, 760), SWT.DEFAULT)
                .applyTo(columns);
        var left = new ScrolledPane(columns);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(left.content());
        GridDataFactory.fillDefaults().grab(true, true).applyTo(left.control());
        updating = true;
        createFields(new Fields(left.content(), this::changed));
        var right = new Composite(columns, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(right);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(right);
        new Label(right, SWT.NONE).setText(Messages.Sample);
        message = new Text(right, SWT.BORDER | SWT.MULTI | SWT.V_SCROLL | SWT.WRAP);
        message.setFont(JFaceResources.getTextFont());
        GridDataFactory.fillDefaults().grab(true, true)
                .hint(FontRoom.width(message, 300), FontRoom.height(message, 200)).applyTo(message);
        message.addModifyListener(event -> check());
        preview = new Label(right, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false)
                .hint(FontRoom.width(preview, 300), FontRoom.height(preview, 40)).applyTo(preview);
        show(draft);
        updating = false;
        takeSample();
        return area;
    }

    private void createFields(Fields fields) {
        topic = fields.combo(Messages.Topic, SWT.DROP_DOWN,
                received.keySet().stream().sorted().limit(MOST_TOPICS).toArray(String[]::new));
        topic.setToolTipText(Messages.TopicHint);
        topic.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> draftFor(topic.getText())));
        kind = fields.choice(Messages.Kind, 0, Messages.KindXml, Messages.KindNumber,
                Messages.KindJson, Messages.KindList, Messages.KindCsv, Messages.KindAny);
        place = fields.combo(Messages.Place, SWT.DROP_DOWN);
        measure = fields.choice(Messages.Measures, 0, Messages.MeasurePower,
                Messages.MeasureCounter, Messages.MeasurePeriod, Messages.MeasureTemperature, Messages.MeasureHours,
                Messages.MeasureDays, Messages.MeasureMonths, Messages.MeasureAvailability);
        unit = fields.combo(Messages.Unit, SWT.DROP_DOWN);
        measure.addModifyListener(event -> {
            if (!updating) {
                unit.setItems(units(chosenMeasure()).toArray(String[]::new));
                unit.select(0);
            }
        });
        negated = fields.check(Messages.Negated, false);
        meter = fields.text(Messages.MeterTemplate, "", Messages.MeterTemplateHint);
        meter.setToolTipText(Messages.TemplateHint);
        sensor = fields.text(Messages.Sensor, "", Messages.SensorHint);
        sensor.setToolTipText(Messages.TemplateHint);
        var roles = new ArrayList<String>();
        for (var one : SensorRole.values()) {
            roles.add(role(one));
        }
        role = fields.choice(Messages.Role, 0, roles.toArray(String[]::new));
        timeAt = fields.combo(Messages.TimeAt, SWT.DROP_DOWN);
        timeAt.setToolTipText(Messages.TimeHint);
        zone = fields.text(Messages.Zone, "", Messages.ZoneHint);
        period = fields.text(Messages.Period, "", "");
        hold = fields.text(Messages.Hold, "", "");
        hold.setToolTipText(Messages.HoldHint);
    }

    private void show(Mapping mapping) {
        topic.setText(mapping.topic());
        kind.select(mapping.kind().ordinal());
        place.setText(mapping.path());
        measure.select(mapping.measure().ordinal());
        unit.setItems(units(mapping.measure()).toArray(String[]::new));
        unit.setText(unit(mapping.measure(), mapping.factor()));
        negated.setSelection(mapping.negated());
        meter.setText(mapping.meter());
        sensor.setText(mapping.sensor());
        role.select(mapping.role().ordinal());
        timeAt.setText(mapping.timePath());
        zone.setText(mapping.zone());
        period.setText(String.valueOf(mapping.period().toSeconds()));
        hold.setText(String.valueOf(mapping.hold().toSeconds()));
    }

    /** A topic was chosen that was heard: what fits best to its messages is filled in. */
    private void draftFor(String chosen) {
        var payloads = received.get(chosen);
        if (payloads == null) {
            return;
        }
        sampleTopic = chosen;
        updating = true;
        show(payloads.stream().map(payload -> MappingDraft.of(chosen, payload))
                .filter(one -> MappingDraft.read(one, chosen, payloads, InstantSource.system().millis()).isPresent())
                .findFirst().orElseGet(() -> MappingDraft.of(chosen, payloads.getFirst())));
        updating = false;
        changed();
    }

    private void changed() {
        if (!updating) {
            takeSample();
            check();
        }
    }

    /** Shows a message of the topic that is typed, if one was heard and no other was written there by hand. */
    private void takeSample() {
        var filter = filter();
        var fitting = filter.filter(one -> one.match(sampleTopic).isPresent())
                .filter(one -> received.containsKey(sampleTopic))
                .map(one -> sampleTopic)
                .or(() -> filter.flatMap(one -> received.keySet().stream().filter(name -> one.match(name).isPresent())
                        .sorted().findFirst()));
        boolean untouched = message.getText().equals(Payloads.pretty(sample)) || message.getText().isBlank();
        if (fitting.isEmpty() || !untouched) {
            return;
        }
        sampleTopic = fitting.get();
        var next = best(received.get(sampleTopic));
        if (next != sample) {
            sample = next;
            message.setText(Payloads.pretty(sample));
            String typed = place.getText();
            place.setItems(MappingDraft.places(sample).toArray(String[]::new));
            place.setText(typed);
        }
    }

    private Optional<TopicFilter> filter() {
        try {
            return Optional.of(TopicFilter.parse(topic.getText().strip()));
        } catch (IllegalArgumentException e) {
            // It is being typed; the message says what is wrong with it.
            return Optional.empty();
        }
    }

    /** {@return the youngest message that is read as it is filled in; the youngest if none is} */
    private byte[] best(List<byte[]> payloads) {
        try {
            var reported = mapping();
            long now = InstantSource.system().millis();
            return payloads.stream().filter(one -> MappingDraft.read(reported, sampleTopic, one, now).isPresent())
                    .findFirst().orElse(payloads.getFirst());
        } catch (IllegalArgumentException e) {
            return payloads.getFirst();
        }
    }

    private Measure chosenMeasure() {
        return Measure.values()[Math.max(0, measure.getSelectionIndex())];
    }

    private static List<String> units(Measure measure) {
        return switch (measure) {
            case POWER -> POWER_UNITS;
            case TEMPERATURE -> List.of("°C");
            default -> ENERGY_UNITS;
        };
    }

    private static BigDecimal factor(String unit) {
        return switch (unit) {
            case "W", "Wh", "°C" -> BigDecimal.ONE;
            case "kW", "kWh" -> BigDecimal.valueOf(1000);
            case "mW" -> new BigDecimal("0.001");
            case "MWh" -> BigDecimal.valueOf(1_000_000);
            case "W·min" -> new BigDecimal("0.0166666666666667");
            default -> {
                try {
                    yield new BigDecimal(unit.strip());
                } catch (NumberFormatException e) {
                    // The mapping refuses it with a sentence.
                    yield BigDecimal.ZERO;
                }
            }
        };
    }

    private static String unit(Measure measure, BigDecimal factor) {
        return units(measure).stream().filter(one -> factor(one).compareTo(factor) == 0).findFirst()
                .orElse(factor.toPlainString());
    }

    private static Duration seconds(Text field) {
        String text = field.getText().strip();
        return text.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ZERO;
    }

    private Mapping mapping() {
        return new Mapping(topic.getText().strip(), PayloadKind.values()[Math.max(0, kind.getSelectionIndex())],
                place.getText().strip(), chosenMeasure(), factor(unit.getText()), negated.getSelection(),
                meter.getText().strip(), sensor.getText().strip(),
                SensorRole.values()[Math.max(0, role.getSelectionIndex())],
                timeAt.getText().strip(), zone.getText().strip(), seconds(period), seconds(hold));
    }

    private void check() {
        if (updating || preview == null || getButton(IDialogConstants.OK_ID) == null) {
            return;
        }
        boolean fine = true;
        String words = Messages.PreviewNothing;
        try {
            var reported = mapping();
            String at = sampleTopic.indexOf('+') < 0 && sampleTopic.indexOf('#') < 0 ? sampleTopic : reported.topic();
            words = MappingDraft
                    .read(reported, at, message.getText().getBytes(StandardCharsets.UTF_8),
                            InstantSource.system().millis())
                    .orElse(Messages.PreviewNothing);
            setErrorMessage(null);
        } catch (IllegalArgumentException e) {
            setErrorMessage(e.getMessage());
            fine = false;
        }
        preview.setText(message.getText().isBlank() ? "" : Messages.bind(Messages.Preview, words));
        var chosen = chosenMeasure();
        boolean number = chosen == Measure.POWER || chosen == Measure.TEMPERATURE;
        var kindNow = PayloadKind.values()[Math.max(0, kind.getSelectionIndex())];
        place.setEnabled(kindNow == PayloadKind.JSON || kindNow == PayloadKind.LIST || kindNow == PayloadKind.CSV);
        timeAt.setEnabled(kindNow == PayloadKind.JSON);
        zone.setEnabled(kindNow == PayloadKind.JSON);
        period.setEnabled(chosen == Measure.ENERGY_PERIOD);
        hold.setEnabled(number);
        measure.setEnabled(kindNow != PayloadKind.XML);
        unit.setEnabled(kindNow != PayloadKind.XML);
        getButton(IDialogConstants.OK_ID).setEnabled(fine);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        super.createButtonsForButtonBar(parent);
        check();
    }

    @Override
    protected void okPressed() {
        result = Optional.of(mapping());
        super.okPressed();
    }
}
