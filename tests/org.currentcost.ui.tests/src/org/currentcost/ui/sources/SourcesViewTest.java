package org.currentcost.ui.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.currentcost.model.SeriesKey;
import org.currentcost.source.SourceState;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import org.currentcost.ui.EverydayWorkbench;
import org.currentcost.ui.RunningWorkbench;
import org.currentcost.ui.Widgets;
import org.currentcost.ui.kit.AccessibleNames;
import org.currentcost.ui.kit.InjectedView;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IAction;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The view Sources, the status line and the raw monitor, over a demo meter and a network port that comes and goes. */
@ExtendWith(EverydayWorkbench.class)
class SourcesViewTest {

    /** The places in the tool bar, behind the action that adds a source and a line. */
    private static final int START = 2;
    private static final int STOP = 3;
    private static final int REMOVE = 4;
    private static final int RAW = 5;
    private static final String GOOD = "<msg><src>CC128-v1.29</src><dsb>00030</dsb><time>12:00:06</time>"
            + "<tmpr>19.3</tmpr>"
            + "<sensor>0</sensor><id>00077</id><type>1</type><ch1><watts>01842</watts></ch1></msg>\r\n";
    private static final String DAMAGED = GOOD.replace("01842", "01x42");

    private static RunningWorkbench workbench;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    @AfterEach
    void removeWhatWasAdded() throws Exception {
        workbench.deleteMetersButTheDemo();
    }

    private InjectedView view() {
        return workbench.ui(() -> workbench.view(ViewIds.SOURCES));
    }

    private Composite root() {
        return Widgets.pane(view());
    }

    private Table table() {
        return Widgets.all(root(), Table.class).findFirst().orElseThrow();
    }

    /** {@return the cells of the row of a meter} UI thread. */
    private Optional<List<String>> row(String meter) {
        var table = table();
        return Arrays.stream(table.getItems()).filter(item -> item.getText(1).equals(meter)).findFirst()
                .map(item -> cells(item, table.getColumnCount()));
    }

    private static List<String> cells(TableItem item, int columns) {
        return IntStream.range(0, columns).mapToObj(item::getText).toList();
    }

    private void awaitState(String meter, String pattern) {
        workbench.await(meter + " is in the state " + pattern,
                () -> row(meter).filter(cells -> cells.get(0).matches(pattern)).isPresent());
    }

    /** Waits for what is heard of it: what is seen has an end where there is no room. */
    private void awaitStatusLine(String pattern) {
        workbench.await("the status line says " + pattern,
                () -> Widgets.all(workbench.window().getShell(), Label.class).map(AccessibleNames::of)
                        .anyMatch(text -> text.matches(pattern)));
    }

    private void select(String meter) {
        workbench.act(() -> {
            var table = table();
            table.setSelection(Arrays.stream(table.getItems()).map(item -> item.getText(1)).toList().indexOf(meter));
            table.notifyListeners(SWT.Selection, new Event());
        });
    }

    private IAction action(int which) {
        var items = view().getViewSite().getActionBars().getToolBarManager().getItems();
        return ((ActionContributionItem) items[which]).getAction();
    }

    private void press(int which) {
        workbench.await("the action can be used", () -> action(which).isEnabled());
        workbench.act(() -> action(which).run());
    }

    @Test
    void saysStatesInWordsAndStopsStartsAndRemoves() throws Exception {
        awaitState("Demo", "live, \\d+ s ago");
        awaitStatusLine("Demo: live, \\d+ s ago");
        var added = workbench.recorder().add("Loft", "demo:60?seed=8");
        awaitState("Loft", "live, \\d+ s ago");
        workbench.await("messages are counted",
                () -> row("Loft").filter(cells -> cells.get(3).matches("[1-9][\\d,]*")).isPresent());
        assertEquals("demo:60?seed=8", workbench.ui(() -> row("Loft").orElseThrow().get(2)));

        select("Loft");
        press(STOP);
        awaitState("Loft", "stopped");
        workbench.await("stop has no more to do", () -> !action(STOP).isEnabled());
        workbench.await("a stopped source stays stopped", () -> !saved(added.id()).orElseThrow().enabled());
        var then = workbench.recorder().live().latest(SeriesKey.power("Loft", 0)).orElseThrow();

        press(START);
        awaitState("Loft", "live, \\d+ s ago");
        workbench.await("readings come again", () -> !workbench.recorder().live().latest(SeriesKey.power("Loft", 0))
                .equals(Optional.of(then)));
        workbench.await("a started source starts again with the program",
                () -> saved(added.id()).orElseThrow().enabled());

        workbench.await("it can be removed", () -> action(REMOVE).isEnabled());
        workbench.post(() -> action(REMOVE).run());
        var question = workbench.dialog("Remove");
        workbench.act(() -> {
            assertTrue(Widgets.words(question).contains(
                    "Remove the source demo:60?seed=8 of the meter Loft? What it recorded stays."), "the question");
            Widgets.press(question, "OK");
        });
        workbench.await("the row is gone", () -> row("Loft").isEmpty());
        workbench.await("it is removed", () -> saved(added.id()).isEmpty());
        workbench.recorder().flush();
        assertTrue(workbench.store().series().stream().anyMatch(info -> info.key().meter().equals("Loft")),
                "its readings stay");
    }

