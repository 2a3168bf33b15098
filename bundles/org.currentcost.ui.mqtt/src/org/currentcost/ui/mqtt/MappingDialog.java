package org.currentcost.ui.mqtt;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.SensorRole;
import org.currentcost.source.mqtt.Mapping;
import org.currentcost.source.mqtt.Measure;
import org.currentcost.source.mqtt.PayloadKind;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
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

    private final Mapping draft;
    private final String sampleTopic;
    private final byte[] sample;
    private Text topic;
    private Combo kind;
    private Combo place;
    private Combo measure;
    private Combo unit;
    private Button negated;
    private Text sensor;
    private Combo role;
    private Combo timeAt;
    private Text zone;
    private Text period;
    private Text hold;
    private Text message;
    private Label preview;
    private Optional<Mapping> result = Optional.empty();

    private MappingDialog(Shell parent, Mapping draft, String sampleTopic, byte[] sample) {
        super(parent);
        this.draft = draft;
        this.sampleTopic = sampleTopic;
        this.sample = sample;
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    /**
     * Asks for a mapping.
     *
     * @param draft  what is filled in
     * @param sample a message of the topic that was seen; empty if none was
     * @return the mapping; empty if the user gave up
     */
    static Optional<Mapping> open(Shell parent, Mapping draft, String sampleTopic, byte[] sample) {
        var dialog = new MappingDialog(parent, draft, sampleTopic, sample);
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
        setTitle(Messages.MappingTitle);
        setMessage(Messages.MappingDescription);
        getShell().setText(Messages.MappingTitle);
        var area = (Composite) super.createDialogArea(parent);
        var columns = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).equalWidth(true).margins(10, 10).spacing(16, 0)
                .applyTo(columns);
        GridDataFactory.fillDefaults().grab(true, true).hint(760, SWT.DEFAULT).applyTo(columns);
        var left = new Composite(columns, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(left);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(left);
        createFields(new Fields(left, this::check));
        var right = new Composite(columns, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(right);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(right);
        new Label(right, SWT.NONE).setText(Messages.Sample);
        message = new Text(right, SWT.BORDER | SWT.MULTI | SWT.V_SCROLL | SWT.WRAP);
        message.setFont(JFaceResources.getTextFont());
        message.setText(Payloads.pretty(sample));
        GridDataFactory.fillDefaults().grab(true, true).hint(300, 200).applyTo(message);
        message.addModifyListener(event -> check());
        preview = new Label(right, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(300, 40).applyTo(preview);
        return area;
    }

    private void createFields(Fields fields) {
        topic = fields.text(Messages.Topic, draft.topic(), Messages.TopicHint);
        topic.setToolTipText(Messages.TopicHint);
        kind = fields.choice(Messages.Kind, draft.kind().ordinal(), Messages.KindXml, Messages.KindNumber,
                Messages.KindJson, Messages.KindList, Messages.KindCsv, Messages.KindAny);
        place = fields.combo(Messages.Place, SWT.DROP_DOWN, MappingDraft.places(sample).toArray(String[]::new));
        place.setText(draft.path());
        measure = fields.choice(Messages.Measures, draft.measure().ordinal(), Messages.MeasurePower,
                Messages.MeasureCounter, Messages.MeasurePeriod, Messages.MeasureTemperature, Messages.MeasureHours,
                Messages.MeasureDays, Messages.MeasureMonths, Messages.MeasureAvailability);
        unit = fields.combo(Messages.Unit, SWT.DROP_DOWN, units(draft.measure()).toArray(String[]::new));
        unit.setText(unit(draft.measure(), draft.factor()));
        measure.addModifyListener(event -> {
            unit.setItems(units(chosenMeasure()).toArray(String[]::new));
            unit.select(0);
        });
        negated = fields.check(Messages.Negated, draft.negated());
        sensor = fields.text(Messages.Sensor, draft.sensor(), Messages.SensorHint);
        var roles = new ArrayList<String>();
        for (var one : SensorRole.values()) {
            roles.add(role(one));
        }
        role = fields.choice(Messages.Role, draft.role().ordinal(), roles.toArray(String[]::new));
        timeAt = fields.combo(Messages.TimeAt, SWT.DROP_DOWN);
        timeAt.setText(draft.timePath());
        timeAt.setToolTipText(Messages.TimeHint);
        zone = fields.text(Messages.Zone, draft.zone(), Messages.ZoneHint);
        period = fields.text(Messages.Period, String.valueOf(draft.period().toSeconds()), "");
        hold = fields.text(Messages.Hold, String.valueOf(draft.hold().toSeconds()), "");
        hold.setToolTipText(Messages.HoldHint);
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

    private Mapping told() {
        return new Mapping(topic.getText().strip(), PayloadKind.values()[Math.max(0, kind.getSelectionIndex())],
                place.getText().strip(), chosenMeasure(), factor(unit.getText()), negated.getSelection(),
                draft.meter(), sensor.getText().strip(), SensorRole.values()[Math.max(0, role.getSelectionIndex())],
                timeAt.getText().strip(), zone.getText().strip(), seconds(period), seconds(hold));
    }

    private void check() {
        if (preview == null || getButton(IDialogConstants.OK_ID) == null) {
            return;
        }
        boolean fine = true;
        String words = Messages.PreviewNothing;
        try {
            var told = told();
            String at = sampleTopic.indexOf('+') < 0 && sampleTopic.indexOf('#') < 0 ? sampleTopic : told.topic();
            words = MappingDraft
                    .read(told, at, message.getText().getBytes(StandardCharsets.UTF_8), InstantSource.system().millis())
                    .orElse(Messages.PreviewNothing);
            setErrorMessage(null);
        } catch (IllegalArgumentException e) {
            setErrorMessage(e.getMessage());
            fine = false;
        }
        preview.setText(message.getText().isBlank() ? "" : NLS.bind(Messages.Preview, words));
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
        result = Optional.of(told());
        super.okPressed();
    }
}
