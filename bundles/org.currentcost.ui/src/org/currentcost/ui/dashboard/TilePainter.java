package org.currentcost.ui.dashboard;

import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.Bucket;
import org.currentcost.ui.charts.SeriesColors;
import org.currentcost.ui.charts.ShortenedText;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.ResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.LineAttributes;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;

/** Draws a tile: its title, the figure as large as there is room, lines below it, or a course. For one painting. */
final class TilePainter {

    private static final int MARGIN = 10;
    private static final int ROUND = 8;
    private static final int UNIT_GAP = 5;
    private static final float UNIT_SHARE = 0.5f;
    private static final float QUIET = 0.72f;
    private static final float STALE = 0.6f;
    private static final float HAIRLINE = 0.18f;
    private static final int AREA_ALPHA = 38;
    /** Of the room below the title. */
    private static final float FIGURE_SHARE = 0.46f;
    private static final float COURSE_FIGURE_SHARE = 0.3f;
    /** A figure such as "1 842 W" fills the width then. */
    private static final int FIGURES_A_WIDTH = 5;
    private static final float[] SCALES = {9, 7.5f, 6.3f, 5.2f, 4.4f, 3.7f, 3.1f, 2.6f, 2.2f, 1.8f, 1.5f, 1.2f, 1};
    private static final float[] LINE_SCALES = {1.8f, 1.5f, 1.25f, 1};
    private static final int ROOM_A_LINE = 9;

    private final GC gc;
    private final Control control;
    private final ResourceManager resources;
    private final RGB ground;
    private final RGB text;
    private Rectangle link = new Rectangle(0, 0, 0, 0);
    private boolean shortened;

    /**
     * What was painted.
     *
     * @param link      where the link of an offer is; empty if there is none
     * @param shortened whether there was no room for all of it
     */
    record Painted(Rectangle link, boolean shortened) {
    }

    TilePainter(GC gc, Control control, ResourceManager resources) {
        this.gc = gc;
        this.control = control;
        this.resources = resources;
        // Themes colour what holds the tiles, and no canvas of ours.
        ground = SeriesColors.ground(control.getParent());
        text = SeriesColors.text(control.getParent());
    }

    /** {@return how high a tile has to be for its title, a figure and a line} */
    static int lowest(Control control) {
        var gc = new GC(control);
        try {
            gc.setFont(JFaceResources.getDefaultFont());
            return Math.round(gc.getFontMetrics().getHeight() * 4.2f) + 2 * MARGIN / 2;
        } finally {
            gc.dispose();
        }
    }

    /** Paints a content. @param held by focus or by the mouse */
    Painted paint(TileContent content, boolean held) {
        var size = control.getSize();
        gc.setAntialias(SWT.ON);
        gc.setTextAntialias(SWT.ON);
        drawBorder(size.x, size.y, held);
        var lineFont = lineFont(size.y - 2 * MARGIN);
        gc.setFont(lineFont);
        int lineHeight = gc.getFontMetrics().getHeight();
        var room = new Rectangle(MARGIN, MARGIN / 2 + 1, size.x - 2 * MARGIN, size.y - MARGIN - 2);
        gc.setForeground(mix(QUIET));
        gc.drawText(shortened(content.title(), room.width), room.x, room.y, true);
        var below = new Rectangle(room.x, room.y + lineHeight + 2, room.width, room.height - lineHeight - 2);
        if (content.offer().isPresent()) {
            drawOffer(content.offer().get(), below, lineHeight);
        } else if (content.course().isPresent()) {
            drawWithCourse(content, below, lineFont);
        } else {
            drawFigureAndLines(content, below, lineFont);
        }
        return new Painted(link, shortened);
    }

    private void drawBorder(int width, int height, boolean held) {
        gc.setBackground(new Color(ground));
        gc.fillRoundRectangle(1, 1, width - 3, height - 3, ROUND, ROUND);
        gc.setForeground(held ? new Color(SeriesColors.of(control.getParent(), 0)) : mix(HAIRLINE));
        gc.setLineWidth(held ? 2 : 1);
        gc.drawRoundRectangle(1, 1, width - 3, height - 3, ROUND, ROUND);
        gc.setLineWidth(1);
    }

