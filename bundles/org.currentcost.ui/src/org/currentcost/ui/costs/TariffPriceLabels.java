package org.currentcost.ui.costs;

import org.currentcost.ui.charts.ShortenedText;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.TreeColumn;

/** What a row costs, as far as the column has room; all of it in the tooltip. */
final class TariffPriceLabels extends ColumnLabelProvider {

    private static final int CELL_MARGIN = 12;

    private final CostWords words;
    private final TariffRows rows;
    private final TreeViewer tree;
    private final TreeColumn column;
    private int shortenedTo = -1;

    TariffPriceLabels(CostWords words, TariffRows rows, TreeViewer tree, TreeColumn column) {
        this.words = words;
        this.rows = rows;
        this.tree = tree;
        this.column = column;
        column.addListener(SWT.Resize, event -> shortenAgain());
    }

    @Override
    public String getText(Object element) {
        return shortened(whole(element));
    }

    private String whole(Object element) {
        return switch ((TariffRows.Row) element) {
            case TariffRows.TariffRow row -> "";
            case TariffRows.VersionRow row -> words.prices(row.version(), row.tariff().currency());
            case TariffRows.CarbonRow row -> rows.carbon().isEmpty() ? Messages.RowNoFactor : "";
            case TariffRows.FactorRow row -> Messages.bind(Messages.RowGrams,
                    words.number(row.factor().gramsPerKilowattHour(), 6));
            case TariffRows.IntensityRow row -> words.rates(row.table());
        };
    }

    @Override
    public String getToolTipText(Object element) {
        String whole = whole(element);
        return whole.isEmpty() ? null : String.join("\n", whole.split(" · "));
    }

    private void shortenAgain() {
        if (column.getWidth() != shortenedTo) {
            shortenedTo = column.getWidth();
            tree.refresh(true);
        }
    }

    /** A tree cuts what has no room without saying so. */
    private String shortened(String text) {
        var gc = new GC(tree.getControl());
        try {
            gc.setFont(tree.getControl().getFont());
            int most = column.getWidth() - CELL_MARGIN;
            return most <= 0 ? text : ShortenedText.of(gc, text, most);
        } finally {
            gc.dispose();
        }
    }
}
