package org.currentcost.ui.live;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.currentcost.accounting.LiveFlow;
import org.currentcost.model.Power;
import org.currentcost.model.SeriesKey;
import org.currentcost.ui.charts.SeriesColors;
import org.currentcost.ui.charts.ShortenedText;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/**
 * A flow of power as a picture: a card for each node, a ribbon for each link. Arrow keys walk through the nodes, Enter
 * and a click choose the sensor of one. UI thread only.
 */
final class FlowCanvas extends Canvas {

    private static final int MARGIN = 10;
    private static final int EDGE = 4;
    private static final double CARD_SHARE = 0.1;
    private static final double RIBBON_SHARE = 0.4;
    private static final double LABEL_SHARE = 0.72;
    private static final double FAINT_SHARE = 0.3;
    private static final double STALE_SHARE = 0.55;
    private static final int CORNER = 6;
    private static final int NONE = -1;

    private final Consumer<SeriesKey> choose;
    private LiveFlow flow = new LiveFlow(List.of(), List.of(), new Power(0));
    private List<FlowItem> items = List.of();
    private String name = "";
    private String note = "";
    private Optional<FlowScene> scene = Optional.empty();
    private Optional<Fonts> fonts = Optional.empty();
    private int current = NONE;
    private boolean focusByKeyboard;

    /** Of one height of small text. */
    private record Fonts(int textHeight, Font usual, Font small, Font figure, Font house) {

        void dispose() {
            List.of(small, figure, house).forEach(Font::dispose);
        }
    }

    /** The colours of one painting. */
    private record Colours(RGB ground, RGB text) {

        Color mixed(RGB colour, double share) {
            return SeriesColors.mixed(colour, ground, share);
        }
    }

    /** @param choose is told the sensor that the user points out */
    FlowCanvas(Composite parent, Consumer<SeriesKey> choose) {
        super(parent, SWT.DOUBLE_BUFFERED);
        this.choose = choose;
        addPaintListener(event -> paint(event.gc));
        addListener(SWT.Resize, event -> scene = Optional.empty());
        addListener(SWT.MouseMove, this::moved);
        addListener(SWT.MouseUp, event -> {
            forceFocus();
            setFocusByKeyboard(false);
            if (event.button == 1) {
                at(event).ifPresent(this::act);
            }
        });
        addListener(SWT.Traverse, event -> event.doit = switch (event.detail) {
            case SWT.TRAVERSE_ARROW_NEXT, SWT.TRAVERSE_ARROW_PREVIOUS, SWT.TRAVERSE_RETURN -> false;
            default -> true;
        });
        addListener(SWT.KeyDown, this::key);
        addListener(SWT.KeyUp, event -> {
            // The Tab that brought the focus here is released here.
            if (event.keyCode == SWT.TAB) {
                setFocusByKeyboard(true);
            }
        });
        addListener(SWT.FocusOut, event -> {
            setFocusByKeyboard(false);
            go(NONE);
        });
        addDisposeListener(event -> fonts.ifPresent(Fonts::dispose));
        speak();
    }

    private void speak() {
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = currentItem().map(FlowItem::words).orElse(name);
            }

            @Override
            public void getDescription(AccessibleEvent event) {
                event.result = words();
            }

