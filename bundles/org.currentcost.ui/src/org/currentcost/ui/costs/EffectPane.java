package org.currentcost.ui.costs;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.currentcost.accounting.TariffEffect;
import org.currentcost.analysis.CostSum;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.analysis.Tariff;
import org.currentcost.model.TimeRange;
import org.currentcost.model.UserLocale;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.Background;
import org.currentcost.ui.kit.FittedColumns;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FontRoom;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** The months whose costs a change of tariff changes, before and after, and all of them together. */
final class EffectPane {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 230;
    private static final int SUMMARY_HEIGHT = 40;

    private final FigureServices services;
    private final CostWords words;
    private final Composite box;
    private final Label summary;
    private final Table table;
    private int asked;

    EffectPane(Composite parent, FigureServices services) {
        this.services = services;
        words = new CostWords(UserLocale.formats(), services.store().zone());
        box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 8).applyTo(box);
        summary = new Label(box, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false)
                .hint(FontRoom.width(summary, WIDTH), FontRoom.height(summary, SUMMARY_HEIGHT)).applyTo(summary);
        table = new Table(box, SWT.BORDER | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        column(Messages.EffectMonth, SWT.LEFT);
        column(Messages.EffectBefore, SWT.RIGHT);
        column(Messages.EffectAfter, SWT.RIGHT);
        column(Messages.EffectDifference, SWT.RIGHT);
        GridDataFactory.fillDefaults().grab(true, true)
                .hint(FontRoom.width(table, WIDTH), FontRoom.height(table, HEIGHT)).applyTo(table);
    }

    Control control() {
        return box;
    }

    private void column(String title, int style) {
        var column = new TableColumn(table, style);
        column.setText(title);
    }

    /**
     * Works out what a change does, in the background, and shows it.
     *
     * @param before the tariff that counts, if one does
     * @param after  the one that will count, if one does
     * @param done   what to do when it is shown
     */
    void show(Optional<Tariff> before, Optional<Tariff> after, Runnable done) {
        int mine = ++asked;
        table.removeAll();
        if (before.equals(after) || before.isEmpty() && after.isEmpty()) {
            summary.setText(Messages.EffectNotInForce);
            done.run();
            return;
        }
        summary.setText(Messages.EffectWorking);
        var display = box.getDisplay();
        Background.run(Messages.EffectJob, () -> {
            Optional<TariffEffect> effect = effect(before, after);
            display.asyncExec(() -> {
                if (!box.isDisposed() && mine == asked) {
                    effect.ifPresentOrElse(this::fill, () -> summary.setText(Messages.EffectProblem));
                    done.run();
                }
            });
        });
    }

    private Optional<TariffEffect> effect(Optional<Tariff> before, Optional<Tariff> after) {
        try {
            return Optional.of(services.costs().effect(before, after));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    private void fill(TariffEffect effect) {
        var repricing = effect.repricing();
        var month = services.words();
        for (var change : repricing.changes()) {
            var period = change.before().energy();
            row(month.period(new TimeRange(Instant.ofEpochMilli(period.startMillis()),
                    Instant.ofEpochMilli(period.endMillis())), PeriodKind.MONTH), effect, change.before(),
                    change.after());
        }
        if (repricing.changes().isEmpty()) {
            summary.setText(of(effect, Messages.EffectNothing));
            FittedColumns.of(table).fit();
            return;
        }
        var before = CostSum.total(repricing.changes().stream().map(one -> one.before()).toList());
        var after = CostSum.total(repricing.changes().stream().map(one -> one.after()).toList());
        row(Messages.EffectTotal, effect, before, after);
        summary.setText(of(effect, summary(effect, before, after)));
        FittedColumns.of(table).fit();
    }

    /** Says whose costs they are: what else would tell that another meter is selected elsewhere? */
    private String of(TariffEffect effect, String sentence) {
        return effect.house().map(house -> Messages.bind(Messages.OfHouse, services.name(house), sentence))
                .orElse(sentence);
    }

    private String summary(TariffEffect effect, CostSum before, CostSum after) {
        int months = effect.repricing().changes().size();
        String count = words.number(BigDecimal.valueOf(months), 0);
        String sum = words.money(after.total(), effect.after());
        if (!isPriced(before)) {
            return months == 1
                    ? Messages.bind(Messages.EffectOneMonthFirst, sum)
                    : Messages.bind(Messages.EffectMonthsFirst, count, sum);
        }
        String former = words.money(before.total(), effect.before());
        return months == 1
                ? Messages.bind(Messages.EffectOneMonth, former, sum)
                : Messages.bind(Messages.EffectMonths, new Object[]{count, former, sum});
    }

    private static boolean isPriced(CostSum sum) {
        return sum.total().signum() != 0 || sum.pricedShare() > 0;
    }

    private void row(String name, TariffEffect effect, CostSum before, CostSum after) {
        boolean both = effect.sameCurrency() && isPriced(before) && isPriced(after);
        new TableItem(table, SWT.NONE).setText(new String[]{name,
            isPriced(before) ? words.money(before.total(), effect.before()) : "–",
            isPriced(after) ? words.money(after.total(), effect.after()) : "–",
            both ? words.difference(after.total().subtract(before.total()), effect.after()) : "–"});
    }
}
