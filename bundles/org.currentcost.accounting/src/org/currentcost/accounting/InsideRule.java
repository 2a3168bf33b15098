package org.currentcost.accounting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.currentcost.analysis.Formula;
import org.currentcost.model.SensorNumber;
import org.currentcost.settings.SensorSettings;

/**
 * What the sensors of a meter are inside of:
 * <ul>
 * <li>Of what the user put them into.
 * <li>What a computed sum adds up is inside it by nature, so that none of it counts twice; the sum is where its parts
 * were together. A sum whose parts the user put apart holds none of them.
 * <li>What others leave of a sensor is inside that one.
 * <li>Sensors that are inside of each other in a circle are inside of none. The main sensor of a meter, and what is not
 * a part of what the house uses, is nowhere inside, and nothing is inside of it.
 * </ul>
 */
final class InsideRule {

    private final IntFunction<SensorSettings> settled;
    private final List<Integer> computed;

    /**
     * @param settled  what was settled about a sensor of the meter by its number
     * @param numbers of its sensors; those that are not computed are of no meaning
     */
    InsideRule(IntFunction<SensorSettings> settled, Collection<Integer> numbers) {
        this.settled = settled;
        computed = numbers.stream().filter(SensorNumber.COMPUTED::has).distinct().sorted().toList();
    }

    /** {@return the formula of a computed sensor, if it has one that can be read} */
    static Optional<Formula> formula(SensorSettings settings) {
        return settings.formula().flatMap(text -> Formula.parse(text) instanceof Formula.Right right
                ? Optional.of(right.formula())
                : Optional.empty());
    }

    /** {@return the numbers of the sensors that one is inside of, as {@link Sensor#inside()} has them} */
    List<Integer> of(int number) {
        var path = new ArrayList<Integer>();
        var parent = parent(number);
        while (parent.isPresent() && parent.get() != number && !path.contains(parent.get())) {
            path.add(parent.get());
            parent = parent(parent.get());
        }
        // A circle ends where it was entered: that one is inside of none.
        return parent.map(met -> path.subList(0, path.indexOf(met) + 1)).orElse(path);
    }

    private boolean isPart(int number) {
        return Sensor.isPart(number, settled.apply(number));
    }

    private Optional<Integer> parent(int number) {
        if (!isPart(number)) {
            return Optional.empty();
        }
        return computed.stream().filter(sum -> sum != number && parts(sum).contains(number)).findFirst()
                .or(() -> ownParent(number)).or(() -> minuend(number));
    }

    /** {@return what the user put a sensor into, or of a sum what they put all of its parts into} */
    private Optional<Integer> ownParent(int number) {
        return put(number).or(() -> added(number).stream().map(this::put).distinct().reduce((one, other) -> Optional
                .empty()).flatMap(one -> one).filter(parent -> parent != number));
    }

    private Optional<Integer> put(int number) {
        return settled.apply(number).parent().filter(parent -> isPart(number) && isPart(parent));
    }

    /** {@return the parts of the house that a computed sum adds up, if it is nothing else and holds them all} */
    private List<Integer> parts(int sum) {
        var added = added(sum);
        var own = ownParent(sum);
        return added.stream().allMatch(part -> put(part).filter(parent -> parent != sum && !own.equals(
                Optional.of(parent))).isEmpty()) ? added : List.of();
    }

    private List<Integer> added(int sum) {
        return isPart(sum) && !settled.apply(sum).negated()
                ? formula(settled.apply(sum)).filter(formula -> formula.taken().isEmpty()).map(
                        formula -> formula.added().stream().filter(this::isPlainPart).toList()).orElse(List.of())
                : List.of();
    }

    /** {@return the only sensor that others are taken off of} */
    private Optional<Integer> minuend(int difference) {
        return settled.apply(difference).negated()
                ? Optional.empty()
                : formula(settled.apply(difference))
                        .filter(formula -> formula.added().size() == 1 && !formula.taken().isEmpty())
                        .map(formula -> formula.added().getFirst()).filter(this::isPlainPart);
    }

    /** A formula of formulas tells nothing. */
    private boolean isPlainPart(int number) {
        return isPart(number) && settled.apply(number).formula().isEmpty();
    }
}
