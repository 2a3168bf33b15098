package org.currentcost.ui.kit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/**
 * Columns of a table as wide as what is in them, as far as there is room: where it is too little, the widest ones give
 * way, as long as they can be read; then the table scrolls. A column that the user makes wider or narrower stays so.
 * Not for virtual tables. UI thread only.
 */
public final class FittedColumns {

    private static final String KEY = FittedColumns.class.getName();
    private static final int PADDING = 24;
    private static final int IMAGE_GAP = 6;
    /** Of a moment in time, which says nothing when its end is missing. */
    private static final int LEAST = 165;
    /** Titles may be bold. */
    private static final double TITLE_SHARE = 1.15;
    private static final int MEASURED_ROWS = 200;

    private final Table table;
    private final Map<TableColumn, Integer> widths = new HashMap<>();
    private final Map<TableColumn, Integer> content = new HashMap<>();
    private final Set<TableColumn> chosen = new HashSet<>();

    private FittedColumns(Table table) {
        this.table = table;
        table.addListener(SWT.Resize, event -> fit());
    }

    /** {@return those of a table, from now on for as long as it lives} */
    public static FittedColumns of(Table table) {
        if (!(table.getData(KEY) instanceof FittedColumns)) {
            table.setData(KEY, new FittedColumns(table));
        }
        return (FittedColumns) table.getData(KEY);
    }

    /** Fits the columns to what is in the table now. */
    public void fit() {
        fit(false);
    }

    /** Fits them to what changes all the time: columns become wider only. */
    public void widen() {
        fit(true);
    }

    private void fit(boolean widen) {
        int room = table.getClientArea().width;
        var columns = table.getColumns();
        if (room <= 0 || columns.length == 0) {
            return;
        }
        int[] needed = new int[columns.length];
        var gc = new GC(table);
        gc.setFont(table.getFont());
        for (int i = 0; i < columns.length; i++) {
            watch(columns[i]);
            needed[i] = chosen.contains(columns[i]) ? columns[i].getWidth() : needed(gc, i);
            if (widen && !chosen.contains(columns[i])) {
                needed[i] = Math.max(needed[i], content.getOrDefault(columns[i], 0));
            }
            content.put(columns[i], needed[i]);
        }
        gc.dispose();
        int most = most(needed, room, FontRoom.width(table, LEAST));
        int left = room;
        for (int i = 0; i < columns.length; i++) {
            needed[i] = chosen.contains(columns[i]) ? needed[i] : Math.min(needed[i], most);
            left -= needed[i];
        }
        // The last column takes what is left, where numbers would stand far from the others.
        if (left > 0 && (columns[columns.length - 1].getStyle() & SWT.RIGHT) != 0) {
            needed[lastOfWords(columns)] += left;
        }
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].getWidth() != needed[i]) {
                widths.put(columns[i], needed[i]);
                columns[i].setWidth(needed[i]);
            }
        }
    }

    private void watch(TableColumn column) {
        if (widths.putIfAbsent(column, column.getWidth()) == null) {
            column.addListener(SWT.Resize, event -> {
                boolean last = table.indexOf(column) == table.getColumnCount() - 1;
                // GTK tells of widths that the program set, too, and later; and gives what is left to the last one.
                if (!last && Math.abs(column.getWidth() - widths.get(column)) > 1) {
                    chosen.add(column);
                }
            });
            column.addDisposeListener(event -> {
                widths.remove(column);
                content.remove(column);
                chosen.remove(column);
            });
        }
    }

    private int needed(GC gc, int index) {
        int width = (int) Math.ceil(TITLE_SHARE * gc.textExtent(table.getColumn(index).getText()).x);
        for (int row = 0; row < Math.min(MEASURED_ROWS, table.getItemCount()); row++) {
            TableItem item = table.getItem(row);
            var image = item.getImage(index);
            int before = image == null ? 0 : image.getBounds().width + IMAGE_GAP;
            width = Math.max(width, before + gc.textExtent(item.getText(index)).x);
        }
        return width + PADDING;
    }

    /** {@return how wide a column may be at most, so that all of them have room} */
    private static int most(int[] needed, int room, int least) {
        int most = room;
        while (most > least) {
            int sum = 0;
            int wide = 0;
            for (int width : needed) {
                sum += Math.min(width, most);
                wide += width >= most ? 1 : 0;
            }
            if (sum <= room) {
                return most;
            }
            most -= Math.max(1, (sum - room) / Math.max(1, wide));
        }
        return least;
    }

    private static int lastOfWords(TableColumn[] columns) {
        for (int i = columns.length - 1; i >= 0; i--) {
            if ((columns[i].getStyle() & SWT.RIGHT) == 0) {
                return i;
            }
        }
        return 0;
    }
}
