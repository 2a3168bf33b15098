package org.currentcost.ui.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.ui.dashboard.Tile.Area;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;

/** The tiles of a dashboard on their grid: moved and sized by mouse and by keys. UI thread only. */
final class TileGrid {

    /** From the lower right corner a tile is sized. */
    private static final int CORNER = 16;
    /** A hand that only clicks moves so far. */
    private static final int CLICK = 5;

    private final ScrolledComposite scrolled;
    private final Composite grid;
    private final LocalResourceManager resources;
    private final Owner owner;
    private final List<TileCanvas> canvases = new ArrayList<>();
    private TileLayout layout = new TileLayout(List.of());
    private TileMetrics metrics = TileMetrics.of(1, 1, 1, 1);
    private Optional<Drag> drag = Optional.empty();

    /** Who decides what becomes of tiles. */
    interface Owner {
        /** The user arranged them so. */
        void arranged(TileLayout next);

        /** The user acts on a tile: opens its view, or takes what it offers. */
        void act(int index);

        /** The user wants a tile away. */
        void remove(int index);

        /** Fills the menu of a tile. */
        void fillMenu(IMenuManager menu, int index);
    }

    /**
     * What the mouse does.
     *
     * @param before the tiles as they were
     * @param scale  as it was: rows that come and go meanwhile do not make the hand's way longer or shorter
     * @param sizing whether it sizes or else moves
     * @param onLink whether it began on a link: the tile that gets the keyboard may have scrolled away under the mouse
     * @param begun  whether it is more than a click
     */
    private record Drag(TileCanvas canvas, int index, Point start, TileLayout before, TileMetrics scale,
            boolean sizing, boolean onLink, boolean begun) {

        Drag going() {
            return new Drag(canvas, index, start, before, scale, sizing, onLink, true);
        }
    }

    TileGrid(Composite parent, Owner owner) {
        this.owner = owner;
        scrolled = new ScrolledComposite(parent, SWT.V_SCROLL);
        scrolled.setExpandHorizontal(true);
        scrolled.setExpandVertical(true);
        scrolled.setShowFocusedControl(true);
        grid = new Composite(scrolled, SWT.NONE);
        scrolled.setContent(grid);
        resources = new LocalResourceManager(JFaceResources.getResources(), grid);
        scrolled.addListener(SWT.Resize, event -> place());
        grid.addListener(SWT.Resize, event -> place());
    }

    Control control() {
        return scrolled;
    }

    /** Puts the tiles where they are; what they show is asked for by {@link #show}. */
    void arrange(TileLayout next) {
        layout = next;
        while (canvases.size() > next.tiles().size()) {
            canvases.removeLast().dispose();
        }
        while (canvases.size() < next.tiles().size()) {
            canvases.add(make());
        }
        place();
    }

    void show(int index, TileContent content) {
        canvases.get(index).show(content);
    }

    List<TileCanvas> canvases() {
        return canvases;
    }

    /** {@return how many columns there is room for} */
    private int columns() {
        return metrics.columns();
    }

    void setFocus() {
        if (canvases.isEmpty()) {
            grid.setFocus();
        } else if (canvases.stream().noneMatch(Control::isFocusControl)) {
            focus(layout.readingOrder().getFirst());
        }
    }

    void focus(int index) {
        if (index >= 0 && index < canvases.size()) {
            canvases.get(index).forceFocus();
            scrolled.showControl(canvases.get(index));
        }
    }

    private void place() {
        var room = scrolled.getClientArea();
        if (room.width <= 0) {
            return;
        }
        int columns = TileMetrics.columns(room.width);
        var places = layout.fitted(columns);
        int rows = places.stream().mapToInt(Area::endRow).max().orElse(0);
        metrics = TileMetrics.of(room.width, room.height, rows, TilePainter.lowest(grid));
        scrolled.setMinHeight(metrics.height(rows));
        for (int i = 0; i < canvases.size(); i++) {
            var bounds = metrics.bounds(places.get(i));
            if (!bounds.equals(canvases.get(i).getBounds())) {
                canvases.get(i).setBounds(bounds);
                canvases.get(i).redraw();
            }
        }
        // By Tab as they are read.
        grid.setTabList(layout.readingOrder().stream().map(canvases::get).toArray(Control[]::new));
    }

    private TileCanvas make() {
        var made = new TileCanvas[1];
        made[0] = new TileCanvas(grid, resources, () -> owner.act(canvases.indexOf(made[0])));
        var canvas = made[0];
        canvas.addListener(SWT.KeyDown, event -> press(canvas, event));
        canvas.addListener(SWT.MouseDown, event -> down(canvas, event));
        canvas.addListener(SWT.MouseMove, event -> move(canvas, event));
        canvas.addListener(SWT.MouseUp, event -> up(event));
        canvas.addListener(SWT.MouseDoubleClick, event -> {
            if (event.button == 1) {
                owner.act(canvases.indexOf(canvas));
            }
        });
        var menu = new MenuManager();
        menu.setRemoveAllWhenShown(true);
        menu.addMenuListener(shown -> owner.fillMenu(shown, canvases.indexOf(canvas)));
        canvas.setMenu(menu.createContextMenu(canvas));
        canvas.addDisposeListener(event -> menu.dispose());
        return canvas;
    }

    // the keyboard