    private void drawFigureAndLines(TileContent content, Rectangle room, Font lineFont) {
        gc.setFont(lineFont);
        int lineHeight = gc.getFontMetrics().getHeight();
        boolean linesFit = room.height >= 2 * lineHeight + 2;
        int most = linesFit
                ? Math.max(room.height - 2 * lineHeight, Math.round(room.height * FIGURE_SHARE))
                : room.height;
        int share = Math.min(most, Math.max(lineHeight, Math.round(room.height * FIGURE_SHARE)));
        int figureHeight = drawFigure(content, room.x, room.y, room.width, share);
        gc.setFont(lineFont);
        gc.setForeground(mix(QUIET));
        int y = room.y + figureHeight + 2;
        var lines = wrapped(content.lines(), room.width);
        if (lines.size() > (room.y + room.height + 2 - y) / lineHeight) {
            lines = wrapped(List.of(String.join(" · ", content.lines())), room.width);
        }
        int rows = Math.max(0, (room.y + room.height + 2 - y) / lineHeight);
        shortened |= rows < lines.size();
        for (int i = 0; i < Math.min(rows, lines.size()); i++) {
            boolean more = i == rows - 1 && rows < lines.size();
            gc.drawText(more ? shortened(lines.get(i) + " …", room.width) : lines.get(i), room.x, y, true);
            y += lineHeight;
        }
    }

    /** What is told beside the course stands to the right of the figure. */
    private void drawWithCourse(TileContent content, Rectangle room, Font lineFont) {
        gc.setFont(lineFont);
        int lineHeight = gc.getFontMetrics().getHeight();
        int share = Math.max(lineHeight, Math.round(room.height * COURSE_FIGURE_SHARE));
        int figureHeight = drawFigure(content, room.x, room.y, room.width, share);
        int used = figureWidth(content) + 3 * UNIT_GAP;
        gc.setFont(lineFont);
        gc.setForeground(mix(QUIET));
        var lines = figureHeight >= 2 * lineHeight
                ? content.lines()
                : List.of(String.join(" · ", content.lines()));
        int y = room.y + figureHeight - lines.size() * lineHeight - 1;
        for (String line : lines) {
            gc.drawText(shortened(line, room.width - used), room.x + used, y, true);
            y += lineHeight;
        }
        int top = room.y + figureHeight + 4;
        if (room.y + room.height - top > lineHeight / 2) {
            drawCourse(content.course().orElseThrow(),
                    new Rectangle(room.x, top, room.width, room.y + room.height - top));
        }
    }

    // the figure

    private Font figureFont = JFaceResources.getDefaultFont();
    private Font unitFont = JFaceResources.getDefaultFont();

    /** As large as the tile's size asks for, alike for all tiles of that size; smaller where it is long. */
    private int drawFigure(TileContent content, int x, int y, int width, int height) {
        chooseFonts(content, width, height);
        var figure = content.figure();
        gc.setFont(figureFont);
        int figureHeight = gc.getFontMetrics().getHeight();
        int baseLine = y + gc.getFontMetrics().getLeading() + gc.getFontMetrics().getAscent();
        int numberWidth = gc.textExtent(figure.number()).x;
        gc.setForeground(content.stale() ? mix(STALE) : new Color(text));
        gc.drawText(figure.number(), x, y, true);
        gc.setFont(unitFont);
        gc.setForeground(mix(STALE));
        gc.drawText(figure.unit(), x + numberWidth + UNIT_GAP,
                baseLine - gc.getFontMetrics().getLeading() - gc.getFontMetrics().getAscent(), true);
        return figureHeight;
    }

    private void chooseFonts(TileContent content, int width, int height) {
        for (float scale : SCALES) {
            figureFont = font(scale);
            unitFont = font(Math.max(1, scale * UNIT_SHARE));
            gc.setFont(figureFont);
            int fontHeight = gc.getFontMetrics().getHeight();
            if (fontHeight <= height && fontHeight <= Math.max(1, width / FIGURES_A_WIDTH * 2)
                    && figureWidth(content) <= width) {
                return;
            }
        }
    }

