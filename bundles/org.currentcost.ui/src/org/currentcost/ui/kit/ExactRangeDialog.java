package org.currentcost.ui.kit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.currentcost.model.TimeRange;
import org.currentcost.model.TypedRange;
import org.currentcost.model.TypedTimes;
import org.currentcost.model.UserLocale;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks for an exact span of time: in words, or by its start and end, which show at once how the words are read. */
final class ExactRangeDialog extends TitleAreaDialog {

    private static final int WIDTH = 520;
    private static final int LAST_DAY_OF_EXAMPLE = 3;

    private final TimeRangeService time;
    private final ZoneId zone;
    private final Instant now;
    private final TypedTimes typed;
    private final LocalDate today;
    private Text words;
    private MomentField from;
    private MomentField to;
    /** Empty as long as nothing was changed: what is shown may go on with the clock. */
    private Optional<TypedRange> chosen = Optional.empty();
    /** What the fields stand for, as long as nobody changed them. */
    private TimeRange inFields;
    private boolean fieldsChanged;
    private boolean showing;

    private ExactRangeDialog(Shell parent, FigureServices services) {
        super(parent);
        time = services.time();
        zone = services.store().zone();
        now = services.clock().instant();
        today = LocalDate.ofInstant(now, zone);
        typed = new TypedTimes(UserLocale.language(), UserLocale.formats(), zone);
        setHelpAvailable(false);
    }

    /** Asks, and shows the range that the user asked for unless the dialog was cancelled. */
    static void show(Shell parent, FigureServices services) {
        var dialog = new ExactRangeDialog(parent, services);
        if (dialog.open() == Window.OK) {
            dialog.chosen.ifPresent(dialog.time::show);
        }
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.ExactTitle);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        var area = (Composite) super.createDialogArea(parent);
        setTitle(Messages.ExactTitle);
        setMessage(Messages.bind(Messages.ExactDescription, zone.getId()));
        var fields = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(12, 12).applyTo(fields);
        GridDataFactory.fillDefaults().grab(true, true).hint(FontRoom.width(fields, WIDTH), SWT.DEFAULT)
                .applyTo(fields);
        new Label(fields, SWT.NONE).setText(Messages.ExactWords);
        words = new Text(fields, SWT.BORDER);
        words.setMessage(example());
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(words);
        new Label(fields, SWT.NONE).setText(Messages.ExactFrom);
        from = new MomentField(fields, zone, today, this::checkFields);
        new Label(fields, SWT.NONE).setText(Messages.ExactTo);
        to = new MomentField(fields, zone, today, this::checkFields);
        show(time.shown().get().range());
        words.addModifyListener(event -> checkWords());
        words.setFocus();
        return area;
    }

    private String example() {
        var first = today.minusMonths(1).withDayOfMonth(1);
        return Messages.bind(Messages.ExactExamples,
                typed.text(first) + " – " + typed.text(first.withDayOfMonth(LAST_DAY_OF_EXAMPLE)));
    }

    private void show(TimeRange range) {
        showing = true;
        from.show(range.start());
        to.show(range.end());
        showing = false;
        inFields = range;
        fieldsChanged = false;
    }

    private void checkWords() {
        if (showing) {
            return;
        }
        if (words.getText().isBlank()) {
            // What the words had put into the fields stays there, as a time that stands still.
            fieldsChanged = true;
            checkFields();
            return;
        }
        var read = typed.range(words.getText(), now);
        chosen = Optional.of(read);
        time.range(read).ifPresent(this::show);
        tell(read instanceof TypedRange.Problem problem ? Optional.of(switch (problem) {
            case UNREADABLE -> Messages.bind(Messages.ExactUnreadable, words.getText().strip(), example());
            case ENDS_BEFORE_START -> Messages.ExactWrong;
            case SKIPPED_BY_CLOCK -> Messages.TimeSkipped;
        }) : Optional.empty());
    }

    private void checkFields() {
        if (showing) {
            return;
        }
        var problem = MomentField.problem(from, to);
        Optional<TimeRange> range = problem.isPresent()
                ? Optional.empty()
                : Optional.of(new TimeRange(from.moment().orElseThrow(), to.moment().orElseThrow()));
        if (!fieldsChanged && range.filter(inFields::equals).isPresent()) {
            // A field that was left, or rewrites what it shows in its own form, means what it meant before.
            return;
        }
        fieldsChanged = true;
        showing = true;
        words.setText("");
        showing = false;
        chosen = Optional.of(range.<TypedRange>map(TypedRange.Fixed::new).orElse(TypedRange.Problem.UNREADABLE));
        tell(problem);
    }

    private void tell(Optional<String> problem) {
        setErrorMessage(problem.orElse(null));
        getButton(IDialogConstants.OK_ID).setEnabled(problem.isEmpty());
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, Messages.ExactShow, true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
    }
}