    private void press(TileCanvas canvas, Event event) {
        int index = canvases.indexOf(canvas);
        switch (event.keyCode) {
            case SWT.ARROW_LEFT -> step(index, event.stateMask, -1, 0);
            case SWT.ARROW_RIGHT -> step(index, event.stateMask, 1, 0);
            case SWT.ARROW_UP -> step(index, event.stateMask, 0, -1);
            case SWT.ARROW_DOWN -> step(index, event.stateMask, 0, 1);
            case SWT.HOME -> focus(layout.readingOrder().getFirst());
            case SWT.END -> focus(layout.readingOrder().getLast());
            case SWT.DEL -> owner.remove(index);
            case SWT.CR, SWT.KEYPAD_CR, SWT.SPACE -> owner.act(index);
            case SWT.ESC -> giveUp();
            default -> {
                // Not for tiles.
            }
        }
    }

    private void step(int index, int modifiers, int right, int down) {
        if ((modifiers & SWT.MODIFIER_MASK) == SWT.MOD1) {
            moveBy(index, right, down);
        } else if ((modifiers & SWT.MODIFIER_MASK) == SWT.MOD2) {
            sizeBy(index, right, down);
        } else if ((modifiers & SWT.MODIFIER_MASK) == 0) {
            neighbour(index, right, down).ifPresent(this::focus);
        }
    }

    /** Moves a tile by columns and rows, as they are shown. */
    void moveBy(int index, int right, int down) {
        owner.arranged(moved(layout, index, right, down));
        focus(index);
    }

    /** Makes a tile wider and higher by columns and rows, or smaller. */
    void sizeBy(int index, int wider, int higher) {
        owner.arranged(sized(layout, index, wider, higher));
        focus(index);
    }

    private TileLayout moved(TileLayout before, int index, int right, int down) {
        var area = before.fitted(columns()).get(index);
        return before.movedIn(columns(), index, area.column() + right, area.row() + down);
    }

    /** What is wider than there are columns is as wide as they are when it becomes wider or narrower. */
    private TileLayout sized(TileLayout before, int index, int wider, int higher) {
        var area = before.tiles().get(index).area();
        return before.sized(index, wider == 0 ? area.width() : Math.min(area.width(), columns()) + wider,
                area.height() + higher);
    }

    /** The nearest one whose middle lies in a direction. */
    private Optional<Integer> neighbour(int index, int right, int down) {
        var from = middle(index);
        Optional<Integer> nearest = Optional.empty();
        double least = Double.MAX_VALUE;
        for (int i = 0; i < canvases.size(); i++) {
            var to = middle(i);
            int ahead = (to.x - from.x) * right + (to.y - from.y) * down;
            int aside = Math.abs((to.x - from.x) * down) + Math.abs((to.y - from.y) * right);
            // What lies more aside than ahead is in another direction.
            if (i != index && ahead > 0 && ahead + 2.0 * aside < least) {
                least = ahead + 2.0 * aside;
                nearest = Optional.of(i);
            }
        }
        return nearest;
    }

    private Point middle(int index) {
        var bounds = canvases.get(index).getBounds();
        return new Point(bounds.x + bounds.width / 2, bounds.y + bounds.height / 2);
    }

    // the mouse

    private static boolean isCorner(TileCanvas canvas, Event event) {
        var size = canvas.getSize();
        return event.x >= size.x - CORNER && event.y >= size.y - CORNER;
    }

    private void down(TileCanvas canvas, Event event) {
        boolean onLink = canvas.hasLinkAt(event.x, event.y);
        boolean sizing = isCorner(canvas, event);
        var start = canvas.toDisplay(event.x, event.y);
        canvas.forceFocus();
        if (event.button == 1) {
            drag = Optional.of(new Drag(canvas, canvases.indexOf(canvas), start, layout, metrics, sizing, onLink,
                    false));
        }
    }

    private void move(TileCanvas canvas, Event event) {
        if (drag.isEmpty()) {
            int cursor = isCorner(canvas, event)
                    ? SWT.CURSOR_SIZESE
                    : canvas.hasLinkAt(event.x, event.y) ? SWT.CURSOR_HAND : SWT.CURSOR_ARROW;
            canvas.setCursor(canvas.getDisplay().getSystemCursor(cursor));
            return;
        }
        var one = drag.get();
        var at = one.canvas().toDisplay(event.x, event.y);
        int right = at.x - one.start().x;
        int down = at.y - one.start().y;
        if (!one.begun() && Math.abs(right) < CLICK && Math.abs(down) < CLICK) {
            return;
        }
        drag = Optional.of(one.going());
        one.canvas().hold(true);
        one.canvas().setCursor(one.canvas().getDisplay()
                .getSystemCursor(one.sizing() ? SWT.CURSOR_SIZESE : SWT.CURSOR_SIZEALL));
        int columns = one.scale().columnsIn(right);
        int rows = one.scale().rowsIn(down);
        var next = one.sizing()
                ? sized(one.before(), one.index(), columns, rows)
                : moved(one.before(), one.index(), columns, rows);
        if (!next.equals(layout)) {
            arrange(next);
        }
    }

    private void up(Event event) {
        if (drag.isPresent() && event.button == 1) {
            var one = drag.get();
            drag = Optional.empty();
            one.canvas().hold(false);
            one.canvas().setCursor(null);
            if (!layout.equals(one.before())) {
                owner.arranged(layout);
            } else if (!one.begun() && one.onLink()) {
                owner.act(one.index());
            }
        }
    }

    /** Back to where the mouse began. */
    private void giveUp() {
        drag.ifPresent(one -> {
            drag = Optional.empty();
            one.canvas().hold(false);
            one.canvas().setCursor(null);
            arrange(one.before());
        });
    }
}
