package org.currentcost.accounting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.currentcost.accounting.LiveFlow.Kind;
import org.currentcost.accounting.LiveFlow.Link;
import org.currentcost.accounting.LiveFlow.Node;
import org.currentcost.accounting.LiveNow.Sensed;
import org.currentcost.model.Power;
import org.currentcost.model.SensorRole;

/**
 * How the flow of power through a house follows from what its sensors say: what goes in comes out.
 * <ul>
 * <li>From the grid comes what the house uses beyond what is made here.
 * <li>Into the grid goes what a sensor of it says, else what is made and not used.
 * <li>A house below zero, or known to be so at times, tells what goes through its meter: it uses what else is made.
 * <li>Through a sensor goes as much as it says, or as those inside it do where it is silent or says less.
 * <li>What no longer holds counts for nothing, nor does what is computed from what counts already.
 * </ul>
 */
final class LiveFlowRule {

    private static final int HOUSE_COLUMN = 1;

    private final List<Sensed> sensed;
    private final Optional<Sensed> house;
    private final List<Sensed> makers;
    private final List<Sensed> feeders;
    private final List<Sensed> inside;
    private final List<Sensor> insideSensors;
    /** Those right inside the house, but for those below. */
    private final List<Sensed> takers;
    /** Those inside the house that say that they feed into it. */
    private final List<Sensed> givers;
    private final long taken;
    /** What the house says. */
    private final OptionalLong told;
    /** Whether that goes through its meter, and is not what is used. */
    private final boolean net;
    /** What is fed into the grid by those who measure that. */
    private final OptionalLong fed;
    /** Whether it is known what comes from the grid and what goes there. */
    private final boolean balanced;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    LiveFlowRule(List<Sensed> sensed, boolean netMeter) {
        this.sensed = sensed;
        house = of(SensorRole.HOUSE).stream().findFirst();
        makers = of(SensorRole.GENERATION);
        feeders = of(SensorRole.EXPORT);
        var all = sensed.stream().map(Sensed::sensor).toList();
        inside = of(SensorRole.INSIDE_HOUSE).stream().filter(one -> !one.sensor().repeats(all)).toList();
        insideSensors = inside.stream().map(Sensed::sensor).toList();
        var top = parts(Optional.empty());
        givers = top.stream().filter(one -> holding(one).orElse(0) < 0 && parts(Optional.of(one)).isEmpty())
                .toList();
        takers = top.stream().filter(one -> !givers.contains(one)).toList();
        taken = takers.stream().mapToLong(this::through).sum();
        told = house.map(LiveFlowRule::holding).orElse(OptionalLong.empty());
        net = told.isPresent() && (netMeter || told.getAsLong() < 0);
        fed = holds(feeders)
                ? OptionalLong.of(feeders.stream().mapToLong(LiveFlowRule::positive).sum())
                : OptionalLong.empty();
        balanced = house.isEmpty() ? holds(inside) : told.isPresent();
    }

    LiveFlow flow() {
        if (house.isEmpty() && makers.isEmpty() && feeders.isEmpty() && inside.isEmpty()) {
            return new LiveFlow(List.of(), List.of(), new Power(0));
        }
        var balance = balance();
        var sources = addSources(balance);
        int at = addHouse(balance.through());
        boolean exports = !makers.isEmpty() || !feeders.isEmpty() || balance.out() > 0;
        link(sources, at, balance.through(), exports ? addExport(balance.out()) : at, balance.out());
        return new LiveFlow(nodes, links, new Power(balance.excess()));
    }

    /**
     * What the figures come to.
     *
     * @param bought  from the grid
     * @param unseen  made without being measured
     * @param through the house
     * @param out     into the grid
     * @param excess  of the sensors over the house
     */
    private record Balance(long bought, long unseen, long through, long out, long excess) {
    }

    private Balance balance() {
        long given = givers.stream().mapToLong(one -> -holding(one).orElse(0)).sum();
        long made = makers.stream().mapToLong(LiveFlowRule::positive).sum();
        long in = net ? Math.max(0, told.orElse(0)) : 0;
        long left = net ? Math.max(0, -told.orElse(0)) : told.isPresent() ? Math.max(0, made - told.getAsLong()) : 0;
        long out = fed.orElse(left);
        long used = told.isEmpty() ? 0 : Math.max(0, given + (net ? in + made - out : told.getAsLong()));
        long through = Math.max(used, taken);
        // What goes out, and is not seen where it is made, is made all the same.
        long unseen = Math.max(0, (net ? through - in : 0) + out - made - given);
        long needed = told.isEmpty() ? taken - given : told.getAsLong();
        long bought = net ? in : house.isPresent() && told.isEmpty() ? 0 : Math.max(0, needed + out - made - unseen);
        return new Balance(bought, unseen, through, out, told.isPresent() ? through - used : 0);
    }

