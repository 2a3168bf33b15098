package org.currentcost.ui.data;

import java.util.List;
import java.util.function.Function;
import org.currentcost.ui.kit.FittedColumns;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** A list, or what can be done to have one, as long as it is empty. UI thread only. */
final class ListOrHint {

    private static final int MARGIN = 8;

    private final Composite root;
    private final StackLayout stack = new StackLayout();
    private final Control hint;
    private final Composite list;
    private final TableViewer table;

    /** @param selection {@link SWT#SINGLE} or {@link SWT#MULTI} @param hint makes what an empty list shows */
    ListOrHint(Composite parent, int selection, Function<Composite, Control> hint) {
        root = new Composite(parent, SWT.NONE);
        root.setLayout(stack);
        this.hint = hint.apply(root);
        list = new Composite(root, SWT.NONE);
        list.setLayout(new FillLayout());
        table = new TableViewer(list, SWT.FULL_SELECTION | selection);
        table.setContentProvider(ArrayContentProvider.getInstance());
    }

    Composite control() {
        return root;
    }

    TableViewer table() {
        return table;
    }

    /** {@return the list's columns, none yet} @param past whether a row no longer counts, and is grey */
    <T> ListColumns<T> columns(Class<T> type, Function<T, Boolean> past) {
        return new ListColumns<>(table, type, past);
    }

    /** {@return whether nothing was ever shown} */
    boolean isNew() {
        return stack.topControl == null;
    }

    /** Shows these rows, or the hint if there are none. */
    void show(List<?> rows) {
        table.setInput(rows);
        stack.topControl = rows.isEmpty() ? hint : list;
        stack.marginWidth = rows.isEmpty() ? MARGIN : 0;
        stack.marginHeight = stack.marginWidth;
        root.layout();
        FittedColumns.of(table.getTable()).fit();
    }

    void setFocus() {
        (isNew() ? root : stack.topControl).setFocus();
    }
}
