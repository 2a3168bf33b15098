package org.currentcost.ui.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.currentcost.accounting.Sensor;
import org.currentcost.analysis.Formula;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.ProgressJob;
import org.currentcost.ui.kit.SensorColors;
import org.currentcost.ui.kit.SeriesNames;
import org.currentcost.ui.kit.UndoNotice;
import org.currentcost.ui.kit.UndoStack;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.RowLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;

/** What a sensor is called, what its energy means, and how it is drawn; for a computed one also how it is computed. */
final class SensorDialog extends TitleAreaDialog {

    private static final int WIDTH = 460;
    /** How many colours the charts have. */
    private static final int COLORS = 8;
    /** What a display says on channels to which no clamp belongs, in milliwatts. */
    private static final long GHOST_MILLIWATTS = 144_000;
    private static final int TENTHS = 10;
    private static final int LARGEST_OFFSET_TENTHS = 200;

    private final FigureServices services;
    private final Sensor sensor;
    private final List<Sensor> siblings;
    private final List<Sensor> parents;
    private final boolean isNew;
    private final Optional<Reading> latest;
    private final boolean firstChannelBefore;
    private Text name;
    private Combo role;
    private Button negated;
    private Optional<Button> firstChannel = Optional.empty();
    private Optional<Text> formula = Optional.empty();
    private Optional<Combo> inside = Optional.empty();
    private Optional<Spinner> temperature = Optional.empty();
    private Optional<Integer> color;

    /**
     * Prepares the dialog.
     *
     * @param sensor a computed one has a formula, which may be empty
     * @param isNew  whether there is no such sensor yet
     * @param latest its latest reading with all of its channels, those included that don't count
     * @throws StoreException if the file can't be read
     */
    SensorDialog(Shell parent, FigureServices services, Sensor sensor, boolean isNew, Optional<Reading> latest)
            throws StoreException {
        super(parent);
        this.services = services;
        this.sensor = sensor;
        this.isNew = isNew;
        this.latest = latest;
        parents = services.household().sensors().stream().filter(usual(sensor)::mayBeInside).toList();
        siblings = services.household().sensors().stream().filter(one -> !one.key().equals(sensor.key())
                && one.key().meter().equals(sensor.key().meter()) && one.settings().formula().isEmpty()).toList();
        firstChannelBefore = services.store().firstChannelOnly().contains(sensor.key());
        color = sensor.settings().color();
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(isNew ? Messages.SensorNew : Messages.SensorTitle);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        var area = (Composite) super.createDialogArea(parent);
        setTitle(isNew ? Messages.SensorNew : SeriesNames.full(sensor));
        setMessage(sensor.settings().formula().isPresent()
                ? Messages.SensorComputedAbout
                : Messages.bind(Messages.SensorAbout, Integer.toString(sensor.key().sensor()), sensor.key().meter()));
        var fields = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(8, 8).applyTo(fields);
        GridDataFactory.fillDefaults().grab(true, true).hint(FontRoom.width(fields, WIDTH), SWT.DEFAULT)
                .applyTo(fields);
        new Label(fields, SWT.NONE).setText(Messages.SensorName);
        name = new Text(fields, SWT.BORDER);
        name.setText(sensor.settings().name());
        name.setMessage(SeriesNames.sensor(usual(sensor)));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(name);
        sensor.settings().formula().ifPresent(text -> createFormula(fields, text));
        new Label(fields, SWT.NONE).setText(Messages.SensorRole);
        role = new Combo(fields, SWT.READ_ONLY);
        role.setItems(Messages.RoleHouse, Messages.RoleInside, Messages.RoleGeneration, Messages.RoleExport,
                Messages.RoleIgnored);
        role.select(sensor.settings().role().ordinal());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(role);
        createInside(fields);
        new Label(fields, SWT.NONE).setText(Messages.SensorColor);
        createColors(fields);
        new Label(fields, SWT.NONE);
        negated = new Button(fields, SWT.CHECK);
        negated.setText(Messages.SensorNegated);
        negated.setSelection(sensor.settings().negated());
        if (sensor.settings().formula().isEmpty()) {
            createFirstChannel(fields);
        }
        if (sensor.key().sensor() == 0 && hasThermometer()) {
            createTemperature(fields);
        }
        return area;
    }

