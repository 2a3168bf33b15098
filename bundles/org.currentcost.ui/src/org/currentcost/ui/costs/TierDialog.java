package org.currentcost.ui.costs;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.currentcost.analysis.Tier;
import org.currentcost.model.UserLocale;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks for the price of the first kilowatt-hours of a month or quarter. */
final class TierDialog extends EntryDialog {

    private final Locale locale = UserLocale.formats();
    private final List<Tier> others;
    private final Optional<Tier> before;
    private Text limit;
    private Text price;
    private Optional<Tier> tier = Optional.empty();

    private TierDialog(Shell parent, List<Tier> others, Optional<Tier> before) {
        super(parent, Messages.TierTitle, Messages.TierSentence, Messages.DialogTake);
        this.others = others;
        this.before = before;
    }

    /** {@return the tier as the user wants it, unless the dialog was cancelled} */
    static Optional<Tier> ask(Shell parent, List<Tier> others, Optional<Tier> before) {
        var dialog = new TierDialog(parent, others, before);
        return dialog.open() == Window.OK ? dialog.tier : Optional.empty();
    }

    @Override
    void createFields(Composite area) {
        limit = text(area, Messages.TierLimit,
                before.map(one -> Decimals.text(one.firstKilowattHours(), locale)).orElse(""));
        price = text(area, Messages.FieldPrice, before.map(one -> Decimals.text(one.price(), locale)).orElse(""));
    }

    private Optional<BigDecimal> number(Text text) {
        return Decimals.parse(text.getText(), locale).filter(TariffForm::isPrice);
    }

    @Override
    Optional<String> problem() {
        var first = number(limit).filter(one -> one.signum() > 0);
        if (first.isEmpty()) {
            return Optional.of(Messages.TierLimitWrong);
        }
        if (others.stream().anyMatch(one -> one.firstKilowattHours().compareTo(first.get()) == 0)) {
            return Optional.of(Messages.TierLimitTaken);
        }
        return number(price).isEmpty() ? Optional.of(Messages.FormPriceWrong) : Optional.empty();
    }

    @Override
    void accept() {
        tier = Optional.of(new Tier(number(limit).orElseThrow(), number(price).orElseThrow()));
    }
}
