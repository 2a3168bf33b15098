package org.currentcost.ui.costs;

import java.time.LocalDate;
import org.currentcost.ui.kit.StateMarks;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.swt.graphics.Image;

/** What a row is called: a tariff, since when a price holds. */
final class TariffNameLabels extends ColumnLabelProvider {

    private final CostWords words;

    TariffNameLabels(CostWords words) {
        this.words = words;
    }

    @Override
    public String getText(Object element) {
        return switch ((TariffRows.Row) element) {
            case TariffRows.TariffRow row -> row.current()
                    ? Messages.bind(Messages.RowInForce, row.tariff().name())
                    : row.tariff().name();
            case TariffRows.VersionRow row -> since(row.version().validFrom(), row.now());
            case TariffRows.CarbonRow row -> Messages.RowCarbon;
            case TariffRows.FactorRow row -> since(row.factor().validFrom(), row.now());
            case TariffRows.IntensityRow row -> Messages.RowIntensity;
        };
    }

    @Override
    public Image getImage(Object element) {
        return switch ((TariffRows.Row) element) {
            case TariffRows.TariffRow row -> StateMarks.image(row.current() ? "state-live" : "state-stopped");
            case TariffRows.CarbonRow row -> StateMarks.image("trends");
            default -> null;
        };
    }

    private String since(LocalDate day, boolean now) {
        return Messages.bind(now ? Messages.RowFromNow : Messages.RowFrom, words.date(day));
    }
}