    /** Nothing is inside of itself, be it by way of others. */
    private void createInside(Composite fields) {
        if (sensor.key().sensor() == 0) {
            return;
        }
        new Label(fields, SWT.NONE).setText(Messages.SensorInside);
        var field = new Combo(fields, SWT.READ_ONLY);
        field.add(Messages.SensorInsideHouse);
        parents.forEach(one -> field.add(SeriesNames.sensor(one)));
        field.select(1 + sensor.parent(parents).map(parents::indexOf).orElse(-1));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(field);
        Runnable follow = () -> field
                .setEnabled(SensorRole.values()[role.getSelectionIndex()] == SensorRole.INSIDE_HOUSE);
        role.addListener(SWT.Selection, event -> follow.run());
        follow.run();
        inside = Optional.of(field);
    }

    private Optional<Integer> parent() {
        return inside.map(field -> field.getSelectionIndex() > 0
                ? Optional.of(parents.get(field.getSelectionIndex() - 1).key().sensor())
                : Optional.<Integer>empty()).orElse(sensor.settings().parent());
    }

    private static Sensor usual(Sensor sensor) {
        return new Sensor(sensor.key(), SensorSettings.standard(sensor.key().sensor()));
    }

    private void createFormula(Composite fields, String text) {
        new Label(fields, SWT.NONE).setText(Messages.SensorFormula);
        var field = new Text(fields, SWT.BORDER);
        field.setText(text);
        field.setMessage("0 - 1 + 5");
        field.addModifyListener(event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(field);
        formula = Optional.of(field);
        new Label(fields, SWT.NONE);
        var known = new Label(fields, SWT.WRAP);
        known.setText(siblings.stream().map(one -> Messages.bind(Messages.SensorOperand,
                Integer.toString(one.key().sensor()), SeriesNames.sensor(one))).collect(Collectors.joining(", ")));
        GridDataFactory.fillDefaults().grab(true, false).hint(100, SWT.DEFAULT).applyTo(known);
    }

    /** Buttons, not items of a tool bar: Tab reaches them, and arrow keys choose. */
    private void createColors(Composite fields) {
        var row = new Composite(fields, SWT.NONE);
        RowLayoutFactory.fillDefaults().wrap(true).center(true).spacing(6).applyTo(row);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, SWT.DEFAULT).applyTo(row);
        var usual = colorButton(row, Optional.empty());
        usual.setText(Messages.SensorColorUsual);
        var names = Messages.SensorColorNames.split(", ");
        for (int i = 0; i < COLORS; i++) {
            var button = colorButton(row, Optional.of(i));
            button.setImage(SensorColors.swatch(row, i));
            button.setToolTipText(names[i]);
        }
    }

    private Button colorButton(Composite row, Optional<Integer> index) {
        var button = new Button(row, SWT.RADIO);
        button.setSelection(color.equals(index));
        button.addListener(SWT.Selection, event -> {
            if (button.getSelection()) {
                color = index;
            }
        });
        return button;
    }

