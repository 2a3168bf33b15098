package org.currentcost.ui.mqtt;

import java.time.ZoneId;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/**
 * Draws one number of the last messages of a topic over their times. Arrow keys, Home and End walk through them, Escape
 * releases. UI thread only.
 */
final class NumberChart {

    private static final int MARGIN = 6;
    private static final int DOT = 8;

    private final Canvas canvas;
    private final NumberCourse course = new NumberCourse(ZoneId.systemDefault());
    private boolean focusByKeyboard;

    NumberChart(Composite parent) {
        canvas = new Canvas(parent, SWT.BORDER | SWT.DOUBLE_BUFFERED);
        canvas.addPaintListener(event -> paint(event.gc));
        hookKeys();
        speak();
    }

    private void hookKeys() {
        canvas.addListener(SWT.Traverse, event -> event.doit = switch (event.detail) {
            case SWT.TRAVERSE_ARROW_NEXT, SWT.TRAVERSE_ARROW_PREVIOUS, SWT.TRAVERSE_ESCAPE -> false;
            default -> true;
        });
        canvas.addListener(SWT.KeyDown, this::key);
        canvas.addListener(SWT.KeyUp, event -> {
            // The Tab that brought the focus here is released here.
            if (event.keyCode == SWT.TAB) {
                setFocusByKeyboard(true);
            }
        });
        canvas.addListener(SWT.MouseDown, event -> {
            canvas.forceFocus();
            setFocusByKeyboard(false);
        });
        canvas.addListener(SWT.FocusOut, event -> {
            course.release();
            setFocusByKeyboard(false);
        });
    }

    private void key(Event event) {
        if ((event.stateMask & SWT.MODIFIER_MASK) == 0 && course.walk(event.keyCode)) {
            setFocusByKeyboard(true);
            canvas.getAccessible().sendEvent(ACC.EVENT_NAME_CHANGED, null);
            canvas.getAccessible().sendEvent(ACC.EVENT_VALUE_CHANGED, null);
        }
    }

    private void setFocusByKeyboard(boolean next) {
        focusByKeyboard = next;
        canvas.redraw();
    }

    private void speak() {
        canvas.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                String point = course.words();
                event.result = !point.isEmpty()
                        ? point
                        : Messages.Chart + (course.chosen().isEmpty() ? "" : " " + course.chosen());
            }

            @Override
            public void getDescription(AccessibleEvent event) {
                event.result = course.summary();
            }
        });
        canvas.getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent event) {
                event.detail = ACC.ROLE_GRAPHIC;
            }

            @Override
            public void getValue(AccessibleControlEvent event) {
                event.result = course.words();
            }
        });
    }

    /** {@return where the drawn number {@linkplain Payloads.Line#place() stands}; empty for the whole message} */
    String chosen() {
        return course.chosen();
    }

    /** Chooses the number. @param place where it {@linkplain Payloads.Line#place() stands} in the messages */
    void choose(String place) {
        course.choose(place);
    }

    /** Draws messages, the oldest first. */
    void show(List<TopicTree.Message> messages) {
        course.show(messages);
        canvas.redraw();
    }

    private void paint(GC gc) {
        var area = canvas.getClientArea();
        gc.setForeground(canvas.getForeground());
        if (focusByKeyboard && course.current().isEmpty()) {
            gc.setLineStyle(SWT.LINE_DOT);
            gc.drawRectangle(1, 1, area.width - 3, area.height - 3);
            gc.setLineStyle(SWT.LINE_SOLID);
        }
        if (!course.drawn()) {
            paintHint(gc, area.width - 2 * MARGIN);
            return;
        }
        int line = gc.getFontMetrics().getHeight();
        var plot = new Rectangle(MARGIN, line + 4, Math.max(1, area.width - 2 * MARGIN),
                Math.max(1, area.height - 3 * line - 10));
        paintTexts(gc, area, plot, line);
        gc.drawLine(plot.x, plot.y, plot.x, plot.y + plot.height);
        gc.drawLine(plot.x, plot.y + plot.height, plot.x + plot.width, plot.y + plot.height);
        paintLine(gc, plot);
    }

    private void paintTexts(GC gc, Rectangle area, Rectangle plot, int line) {
        var points = course.points();
        String point = course.words();
        int pointAt = plot.x + plot.width - gc.textExtent(point).x;
        gc.drawText(point, Math.max(MARGIN, pointAt), 2, true);
        String high = course.high() > course.low() ? NumberCourse.plain(course.high()) : "";
        if (point.isEmpty() || pointAt > 3 * MARGIN + gc.textExtent(high).x) {
            gc.drawText(high, MARGIN, 2, true);
        }
        gc.drawText(NumberCourse.plain(course.low()) + (chosen().isEmpty() ? "" : "   " + chosen()), MARGIN,
                plot.y + plot.height + 2, true);
        String begin = course.time(points.getFirst());
        String end = course.time(points.getLast());
        int endAt = area.width - MARGIN - gc.textExtent(end).x;
        gc.drawText(begin, MARGIN, area.height - line - 2, true);
        if (endAt > 2 * MARGIN + gc.textExtent(begin).x) {
            gc.drawText(end, endAt, area.height - line - 2, true);
        }
    }

    private void paintLine(GC gc, Rectangle plot) {
        var points = course.points();
        double low = course.low();
        double high = course.high();
        long from = points.getFirst().millis();
        double span = Math.max(1, points.getLast().millis() - from);
        var polyline = new int[points.size() * 2];
        for (int i = 0; i < points.size(); i++) {
            polyline[2 * i] = plot.x + (int) (plot.width * (points.get(i).millis() - from) / span);
            // What never changed is drawn in the middle: at an edge it would look like a highest or a lowest value.
            double share = high > low ? (high - points.get(i).value()) / (high - low) : 0.5;
            polyline[2 * i + 1] = plot.y + (int) (plot.height * share);
        }
        course.current().ifPresent(current -> gc.drawLine(polyline[2 * current], plot.y, polyline[2 * current],
                plot.y + plot.height));
        gc.setAntialias(SWT.ON);
        gc.setLineWidth(2);
        gc.setForeground(canvas.getDisplay().getSystemColor(SWT.COLOR_LINK_FOREGROUND));
        gc.drawPolyline(polyline);
        course.current().ifPresent(current -> {
            gc.setBackground(gc.getForeground());
            gc.fillOval(polyline[2 * current] - DOT / 2, polyline[2 * current + 1] - DOT / 2, DOT, DOT);
        });
    }

    private static void paintHint(GC gc, int width) {
        var layout = new TextLayout(gc.getDevice());
        try {
            layout.setFont(gc.getFont());
            layout.setText(Messages.ChartHint);
            layout.setWidth(Math.max(1, width));
            layout.draw(gc, MARGIN, MARGIN);
        } finally {
            layout.dispose();
        }
    }
}
