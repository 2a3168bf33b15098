package org.currentcost.ui.dashboard;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.currentcost.ui.RunningWorkbench;
import org.currentcost.ui.Widgets;
import org.currentcost.ui.kit.InjectedView;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.XMLMemento;

/** Dashboards as a user has them. UI thread only, but for where it is said. */
public final class DashboardDriver {

    private static final String LEFT_BEHIND = "Kitchen";

    private DashboardDriver() {
    }

    static InjectedView open(RunningWorkbench workbench, String copy) throws Exception {
        return (InjectedView) workbench.page().showView(ViewIds.DASHBOARD, copy, IWorkbenchPage.VIEW_ACTIVATE);
    }

    static DashboardView view(RunningWorkbench workbench, String copy) throws Exception {
        return (DashboardView) open(workbench, copy).content();
    }

    static List<IViewReference> all(RunningWorkbench workbench) {
        return Arrays.stream(workbench.page().getViewReferences())
                .filter(one -> one.getId().equals(ViewIds.DASHBOARD)).toList();
    }

    /** {@return what is arranged, as the view saves it} */
    static TileLayout layout(DashboardView view) {
        var memento = XMLMemento.createWriteRoot("view");
        view.saveState(memento);
        return SavedTiles.read(memento.getString("tiles"));
    }

    /** {@return the tiles of a dashboard in the order in which they were made, those too that can't be seen now} */
    static List<TileCanvas> tiles(RunningWorkbench workbench, DashboardView view) {
        return all(workbench).stream().map(one -> one.getView(false)).filter(InjectedView.class::isInstance)
                .map(InjectedView.class::cast).filter(part -> part.content() == view)
                .flatMap(part -> tiles(Widgets.pane(part))).toList();
    }

    private static Stream<TileCanvas> tiles(Composite parent) {
        return Arrays.stream(parent.getChildren()).flatMap(child -> switch (child) {
            case TileCanvas tile -> Stream.of(tile);
            case Composite inner -> tiles(inner);
            default -> Stream.empty();
        });
    }

    static List<TileKind> kinds(DashboardView view) {
        return layout(view).tiles().stream().map(Tile::kind).toList();
    }

    static void press(TileCanvas tile, int key, int modifier) {
        var event = new Event();
        event.keyCode = key;
        event.stateMask = modifier;
        tile.notifyListeners(SWT.KeyDown, event);
    }

    static void drag(TileCanvas tile, int x, int y, int right, int down) {
        // Where it began: the tile moves along.
        var start = tile.toDisplay(x, y);
        tile.notifyListeners(SWT.MouseDown, mouse(x, y));
        for (int part = 1; part <= 4; part++) {
            var at = tile.toControl(start.x + right * part / 4, start.y + down * part / 4);
            tile.notifyListeners(SWT.MouseMove, mouse(at.x, at.y));
        }
        tile.notifyListeners(SWT.MouseUp, mouse(0, 0));
    }

    static Event mouse(int x, int y) {
        var event = new Event();
        event.button = 1;
        event.x = x;
        event.y = y;
        return event;
    }

    /** Arranges a dashboard before the program is closed. Not on the UI thread. */
    public static void leaveBehind(RunningWorkbench workbench) {
        workbench.act(() -> {
            var view = view(workbench, "kitchen");
            view.rename(LEFT_BEHIND);
            view.arranged(new TileLayout(List.of(new Tile(TileKind.COVERAGE, Optional.empty(),
                    new Tile.Area(0, 0, 3, 2)), new Tile(TileKind.NOW, Optional.empty(), new Tile.Area(3, 0, 1, 1)))));
        });
    }

    /** {@return whether the dashboard is as it was left behind} */
    public static boolean isAsItWasLeft(RunningWorkbench workbench) throws Exception {
        var part = open(workbench, "kitchen");
        return part.getTitle().equals("Dashboard: " + LEFT_BEHIND)
                && SavedTiles.write(layout((DashboardView) part.content()))
                        .equals("tiles 1\ncoverage 0 0 3 2\nnow 3 0 1 1");
    }
}
