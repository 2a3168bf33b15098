package org.currentcost.ui.mqtt;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;

/** The course of one number in the messages of a topic, and the point of it that keys have walked to. */
final class NumberCourse {

    private final DateTimeFormatter time;
    private final List<Point> points = new ArrayList<>();
    private String chosen = "";
    /** The numbers in the messages that were shown the last time. */
    private Map<TopicTree.Message, OptionalDouble> known = Map.of();
    private Optional<TopicTree.Message> current = Optional.empty();

    /** The number in one message. */
    record Point(TopicTree.Message message, double value) {

        long millis() {
            return message.millis();
        }
    }

    /** @param zone of the times */
    NumberCourse(ZoneId zone) {
        time = DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM).withZone(zone);
    }

    /** {@return where the number {@linkplain Payloads.Line#place() stands}; empty for the whole message} */
    String chosen() {
        return chosen;
    }

    /** Chooses the number. @param place where it {@linkplain Payloads.Line#place() stands} in the messages */
    void choose(String place) {
        if (!place.equals(chosen)) {
            chosen = place;
            known = Map.of();
        }
    }

    /** Takes messages, the oldest first. The current point stays where it is as long as its message is there. */
    void show(List<TopicTree.Message> messages) {
        points.clear();
        var next = new IdentityHashMap<TopicTree.Message, OptionalDouble>();
        for (var message : messages) {
            // Most of them were read the last time: a message may be long.
            var value = Optional.ofNullable(known.get(message))
                    .orElseGet(() -> Payloads.number(message.payload(), chosen));
            next.put(message, value);
            value.ifPresent(number -> points.add(new Point(message, number)));
        }
        known = next;
        if (current().isEmpty()) {
            release();
        }
    }

    /** {@return the numbers, the oldest first} */
    List<Point> points() {
        return List.copyOf(points);
    }

    /** {@return whether there is a line to be drawn} */
    boolean drawn() {
        return points.size() > 1;
    }

    /** {@return the place of the current point among all} */
    OptionalInt current() {
        return current.isEmpty()
                ? OptionalInt.empty()
                : IntStream.range(0, points.size()).filter(i -> points.get(i).message() == current.get()).findFirst();
    }

    /** Lets no point be current. */
    void release() {
        current = Optional.empty();
    }

    /**
     * Walks to another point.
     *
     * @return whether the key means anything here
     */
    boolean walk(int key) {
        if (!drawn()) {
            return false;
        }
        int last = points.size() - 1;
        var at = current();
        switch (key) {
            case SWT.ARROW_LEFT, SWT.ARROW_UP -> go(at.isPresent() ? at.getAsInt() - 1 : last);
            case SWT.ARROW_RIGHT, SWT.ARROW_DOWN -> go(at.isPresent() ? at.getAsInt() + 1 : 0);
            case SWT.HOME -> go(0);
            case SWT.END -> go(last);
            case SWT.ESC -> release();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void go(int place) {
        current = Optional.of(points.get(Math.clamp(place, 0, points.size() - 1)).message());
    }

    /** {@return the current point in words; empty if there is none} */
    String words() {
        return current().stream().mapToObj(points::get)
                .map(point -> Messages.bind(Messages.ChartPoint, plain(point.value()), time(point)))
                .findFirst().orElse("");
    }

    /** {@return all of it in words, or how one comes to see something} */
    String summary() {
        if (!drawn()) {
            return Messages.ChartHint;
        }
        return Messages.bind(Messages.ChartSummary, new Object[]{points.size(), time(points.getFirst()),
            time(points.getLast()), plain(low()), plain(high())});
    }

    double low() {
        return points.stream().mapToDouble(Point::value).min().orElse(0);
    }

    double high() {
        return points.stream().mapToDouble(Point::value).max().orElse(0);
    }

    String time(Point point) {
        return time.format(Instant.ofEpochMilli(point.millis()));
    }

    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