            @Override
            public void getHelp(AccessibleEvent event) {
                event.result = Messages.NowKeys;
            }
        });
        getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent event) {
                event.detail = ACC.ROLE_GRAPHIC;
            }

            @Override
            public void getValue(AccessibleControlEvent event) {
                event.result = currentItem().map(FlowItem::words).orElse("");
            }
        });
    }

    /**
     * Shows a flow.
     *
     * @param nextName  what a screen reader calls the picture
     * @param nextItems one for each node
     * @param nextNote  a sentence below; empty for none
     */
    void show(String nextName, LiveFlow next, List<FlowItem> nextItems, String nextNote) {
        if (next.equals(flow) && nextItems.equals(items) && nextNote.equals(note)) {
            return;
        }
        current = current == NONE ? NONE : next.placeOf(flow, current).orElse(NONE);
        name = nextName;
        flow = next;
        items = List.copyOf(nextItems);
        note = nextNote;
        scene = Optional.empty();
        redraw();
    }

    /** {@return the flow that it shows} */
    LiveFlow shown() {
        return flow;
    }

    /** {@return how many rows of sensors there is room for now} */
    int mostRows() {
        var gc = new GC(this);
        try {
            int usual = gc.getFontMetrics().getHeight();
            var room = room(usual);
            return room.y <= 1 ? Integer.MAX_VALUE : FlowScene.mostRows(room, usual);
        } finally {
            gc.dispose();
        }
    }

    private Point room(int usual) {
        var area = getClientArea();
        int below = note.isEmpty() ? 0 : usual + MARGIN / 2;
        return new Point(Math.max(1, area.width - 2 * MARGIN), Math.max(1, area.height - 2 * MARGIN - below));
    }

    /** {@return all of it in words} */
    String words() {
        return items.stream().map(FlowItem::words).collect(Collectors.joining(". "))
                + (note.isEmpty() ? "" : ". " + note);
    }

    /** {@return where everything lies now} */
    FlowScene scene() {
        if (scene.isEmpty()) {
            var gc = new GC(this);
            try {
                int usual = gc.getFontMetrics().getHeight();
                scene = Optional.of(FlowScene.of(flow, room(usual), usual));
            } finally {
                gc.dispose();
            }
        }
        return scene.get();
    }

    private Optional<FlowItem> currentItem() {
        return current >= 0 && current < items.size() ? Optional.of(items.get(current)) : Optional.empty();
    }

    private Optional<Integer> at(Event event) {
        return scene().nodeAt(event.x - MARGIN, event.y - MARGIN).stream().boxed().findFirst();
    }

    private void moved(Event event) {
        String tip = at(event).map(node -> String.join("\n", items.get(node).lines())).orElse(null);
        if (!Objects.equals(tip, getToolTipText())) {
            setToolTipText(tip);
        }
        setCursor(at(event).flatMap(node -> items.get(node).sensor()).isPresent()
                ? getDisplay().getSystemCursor(SWT.CURSOR_HAND)
                : null);
    }

    private void act(int node) {
        items.get(node).sensor().ifPresent(choose);
    }

    private void key(Event event) {
        switch (event.keyCode) {
            case SWT.ARROW_DOWN, SWT.ARROW_RIGHT -> go(Math.min(items.size() - 1, current + 1));
            case SWT.ARROW_UP, SWT.ARROW_LEFT -> go(Math.max(0, current - 1));
            case SWT.HOME -> go(Math.min(0, items.size() - 1));
            case SWT.END -> go(items.size() - 1);
            case SWT.CR, SWT.KEYPAD_CR -> {
                if (current >= 0 && current < items.size()) {
                    act(current);
                }
            }
            default -> {
                // means nothing here
            }
        }
    }

    private void setFocusByKeyboard(boolean next) {
        focusByKeyboard = next;
        redraw();
    }

    private void go(int node) {
        current = node;
        redraw();
        if (node >= 0) {
            getAccessible().sendEvent(ACC.EVENT_NAME_CHANGED, null);
            getAccessible().sendEvent(ACC.EVENT_VALUE_CHANGED, null);
        }
    }

    private void paint(GC gc) {
        var colours = new Colours(SeriesColors.ground(this), SeriesColors.text(this));
        gc.setBackground(new Color(colours.ground()));
        gc.fillRectangle(getClientArea());
        if (focusByKeyboard && current == NONE) {
            gc.setForeground(new Color(colours.text()));
            gc.setLineStyle(SWT.LINE_DOT);
            gc.drawRectangle(1, 1, getClientArea().width - 3, getClientArea().height - 3);
            gc.setLineStyle(SWT.LINE_SOLID);
        }
        if (items.isEmpty()) {
            return;
        }
        var shown = scene();
        var with = fonts(gc, shown.textHeight());
        gc.setAntialias(SWT.ON);
        for (int i = 0; i < shown.ribbons().size(); i++) {
            var link = flow.links().get(i);
            boolean part = flow.nodes().get(link.to()).parent().isPresent();
            ribbon(gc, shown.ribbons().get(i), SeriesColors.of(this, items.get(part ? link.to() : link.from()).color()),
                    colours);
        }
        for (int i = 0; i < items.size(); i++) {
            card(gc, shown, i, with, colours);
        }
        if (!note.isEmpty()) {
            gc.setFont(getFont());
            gc.setForeground(colours.mixed(colours.text(), LABEL_SHARE));
            gc.drawText(fitted(gc, note, getClientArea().width - 2 * MARGIN), MARGIN,
                    getClientArea().height - MARGIN - gc.getFontMetrics().getHeight(), true);
        }
    }

    private static void ribbon(GC gc, FlowScene.Ribbon ribbon, RGB colour, Colours colours) {
        float x1 = ribbon.fromX() + MARGIN;
        float bend = ribbon.curveX() + MARGIN;
        float x2 = ribbon.toX() + MARGIN;
        float middle = (x1 + bend) / 2;
        float half = (float) Math.max(ribbon.width(), 1) / 2;
        float y1 = (float) ribbon.fromY() + MARGIN;
        float y2 = (float) ribbon.toY() + MARGIN;
        var path = new Path(gc.getDevice());
        try {
            if (ribbon.width() > 0) {
                path.moveTo(x1, y1 - half);
                path.cubicTo(middle, y1 - half, middle, y2 - half, bend, y2 - half);
                path.lineTo(x2, y2 - half);
                path.lineTo(x2, y2 + half);
                path.lineTo(bend, y2 + half);
                path.cubicTo(middle, y2 + half, middle, y1 + half, x1, y1 + half);
                path.close();
                gc.setBackground(colours.mixed(colour, RIBBON_SHARE));
                gc.fillPath(path);
            } else {
                path.moveTo(x1, y1);
                path.cubicTo(middle, y1, middle, y2, bend, y2);
                path.lineTo(x2, y2);
                gc.setForeground(colours.mixed(colours.text(), FAINT_SHARE));
                gc.setLineStyle(SWT.LINE_DOT);
                gc.drawPath(path);
                gc.setLineStyle(SWT.LINE_SOLID);
            }
        } finally {
            path.dispose();
        }
    }

    private void card(GC gc, FlowScene shown, int node, Fonts with, Colours colours) {
        var item = items.get(node);
        var box = shown.boxes().get(node);
        var area = new Rectangle(box.area().x + MARGIN, box.area().y + MARGIN, box.area().width, box.area().height);
        RGB colour = SeriesColors.of(this, item.color());
        gc.setBackground(colours.mixed(colour, CARD_SHARE));
        gc.fillRoundRectangle(area.x, area.y, area.width, area.height, CORNER, CORNER);
        gc.setBackground(colours.mixed(colour, item.stale() ? STALE_SHARE : 1));
        gc.fillRectangle(area.x, area.y, EDGE, area.height);
        if (node == current && isFocusControl()) {
            gc.setForeground(new Color(colours.text()));
            gc.setLineWidth(2);
            gc.drawRoundRectangle(area.x + 1, area.y + 1, area.width - 2, area.height - 2, CORNER, CORNER);
            gc.setLineWidth(1);
        }
        int padding = shown.padding();
        int x = area.x + EDGE + padding;
        int width = area.width - EDGE - 2 * padding;
        gc.setClipping(area);
        var label = colours.mixed(colours.text(), LABEL_SHARE);
        var strong = item.stale() ? colours.mixed(colours.text(), STALE_SHARE) : new Color(colours.text());
        if (box.lines() == 1) {
            line(gc, item, new Rectangle(x, area.y, width, area.height), with, label, strong);
        } else {
            boolean house = flow.nodes().get(node).kind() == LiveFlow.Kind.HOUSE;
            lines(gc, item, new Rectangle(x, area.y, width, area.height), Math.min(box.lines(), 2 + item.more().size()),
                    fitting(gc, item, width, house
                            ? List.of(with.house(), with.figure(), with.small())
                            : List.of(with.figure(), with.small())),
                    with, label, strong);
        }
        gc.setClipping((Rectangle) null);
    }

    /** {@return the first font in which the figure has room, or the last one} */
    private static Font fitting(GC gc, FlowItem item, int room, List<Font> fonts) {
        return fonts.stream().filter(font -> {
            gc.setFont(font);
            return gc.textExtent(item.figure().toString()).x <= room;
        }).findFirst().orElse(fonts.getLast());
    }

    /** The name and the figure, in one line, or in two where they have no room beside each other. */
    private static void line(GC gc, FlowItem item, Rectangle room, Fonts with, Color label, Color strong) {
        gc.setFont(with.small());
        String figure = item.figure().toString();
        int height = gc.getFontMetrics().getHeight();
        int y = room.y + (room.height - height) / 2;
        int taken = gc.textExtent(figure).x;
        if (gc.textExtent(item.name()).x > room.width - taken - height / 2 && 2 * height <= room.height) {
            gc.setForeground(label);
            gc.drawText(fitted(gc, item.name(), room.width), room.x, y - height / 2, true);
            gc.setForeground(strong);
            gc.drawText(figure, room.x, y + height / 2, true);
            return;
        }
        gc.setForeground(strong);
        gc.drawText(figure, room.x + Math.max(0, room.width - taken), y, true);
        gc.setForeground(label);
        gc.drawText(fitted(gc, item.name(), room.width - taken - height / 2), room.x, y, true);
    }

    private static void lines(GC gc, FlowItem item, Rectangle room, int count, Font large, Fonts with, Color label,
            Color strong) {
        gc.setFont(large);
        var metrics = gc.getFontMetrics();
        int figureHeight = metrics.getHeight();
        int ascent = metrics.getAscent() + metrics.getLeading();
        int wide = gc.textExtent(item.figure().number()).x;
        gc.setFont(with.small());
        int small = gc.getFontMetrics().getHeight();
        int y = room.y + Math.max(0, (room.height - figureHeight - small * (count - 1)) / 2);
        gc.setForeground(label);
        gc.drawText(fitted(gc, item.name(), room.width), room.x, y, true);
        y += small;
        gc.setForeground(label);
        gc.drawText(item.figure().unit(), room.x + wide + small / 4,
                y + ascent - gc.getFontMetrics().getAscent() - gc.getFontMetrics().getLeading(), true);
        for (int i = 0; i < count - 2; i++) {
            gc.drawText(fitted(gc, item.more().get(i), room.width), room.x, y + figureHeight + i * small, true);
        }
        // What has no room below stands at the right, if it has room there.
        int taken = Math.max(wide + small / 4 + gc.textExtent(item.figure().unit()).x, gc.textExtent(item.name()).x);
        int beside = y;
        for (var text : item.more().subList(count - 2, Math.min(item.more().size(), count))) {
            int length = gc.textExtent(text).x;
            if (length <= room.width - taken - 2 * small) {
                gc.drawText(text, room.x + room.width - length, beside, true);
                beside += small;
            }
        }
        gc.setFont(large);
        gc.setForeground(strong);
        gc.drawText(item.figure().number(), room.x, y, true);
    }

    /** {@return a text, its end left out where it is wider than there is room for; nothing where nothing fits} */
    private static String fitted(GC gc, String text, int room) {
        String shown = ShortenedText.of(gc, text, room);
        return shown.equals("…") ? "" : shown;
    }

    private Fonts fonts(GC gc, int textHeight) {
        gc.setFont(getFont());
        int usual = gc.getFontMetrics().getHeight();
        var known = fonts.filter(one -> one.textHeight() == textHeight && one.usual().equals(getFont()));
        if (known.isPresent()) {
            return known.get();
        }
        fonts.ifPresent(Fonts::dispose);
        double scale = (double) textHeight / usual;
        var made = new Fonts(textHeight, getFont(), font(scale), font(scale * FlowScene.FIGURE),
                font(scale * FlowScene.HOUSE_FIGURE));
        fonts = Optional.of(made);
        return made;
    }

    private Font font(double scale) {
        FontData data = getFont().getFontData()[0];
        return new Font(getDisplay(), data.getName(), (int) Math.max(1, Math.round(data.getHeight() * scale)),
                data.getStyle());
    }
}
