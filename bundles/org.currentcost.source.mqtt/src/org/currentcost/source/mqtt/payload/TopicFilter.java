package org.currentcost.source.mqtt.payload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A topic filter as MQTT has it, whose open levels may have names: {@code tele/{sensor}/SENSOR} is
 * {@code tele/+/SENSOR}, and {@code zigbee2mqtt/{sensor+}}, with the name of several levels at its end, is
 * {@code zigbee2mqtt/#}. Behind such a name plain levels may follow, as in {@code zigbee2mqtt/{sensor+}/availability}:
 * to a broker that is {@code zigbee2mqtt/#} too.
 */
public final class TopicFilter {

    private final String text;
    private final String[] levels;

    private TopicFilter(String text, String[] levels) {
        this.text = text;
        this.levels = levels;
    }

    /**
     * {@return the filter that a text means}
     *
     * @throws IllegalArgumentException if it is none; the message is a sentence for the user
     */
    public static TopicFilter parse(String text) {
        String[] levels = text.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            String level = levels[i];
            boolean rest = level.equals("#") || isRest(level);
            boolean plain = level.indexOf('+') < 0 && level.indexOf('#') < 0 && level.indexOf('\0') < 0;
            boolean misplaced = level.equals("#") && i < levels.length - 1
                    || restBefore(levels, i) && (rest || isOpen(level));
            if (misplaced || !rest && !level.equals("+") && !plain) {
                throw new IllegalArgumentException(Messages.text("filter.wrong", text));
            }
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException(Messages.text("filter.empty"));
        }
        return new TopicFilter(text, levels);
    }

    private static boolean restBefore(String[] levels, int end) {
        return Stream.of(levels).limit(end).anyMatch(TopicFilter::isRest);
    }

    /** {@return a topic without so many of its last levels, with a slash at its end; empty if it has no more} */
    static String withoutLast(String topic, int count) {
        int end = topic.length();
        for (int i = 0; i < count && end >= 0; i++) {
            end = topic.lastIndexOf('/', end - 1);
        }
        return topic.substring(0, end + 1);
    }

    /** {@return whether nothing in it is open: it is one topic} */
    public boolean concrete() {
        for (String level : levels) {
            if (isOpen(level)) {
                return false;
            }
        }
        return true;
    }

    /** {@return the filter as a broker understands it} */
    public String filter() {
        var plain = new ArrayList<String>();
        for (String level : levels) {
            plain.add(isRest(level) ? "#" : isNamed(level) ? "+" : level);
            if (isRest(level)) {
                break;
            }
        }
        return String.join("/", plain);
    }

    /**
     * {@return the named levels of a topic by their names; empty if the topic does not match}
     */
    public Optional<Map<String, String>> match(String topic) {
        String[] given = topic.split("/", -1);
        // "Topics that begin with $" are not matched by open levels: MQTT 3.1.1, 4.7.2
        if (topic.startsWith("$") && !levels[0].startsWith("$")) {
            return Optional.empty();
        }
        var names = new LinkedHashMap<String, String>();
        for (int i = 0; i < levels.length; i++) {
            String level = levels[i];
            if (level.equals("#") || isRest(level)) {
                int behind = levels.length - i - 1;
                if (isRest(level)) {
                    if (i + behind >= given.length) {
                        return Optional.empty();
                    }
                    names.put(name(level), String.join("/", List.of(given).subList(i, given.length - behind)));
                }
                return List.of(levels).subList(i + 1, levels.length)
                        .equals(List.of(given).subList(given.length - behind, given.length))
                                ? Optional.of(names)
                                : Optional.empty();
            }
            if (i >= given.length) {
                return Optional.empty();
            }
            if (isNamed(level)) {
                names.put(name(level), given[i]);
            } else if (!level.equals("+") && !level.equals(given[i])) {
                return Optional.empty();
            }
        }
        return given.length == levels.length ? Optional.of(names) : Optional.empty();
    }

    /**
     * Narrows this filter to what another one lets through as well.
     *
     * @return this filter with the other's fixed levels in the place of open ones; empty if the two have nothing in
     *         common, or not in a way that one filter could say
     */
    Optional<TopicFilter> narrowed(TopicFilter other) {
        var result = new ArrayList<String>();
        if (restBefore(levels, levels.length - 1)) {
            // What lies between can't be said by one filter; wider than wanted does no harm here.
            return overlapsBeforeRest(other) ? Optional.of(this) : Optional.empty();
        }
        for (int i = 0; i < levels.length || i < other.levels.length; i++) {
            String mine = i < levels.length ? levels[i] : "";
            String theirs = i < other.levels.length ? other.levels[i] : "";
            if (theirs.equals("#") || isRest(theirs)) {
                result.addAll(List.of(levels).subList(i, levels.length));
                return Optional.of(parse(String.join("/", result)));
            }
            if (mine.equals("#") || isRest(mine)) {
                result.addAll(List.of(other.levels).subList(i, other.levels.length));
                return Optional.of(parse(String.join("/", result)));
            }
            if (i >= levels.length || i >= other.levels.length) {
                return Optional.empty();
            }
            if (isOpen(theirs)) {
                result.add(isNamed(theirs) && mine.equals("+") ? theirs : mine);
            } else if (isOpen(mine) || mine.equals(theirs)) {
                result.add(theirs);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(parse(String.join("/", result)));
    }

    private boolean overlapsBeforeRest(TopicFilter other) {
        for (int i = 0; i < other.levels.length && !isRest(levels[i]); i++) {
            String theirs = other.levels[i];
            if (theirs.equals("#") || isRest(theirs)) {
                return true;
            }
            if (!isOpen(theirs) && !isOpen(levels[i]) && !theirs.equals(levels[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return this filter with its open levels named, if none of them has a name: the only one by the name given,
     * several by the name and their number}
     */
    TopicFilter named(String name) {
        if (!names().isEmpty()) {
            return this;
        }
        long open = Stream.of(levels).filter(TopicFilter::isOpen).count();
        String[] copy = levels.clone();
        int number = 0;
        for (int i = 0; i < copy.length; i++) {
            if (isOpen(copy[i])) {
                number++;
                copy[i] = "{" + name + (open == 1 ? "" : number) + (copy[i].equals("#") ? "+}" : "}");
            }
        }
        return new TopicFilter(String.join("/", copy), copy);
    }

    /** {@return the names of its levels, in their order} */
    List<String> names() {
        return Stream.of(levels).filter(TopicFilter::isNamed).map(TopicFilter::name).toList();
    }

    /** {@return a name for a sensor, of all named levels, so that no two topics share it; empty if none is named} */
    String template() {
        return names().stream().map(name -> "{" + name + "}").collect(Collectors.joining(" "));
    }

    private static boolean isOpen(String level) {
        return level.equals("+") || level.equals("#") || isNamed(level);
    }

    private static boolean isNamed(String level) {
        return level.length() > 2 && level.charAt(0) == '{' && level.charAt(level.length() - 1) == '}';
    }

    private static boolean isRest(String level) {
        return isNamed(level) && level.charAt(level.length() - 2) == '+';
    }

    private static String name(String level) {
        return level.substring(1, level.length() - (isRest(level) ? 2 : 1));
    }

    @Override
    public String toString() {
        return text;
    }
}
