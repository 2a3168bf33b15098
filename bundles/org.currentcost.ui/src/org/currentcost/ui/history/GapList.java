package org.currentcost.ui.history;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.currentcost.accounting.PeriodAmounts;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.FittedColumns;
import org.eclipse.jface.dialogs.PopupDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** Lists the times of which nothing is known, and goes to the one that is chosen. */
final class GapList extends PopupDialog {

    private static final int ROWS = 12;
    private static final int LEAST_WIDTH = 380;

    private final AmountWords words;
    private final List<PeriodAmounts.SensorGap> gaps;
    private final Function<Sensor, String> names;
    private final Consumer<TimeRange> goTo;
    private Table table;

    /** @param names what sensors are called @param goTo hears of the chosen gap */
    GapList(Shell parent, AmountWords words, List<PeriodAmounts.SensorGap> gaps, Function<Sensor, String> names,
            Consumer<TimeRange> goTo) {
        super(parent, SWT.TOOL | SWT.RESIZE, true, false, false, false, false, null,
                gaps.isEmpty() ? Messages.GapsNone : Messages.GapsHint);
        this.words = words;
        this.gaps = gaps;
        this.names = names;
        this.goTo = goTo;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.GapsTitle);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        var area = (Composite) super.createDialogArea(parent);
        table = new Table(area, SWT.FULL_SELECTION | SWT.SINGLE | SWT.V_SCROLL);
        table.setHeaderVisible(true);
        boolean several = gaps.stream().map(gap -> gap.sensor().key()).distinct().count() > 1;
        for (String title : several
                ? List.of(Messages.GapsWhen, Messages.GapsMissing, Messages.GapsSensor)
                : List.of(Messages.GapsWhen, Messages.GapsMissing)) {
            new TableColumn(table, SWT.LEFT).setText(title);
        }
        for (var one : gaps.reversed()) {
            var item = new TableItem(table, SWT.NONE);
            item.setText(0, words.range(one.gap().range()));
            item.setText(1, words.duration(Duration.ofMillis(one.gap().missingMillis())));
            if (several) {
                item.setText(2, names.apply(one.sensor()));
            }
            item.setData(one.gap().range());
        }
        for (var column : table.getColumns()) {
            column.pack();
        }
        FittedColumns.of(table).fit();
        table.addListener(SWT.DefaultSelection, event -> choose());
        table.addListener(SWT.MouseUp, event -> choose());
        GridDataFactory.fillDefaults().grab(true, true).hint(SWT.DEFAULT,
                table.getItemHeight() * Math.clamp(gaps.size() + 1L, 2, ROWS)).applyTo(table);
        return area;
    }

    private void choose() {
        int index = table.getSelectionIndex();
        if (index >= 0) {
            var range = (TimeRange) table.getItem(index).getData();
            close();
            goTo.accept(range);
        }
    }

    @Override
    protected Control getFocusControl() {
        return table;
    }

    @Override
    protected Point getInitialSize() {
        var size = super.getInitialSize();
        return new Point(Math.max(LEAST_WIDTH, size.x), size.y);
    }

    @Override
    protected Point getInitialLocation(Point size) {
        Rectangle parent = getParentShell().getBounds();
        return new Point(parent.x + (parent.width - size.x) / 2, parent.y + (parent.height - size.y) / 2);
    }
}
