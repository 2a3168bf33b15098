package org.currentcost.cli;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.currentcost.accounting.Household;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.model.UserLocale;
import org.currentcost.settings.Tariffs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Enters a price into the tariff that counts, and tells its prices. Bands, tiers and VAT are for the window. */
@Command(name = "tariff", mixinStandardHelpOptions = true)
final class TariffCommand implements Callable<Integer> {

    /** Before any reading, so that a price without a date counts for all of them. */
    private static final LocalDate EVER = LocalDate.of(2000, 1, 1);
    private static final LocalDate FIRST_DAY = LocalDate.of(1970, 1, 2);
    private static final LocalDate LAST_DAY = LocalDate.of(9998, 12, 30);
    private static final int MOST_DIGITS = 30;

    @Spec
    private CommandSpec spec;

    @Option(names = "--price", paramLabel = "N")
    private Optional<BigDecimal> price = Optional.empty();

    @Option(names = "--standing-charge", paramLabel = "N", defaultValue = "0")
    private BigDecimal standingCharge;

    @Option(names = "--from", paramLabel = "DATE")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--currency", paramLabel = "CODE")
    private Optional<Currency> currency = Optional.empty();

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws Exception {
        if (price.isPresent()) {
            try (var folder = data.open()) {
                var household = new Household(folder.store());
                household.save(changed(household.tariffs(), price.get()));
                tell(household.tariffs().inForce());
            }
        } else {
            try (var store = data.openToRead()) {
                tell(new Household(store).tariffs().inForce());
            }
        }
        return CommandLineMain.OK;
    }

    private Tariffs changed(Tariffs tariffs, BigDecimal newPrice) {
        var former = tariffs.inForce();
        var day = from.orElse(EVER);
        if (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("instant.range", day));
        }
        if (hasTooManyDigits(newPrice) || hasTooManyDigits(standingCharge)) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("tariff.price"));
        }
        var versions = new ArrayList<>(former.map(Tariff::versions).orElse(List.of()));
        versions.removeIf(one -> one.validFrom().equals(day));
        try {
            versions.add(TariffVersion.flat(day, standingCharge, newPrice));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("tariff.price"), e);
        }
        var money = currency.or(() -> former.map(Tariff::currency))
                .orElseGet(() -> UserLocale.firstCurrency(UserLocale.formats()));
        var name = former.map(Tariff::name).orElseGet(() -> CommandMessages.get("tariff.name"));
        return tariffs.with(former.map(Tariff::name), new Tariff(name, money, versions));
    }

    /** Looked at before anything is computed: the digits of 1e-999999999 would fill the memory. */
    private static boolean hasTooManyDigits(BigDecimal value) {
        return Math.abs((long) value.scale()) > MOST_DIGITS || value.precision() > MOST_DIGITS;
    }

    private void tell(Optional<Tariff> tariff) {
        var out = spec.commandLine().getOut();
        if (tariff.isEmpty()) {
            out.println(CommandMessages.get("tariff.none"));
        }
        tariff.ifPresent(one -> one.versions()
                .forEach(version -> out.println(CommandMessages.get("tariff.version", one.name(), version.validFrom(),
                        version.pricePerKilowattHour().toPlainString(), one.currency().getCurrencyCode(),
                        version.standingChargePerDay().toPlainString()))));
    }
}
