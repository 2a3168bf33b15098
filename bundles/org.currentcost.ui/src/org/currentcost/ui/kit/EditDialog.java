package org.currentcost.ui.kit;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.Sensor;
import org.currentcost.analysis.EnergySum;
import org.currentcost.model.Edit;
import org.currentcost.model.EditKind;
import org.currentcost.model.TimeRange;
import org.currentcost.model.UserLocale;
import org.currentcost.store.StoreException;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;

/** Corrects the readings of a span of time: takes them out, multiplies them, or moves them. */
public final class EditDialog extends TitleAreaDialog {

    private static final int WIDTH = 460;
    private static final int MOST_DAYS = 3_660;
    private static final int LAST_HOUR = 23;
    private static final int LAST_SIXTIETH = 59;

    private final FigureServices services;
    private final EditKind kind;
    private final List<Sensor> sensors;
    private final TimeRange span;
    private Text factor;
    private Combo direction;
    private final List<Spinner> length = new ArrayList<>();
    private Label preview;
    private Text reason;
    private Optional<Before> before = Optional.empty();

    private int asked;

    /** What is shown before the edit. @param kilowattHours with what fills gaps */
    private record Before(BigDecimal kilowattHours, long readings) {
    }

    /** What will be shown after it. @param filled the part of it that the meter's memory tells */
    private record After(double kilowattHours, double filled) {
    }

