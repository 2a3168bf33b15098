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
 * <li>A house below zero tells what goes out through its meter: it uses what else is made.
 * <li>Through a sensor goes as much as it says, or as those inside it do where it is silent or says less.
 * <li>What no longer holds counts for nothing.
 * </ul>
 */
final class LiveFlowRule {

    private static final int HOUSE_COLUMN = 1;

    private final List<Sensed> inside;
    private final List<Sensor> insideSensors;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Sensed> sensed;

    LiveFlowRule(List<Sensed> sensed) {
        this.sensed = sensed;
        inside = of(SensorRole.INSIDE_HOUSE);
        insideSensors = inside.stream().map(Sensed::sensor).toList();
    }

    LiveFlow flow() {
        var house = of(SensorRole.HOUSE).stream().findFirst();
        var makers = of(SensorRole.GENERATION);
        var feeders = of(SensorRole.EXPORT);
        var top = parts(Optional.empty());
        var givers = top.stream().filter(one -> holding(one).orElse(0) < 0 && parts(Optional.of(one)).isEmpty())
                .toList();
        var takers = top.stream().filter(one -> !givers.contains(one)).toList();
        if (house.isEmpty() && makers.isEmpty() && feeders.isEmpty() && inside.isEmpty()) {
            return new LiveFlow(List.of(), List.of(), new Power(0));
        }

        long taken = takers.stream().mapToLong(this::through).sum();
        long given = givers.stream().mapToLong(one -> -holding(one).orElse(0)).sum();
        long made = makers.stream().mapToLong(LiveFlowRule::positive).sum();
        var tells = house.map(LiveFlowRule::holding).orElse(OptionalLong.empty());
        boolean below = tells.orElse(0) < 0;
        var fed = feeders.stream().anyMatch(one -> holding(one).isPresent())
                ? OptionalLong.of(feeders.stream().mapToLong(LiveFlowRule::positive).sum())
                : OptionalLong.empty();
        long left = below ? -tells.orElse(0) : tells.isPresent() ? Math.max(0, made - tells.getAsLong()) : 0;
        long out = fed.orElse(left);
        long used = tells.isEmpty() ? 0 : below ? made + given - out : tells.getAsLong() + given;
        long through = Math.max(Math.max(0, used), taken);
        // What goes out, and is not seen where it is made, is made all the same.
        long unseen = Math.max(0, (below ? through : 0) + out - made - given);
        long needed = tells.isEmpty() ? taken - given : tells.getAsLong();
        long bought = below || house.isPresent() && tells.isEmpty() ? 0 : Math.max(0, needed + out - made - unseen);

        boolean balanced = house.isEmpty() ? holds(inside) : tells.isPresent();
        var sources = new ArrayList<Integer>();
        sources.add(add(Kind.GRID, OptionalInt.empty(), 0, balanced ? Optional.of(bought) : Optional.empty(), bought));
        makers.forEach(one -> sources.add(add(Kind.GENERATION, one, OptionalInt.empty(), 0, positive(one))));
        if (unseen > 0) {
            sources.add(add(Kind.GENERATION, OptionalInt.empty(), 0, Optional.of(unseen), unseen));
        }
        givers.forEach(one -> sources.add(add(Kind.SENSOR, one, OptionalInt.empty(), 0, -holding(one).orElse(0))));
        int at = house.isPresent()
                ? add(Kind.HOUSE, house.get(), OptionalInt.empty(), HOUSE_COLUMN, through)
                : add(Kind.HOUSE, OptionalInt.empty(), HOUSE_COLUMN, balanced ? Optional.of(taken) : Optional.empty(),
                        through);
        takers.forEach(one -> addPart(one, at, HOUSE_COLUMN + 1));
        if (house.isPresent() && !inside.isEmpty()) {
            addRest(at, HOUSE_COLUMN + 1, tells.isPresent() ? Optional.of(through - taken) : Optional.empty());
        }
        if (!makers.isEmpty() || !feeders.isEmpty() || out > 0) {
            var feeder = feeders.size() == 1 && (fed.isPresent() || !balanced)
                    ? feeders.stream().findFirst()
                    : Optional.<Sensed>empty();
            int export = feeder.isPresent()
                    ? add(Kind.EXPORT, feeder.get(), OptionalInt.empty(), HOUSE_COLUMN + 1, out)
                    : add(Kind.EXPORT, OptionalInt.empty(), HOUSE_COLUMN + 1,
                            balanced || fed.isPresent() ? Optional.of(out) : Optional.empty(), out);
            link(sources, at, through, export, out);
        } else {
            link(sources, at, through, at, 0);
        }
        long excess = tells.isPresent() ? taken - Math.max(0, used) : 0;
        return new LiveFlow(nodes, links, new Power(Math.max(0, excess)));
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
                one.power().filter(LivePower.Value::stale).isPresent()));
        return nodes.size() - 1;
    }

    private int add(Kind kind, OptionalInt parent, int column, Optional<Long> power, long flow) {
        nodes.add(new Node(kind, Optional.empty(), parent, column, power.map(Power::new), new Power(flow),
                Optional.empty(), false));
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
