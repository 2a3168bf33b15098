package org.currentcost.ui.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.currentcost.accounting.LiveFlow;
import org.currentcost.accounting.LiveFlow.Kind;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/**
 * Where everything of a flow lies, worked out once for a size: power comes in at the left, sensors stand at the right
 * of what they are inside of, and what goes into the grid leaves below them. Widths are proportional to power, all by
 * one measure; texts are as large as there is room for.
 *
 * @param size       of all
 * @param textHeight of a line of small text, in pixels
 * @param boxes      one for each node, in their order
 * @param ribbons    one for each link, in their order
 */
record FlowScene(Point size, int textHeight, List<Box> boxes, List<Ribbon> ribbons) {

    /** How much higher a figure is than small text. */
    static final double FIGURE = 1.7;
    /** As {@link #FIGURE}, of the house. */
    static final double HOUSE_FIGURE = 2.4;

    private static final double SMALLEST_TEXT = 0.8;
    private static final double LARGEST_TEXT = 4;
    private static final double LINES_A_ROW = 4.4;
    private static final double WIDTHS_A_COLUMN = 14;
    private static final double MOST_FLOW_SHARE = 0.9;
    private static final double GAP = 0.35;
    private static final double COLUMN_GAP_SHARE = 0.1;
    /** Of a column; the first has little to say. */
    private static final double FIRST_COLUMN_SHARE = 0.75;
    private static final double LEAST_FIGURE_ROOM = 0.9;
    private static final int STEPS = 24;
    /** Above and below a text. */
    private static final int TEXT_MARGIN = 4;
    private static final int FEWEST_ROWS = 3;

    /**
     * A node.
     *
     * @param area  where it stands
     * @param lines how many lines have room in it: the name and the figure in one, else each in a line of its own, and
     *              smaller ones below
     */
    record Box(Rectangle area, int lines) {
    }

    /**
     * A link, from the right edge of a box to the left edge of another one.
     *
     * @param fromY  the middle of its start
     * @param toY    the middle of its end
     * @param curveX where it has come to the height of its end
     * @param width  0 where nothing flows
     */
    record Ribbon(int fromX, double fromY, int toX, double toY, int curveX, double width) {
    }

    /** {@return the scene} @param usualTextHeight the height of a line of the window's texts, in pixels */
    static FlowScene of(LiveFlow flow, Point size, int usualTextHeight) {
        return new Layout(flow, size, usualTextHeight).scene();
    }

    /** {@return how many rows there is room for in which a text can be read} */
    static int mostRows(Point size, int usualTextHeight) {
        int text = (int) Math.ceil(usualTextHeight * SMALLEST_TEXT);
        return Math.max(FEWEST_ROWS, (size.y + padding(text)) / (text + TEXT_MARGIN + padding(text)));
    }

    /** {@return the node at a point, if there is one} */
    OptionalInt nodeAt(int x, int y) {
        return IntStream.range(0, boxes.size()).filter(i -> boxes.get(i).area().contains(x, y)).findFirst();
    }

    /** {@return the small space between an edge and a text} */
    int padding() {
        return padding(textHeight);
    }

    private static int padding(int textHeight) {
        return Math.max(2, (int) Math.round(textHeight * GAP));
    }

    private static final class Layout {

        private final LiveFlow flow;
        private final Point size;
        private final int text;
        private final int gap;
        private final int columns;
        private final int house;
        private final Optional<Integer> export;
        private final List<Integer> sources;
        private int least;
        private double scale;
        private final Rectangle[] areas;

        Layout(LiveFlow flow, Point size, int usual) {
            this.flow = flow;
            this.size = size;
            areas = new Rectangle[flow.nodes().size()];
            columns = 1 + flow.nodes().stream().mapToInt(LiveFlow.Node::column).max().orElse(0);
            sources = IntStream.range(0, areas.length).filter(i -> flow.nodes().get(i).column() == 0).boxed().toList();
            house = first(Kind.HOUSE).orElse(-1);
            export = first(Kind.EXPORT);
            int rows = Math.max(sources.size(), house < 0 ? 0 : rows(house) + (export.isPresent() ? 1 : 0));
            double fitting = Math.min(size.y / (rows * LINES_A_ROW), size.x / (columns * WIDTHS_A_COLUMN));
            text = (int) Math.round(Math.clamp(fitting, usual * SMALLEST_TEXT, usual * LARGEST_TEXT));
            gap = padding(text);
            int roomy = (int) Math.ceil(text * (1 + FIGURE)) + gap + 1;
            least = roomy;
            if (rightHeight(0) > size.y * LEAST_FIGURE_ROOM || leftHeight(0) > size.y * LEAST_FIGURE_ROOM) {
                least = Math.min(text + TEXT_MARGIN, Math.max(1, (size.y - (rows - 1) * gap) / Math.max(1, rows)));
            }
            scale = fittingScale();
        }

        private Optional<Integer> first(Kind kind) {
            return IntStream.range(0, areas.length).filter(i -> flow.nodes().get(i).kind() == kind).boxed().findFirst();
        }

        private int rows(int node) {
            return Math.max(1, flow.parts(node).stream().mapToInt(this::rows).sum());
        }

