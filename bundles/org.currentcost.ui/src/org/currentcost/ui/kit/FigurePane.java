package org.currentcost.ui.kit;

import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Link;

/** The widgets of a view of figures: its chart or the same as a table, and a line below. UI thread only. */
final class FigurePane {

    private static final int TABLE_HEIGHT = 80;
    private static final int CAPTION_INDENT = 8;

    private final ScrolledPane scrolled;
    private final Composite root;
    private final Composite body;
    private final StackLayout stack = new StackLayout();
    private final TableTwin table;
    private final Link caption;
    private Control chart;

    /**
     * Makes them, but for the chart.
     *
     * @param name what a screen reader calls the table
     * @param link hears which link of the caption was chosen
     */
    FigurePane(Composite parent, String name, Consumer<String> link) {
        scrolled = new ScrolledPane(parent);
        root = scrolled.content();
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(root);
        body = new Composite(root, SWT.NONE);
        body.setLayout(stack);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(body);
        table = new TableTwin(body, name);
        scrolled.control().addListener(SWT.Resize, event -> {
            if (chart != null) {
                fit();
            }
        });
        caption = new Link(root, SWT.NONE);
        GridDataFactory.fillDefaults().indent(CAPTION_INDENT, 0).grab(true, false).exclude(true).applyTo(caption);
        caption.setVisible(false);
        caption.addListener(SWT.Selection, event -> link.accept(event.text));
    }

    Composite root() {
        return root;
    }

    boolean isDisposed() {
        return root.isDisposed();
    }

    /** {@return what the chart is to be made in} */
    Composite body() {
        return body;
    }

    void setChart(Control made) {
        chart = made;
        stack.topControl = made;
    }

    /** Brings the chart or the table to the top. */
    void show(boolean asTable) {
        stack.topControl = asTable ? table.control() : chart;
        fit();
    }

    void setTable(TableData data) {
        table.show(data);
    }

    void clearTable() {
        table.show(new TableData(List.of(), List.of()));
    }

    /** @param text may have links; no line is shown if it is empty */
    void setCaption(String text) {
        boolean visible = !text.isEmpty();
        caption.setText(text);
        if (caption.getVisible() != visible) {
            caption.setVisible(visible);
            ((GridData) caption.getLayoutData()).exclude = !visible;
        }
        fit();
    }

    /** A chart says what it needs; a table scrolls by itself. */
    private void fit() {
        boolean isChart = stack.topControl == chart;
        int width = Math.max(1, scrolled.control().getSize().x);
        ((GridData) body.getLayoutData()).heightHint = isChart
                ? chart.computeSize(width, SWT.DEFAULT).y
                : FontRoom.height(body, TABLE_HEIGHT);
        scrolled.fit();
        body.layout();
    }

    void setFocus() {
        stack.topControl.setFocus();
    }
}
