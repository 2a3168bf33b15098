package org.currentcost.accounting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.currentcost.accounting.LiveFlow.Kind;
import org.currentcost.accounting.LiveFlow.Link;
import org.currentcost.accounting.LiveFlow.Node;
import org.currentcost.model.Power;
import org.currentcost.model.SeriesKey;

/** Puts the smallest sensors of a flow together. What is together is what is there: nothing is lost, nothing new. */
final class LiveFlowFold {

    private static final int FEWEST_TOGETHER = 2;
    /** By more than this part of its power, and by more than the least margin, one that takes its place is larger. */
    private static final int MARGIN_OF_POWER = 4;
    private static final long LEAST_MARGIN_MILLIWATTS = 10_000;

    private final LiveFlow flow;
    /** Those that stood alone before. */
    private final Set<SeriesKey> alone;
    /** By each node that is put together with others: the last one of them. */
    private final Map<Integer, Integer> lastOf = new HashMap<>();

    /**
     * @param most   how many rows there is room for
     * @param before what was shown before
     */
    LiveFlowFold(LiveFlow flow, int most, LiveFlow before) {
        this.flow = flow;
        alone = before.nodes().stream().flatMap(node -> node.sensor().stream()).map(Sensor::key)
                .collect(Collectors.toSet());
        int rows = (int) places().filter(this::isRow).count();
        var leaves = new HashMap<Integer, List<Integer>>();
        places().filter(this::isLeaf).forEach(place -> leaves
                .computeIfAbsent(flow.nodes().get(place).parent().orElseThrow(), key -> new ArrayList<>()).add(place));
        var inside = new ArrayList<>(leaves.values());
        inside.sort(Comparator.<List<Integer>>comparingInt(List::size).reversed()
                .thenComparing(List::getFirst));
        for (var parts : inside) {
            int count = Math.min(rows - most + 1, parts.size());
            if (count >= FEWEST_TOGETHER) {
                var smallest = parts.stream().sorted(Comparator.<Integer>comparingLong(this::weight)
                        .thenComparing(Comparator.reverseOrder())).limit(count).toList();
                int last = smallest.stream().mapToInt(Integer::intValue).max().orElseThrow();
                smallest.forEach(place -> lastOf.put(place, last));
                rows -= count - 1;
            }
        }
    }

    /** {@return by what sensors are ordered: their powers in milliwatts, and the margin of those that stood alone} */
    private long weight(int place) {
        var node = flow.nodes().get(place);
        long power = node.flow().milliwatts();
        return node.sensor().map(Sensor::key).filter(alone::contains).isPresent()
                ? power + Math.max(power / MARGIN_OF_POWER, LEAST_MARGIN_MILLIWATTS)
                : power;
    }

    private IntStream places() {
        return IntStream.range(0, flow.nodes().size());
    }

    /** Whether it stands in a row of its own, at the right of all. */
    private boolean isRow(int place) {
        var node = flow.nodes().get(place);
        return node.kind() == Kind.EXPORT || node.parent().isPresent() && flow.parts(place).isEmpty();
    }

    private boolean isLeaf(int place) {
        return flow.nodes().get(place).kind() == Kind.SENSOR && isRow(place);
    }

    LiveFlow folded() {
        if (lastOf.isEmpty()) {
            return flow;
        }
        var nodes = new ArrayList<Node>();
        var moved = new HashMap<Integer, Integer>();
        for (int place = 0; place < flow.nodes().size(); place++) {
            int last = lastOf.getOrDefault(place, -1);
            if (last < 0 || last == place) {
                moved.put(place, nodes.size());
                nodes.add(last < 0 ? flow.nodes().get(place) : together(place));
            }
        }
        var placed = nodes.stream().map(node -> new Node(node.kind(), node.sensor(),
                node.parent().isPresent()
                        ? OptionalInt.of(moved.get(node.parent().getAsInt()))
                        : OptionalInt.empty(),
                node.column(), node.power(), node.flow(), node.time(), node.stale(), node.together())).toList();
        return new LiveFlow(placed, links(moved), flow.excess());
    }

    private Node together(int last) {
        var all = places().filter(place -> lastOf.getOrDefault(place, -1) == last).mapToObj(flow.nodes()::get)
                .toList();
        var holding = all.stream().filter(node -> !node.stale()).flatMap(node -> node.power().stream()).toList();
        Optional<Power> power = holding.isEmpty()
                ? Optional.empty()
                : Optional.of(new Power(holding.stream().mapToLong(Power::milliwatts).sum()));
        return new Node(Kind.SENSORS, Optional.empty(), all.getFirst().parent(), all.getFirst().column(), power,
                new Power(all.stream().mapToLong(node -> node.flow().milliwatts()).sum()), Optional.empty(), false,
                all.size());
    }

    private List<Link> links(Map<Integer, Integer> moved) {
        var links = new ArrayList<Link>();
        var sums = new HashMap<Integer, Long>();
        for (var link : flow.links()) {
            int last = lastOf.getOrDefault(link.to(), -1);
            if (last < 0) {
                links.add(new Link(moved.get(link.from()), moved.get(link.to()), link.power()));
                continue;
            }
            long sum = sums.merge(last, link.power().milliwatts(), Long::sum);
            if (last == link.to()) {
                // Those of a whole are in the order of its parts: the last one comes last.
                links.add(new Link(moved.get(link.from()), moved.get(last), new Power(sum)));
            }
        }
        return links;
    }
}
