package org.currentcost.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.accounting.Meter;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.StoreMaintenance.MeterContent;
import org.currentcost.ui.Arrangement;
import org.currentcost.ui.EverydayWorkbench;
import org.currentcost.ui.RunningWorkbench;
import org.currentcost.ui.Widgets;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Meters that come and go beside the demo: which one is the house, and what is shown of one that is gone. */
@ExtendWith(EverydayWorkbench.class)
class MetersTest {

    private static final Instant OLD = LocalDateTime.parse("2026-01-31T12:00:00").atZone(ZoneId.systemDefault())
            .toInstant();

    private static RunningWorkbench workbench;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    @AfterEach
    void removeWhatWasAdded() throws Exception {
        for (var meter : List.of("Real", "Another")) {
            workbench.recorder().delete(meter, () -> services().household().deleteMeter(meter));
        }
    }

    private static FigureServices services() {
        return workbench.services();
    }

    private static Tree tree() throws Exception {
        return Widgets.all(Widgets.pane(workbench.view(ViewIds.SENSORS)), Tree.class).findFirst().orElseThrow();
    }

    /** What is asked above the tree, if anything is. */
    private static Optional<Link> question() throws Exception {
        return Widgets.all(Widgets.pane(workbench.view(ViewIds.SENSORS)), Link.class).findFirst();
    }

    private static void add(String meter, long watts) throws Exception {
        workbench.store().append(Map.of(SeriesKey.power(meter, 0), List.of(Reading.of(OLD, watts * 1000))));
    }

    private static void awaitAsked(String start) {
        workbench.await("asked: " + start, () -> question().filter(link -> link.getText().startsWith(start))
                .isPresent());
    }

    private static void awaitHouse(String meter, boolean several) {
        workbench.await("Live shows the house of " + meter, () -> Arrangement.titles(workbench)
                .contains(several ? "Live: " + meter + " · House" : "Live: House"));
    }

    private static List<String> rows() throws Exception {
        return Arrays.stream(tree().getItems()).map(TreeItem::getText).toList();
    }

    @Test
    void theRealMeterIsTheHouseAndTheDemoMayGo() throws Exception {
        awaitHouse("Demo", false);
        add("Real", 250);
        awaitHouse("Real", true);
        awaitAsked("The simulated house is no longer needed.");
        workbench.await("the house is marked", () -> rows().equals(List.of("Demo", "Real (my house)")));
        services().household().deleteMeter("Real");
        awaitHouse("Demo", false);
        workbench.await("nothing is asked", () -> question().isEmpty());
    }

    @Test
    void whichHouseIsMineIsAskedOnceAndKept() throws Exception {
        // Which one came first is told by its readings, however late somebody looks
        workbench.store().append(Map.of(SeriesKey.power("Another", 0), List.of(Reading.of(OLD.plusSeconds(6), 300_000)),
                SeriesKey.power("Real", 0), List.of(Reading.of(OLD, 250_000))));
        services().household().hide("Demo", true);
        try {
            awaitAsked("Which meter is your house?");
            workbench.act(() -> {
                var event = new Event();
                event.text = "1";
                question().orElseThrow().notifyListeners(SWT.Selection, event);
            });
            awaitHouse("Another", true);
            workbench.await("nothing is asked", () -> question().isEmpty());
            workbench.await("the demo is hidden", () -> rows().equals(List.of("Another (my house)", "Real")));
        } finally {
            services().household().hide("Demo", false);
        }
    }

    private static void setWidth(int width) {
        workbench.act(() -> {
            var box = tree().getParent();
            box.setSize(width, box.getSize().y);
        });
    }

    private static void awaitDimmed(String words) {
        workbench.await("value with its day: " + words, () -> {
            var real = Arrays.stream(tree().getItems())
                    .filter(one -> one.getText().startsWith("Real")).findFirst();
            return real.isPresent() && real.get().getItemCount() == 1
                    && real.get().getItem(0).getText(1).equals(words)
                    && real.get().getItem(0).getForeground(1).equals(workbench.display()
                            .getSystemColor(SWT.COLOR_WIDGET_DISABLED_FOREGROUND));
        });
    }

    @Test
    void aValueThatNoLongerHoldsIsDimmedAndDated() throws Exception {
        add("Real", 250);
        awaitAsked("The simulated house is no longer needed.");
        var size = workbench.ui(() -> tree().getSize());
        setWidth(500);
        awaitDimmed("250\u202fW, Jan 31, 2026");
        // Where the names would be cut the day is told in fewer signs.
        setWidth(workbench.ui(() -> 60 + Widgets.width(tree(), "Sensor 3")
                + Widgets.width(tree(), "250\u202fW, Jan 31, 2026")));
        awaitDimmed("250\u202fW, 1/31/26");
        workbench.await("the longest name has its room", () -> {
            var tree = tree();
            return tree.getColumn(0).getWidth() >= 60 + Widgets.width(tree, "Sensor 3");
        });
        setWidth(size.x);
        workbench.await("Live says since when", () -> Widgets.words(workbench.liveChart().control().getParent())
                .stream().anyMatch(text -> text.endsWith(" · Jan 31, 2026")));
        add("Real", 250);
        workbench.store().append(Map.of(SeriesKey.power("Real", 0), List.of(Reading.of(OLD.plusSeconds(6), 410_000))));
        workbench.await("what comes into the store is shown", () -> Arrays
                .stream(tree().getItems()).filter(one -> one.getText().startsWith("Real"))
                .anyMatch(one -> one.getItem(0).getText(1).startsWith("410\u202fW")));
    }

    @Test
    void whatIsDeletedIsSaidBefore() {
        var meter = new Meter("Real", 1, false, false, true);
        String words = MeterRemoval.about(meter, new MeterContent(12_345, 7, 1, 2, 3, 1));
        assertEquals("Real is deleted with all that is kept of it: 12,345 readings, 7 periods of energy, 1 edits,"
                + " what 2 imports added, 3 imported notes, its source. Only a backup brings it back.", words);
        assertTrue(MeterRemoval.about(meter, new MeterContent(1, 0, 0, 0, 0, 0)).contains("would bring it back"));
    }
}
