package org.currentcost.ui.costs;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.currentcost.analysis.CarbonFactor;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.model.UserLocale;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.DayField;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks how much CO2 a kilowatt-hour stands for, from a day on. */
final class FactorDialog extends EntryDialog {

    private final Locale locale = UserLocale.formats();
    private final Set<LocalDate> otherDays;
    private final CarbonFactor before;
    private final boolean isNew;
    private DayField day;
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

    /** Asks for one more factor, and keeps it. */
    static void openNew(Shell parent, FigureServices services) throws StoreException {
        var carbon = services.household().carbon();
        var factors = carbon.map(CarbonFactors::factors).orElse(List.of());
        var zone = services.store().zone();
        // The first factor holds for what was recorded before it was entered, too.
        var start = factors.isEmpty()
                ? LocalDate.ofInstant(services.amounts().charged().start(), zone)
                : LocalDate.ofInstant(services.clock().instant(), zone);
        var asked = ask(parent, factors.stream().map(CarbonFactor::validFrom).collect(Collectors.toSet()),
                new CarbonFactor(start, BigDecimal.ZERO), true);
        if (asked.isPresent()) {
            var all = new ArrayList<>(factors);
            all.add(asked.get());
            Waiting.run(() -> services.household().save(new CarbonFactors(all,
                    carbon.flatMap(CarbonFactors::halfHourly))));
        }
    }

    @Override
    void createFields(Composite area) {
        label(area, Messages.FieldValidFrom);
        day = new DayField(area, before.validFrom(), this::check);
        day.show(before.validFrom());
        grams = text(area, Messages.FactorGrams, isNew ? "" : Decimals.text(before.gramsPerKilowattHour(), locale));
        grams.setFocus();
    }

    private Optional<BigDecimal> grams() {
        return Decimals.parse(grams.getText(), locale).filter(one -> TariffForm.isPrice(one) && one.signum() >= 0);
    }

    @Override
    Optional<String> problem() {
        if (day.problem().isPresent()) {
            return day.problem();
        }
        if (otherDays.contains(day.day().orElseThrow())) {
            return Optional.of(Messages.FactorDayTaken);
        }
        return grams().isEmpty() ? Optional.of(Messages.FactorWrong) : Optional.empty();
    }

    @Override
    void accept() {
        factor = Optional.of(new CarbonFactor(day.day().orElseThrow(), grams().orElseThrow()));
    }
}