    private void createFirstChannel(Composite fields) {
        new Label(fields, SWT.NONE);
        var button = new Button(fields, SWT.CHECK);
        button.setText(Messages.SensorFirstChannel);
        button.setSelection(firstChannelBefore);
        firstChannel = Optional.of(button);
        new Label(fields, SWT.NONE);
        var hint = new Label(fields, SWT.WRAP);
        hint.setText(hasGhosts() ? Messages.SensorGhosts : Messages.SensorFirstChannelAbout);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, SWT.DEFAULT).indent(20, 0).applyTo(hint);
    }

    private boolean hasThermometer() {
        return services.store().series().stream().map(ReadingStore.SeriesInfo::key).anyMatch(
                key -> key.meter().equals(sensor.key().meter()) && key.quantity() == Quantity.TEMPERATURE);
    }

    /** The thermometer is the meter's; what is settled about its house stands for the meter. */
    private void createTemperature(Composite fields) {
        new Label(fields, SWT.NONE).setText(Messages.SensorTemperature);
        var row = new Composite(fields, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(row);
        var field = new Spinner(row, SWT.BORDER);
        field.setDigits(1);
        field.setMinimum(-LARGEST_OFFSET_TENTHS);
        field.setMaximum(LARGEST_OFFSET_TENTHS);
        field.setPageIncrement(TENTHS);
        field.setSelection((int) Math.round(sensor.settings().temperatureOffset() * TENTHS));
        field.setToolTipText(Messages.SensorTemperatureAbout);
        new Label(row, SWT.NONE).setText("°C");
        temperature = Optional.of(field);
        new Label(fields, SWT.NONE);
        var hint = new Label(fields, SWT.WRAP);
        hint.setText(Messages.SensorTemperatureAbout);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, SWT.DEFAULT).indent(20, 0).applyTo(hint);
    }

    private boolean hasGhosts() {
        return latest.filter(reading -> reading.channel2() == GHOST_MILLIWATTS
                && reading.channel3() == GHOST_MILLIWATTS).isPresent();
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        if (formula.isPresent() && !isNew) {
            createButton(parent, IDialogConstants.NO_ID, Messages.SensorRemove, false);
        }
        createButton(parent, IDialogConstants.OK_ID, isNew ? Messages.SensorAdd : Messages.SensorSave, true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        check();
    }

    @Override
    protected void buttonPressed(int button) {
        if (button != IDialogConstants.NO_ID) {
            super.buttonPressed(button);
            return;
        }
        try {
            Waiting.run(() -> services.household().remove(sensor.key()));
            close();
            String sentence = Messages.bind(Messages.SensorRemoved, SeriesNames.sensor(sensor));
            UndoNotice.offer(services, sentence,
                    UndoStack.Step.of(UndoNotice.name(sentence), Messages.SensorProblem,
                            progress -> services.household().save(sensor),
                            progress -> services.household().remove(sensor.key())));
        } catch (StoreException e) {
            Problems.show(getShell(), Messages.SensorProblem, e);
        }
    }

    private void check() {
        Optional<String> mistake = formula.flatMap(field -> mistake(field.getText()));
        boolean untouched = formula.filter(field -> field.getText().isBlank()).isPresent();
        setErrorMessage(untouched ? null : mistake.orElse(null));
        var ok = getButton(IDialogConstants.OK_ID);
        if (ok != null) {
            ok.setEnabled(mistake.isEmpty());
        }
    }

    /** {@return what is wrong with a formula, in a sentence} */
    private Optional<String> mistake(String text) {
        return switch (Formula.parse(text)) {
            case Formula.Wrong wrong -> {
                String before = text.substring(0, wrong.position()).strip();
                String place = before.isEmpty()
                        ? Messages.FormulaAtStart
                        : Messages.bind(Messages.FormulaAfter, before);
                yield Optional.of(Messages.bind(switch (wrong.mistake()) {
                    case SENSOR_EXPECTED -> Messages.FormulaSensorExpected;
                    case SIGN_EXPECTED -> Messages.FormulaSignExpected;
                    case NUMBER_TOO_LARGE -> Messages.FormulaNumberTooLarge;
                }, place));
            }
            case Formula.Right right -> right.formula().sensors().stream()
                    .filter(number -> siblings.stream().noneMatch(one -> one.key().sensor() == number)).findFirst()
                    .map(number -> Messages.bind(Messages.FormulaNoSensor, Integer.toString(number),
                            sensor.key().meter()));
        };
    }

    @Override
    protected void okPressed() {
        var text = formula.flatMap(field -> Formula.parse(field.getText()) instanceof Formula.Right right
                ? Optional.of(right.formula().toString())
                : Optional.<String>empty());
        var settings = new SensorSettings(name.getText().strip(), SensorRole.values()[role.getSelectionIndex()],
                negated.getSelection(), color, text,
                temperature.map(field -> (double) field.getSelection() / TENTHS)
                        .orElse(sensor.settings().temperatureOffset()),
                parent());
        try {
            Waiting.run(() -> services.household().save(new Sensor(sensor.key(), settings)));
        } catch (StoreException e) {
            Problems.show(getShell(), Messages.SensorProblem, e);
            return;
        }
        services.choices().noteChanged();
        boolean first = firstChannel.filter(Button::getSelection).isPresent();
        if (first != firstChannelBefore) {
            SeriesKey key = sensor.key();
            ProgressJob.start(Messages.SensorFirstChannel, Messages.SensorProblem,
                    progress -> services.store().setFirstChannelOnly(key, first));
        }
        super.okPressed();
    }
}
