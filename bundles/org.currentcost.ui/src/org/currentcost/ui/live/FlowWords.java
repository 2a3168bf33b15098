package org.currentcost.ui.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.GridToday;
import org.currentcost.accounting.LiveFlow;
import org.currentcost.accounting.LiveFlow.Kind;
import org.currentcost.accounting.LiveFlow.Node;
import org.currentcost.accounting.Sensor;
import org.currentcost.accounting.TodayParts;
import org.currentcost.analysis.EnergySum;
import org.currentcost.model.QuantityFormat;
import org.currentcost.recorder.StateWords;
import org.currentcost.ui.charts.SeriesColors;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.Quantities;
import org.currentcost.ui.kit.SeriesNames;
import org.currentcost.ui.kit.TableData;

/** A flow of power in words, for the picture, the table and screen readers alike. */
final class FlowWords {

    /** The grey of the palette. */
    private static final int REST_COLOR = SeriesColors.COUNT - 1;
    private static final double MILLIWATTS_PER_WATT = 1000;

    private final LiveFlow flow;
    private final TodayParts today;
    private final AmountWords words;
    private final Instant now;
    private final List<Sensor> sensors;

    /** @param today of the same sensors */
    FlowWords(LiveFlow flow, TodayParts today, AmountWords words, Instant now) {
        this.flow = flow;
        this.today = today;
        this.words = words;
        this.now = now;
        sensors = flow.nodes().stream().flatMap(node -> node.sensor().stream()).toList();
    }

    /** {@return what each node says} */
    List<FlowItem> items() {
        return flow.nodes().stream().map(node -> new FlowItem(name(node),
                node.power().map(Quantities::power).orElse(QuantityFormat.UNKNOWN), node.stale(), color(node),
                node.sensor().map(Sensor::key), more(node))).toList();
    }

    private String name(Node node) {
        return node.sensor().map(sensor -> SeriesNames.name(sensor, sensors)).orElseGet(() -> switch (node.kind()) {
            case GRID -> Messages.NowGrid;
            case GENERATION -> Messages.NowUnseen;
            case HOUSE -> hasNoParts(node) ? Messages.NowHouse : Messages.NowTogether;
            case EXPORT -> Messages.NowExport;
            case SENSORS -> Messages.bind(Messages.NowMore, Integer.toString(node.together()));
            case REST, SENSOR -> parent(node).filter(one -> one.kind() == Kind.SENSOR)
                    .map(one -> Messages.bind(Messages.NowRestOf, name(one))).orElse(Messages.NowRest);
        });
    }

    /** {@return whether nothing is known of what is inside} */
    private boolean hasNoParts(Node node) {
        return flow.parts(flow.nodes().indexOf(node)).isEmpty();
    }

    private Optional<Node> parent(Node node) {
        return node.parent().stream().mapToObj(flow.nodes()::get).findFirst();
    }

    private int color(Node node) {
        return node.sensor().map(Sensor::color).orElseGet(() -> switch (node.kind()) {
            case GRID, HOUSE -> first(Kind.HOUSE).flatMap(Node::sensor).map(Sensor::color).orElse(0);
            case EXPORT -> first(Kind.GENERATION).flatMap(Node::sensor).map(Sensor::color).orElse(REST_COLOR);
            default -> REST_COLOR;
        });
    }

    private Optional<Node> first(Kind kind) {
        return flow.nodes().stream().filter(node -> node.kind() == kind).findFirst();
    }

    private List<String> more(Node node) {
        var lines = new ArrayList<String>();
        node.time().filter(time -> node.stale())
                .map(time -> Messages.bind(Messages.NowStale, StateWords.age(time, now)))
                .ifPresent(lines::add);
        String amounts = Stream.of(AmountUnit.ENERGY, AmountUnit.MONEY).flatMap(unit -> words(node, unit).stream())
                .collect(Collectors.joining(" · "));
        if (!amounts.isEmpty()) {
            lines.add(Messages.bind(Messages.NowToday, amounts));
            known(node).filter(sum -> !sum.allMeasured())
                    .map(sum -> Messages.bind(Messages.NowNotMeasured, words.percent(1 - sum.measuredShare())))
                    .ifPresent(lines::add);
            words(node, AmountUnit.CARBON).ifPresent(lines::add);
        }
        grid(node).ifPresent(one -> {
            one.unknown().map(FlowWords::unknown).ifPresent(why -> {
                lines.add(Messages.NowNotKnown);
                lines.add(why);
            });
            if (one.byQuarter()) {
                lines.add(Messages.NowByQuarter);
            }
        });
        return lines;
    }