    /** @param sensors measured ones, at least one @param span longer than nothing */
    public EditDialog(Shell parent, FigureServices services, EditKind kind, List<Sensor> sensors, TimeRange span) {
        super(parent);
        this.services = services;
        this.kind = kind;
        this.sensors = List.copyOf(sensors);
        this.span = span;
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    private String title() {
        return switch (kind) {
            case EXCLUDE -> Messages.EditExclude;
            case SCALE -> Messages.EditScale;
            case SHIFT -> Messages.EditShift;
        };
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(title());
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        var area = (Composite) super.createDialogArea(parent);
        setTitle(title());
        setMessage(Messages.bind(Messages.EditAbout, names(), services.words().range(span)));
        var fields = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(8, 8).applyTo(fields);
        switch (kind) {
            case EXCLUDE -> {
                // nothing to ask
            }
            case SCALE -> createFactor(fields);
            case SHIFT -> createShift(fields);
        }
        new Label(fields, SWT.NONE).setText(Messages.EditReason);
        reason = new Text(fields, SWT.BORDER);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(reason);
        new Label(fields, SWT.NONE);
        preview = new Label(fields, SWT.WRAP);
        preview.setText(Messages.EditLooking + "\n");
        GridDataFactory.fillDefaults().grab(true, true).applyTo(preview);
        // The names of the units are longer in some languages.
        GridDataFactory.fillDefaults().grab(true, true)
                .hint(Math.max(FontRoom.width(fields, WIDTH), fields.computeSize(SWT.DEFAULT, SWT.DEFAULT).x),
                        SWT.DEFAULT)
                .applyTo(fields);
        look();
        return area;
    }

    private String names() {
        return sensors.stream().map(SeriesNames::full).collect(Collectors.joining(", "));
    }

    private void createFactor(Composite fields) {
        new Label(fields, SWT.NONE).setText(Messages.EditFactor);
        factor = new Text(fields, SWT.BORDER);
        factor.setText("1");
        factor.selectAll();
        factor.addModifyListener(event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(factor);
    }

    private void createShift(Composite fields) {
        new Label(fields, SWT.NONE).setText(Messages.EditShiftBy);
        var row = new Composite(fields, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(9).applyTo(row);
        addLength(row, Messages.EditDays, MOST_DAYS);
        addLength(row, Messages.EditHours, LAST_HOUR);
        addLength(row, Messages.EditMinutes, LAST_SIXTIETH);
        addLength(row, Messages.EditSeconds, LAST_SIXTIETH);
        direction = new Combo(row, SWT.READ_ONLY);
        direction.setItems(Messages.EditLater, Messages.EditEarlier);
        direction.select(0);
        direction.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> check()));
    }

    private void addLength(Composite row, String unit, int most) {
        var spinner = new Spinner(row, SWT.BORDER);
        spinner.setMaximum(most);
        spinner.setToolTipText(unit);
        spinner.addModifyListener(event -> check());
        new Label(row, SWT.NONE).setText(unit);
        length.add(spinner);
    }

    /** Looks up what is there, in the background: ten years take a moment. */
    private void look() {
        var display = Display.getCurrent();
        Background.run(title(), () -> {
            var found = before();
            display.asyncExec(() -> {
                if (!preview.isDisposed()) {
                    before = Optional.of(found);
                    check();
                }
            });
        });
    }

    private Before before() throws StoreException {
        var kilowattHours = BigDecimal.ZERO;
        var readings = new long[1];
        for (var sensor : sensors) {
            kilowattHours = kilowattHours
                    .add(services.amounts().amount(sensor.key(), span, AmountUnit.ENERGY).total());
            services.store().forEachReading(sensor.key(), span, reading -> readings[0]++);
        }
        return new Before(kilowattHours, readings[0]);
    }

    private Optional<BigDecimal> factor() {
        var format = (DecimalFormat) NumberFormat.getNumberInstance(UserLocale.formats());
        format.setParseBigDecimal(true);
        String text = factor.getText().strip();
        var position = new ParsePosition(0);
        var number = (BigDecimal) format.parse(text, position);
        if (number == null || position.getIndex() < text.length()) {
            return Optional.empty();
        }
        boolean fits = number.abs().compareTo(Edit.LARGEST_FACTOR) <= 0
                && number.stripTrailingZeros().scale() <= Edit.MOST_DECIMALS;
        return fits ? Optional.of(number) : Optional.empty();
    }

    private Duration shift() {
        var by = Duration.ofDays(length.get(0).getSelection()).plusHours(length.get(1).getSelection())
                .plusMinutes(length.get(2).getSelection()).plusSeconds(length.get(3).getSelection());
        return direction.getSelectionIndex() == 0 ? by : by.negated();
    }

    private Optional<String> mistake() {
        return switch (kind) {
            case EXCLUDE -> Optional.empty();
            case SCALE -> {
                var number = factor();
                if (number.isEmpty()) {
                    yield Optional.of(Messages.EditFactorWrong);
                }
                yield number.get().compareTo(BigDecimal.ONE) == 0
                        ? Optional.of(Messages.EditFactorOne)
                        : Optional.empty();
            }
            case SHIFT -> shift().isZero() ? Optional.of(Messages.EditShiftNothing) : Optional.empty();
        };
    }

    private void check() {
        var mistake = mistake();
        // What was not touched yet is no mistake: the button is grey and the field says what it wants.
        setErrorMessage(mistake.filter(text -> text.equals(Messages.EditFactorWrong)).orElse(null));
        before.ifPresent(found -> {
            tell(words(found));
            if (mistake.isEmpty() && found.readings() > 0) {
                preview(found);
            }
        });
        var ok = getButton(IDialogConstants.OK_ID);
        if (ok != null) {
            ok.setEnabled(mistake.isEmpty() && before.filter(found -> found.readings() > 0).isPresent());
        }
    }

    private void tell(String words) {
        preview.setText(words);
        preview.requestLayout();
    }

    private String words(Before found) {
        return found.readings() == 0
                ? Messages.EditNoReadings
                : amount(found.kilowattHours().doubleValue()) + " · " + count(found);
    }

    private static String count(Before found) {
        return Messages.bind(Messages.EditReadings, Quantities.count(found.readings()));
    }

    /** Says what will be shown, which the meter's memory may fill: worked out in the background. */
    private void preview(Before found) {
        String was = amount(found.kilowattHours().doubleValue());
        if (kind == EditKind.SHIFT) {
            tell(Messages.bind(Messages.EditMove, was, services.words().range(span.shifted(shift()))) + " · "
                    + count(found));
            return;
        }
        Optional<BigDecimal> scale = kind == EditKind.SCALE ? factor() : Optional.empty();
        int mine = ++asked;
        var display = Display.getCurrent();
        Background.run(title(), () -> {
            var after = after(scale);
            display.asyncExec(() -> {
                if (!preview.isDisposed() && mine == asked) {
                    tell(words(was, after) + " · " + count(found));
                }
            });
        });
    }

    private String words(String was, After after) {
        String becomes = Messages.bind(Messages.EditBecome, was, amount(after.kilowattHours()));
        return after.filled() == 0
                ? becomes
                : Messages.bind(Messages.EditFilled, becomes, amount(after.filled()));
    }

    private After after(Optional<BigDecimal> scale) throws StoreException {
        double all = 0;
        double filled = 0;
        for (var sensor : sensors) {
            var energy = scale.isPresent()
                    ? services.energy().scaled(sensor.key(), span, scale.get())
                    : services.energy().withoutReadings(sensor.key(), span);
            var sum = energy.sum(energy.range().startMillis(), Math.max(energy.range().endMillis(), span.endMillis()));
            all += sum.kilowattHours();
            filled += EnergySum.kilowattHours(sum.memoryMicrojoules() + sum.estimatedMicrojoules());
        }
        return new After(all, filled);
    }

    private String amount(double kilowattHours) {
        return services.words().amount(kilowattHours, AmountUnit.ENERGY);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, switch (kind) {
            case EXCLUDE -> Messages.EditExcludeDo;
            case SCALE -> Messages.EditScaleDo;
            case SHIFT -> Messages.EditShiftDo;
        }, true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        check();
    }

    private Edit edit(Sensor sensor, String why, Instant now) {
        return switch (kind) {
            case EXCLUDE -> Edit.exclude(sensor.key(), span, now, why);
            case SCALE -> Edit.scale(sensor.key(), span, factor().orElseThrow(), now, why);
            case SHIFT -> Edit.shift(sensor.key(), span, shift(), now, why);
        };
    }

    @Override
    protected void okPressed() {
        // All at once: so they are undone together, in another session too.
        var now = services.clock().instant();
        var edits = sensors.stream().map(sensor -> edit(sensor, reason.getText().strip(), now)).toList();
        String sentence = Messages.bind(switch (kind) {
            case EXCLUDE -> Messages.EditExcluded;
            case SCALE -> Messages.EditScaled;
            case SHIFT -> Messages.EditShifted;
        }, Quantities.count(before.orElseThrow().readings()));
        var display = Display.getCurrent();
        ProgressJob.start(title(), Messages.EditProblem, progress -> {
            var kept = new ArrayList<Edit>();
            for (var edit : edits) {
                progress.accept((double) kept.size() / edits.size());
                kept.add(services.store().edit(edit));
            }
            display.asyncExec(() -> UndoNotice.offer(services, sentence,
                    UndoStack.Step.ofEdits(services.store(), UndoNotice.name(sentence), kept)));
        });
        super.okPressed();
    }
}
