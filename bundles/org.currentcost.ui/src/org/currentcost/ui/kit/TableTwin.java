package org.currentcost.ui.kit;

import java.util.List;
import java.util.function.IntConsumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** The figures of a chart as a table that people and screen readers can walk through. UI thread only. */
public final class TableTwin {

    private static final int PADDING = 28;
    private static final int MEASURED_ROWS = 50;

    private final Table table;
    private TableData data = new TableData(List.of(), List.of());

    /** Makes an empty one. @param name what a screen reader calls the table */
    public TableTwin(Composite parent, String name) {
        table = new Table(parent, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.MULTI | SWT.BORDER);
        table.setHeaderVisible(true);
        table.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                if (event.childID == ACC.CHILDID_SELF) {
                    event.result = name;
                }
            }
        });
        table.addListener(SWT.SetData, event -> {
            var row = data.rows().get(event.index);
            var item = (TableItem) event.item;
            for (int i = 0; i < row.size(); i++) {
                item.setText(i, TableData.shown(row.get(i)));
            }
        });
    }

    /** Does something with a row on which Enter or a double click is made. @param work takes the row's place */
    public void onOpen(IntConsumer work) {
        table.addSelectionListener(SelectionListener.widgetDefaultSelectedAdapter(
                event -> work.accept(table.indexOf((TableItem) event.item))));
    }

    /** {@return the table, to be laid out} */
    public Table control() {
        return table;
    }

    /** Shows other figures. */
    public void show(TableData next) {
        boolean sameColumns = next.columns().equals(data.columns());
        data = next;
        table.setRedraw(false);
        if (!sameColumns) {
            for (var column : table.getColumns()) {
                column.dispose();
            }
            // Without rows, to pack a column measures its header alone, with all that the header has around its text.
            table.setItemCount(0);
            for (var column : next.columns()) {
                var made = new TableColumn(table, column.number() ? SWT.RIGHT : SWT.LEFT);
                made.setText(column.title());
                made.pack();
            }
            // The last column takes what room is left; numbers would stand far from the others there.
            new TableColumn(table, SWT.LEFT).setWidth(PADDING);
        }
        table.setItemCount(next.rows().size());
        table.clearAll();
        if (!sameColumns) {
            fitColumns();
        }
        table.setRedraw(true);
    }

    /** By the header and the first rows; packing a virtual table would make all of its rows. */
    private void fitColumns() {
        var gc = new GC(table);
        gc.setFont(table.getFont());
        for (int i = 0; i < data.columns().size(); i++) {
            int width = gc.textExtent(data.columns().get(i).title()).x;
            int header = table.getColumn(i).getWidth();
            for (var row : data.rows().subList(0, Math.min(MEASURED_ROWS, data.rows().size()))) {
                width = Math.max(width, gc.textExtent(TableData.shown(row.get(i))).x);
            }
            table.getColumn(i).setWidth(Math.max(header, width + PADDING));
        }
        gc.dispose();
    }
}
