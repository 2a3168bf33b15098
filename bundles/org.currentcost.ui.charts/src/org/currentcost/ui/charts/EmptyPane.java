package org.currentcost.ui.charts;

import java.util.List;
import java.util.Objects;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;

/** What stands in the middle of a chart with nothing to show: why, and a link that does something about it. */
final class EmptyPane {

    private static final int MARGIN = 10;

    private final Composite pane;
    private final Label label;
    private final Link link;
    private Runnable action = () -> {
        // no link, nothing to do
    };

    EmptyPane(Composite plotArea) {
        pane = new Composite(plotArea, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.verticalSpacing = 4;
        pane.setLayout(layout);
        label = new Label(pane, SWT.CENTER | SWT.WRAP);
        label.setLayoutData(new GridData(SWT.CENTER, SWT.CENTER, true, false));
        link = new Link(pane, SWT.NONE);
        link.setLayoutData(new GridData(SWT.CENTER, SWT.CENTER, true, false));
        link.addListener(SWT.Selection, event -> action.run());
        pane.setVisible(false);
    }

    void set(String sentence, String linkText, Runnable linkAction) {
        action = Objects.requireNonNull(linkAction);
        label.setText(sentence);
        link.setText(linkText.isEmpty() ? "" : "<a>" + linkText + "</a>");
        link.setVisible(!linkText.isEmpty());
        ((GridData) link.getLayoutData()).exclude = linkText.isEmpty();
    }

    /** Shows it in the middle of the plot, or hides it. */
    void place(boolean visible, Rectangle plot) {
        pane.setVisible(visible);
        if (visible) {
            int width = Math.max(1, plot.width - 2 * MARGIN);
            ((GridData) label.getLayoutData()).widthHint = SWT.DEFAULT;
            if (label.computeSize(SWT.DEFAULT, SWT.DEFAULT).x > width - MARGIN) {
                ((GridData) label.getLayoutData()).widthHint = width - MARGIN;
            }
            Point size = pane.computeSize(width, SWT.DEFAULT);
            pane.setBounds(MARGIN, Math.max(0, (plot.height - size.y) / 2), width, size.y);
            pane.layout(true);
        }
    }

    void colour(ChartColours colours) {
        if (!pane.isVisible()) {
            return;
        }
        Color ground = colours.ground();
        for (Control each : List.of(pane, label, link)) {
            if (!ground.equals(each.getBackground())) {
                each.setBackground(ground);
            }
        }
        if (!colours.label().equals(label.getForeground())) {
            label.setForeground(colours.label());
        }
        if (!colours.link().equals(link.getLinkForeground())) {
            link.setLinkForeground(colours.link());
        }
    }

    /** {@return the sentence, for screen readers} */
    String sentence() {
        return label.getText();
    }
}