    private List<Integer> addSources(Balance balance) {
        var sources = new ArrayList<Integer>();
        sources.add(add(Kind.GRID, OptionalInt.empty(), 0, balanced ? Optional.of(balance.bought()) : Optional.empty(),
                balance.bought()));
        makers.forEach(one -> sources.add(add(Kind.GENERATION, one, OptionalInt.empty(), 0, positive(one))));
        if (balance.unseen() > 0) {
            sources.add(add(Kind.GENERATION, OptionalInt.empty(), 0, Optional.of(balance.unseen()), balance.unseen()));
        }
        givers.forEach(one -> sources.add(add(Kind.SENSOR, one, OptionalInt.empty(), 0, -holding(one).orElse(0))));
        return sources;
    }

    /** {@return the place of the house, which is followed by its parts} */
    private int addHouse(long through) {
        int at = house.isPresent()
                ? add(Kind.HOUSE, house.get(), OptionalInt.empty(), HOUSE_COLUMN, through)
                : add(Kind.HOUSE, OptionalInt.empty(), HOUSE_COLUMN, balanced ? Optional.of(taken) : Optional.empty(),
                        through);
        takers.forEach(one -> addPart(one, at, HOUSE_COLUMN + 1));
        if (house.isPresent() && !inside.isEmpty()) {
            addRest(at, HOUSE_COLUMN + 1, told.isPresent() ? Optional.of(through - taken) : Optional.empty());
        }
        return at;
    }

    private int addExport(long out) {
        return feeders.size() == 1 && (fed.isPresent() || !balanced)
                ? add(Kind.EXPORT, feeders.getFirst(), OptionalInt.empty(), HOUSE_COLUMN + 1, out)
                : add(Kind.EXPORT, OptionalInt.empty(), HOUSE_COLUMN + 1,
                        balanced || fed.isPresent() ? Optional.of(out) : Optional.empty(), out);
    }

    /** What is made last goes out first; what is bought never does while there is anything else. */
    private void link(List<Integer> sources, int house, long through, int export, long out) {
        long leaving = out;
        var outward = new ArrayList<Link>();
        var inward = new ArrayList<Link>();
        for (int source : sources.reversed()) {
            long part = Math.min(leaving, nodes.get(source).flow().milliwatts());
            leaving -= part;
            if (part > 0) {
                outward.add(new Link(source, export, new Power(part)));
            }
            inward.addFirst(new Link(source, house, new Power(nodes.get(source).flow().milliwatts() - part)));
        }
        long free = through;
        var entering = new ArrayList<Link>();
        for (var one : inward.reversed()) {
            long part = Math.min(free, one.power().milliwatts());
            free -= part;
            entering.addFirst(new Link(one.from(), house, new Power(part)));
        }
        links.addAll(0, entering);
        links.addAll(outward);
    }

    private void addPart(Sensed one, int parent, int column) {
        long through = through(one);
        int place = add(Kind.SENSOR, one, OptionalInt.of(parent), column, through);
        links.add(new Link(parent, place, new Power(through)));
        var parts = parts(Optional.of(one));
        parts.forEach(part -> addPart(part, place, column + 1));
        if (!parts.isEmpty()) {
            long inner = parts.stream().mapToLong(this::through).sum();
            addRest(place, column + 1,
                    holding(one).isPresent() ? Optional.of(Math.max(0, through - inner)) : Optional.empty());
        }
    }

    private void addRest(int parent, int column, Optional<Long> power) {
        int place = add(Kind.REST, OptionalInt.of(parent), column, power, power.orElse(0L));
        links.add(new Link(parent, place, new Power(power.orElse(0L))));
    }

    private int add(Kind kind, Sensed one, OptionalInt parent, int column, long flow) {
        nodes.add(new Node(kind, Optional.of(one.sensor()), parent, column, one.power().map(LivePower.Value::power),
                new Power(flow), one.power().map(LivePower.Value::time),
                one.power().filter(LivePower.Value::stale).isPresent(), 0));
        return nodes.size() - 1;
    }

    private int add(Kind kind, OptionalInt parent, int column, Optional<Long> power, long flow) {
        nodes.add(new Node(kind, Optional.empty(), parent, column, power.map(Power::new), new Power(flow),
                Optional.empty(), false, 0));
        return nodes.size() - 1;
    }

    private List<Sensed> of(SensorRole role) {
        return sensed.stream().filter(one -> one.sensor().settings().role() == role).toList();
    }

    /** {@return those right inside a sensor, or inside none but the house} */
    private List<Sensed> parts(Optional<Sensed> of) {
        return inside.stream().filter(one -> one.sensor().parent(insideSensors).equals(of.map(Sensed::sensor)))
                .toList();
    }

    private long through(Sensed one) {
        return Math.max(positive(one), parts(Optional.of(one)).stream().mapToLong(this::through).sum());
    }

    private static long positive(Sensed one) {
        return Math.max(0, holding(one).orElse(0));
    }

    private static boolean holds(List<Sensed> any) {
        return any.stream().anyMatch(one -> holding(one).isPresent());
    }

    private static OptionalLong holding(Sensed one) {
        var value = one.power().filter(power -> !power.stale());
        return value.isPresent() ? OptionalLong.of(value.get().power().milliwatts()) : OptionalLong.empty();
    }
}
