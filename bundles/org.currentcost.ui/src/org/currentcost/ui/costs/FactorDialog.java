package org.currentcost.ui.costs;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.currentcost.analysis.CarbonFactor;
import org.currentcost.model.UserLocale;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DateTime;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks how much CO2 a kilowatt-hour stands for, from a day on. */
final class FactorDialog extends EntryDialog {

    private final Locale locale = UserLocale.formats();
    private final Set<LocalDate> otherDays;
    private final CarbonFactor before;
    private final boolean isNew;
    private DateTime day;
    private Text grams;
    private Optional<CarbonFactor> factor = Optional.empty();

    private FactorDialog(Shell parent, Set<LocalDate> otherDays, CarbonFactor before, boolean isNew) {
        super(parent, isNew ? Messages.FactorNew : Messages.FactorChange, Messages.FactorSentence,
                Messages.DialogSave);
        this.otherDays = otherDays;
        this.before = before;
        this.isNew = isNew;
    }

    /** {@return the factor, unless the dialog was cancelled} @param isNew whether it has no grams yet */
    static Optional<CarbonFactor> ask(Shell parent, Set<LocalDate> otherDays, CarbonFactor before, boolean isNew) {
        var dialog = new FactorDialog(parent, otherDays, before, isNew);
        return dialog.open() == Window.OK ? dialog.factor : Optional.empty();
    }

    @Override
    void createFields(Composite area) {
        label(area, Messages.FieldValidFrom);
        day = new DateTime(area, SWT.DATE | SWT.DROP_DOWN | SWT.BORDER);
        day.setDate(before.validFrom().getYear(), before.validFrom().getMonthValue() - 1,
                before.validFrom().getDayOfMonth());
        day.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> check()));
        grams = text(area, Messages.FactorGrams, isNew ? "" : Decimals.text(before.gramsPerKilowattHour(), locale));
        grams.setFocus();
    }

    private LocalDate day() {
        return LocalDate.of(day.getYear(), day.getMonth() + 1, day.getDay());
    }

    private Optional<BigDecimal> grams() {
        return Decimals.parse(grams.getText(), locale).filter(one -> TariffForm.isPrice(one) && one.signum() >= 0);
    }

    @Override
    Optional<String> problem() {
        if (otherDays.contains(day())) {
            return Optional.of(Messages.FactorDayTaken);
        }
        return grams().isEmpty() ? Optional.of(Messages.FactorWrong) : Optional.empty();
    }

    @Override
    void accept() {
        factor = Optional.of(new CarbonFactor(day(), grams().orElseThrow()));
    }
}