        /** By halving: heights have a least one each, so that no formula tells it. */
        private double fittingScale() {
            double most = flow.nodes().stream().mapToDouble(node -> node.flow().milliwatts()).max().orElse(0);
            double low = 0;
            double high = most > 0 ? MOST_FLOW_SHARE * size.y / most : 0;
            for (int step = 0; step < STEPS && high > 0; step++) {
                double middle = (low + high) / 2;
                if (rightHeight(middle) <= size.y && leftHeight(middle) <= size.y) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private double own(int node, double by) {
            return Math.max(least, flow.nodes().get(node).flow().milliwatts() * by);
        }

        private double block(int node, double by) {
            var parts = flow.parts(node);
            return Math.max(own(node, by),
                    parts.stream().mapToDouble(part -> block(part, by)).sum() + gap * Math.max(0, parts.size() - 1));
        }

        private double rightHeight(double by) {
            return house < 0 ? 0 : block(house, by) + export.map(node -> gap + own(node, by)).orElse(0.0);
        }

        private double leftHeight(double by) {
            return sources.stream().mapToDouble(node -> own(node, by)).sum() + gap * Math.max(0, sources.size() - 1);
        }

        private int columnGap() {
            return (int) Math.max(text, size.x * COLUMN_GAP_SHARE);
        }

        private int left(int column) {
            double width = (size.x - (columns - 1.0) * columnGap()) / (columns - 1 + FIRST_COLUMN_SHARE);
            double before = column == 0 ? 0 : (column - 1 + FIRST_COLUMN_SHARE) * width;
            return (int) Math.round(before + column * columnGap());
        }

        private int right(int column) {
            return column == columns - 1 ? size.x : left(column + 1) - columnGap();
        }

        FlowScene scene() {
            if (house >= 0) {
                double spare = Math.max(0, size.y - rightHeight(scale));
                place(house, 0, block(house, scale) + spare);
                export.ifPresent(node -> put(node, size.y - own(node, scale), own(node, scale), size.x));
                placeSources();
            }
            var boxes = IntStream.range(0, areas.length).mapToObj(this::box).toList();
            return new FlowScene(size, text, boxes, ribbons());
        }

        /** @param height at least what it and its parts take; what is more is shared out among them */
        private void place(int node, double top, double height) {
            var parts = flow.parts(node);
            int column = flow.nodes().get(node).column();
            put(node, top, height, parts.isEmpty() && export.isEmpty() || parts.isEmpty() && node != house
                    ? size.x
                    : right(column));
            double taken = parts.stream().mapToDouble(part -> block(part, scale)).sum()
                    + gap * Math.max(0, parts.size() - 1);
            double spare = parts.isEmpty() ? 0 : Math.max(0, height - taken) / parts.size();
            double y = top;
            for (int part : parts) {
                double own = block(part, scale) + spare;
                place(part, y, own);
                y += own + gap;
            }
        }

        private void put(int node, double top, double height, int right) {
            int x = left(flow.nodes().get(node).column());
            int y = (int) Math.round(top);
            areas[node] = new Rectangle(x, y, Math.max(1, right - x), Math.max(1, (int) Math.round(top + height) - y));
        }

        private void placeSources() {
            double spare = Math.max(0, size.y - leftHeight(scale)) / Math.max(1, sources.size());
            double y = 0;
            for (int node : sources) {
                double height = own(node, scale) + spare;
                put(node, y, height, right(0));
                y += height + gap;
            }
        }

        private Box box(int node) {
            var area = areas[node] == null ? new Rectangle(0, 0, 0, 0) : areas[node];
            double figure = flow.nodes().get(node).kind() == Kind.HOUSE ? HOUSE_FIGURE : FIGURE;
            double free = area.height - gap - text * (1 + figure);
            return new Box(area, free < 0 ? 1 : 2 + (int) (free / text));
        }

        private List<Ribbon> ribbons() {
            var starts = new double[areas.length];
            var ends = new double[areas.length];
            var ribbons = new ArrayList<Ribbon>();
            for (int node = 0; node < areas.length; node++) {
                starts[node] = middle(node) - width(node, true) / 2;
                ends[node] = middle(node) - width(node, false) / 2;
            }
            for (var link : flow.links()) {
                double width = link.power().milliwatts() * scale;
                var from = areas[link.from()];
                var to = areas[link.to()];
                boolean part = flow.nodes().get(link.to()).parent().isPresent();
                // A part stands beside its whole: straight over to it, wherever else that gives.
                double fromY = part ? middle(link.to()) : starts[link.from()] + width / 2;
                double toY = part ? fromY : ends[link.to()] + width / 2;
                starts[link.from()] += width;
                ends[link.to()] += width;
                ribbons.add(new Ribbon(from.x + from.width, fromY, to.x, toY,
                        from.x + from.width + Math.min(columnGap(), to.x - from.x - from.width), width));
            }
            return ribbons;
        }

        private double middle(int node) {
            return areas[node] == null ? 0 : areas[node].y + areas[node].height / 2.0;
        }

        private double width(int node, boolean out) {
            return scale * flow.links().stream().filter(link -> (out ? link.from() : link.to()) == node)
                    .mapToLong(link -> link.power().milliwatts()).sum();
        }
    }
}
