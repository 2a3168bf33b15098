package org.currentcost.ui.data;

import java.util.function.Consumer;
import java.util.function.Function;
import org.currentcost.ui.kit.StateMarks;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Display;

/**
 * The columns of a list.
 *
 * @param <T> what is in its rows
 */
final class ListColumns<T> {

    private final TableViewer table;
    private final Class<T> type;
    private final Function<T, Boolean> past;

    /** @param past whether a row no longer counts, and is grey */
    ListColumns(TableViewer table, Class<T> type, Function<T, Boolean> past) {
        this.table = table;
        this.type = type;
        this.past = past;
        table.getTable().setHeaderVisible(true);
        ColumnViewerToolTipSupport.enableFor(table);
    }

    ListColumns<T> add(String title, int style, Function<T, String> text) {
        var column = new TableViewerColumn(table, style);
        column.getColumn().setText(title);
        column.getColumn().setMoveable(true);
        column.setLabelProvider(new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return text.apply(type.cast(element));
            }

            @Override
            public String getToolTipText(Object element) {
                String all = getText(element);
                return all.isBlank() ? null : all;
            }

            @Override
            public Color getForeground(Object element) {
                return past.apply(type.cast(element))
                        ? Display.getCurrent().getSystemColor(SWT.COLOR_WIDGET_DISABLED_FOREGROUND)
                        : null;
            }
        });
        return this;
    }

    /** {@return an action for the selected rows} */
    Action action(String text, String icon, Consumer<T> work) {
        var action = new Action(text, StateMarks.icon(icon)) {
            @Override
            public void run() {
                for (Object one : table.getStructuredSelection().toArray()) {
                    work.accept(type.cast(one));
                }
            }
        };
        action.setToolTipText(text);
        action.setEnabled(false);
        return action;
    }
}
