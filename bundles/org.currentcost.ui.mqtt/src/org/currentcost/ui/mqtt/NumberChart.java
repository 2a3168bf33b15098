package org.currentcost.ui.mqtt;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

/** Draws one number of the last messages of a topic. */
final class NumberChart {

    private static final int MARGIN = 6;

    private final Canvas canvas;
    private final String hint;
    private final List<double[]> points = new ArrayList<>();
    private String chosen = "";

    NumberChart(Composite parent, String hint) {
        this.hint = hint;
        canvas = new Canvas(parent, SWT.BORDER | SWT.DOUBLE_BUFFERED);
        canvas.addPaintListener(event -> paint(event.gc));
    }

    /** {@return where the drawn number stands in the messages; empty for the whole message} */
    String chosen() {
        return chosen;
    }

    /** Chooses the number. @param place a JSON pointer; empty for the whole message */
    void choose(String place) {
        chosen = place;
    }

    void show(List<TopicTree.Message> messages) {
        points.clear();
        for (var message : messages) {
            number(message.payload()).ifPresent(value -> points.add(new double[]{message.millis(), value}));
        }
        canvas.redraw();
    }

    private OptionalDouble number(byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8).strip();
        try {
            if (!chosen.isEmpty()) {
                JsonElement element = JsonParser.parseString(text);
                for (String step : chosen.substring(1).split("/")) {
                    String name = step.replace("~1", "/").replace("~0", "~");
                    element = element.isJsonArray()
                            ? element.getAsJsonArray().get(Integer.parseInt(name))
                            : element.getAsJsonObject().get(name);
                    if (element == null) {
                        return OptionalDouble.empty();
                    }
                }
                text = element.getAsString();
            }
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException
                | IndexOutOfBoundsException | NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private void paint(GC gc) {
        var area = canvas.getClientArea();
        gc.setForeground(canvas.getForeground());
        int line = gc.getFontMetrics().getHeight();
        if (points.size() < 2) {
            gc.drawText(hint, MARGIN, MARGIN, true);
            return;
        }
        double low = points.stream().mapToDouble(point -> point[1]).min().orElse(0);
        double high = points.stream().mapToDouble(point -> point[1]).max().orElse(0);
        double from = points.getFirst()[0];
        double span = Math.max(1, points.getLast()[0] - from);
        double range = high > low ? high - low : 1;
        gc.drawText(plain(high), MARGIN, 2, true);
        gc.drawText(plain(low) + (chosen.isEmpty() ? "" : "   " + chosen), MARGIN, area.height - line - 2, true);
        gc.setAntialias(SWT.ON);
        gc.setLineWidth(2);
        gc.setForeground(canvas.getDisplay().getSystemColor(SWT.COLOR_LINK_FOREGROUND));
        var polyline = new int[points.size() * 2];
        int height = Math.max(1, area.height - 2 * line - 8);
        for (int i = 0; i < points.size(); i++) {
            polyline[2 * i] = MARGIN + (int) ((area.width - 2 * MARGIN) * (points.get(i)[0] - from) / span);
            polyline[2 * i + 1] = line + 4 + (int) (height * (high - points.get(i)[1]) / range);
        }
        gc.drawPolyline(polyline);
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
