package org.currentcost.analysis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.currentcost.model.TimeRange;

/**
 * A sensor that is worked out of others of the same meter, such as {@code 0 - 1 + 5}: sensor 0 less sensor 1 and more
 * sensor 5.
 * <p>
 * Sensor numbers joined by {@code +} and {@code -}, a sign before the first allowed, blanks of no meaning. A sensor may
 * stand there twice, as for one clamp on one of two equal wires. Immutable.
 */
public final class Formula {

    /** What became of a text. */
    public sealed interface Parsed {
    }

    /** The text is a formula. */
    public record Right(Formula formula) implements Parsed {
    }

    /**
     * The text is none.
     *
     * @param position where reading stopped, 0 to the length of the text
     * @param mistake  what is wrong there
     */
    public record Wrong(int position, Mistake mistake) implements Parsed {
    }

    /** What can be wrong with a formula. */
    public enum Mistake {
        /** A sensor's number should stand there. */
        SENSOR_EXPECTED,
        /** A plus or a minus, or the end, should stand there. */
        SIGN_EXPECTED,
        /** The number there is longer than that of any sensor. */
        NUMBER_TOO_LARGE
    }

    private record Term(boolean plus, int sensor) {
    }

    private static final int DIGITS_AT_MOST = 9;

    private final List<Term> terms;

    private Formula(List<Term> terms) {
        this.terms = List.copyOf(terms);
    }

    /** {@return the formula of some sensors together, less some others} @param added at least one */
    public static Formula of(List<Integer> added, List<Integer> taken) {
        return new Formula(Stream.concat(added.stream().map(sensor -> new Term(true, sensor)),
                taken.stream().map(sensor -> new Term(false, sensor))).toList());
    }

    /** {@return the formula that a text is, or where and why it is none} */
    public static Parsed parse(String text) {
        var terms = new ArrayList<Term>();
        int at = skipBlanks(text, 0);
        while (at < text.length() || terms.isEmpty()) {
            boolean sign = at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
            if (!sign && !terms.isEmpty()) {
                return new Wrong(at, Mistake.SIGN_EXPECTED);
            }
            boolean plus = !sign || text.charAt(at) == '+';
            int start = sign ? skipBlanks(text, at + 1) : at;
            int end = start;
            while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                end++;
            }
            if (end == start) {
                return new Wrong(start, Mistake.SENSOR_EXPECTED);
            }
            if (end - start > DIGITS_AT_MOST) {
                return new Wrong(start, Mistake.NUMBER_TOO_LARGE);
            }
            terms.add(new Term(plus, Integer.parseInt(text.substring(start, end))));
            at = skipBlanks(text, end);
        }
        return new Right(new Formula(terms));
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** {@return the sensors that the formula needs, in the order in which they first stand in it} */
    public SequencedSet<Integer> sensors() {
        return terms.stream().map(Term::sensor).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * {@return the formula's own quarters}
     * <p>
     * A quarter is known for as long as the sensor that is known the least in it. The energies of the others are cut
     * down to that time in proportion, since nobody knows which minutes they share. What is filled from the meter's
     * memory for one of them is filled in the result, as part of the span of all such blocks together. The peak of a
     * quarter is its mean power: the peaks of two sensors need not fall on the same moment, so that their sum would be
     * a power that perhaps never was.
     *
     * @param operands the quarters by sensor; where one that is needed isn't there, nothing is known
     */
    public QuarterHours evaluate(Map<Integer, QuarterHours> operands) {
        if (!operands.keySet().containsAll(sensors())) {
            return QuarterHours.NONE;
        }
        var used = terms.stream().map(term -> operands.get(term.sensor())).toList();
        if (used.size() == 1) {
            return terms.getFirst().plus() ? used.getFirst() : used.getFirst().negated();
        }
        long start = used.stream().mapToLong(each -> each.range().startMillis()).max().orElseThrow();
        long end = used.stream().mapToLong(each -> each.range().endMillis()).min().orElseThrow();
        if (end <= start) {
            return QuarterHours.NONE;
        }
        var builder = new QuarterHours.Builder(start, end).filledFrom(used.stream().filter(QuarterHours::filled)
                .map(QuarterHours::filledFrom).reduce(FillSource::and).orElse(FillSource.METER));
        int size = (int) ((end - start) / QuarterHours.QUARTER_MILLIS);
        int[] shifts = used.stream().mapToInt(each -> each.indexOf(start)).toArray();
        for (int i = 0; i < size; i++) {
            evaluate(used, shifts, i, builder);
        }
        return builder.build();
    }

    /** {@return the sensors that are added, each once} */
    public List<Integer> added() {
        return numbers(true);
    }

    /** {@return the sensors that are taken off, each once} */
    public List<Integer> taken() {
        return numbers(false);
    }

    private List<Integer> numbers(boolean plus) {
        return terms.stream().filter(term -> term.plus() == plus).map(Term::sensor).distinct().toList();
    }

    /** {@return what the formula makes of one value of each sensor, such as the powers of now} */
    public long value(IntToLongFunction values) {
        return terms.stream().mapToLong(term -> {
            long value = values.applyAsLong(term.sensor());
            return term.plus() ? value : -value;
        }).sum();
    }

    private void evaluate(List<QuarterHours> used, int[] shifts, int i, QuarterHours.Builder builder) {
        int known = Integer.MAX_VALUE;
        int measured = Integer.MAX_VALUE;
        for (int k = 0; k < shifts.length; k++) {
            known = Math.min(known, used.get(k).knownMillis(i + shifts[k]));
            measured = Math.min(measured, used.get(k).measuredMillis(i + shifts[k]));
        }
        if (known == 0) {
            return;
        }
        long all = 0;
        long live = 0;
        for (int k = 0; k < shifts.length; k++) {
            var quarters = used.get(k);
            int index = i + shifts[k];
            long livePart = QuarterHours.scaled(quarters.measuredMicrojoules(index), measured,
                    quarters.measuredMillis(index));
            long part = QuarterHours.scaled(quarters.knownMicrojoules(index), known, quarters.knownMillis(index));
            all += terms.get(k).plus() ? part : -part;
            live += terms.get(k).plus() ? livePart : -livePart;
        }
        builder.set(i, measured, live);
        if (measured < known) {
            builder.setFilled(i, blocks(used, shifts, i), known - measured, all - live);
        }
    }

    private static TimeRange blocks(List<QuarterHours> used, int[] shifts, int i) {
        var together = Optional.<TimeRange>empty();
        for (int k = 0; k < shifts.length; k++) {
            var block = used.get(k).fill(i + shifts[k]);
            if (together.isPresent() && block.isPresent()) {
                together = Optional.of(TimeRange.ofMillis(
                        Math.min(together.get().startMillis(), block.get().startMillis()),
                        Math.max(together.get().endMillis(), block.get().endMillis())));
            } else if (block.isPresent()) {
                together = block;
            }
        }
        return together.orElseThrow();
    }

    /** {@return the formula as it is written best, such as {@code 0 - 1 + 5}} */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var term : terms) {
            if (text.isEmpty()) {
                text.append(term.plus() ? "" : "-");
            } else {
                text.append(term.plus() ? " + " : " - ");
            }
            text.append(term.sensor());
        }
        return text.toString();
    }
}