    private static Optional<SourceRow> saved(String id) throws StoreException {
        return workbench.store().sources().stream().filter(row -> row.id().equals(id)).findFirst();
    }

    @Test
    void saysWhyItTriesAgainAndTriesNowWhenAsked() throws Exception {
        int port = freePort();
        workbench.recorder().add("Porch", "tcp:127.0.0.1:" + port);
        String reason = "127.0.0.1 is there, but nothing answers on port " + port + ".";
        awaitState("Porch", "trying again in \\d+ s: " + reason);
        awaitStatusLine("Demo: live, \\d+ s ago; Porch: trying again in \\d+ s: " + reason);
        awaitState("Demo", "live, \\d+ s ago");

        select("Porch");
        workbench.await("a remedy and a way to try now", () -> Widgets.words(root())
                .contains("Check that ser2net (or what else passes the meter on) runs there and listens on port " + port
                        + ". <a>Try now</a>"));
        workbench.await("the action says so, too", () -> action(START).getText().equals("Try now"));

        // By now nobody but the user would try within the next seconds.
        workbench.await("a long pause", () -> nextTry().filter(Instant.now().plus(Duration.ofSeconds(6))::isBefore)
                .isPresent());
        var planned = workbench.ui(() -> nextTry().orElseThrow());
        try (var server = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            server.setSoTimeout((int) RunningWorkbench.PATIENCE.toMillis());
            workbench.act(() -> Widgets.all(root(), Link.class).findFirst().orElseThrow()
                    .notifyListeners(SWT.Selection, new Event()));
            try (Socket connection = server.accept(); OutputStream meter = connection.getOutputStream()) {
                assertTrue(Instant.now().isBefore(planned), "the user's click was what made it try");
                meter.write((GOOD + DAMAGED).getBytes(StandardCharsets.US_ASCII));
                meter.flush();
                awaitState("Porch", "live, \\d+ s ago");
                workbench.await("one message and one damaged",
                        () -> row("Porch").filter(cells -> cells.get(3).equals("1")
                                && cells.get(4).equals("1")
                                && cells.get(5).matches("\\d+ s ago: a value that can't be"))
                                .isPresent());
            }
        }
        awaitState("Porch", "trying again in \\d+ s: .*");
    }

    private Optional<Instant> nextTry() {
        return workbench.recorder().sources().stream().map(source -> source.state())
                .filter(SourceState.WaitingToRetry.class::isInstance)
                .map(state -> ((SourceState.WaitingToRetry) state).until()).findFirst();
    }

    @Test
    void showsTheBytesOfTheSelectedSource() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            server.setSoTimeout((int) RunningWorkbench.PATIENCE.toMillis());
            workbench.recorder().add("Porch", "tcp:127.0.0.1:" + server.getLocalPort());
            try (Socket connection = server.accept(); OutputStream meter = connection.getOutputStream()) {
                meter.write((GOOD + "\u00fc\u0000").getBytes(StandardCharsets.ISO_8859_1));
                meter.flush();
                awaitState("Porch", "live, \\d+ s ago");
                select("Porch");
                press(RAW);
                workbench.await("the source that was selected is shown",
                        () -> rawRoot().filter(root -> Widgets.all(root, Combo.class)
                                .anyMatch(combo -> combo.getText().startsWith("Porch"))).isPresent());
                workbench.await("its bytes",
                        () -> rawText().filter(text -> text.startsWith("<msg><src>CC128-v1.29</src>")
                                && text.endsWith("\n‹FC›‹00›")).isPresent());
                workbench.act(() -> {
                    assertEquals(raw().getCharCount(), raw().getCaretOffset(), "it follows what comes");
                    raw().setSelection(9, 5);
                });
                meter.write("one".getBytes(StandardCharsets.ISO_8859_1));
                meter.flush();
                workbench.await("what came", () -> rawText().filter(text -> text.endsWith("‹00›one")).isPresent());
                workbench.act(() -> {
                    assertEquals("<src", raw().getSelectionText());
                    assertEquals(5, raw().getCaretOffset());
                    assertEquals(List.of("Copy", "Select all"),
                            Arrays.stream(raw().getMenu().getItems()).map(MenuItem::getText).toList());
                    raw().setSelection(raw().getCharCount());
                });
                meter.write("two".getBytes(StandardCharsets.ISO_8859_1));
                meter.flush();
                workbench.await("what came", () -> rawText().filter(text -> text.endsWith("onetwo")).isPresent());
                workbench.act(() -> assertEquals(raw().getCharCount(), raw().getCaretOffset(), "it follows again"));
            }
        }
    }

    private Optional<Composite> rawRoot() {
        return Widgets.all(workbench.window().getShell(), StyledText.class).findFirst().map(StyledText::getParent);
    }

    private static StyledText raw() {
        return Widgets.all(workbench.window().getShell(), StyledText.class).findFirst().orElseThrow();
    }

    private Optional<String> rawText() {
        return Widgets.all(workbench.window().getShell(), StyledText.class).findFirst().map(StyledText::getText);
    }

    private static int freePort() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return server.getLocalPort();
        }
    }
}
