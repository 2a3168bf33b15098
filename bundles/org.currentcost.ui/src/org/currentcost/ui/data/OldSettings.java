package org.currentcost.ui.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.currentcost.accounting.OfferedSettings;
import org.currentcost.imports.OldDataSource;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.Quantities;

/** The price and the target in a file of the first program, and what becomes of them, in words. */
final class OldSettings {

    /** Nothing at all. */
    static final OfferedSettings NONE = new OfferedSettings("", Currency.getInstance("GBP"), Optional.empty(),
            Optional.empty());

    private OldSettings() {
    }

    /** {@return what a file offers; that program knew pounds alone} */
    static OfferedSettings of(OldDataSource file) throws StoreException {
        var settings = file.settings();
        return new OfferedSettings(settings.supplier().orElse(Messages.OldTariffName), NONE.currency(),
                settings.price(), settings.annualTarget());
    }

    /** {@return what becomes of the settings; empty if there are none} @param taken those that are taken over */
    static String words(OfferedSettings all, OfferedSettings taken) {
        var sentences = new ArrayList<String>();
        all.price().ifPresent(price -> sentences.add(Messages.bind(
                taken.price().isPresent() ? Messages.OldPriceTaken : Messages.OldPriceLeft,
                List.of(money(all, price), all.name()).toArray())));
        all.perYear().ifPresent(target -> sentences.add(Messages.bind(
                taken.perYear().isPresent() ? Messages.OldTargetTaken : Messages.OldTargetLeft,
                money(all, target))));
        return String.join(" ", sentences);
    }

    private static String money(OfferedSettings all, BigDecimal amount) {
        return Quantities.format().price(amount, all.currency(), "").toString();
    }
}
