package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bars taken apart into what is drawn alike, with the amounts between which each part lies.
 *
 * @param parts in the order of drawing
 */
record BarParts(List<Part> parts) {

    /** How much of a bucket a bar takes. */
    private static final double BAR_SHARE = 0.8;

    /** How much the bar before another one takes. */
    private static final double FRONT_SHARE = 0.5;

    /** Narrower buckets have no room between their bars. */
    private static final int LEAST_BUCKET_WITH_SPACE = 3;

    /** From this width on, bars side by side have a space between them. */
    private static final int LEAST_BAR_WITH_SPACE = 4;

    /** What a part is. */
    enum Kind {
        MEASURED, MEMORY, ESTIMATED, STANDING
    }

    /**
     * A part of a bar.
     *
     * @param x     its left edge, in pixels from the plot's left edge
     * @param width in pixels, at least 1
     * @param from  the amount nearer to zero
     * @param to    the amount at its end; the same as {@code from} for a bar of zero, which is a value
     */
    record Part(int series, int bucket, Kind kind, int x, int width, double from, double to) {
    }

    /** A bucket's place. @param left its left edge, in pixels @param right its right edge */
    record Place(double left, double right) {

        double width() {
            return right - left;
        }

        double middle() {
            return (left + right) / 2;
        }

        /** {@return the bar in the middle that takes a share of the bucket, as left edge and width} */
        int[] bar(double share) {
            if (width() < LEAST_BUCKET_WITH_SPACE) {
                int x = (int) Math.round(left);
                return new int[]{x, Math.max(1, (int) Math.round(right) - x)};
            }
            int width = (int) Math.round(width() * share);
            return new int[]{(int) Math.round(middle() - width / 2.0), width};
        }
    }

    /** {@return the parts of the bars in buckets from {@code first} to before {@code end}} */
    static BarParts of(List<BarSeries> series, List<Place> places, Arrangement arrangement, int first, int end) {
        List<Part> parts = new ArrayList<>();
        for (int bucket = first; bucket < end; bucket++) {
            Stack stack = new Stack(parts, bucket);
            if (arrangement == Arrangement.COMPARED) {
                for (int i = series.size() - 1; i >= 0; i--) {
                    stack.add(i, bar(series, i, bucket), compared(places.get(bucket), i, series.size()));
                    stack.restart();
                }
                continue;
            }
            int before = parts.size();
            int[] whole = places.get(bucket).bar(BAR_SHARE);
            for (int i = 0; i < series.size(); i++) {
                if (arrangement == Arrangement.STACKED) {
                    stack.add(i, bar(series, i, bucket), whole);
                } else {
                    stack.add(i, bar(series, i, bucket), share(whole, i, series.size()));
                    stack.restart();
                }
            }
            if (arrangement == Arrangement.STACKED) {
                dropZeros(parts.subList(before, parts.size()));
            }
        }
        return new BarParts(List.copyOf(parts));
    }

    /** Zero is not seen beside something upon which it lies. */
    private static void dropZeros(List<Part> stacked) {
        if (stacked.stream().anyMatch(part -> part.from() != part.to())) {
            stacked.removeIf(part -> part.from() == part.to());
        }
    }

    private static Optional<Bar> bar(List<BarSeries> series, int index, int bucket) {
        List<Optional<Bar>> bars = series.get(index).bars();
        return bucket < bars.size() ? bars.get(bucket) : Optional.empty();
    }

    /** Pairs stand side by side; in each, the first one is narrower and before the second one. */
    private static int[] compared(Place place, int index, int count) {
        boolean front = index % 2 == 0 && index + 1 < count;
        int pairs = (count + 1) / 2;
        if (pairs <= 1) {
            return place.bar(front ? FRONT_SHARE : BAR_SHARE);
        }
        int[] whole = share(place.bar(BAR_SHARE), index / 2, pairs);
        if (!front) {
            return whole;
        }
        int width = Math.max(1, (int) Math.round(whole[1] * FRONT_SHARE / BAR_SHARE));
        return new int[]{whole[0] + (whole[1] - width) / 2, width};
    }

    private static int[] share(int[] whole, int index, int count) {
        double each = (double) whole[1] / count;
        int left = (int) Math.round(whole[0] + index * each);
        int right = (int) Math.round(whole[0] + (index + 1) * each);
        int space = each >= LEAST_BAR_WITH_SPACE && index + 1 < count ? 1 : 0;
        return new int[]{left, Math.max(1, right - left - space)};
    }

    /** What lies upon each other: above and below zero apart. */
    private static final class Stack {
        private final List<Part> parts;
        private final int bucket;
        private double above;
        private double below;

        Stack(List<Part> parts, int bucket) {
            this.parts = parts;
            this.bucket = bucket;
        }

        void restart() {
            above = 0;
            below = 0;
        }

        void add(int series, Optional<Bar> known, int[] place) {
            if (known.isEmpty()) {
                return;
            }
            Bar bar = known.get();
            int before = parts.size();
            add(series, Kind.MEASURED, bar.measured(), place);
            add(series, Kind.MEMORY, bar.memory(), place);
            add(series, Kind.ESTIMATED, bar.estimated(), place);
            add(series, Kind.STANDING, bar.standing(), place);
            if (parts.size() == before) {
                parts.add(new Part(series, bucket, Kind.MEASURED, place[0], place[1], 0, 0));
            }
        }

        private void add(int series, Kind kind, double amount, int[] place) {
            if (amount > 0) {
                parts.add(new Part(series, bucket, kind, place[0], place[1], above, above + amount));
                above += amount;
            } else if (amount < 0) {
                parts.add(new Part(series, bucket, kind, place[0], place[1], below, below + amount));
                below += amount;
            }
        }
    }

    double lowest() {
        return parts.stream().mapToDouble(part -> Math.min(part.from(), part.to())).min().orElse(0);
    }

    double highest() {
        return parts.stream().mapToDouble(part -> Math.max(part.from(), part.to())).max().orElse(0);
    }

    boolean hasAny(Kind kind) {
        return parts.stream().anyMatch(part -> part.kind() == kind);
    }
}
