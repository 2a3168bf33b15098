package org.currentcost.ui.dashboard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.currentcost.model.Bucket;
import org.currentcost.model.QuantityText;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.kit.TableData;

/**
 * What a tile shows, in words.
 *
 * @param title  what it is about
 * @param figure the figure that people look for
 * @param stale  whether it no longer holds
 * @param lines  what else there is to tell, the most important first
 * @param offer  what helps where there is no figure
 * @param course what is drawn as a line, if anything is
 */
record TileContent(String title, QuantityText figure, boolean stale, List<String> lines, Optional<Offer> offer,
        Optional<Course> course) {

    /** What a link of a tile does. */
    enum Action {
        /** Adds a source. */
        CONNECT,
        /** Opens the tariffs and carbon factors. */
        TARIFFS,
        /** Opens the target. */
        TARGET,
        /** Takes the tile away. */
        REMOVE
    }

    /** Why there is nothing, and a link that does something about it. */
    record Offer(String sentence, String link, Action action) {
    }

    /** A line of power over a time. @param color the place in the chart palette */
    record Course(TimeRange range, List<Bucket> buckets, int color) {
    }

    TileContent {
        lines = lines.stream().filter(line -> !line.isEmpty()).toList();
    }

    static TileContent of(String title, QuantityText figure, boolean stale, String... lines) {
        return new TileContent(title, figure, stale, List.of(lines), Optional.empty(), Optional.empty());
    }

    static TileContent offering(String title, String sentence, String link, Action action) {
        return new TileContent(title, new QuantityText("", ""), false, List.of(),
                Optional.of(new Offer(sentence, link, action)), Optional.empty());
    }

    TileContent with(Course drawn) {
        return new TileContent(title, figure, stale, lines, offer, Optional.of(drawn));
    }

    /** {@return tiles as a table, each with what it says} @param contents in the order in which they are read */
    static TableData table(List<TileContent> contents) {
        return new TableData(List.of(new TableData.Column(Messages.ColumnTile, "tile", false),
                new TableData.Column(Messages.ColumnValue, "value", false)),
                contents.stream().map(one -> List.<Object>of(one.title(), one.value())).toList());
    }

    /** {@return all of it, line by line} */
    String whole() {
        return Stream.concat(Stream.of(title, offer.map(Offer::sentence).orElseGet(figure::toString)), lines.stream())
                .collect(Collectors.joining("\n"));
    }

    /** {@return all that it says but the title, as a screen reader tells it and a table shows it} */
    String value() {
        return offer.map(Offer::sentence).orElseGet(
                () -> Stream.concat(Stream.of(figure.toString()), lines.stream()).collect(Collectors.joining(", ")));
    }
}