    private int figureWidth(TileContent content) {
        gc.setFont(figureFont);
        // As if all digits were alike, so that a figure does not change its size by what it tells.
        int number = gc.textExtent(content.figure().number().replaceAll("\\d", "0")).x;
        gc.setFont(unitFont);
        return number + UNIT_GAP + gc.textExtent(content.figure().unit()).x;
    }

    private Font lineFont(int room) {
        for (float scale : LINE_SCALES) {
            var font = font(scale);
            gc.setFont(font);
            if (gc.getFontMetrics().getHeight() * ROOM_A_LINE <= room) {
                return font;
            }
        }
        return font(1);
    }

    private Font font(float scale) {
        var standard = JFaceResources.getDefaultFont().getFontData()[0];
        return resources.create(FontDescriptor.createFrom(JFaceResources.getDefaultFont())
                .setHeight(Math.round(standard.getHeight() * scale)));
    }

    // sentences

    private void drawOffer(TileContent.Offer offer, Rectangle room, int lineHeight) {
        gc.setForeground(new Color(text));
        int y = room.y;
        for (String line : wrapped(List.of(offer.sentence()), room.width)) {
            gc.drawText(line, room.x, y, true);
            y += lineHeight;
        }
        gc.setForeground(new Color(SeriesColors.of(control.getParent(), 0)));
        String shown = shortened(offer.link(), room.width);
        int width = gc.textExtent(shown).x;
        gc.drawText(shown, room.x, y, true);
        gc.drawLine(room.x, y + lineHeight - 1, room.x + width, y + lineHeight - 1);
        link = new Rectangle(room.x, y, width, lineHeight);
    }

    private List<String> wrapped(List<String> lines, int width) {
        var wrapped = new ArrayList<String>();
        for (String line : lines) {
            var row = new StringBuilder();
            for (String word : line.split(" ")) {
                if (!row.isEmpty() && gc.textExtent(row + " " + word).x > width) {
                    wrapped.add(row.toString());
                    row.setLength(0);
                }
                row.append(row.isEmpty() ? "" : " ").append(word);
            }
            wrapped.add(shortened(row.toString(), width));
        }
        return wrapped;
    }

    private String shortened(String line, int width) {
        String shown = ShortenedText.of(gc, line, width);
        shortened |= !shown.equals(line);
        return shown;
    }

    // the course

    private void drawCourse(TileContent.Course course, Rectangle room) {
        var known = course.buckets().stream().filter(bucket -> bucket.coveredMillis() > 0).toList();
        double highest = known.stream().mapToDouble(Bucket::mean).max().orElse(0);
        double lowest = known.stream().mapToDouble(Bucket::mean).min().orElse(0);
        double top = Math.max(0, highest);
        double span = Math.max(1, top - Math.min(0, lowest));
        int zero = room.y + (int) Math.round(top / span * (room.height - 1));
        gc.setForeground(mix(HAIRLINE));
        gc.drawLine(room.x, zero, room.x + room.width, zero);
        var color = new Color(SeriesColors.of(control.getParent(), course.color()));
        gc.setForeground(color);
        gc.setBackground(color);
        gc.setLineAttributes(new LineAttributes(1.5f));
        double scale = room.width / (double) Math.max(1, course.range().length().toMillis());
        var line = new Path(gc.getDevice());
        long before = Long.MIN_VALUE;
        for (var bucket : known) {
            float from = room.x + (float) (Math.max(0, bucket.startMillis() - course.range().startMillis()) * scale);
            float to = room.x + (float) (Math.min(course.range().length().toMillis(),
                    bucket.endMillis() - course.range().startMillis()) * scale);
            float y = room.y + (float) ((top - bucket.mean()) / span * (room.height - 1));
            gc.setAlpha(AREA_ALPHA);
            int left = Math.round(from);
            gc.fillRectangle(left, Math.min(zero, Math.round(y)), Math.round(to) - left,
                    Math.abs(zero - Math.round(y)));
            if (before == bucket.startMillis()) {
                line.lineTo(from, y);
            } else {
                line.moveTo(from, y);
            }
            line.lineTo(to, y);
            before = bucket.endMillis();
        }
        gc.setAlpha(255);
        gc.drawPath(line);
        line.dispose();
    }

    private Color mix(float share) {
        return SeriesColors.mixed(text, ground, share);
    }
}