    private static String unknown(GridToday.Unknown why) {
        return switch (why) {
            case HOUSE_NOT_MEASURED -> Messages.NowHouseNotMeasured;
            case GENERATION_NOT_MEASURED -> Messages.NowGenerationNotMeasured;
            case SILENT_SENSOR -> Messages.NowSensorSilent;
        };
    }

    /** {@return what came from the grid today or went there, if the node stands for that and no sensor tells it} */
    private Optional<GridToday.Flow> grid(Node node) {
        return node.sensor().isPresent() ? Optional.empty() : today.grid().flatMap(grid -> switch (node.kind()) {
            case GRID -> Optional.of(grid.imported());
            case EXPORT -> Optional.of(grid.exported());
            default -> Optional.empty();
        });
    }

    private Optional<String> words(Node node, AmountUnit unit) {
        return amount(node, unit).map(sum -> words.amount(sum, unit));
    }

    private Optional<AmountSum> amount(Node node, AmountUnit unit) {
        if (node.kind() == Kind.REST) {
            return parent(node).flatMap(Node::sensor).flatMap(whole -> today.rest(whole.key(), unit));
        }
        return node.sensor().flatMap(one -> today.of(one.key())).flatMap(one -> one.amounts(unit))
                .map(one -> one.today()).filter(AmountSum::hasAmount)
                .or(() -> grid(node).flatMap(one -> one.amount(unit)));
    }

    /** Of the rest nothing is known but what is known of its whole. */
    private Optional<EnergySum> known(Node node) {
        return node.sensor().flatMap(one -> today.of(one.key())).map(one -> one.known())
                .or(() -> grid(node).flatMap(GridToday.Flow::known));
    }

    /** {@return what is to be said of all of it, which is nothing as a rule} */
    String note() {
        var house = first(Kind.HOUSE);
        if (house.isPresent() && !flow.known()) {
            return Messages.NowSilent;
        }
        if (flow.exceeded()) {
            return Messages.bind(Messages.NowExceeded, Quantities.power(flow.excess()));
        }
        return house.filter(node -> node.sensor().isEmpty())
                .map(node -> hasNoParts(node)
                        ? Messages.NowHouseNotMeasured
                        : Messages.NowNoHouse)
                .orElse("");
    }

    /** {@return all nodes as a table} */
    TableData table() {
        var columns = new ArrayList<>(List.of(new TableData.Column(Messages.NowColumn, "node", false),
                new TableData.Column("W", "power_w", true)));
        for (var unit : AmountUnit.values()) {
            columns.add(new TableData.Column(Messages.bind(Messages.NowColumnToday, words.unit(unit)),
                    "today_" + words.column(unit), true));
        }
        columns.add(new TableData.Column(Messages.NowColumnKnown, "today_known_share", true));
        columns.add(new TableData.Column(Messages.NowColumnAge, "age", false));
        Function<Node, List<Object>> row = node -> {
            var cells = new ArrayList<Object>();
            cells.add("  ".repeat(Math.max(0, node.column() - 1)) + name(node));
            cells.add(
                    node.power().<Object>map(power -> Math.round(power.milliwatts() / MILLIWATTS_PER_WATT)).orElse(""));
            for (var unit : AmountUnit.values()) {
                cells.add(
                        amount(node, unit).<Object>map(sum -> words.cell(sum.total().doubleValue(), unit)).orElse(""));
            }
            cells.add(known(node).<Object>map(sum -> new TableData.Share(sum.knownShare())).orElse(""));
            cells.add(node.time().filter(time -> node.stale()).map(time -> StateWords.age(time, now)).orElse(""));
            return cells;
        };
        return new TableData(columns,
                IntStream.range(0, flow.nodes().size()).mapToObj(flow.nodes()::get).map(row).toList());
    }
}
