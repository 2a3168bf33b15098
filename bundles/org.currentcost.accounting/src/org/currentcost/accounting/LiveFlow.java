package org.currentcost.accounting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.currentcost.model.Power;

/**
 * How power flows through a house now: from the grid and from what is made here into the sensors inside the house,
 * those inside them, and the unknown rest.
 * <p>
 * What no longer holds flows nowhere: its place stays, without width.
 *
 * @param nodes  where power comes through: the grid, what is made here, the house, each sensor before those inside it
 *               and before what these leave of it, the rest of the house, and what is fed into the grid
 * @param links  between them; what is inside of something has one from it, be it without power
 * @param excess how much more than the house its sensors tell; zero where they don't, or the house tells nothing
 */
public record LiveFlow(List<Node> nodes, List<Link> links, Power excess) {

    /** By less than this part of the house, sensors may exceed it: they don't speak in the same second. */
    private static final int LEAST_EXCESS_OF_HOUSE = 10;

    /** What a node is. */
    public enum Kind {
        /** What comes from the grid. */
        GRID,
        /** What is made here. */
        GENERATION,
        /** All that the house uses. */
        HOUSE,
        /** A sensor inside the house; one that feeds into the house stands on the side of the grid. */
        SENSOR,
        /** Several of the sensors inside another one or the house together, where there is no room for each. */
        SENSORS,
        /** What sensors leave of the house, or of the sensor that they are inside of. */
        REST,
        /** What is fed into the grid. */
        EXPORT
    }

    /**
     * A place where power comes through.
     *
     * @param sensor whose; empty where no sensor tells it
     * @param parent the place of the node that it is a part of, in the order of all; empty for the house and before it
     * @param column how far it stands from where power comes in, from 0 on; the house has 1
     * @param power  the figure, which may be below zero; the latest one where it no longer holds; empty if unknown
     * @param flow   how much comes through, never below zero: more than the figure where those inside tell more
     * @param time   of the figure, if a sensor tells it
     * @param stale  whether the figure no longer holds
     * @param together how many sensors it stands for together; 0 for any other node
     */
    public record Node(Kind kind, Optional<Sensor> sensor, OptionalInt parent, int column, Optional<Power> power,
            Power flow, Optional<Instant> time, boolean stale, int together) {
    }

    /** Power from one node to another, by their places in the order of all; never below zero. */
    public record Link(int from, int to, Power power) {
    }

    public LiveFlow {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }

    /** {@return whether the sensors tell so much more than the house that one can't be where it is thought to be} */
    public boolean exceeded() {
        long house = nodes.stream().filter(node -> node.kind() == Kind.HOUSE)
                .mapToLong(node -> node.flow().milliwatts())
                .sum();
        return excess.milliwatts() > house / LEAST_EXCESS_OF_HOUSE;
    }

    /**
     * {@return how power flows}
     *
     * @param sensed what the sensors of one meter say, in the order in which they are shown
     */
    public static LiveFlow of(List<LiveNow.Sensed> sensed) {
        return of(sensed, false);
    }

    /**
     * {@return how power flows}
     *
     * @param sensed   as above
     * @param netMeter whether the house is known to tell what goes through its meter, also while that is above zero
     */
    public static LiveFlow of(List<LiveNow.Sensed> sensed, boolean netMeter) {
        return new LiveFlowRule(sensed, netMeter).flow();
    }

    /**
     * {@return the same with no more rows than there is room for, as far as that can be: the smallest sensors that
     * nothing is inside of stand for together}
     * <p>
     * Powers near each other change their order every second. A sensor that stood alone before therefore gives its
     * place only to one that has more by over a quarter and by over 10 W.
     *
     * @param most   rows: of what is inside the house, and of what goes into the grid
     * @param before what was returned the last time; a flow without nodes at first
     */
    public LiveFlow folded(int most, LiveFlow before) {
        return new LiveFlowFold(this, most, before).folded();
    }

    /**
     * {@return the place of what stands at a place of another flow, if it is here}
     *
     * @param other of the same house at another moment
     * @param place in the order of all of the other one
     */
    public OptionalInt placeOf(LiveFlow other, int place) {
        var wanted = other.identity(place);
        return IntStream.range(0, nodes.size()).filter(i -> identity(i).equals(wanted)).findFirst();
    }

    /** {@return what a node is, and whose: of those that no sensor tells there is one of a kind in each whole} */
    private List<Object> identity(int place) {
        var node = nodes.get(place);
        var whole = node.parent().stream().mapToObj(nodes::get).flatMap(one -> one.sensor().stream()).findFirst();
        return List.of(node.kind(), node.sensor().or(() -> whole).map(Sensor::key));
    }

    /** {@return the parts of a node, in order} @param place of the node in the order of all */
    public List<Integer> parts(int place) {
        return IntStream.range(0, nodes.size())
                .filter(i -> nodes.get(i).parent().equals(OptionalInt.of(place))).boxed().toList();
    }

    /** {@return whether anything is known that holds now} */
    public boolean known() {
        return nodes.stream().anyMatch(node -> node.sensor().isPresent() && node.power().isPresent() && !node.stale());
    }
}
