package org.currentcost.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.SeriesKey;
import org.currentcost.ui.EverydayWorkbench;
import org.currentcost.ui.RunningWorkbench;
import org.currentcost.ui.Widgets;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.handlers.IHandlerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sensors of the demo's house are put inside each other, by drop, menu and dialog, and out again. */
@ExtendWith(EverydayWorkbench.class)
class SensorNestingTest {

    private static final List<Integer> NUMBERS = List.of(1, 2, 3);

    private static RunningWorkbench workbench;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    @BeforeEach
    void open() {
        workbench.act(() -> workbench.show(ViewIds.SENSORS));
        awaitTree("Demo(House,Sensor 1,Sensor 2,Sensor 3)");
    }

    @AfterEach
    void takeAllOut() throws Exception {
        for (int number : NUMBERS) {
            services().household().remove(key(number));
        }
        workbench.act(() -> services().choices().sensors().set(List.of()));
    }

    private static SeriesKey key(int number) {
        return SeriesKey.power("Demo", number);
    }

    private static Sensor sensor(int number) throws Exception {
        return services().household().sensor(key(number));
    }

    private static FigureServices services() {
        return workbench.services();
    }

    private static Tree tree() throws Exception {
        return Widgets.all(Widgets.pane(workbench.view(ViewIds.SENSORS)), Tree.class).findFirst().orElseThrow();
    }

    private static String words(TreeItem[] items) {
        return String.join(",", Arrays.stream(items)
                .map(item -> item.getText() + (item.getItemCount() > 0 ? "(" + words(item.getItems()) + ")" : ""))
                .toList());
    }

    private static void awaitTree(String words) {
        workbench.await("the tree " + words, () -> words(tree().getItems()).equals(words));
    }

    private static SensorNesting nesting() {
        return new SensorNesting(workbench.window().getShell(), services());
    }

    @Test
    void aDropPutsASensorInsideAnotherOneAndUndoTakesItOut() throws Exception {
        var two = sensor(2);
        var one = sensor(1);
        workbench.act(() -> nesting().put(List.of(two), one));
        awaitTree("Demo(House,Sensor 1(Sensor 2),Sensor 3)");
        assertEquals("Sensor 2 is inside Sensor 1 now",
                workbench.ui(() -> services().undo().undoable().orElseThrow().getLabel()));
        workbench.await("the flow nests it too",
                () -> Widgets.all(Widgets.pane(workbench.view(ViewIds.NOW)), FlowCanvas.class)
                        .anyMatch(flow -> flow.words().contains("Rest of Sensor 1")));

        workbench.act(() -> workbench.window().getService(IHandlerService.class)
                .executeCommand("org.eclipse.ui.edit.undo", null));
        awaitTree("Demo(House,Sensor 1,Sensor 2,Sensor 3)");
        workbench.await("redo is offered", () -> services().undo().redoable().isPresent());
        workbench.act(() -> workbench.window().getService(IHandlerService.class)
                .executeCommand("org.eclipse.ui.edit.redo", null));
        awaitTree("Demo(House,Sensor 1(Sensor 2),Sensor 3)");

        var nested = sensor(2);
        var house = sensor(0);
        workbench.act(() -> nesting().put(List.of(nested), house));
        awaitTree("Demo(House,Sensor 1,Sensor 2,Sensor 3)");
    }

    @Test
    void whereItWouldGoRoundNothingIsDropped() throws Exception {
        var one = sensor(1);
        services().household().save(new Sensor(key(2), sensor(2).settings().inside(Optional.of(1))));
        services().household().save(new Sensor(key(3), sensor(3).settings().inside(Optional.of(2))));
        var three = sensor(3);
        assertTrue(SensorNesting.mayPut(List.of(three), one));
        assertTrue(SensorNesting.mayPut(List.of(three), sensor(0)));
        assertTrue(SensorNesting.mayPut(List.of(three), "Demo"));
        assertFalse(SensorNesting.mayPut(List.of(one), three), "it is inside that one already");
        assertFalse(SensorNesting.mayPut(List.of(one), one));
        assertFalse(SensorNesting.mayPut(List.of(sensor(0)), one), "the house");
        assertFalse(SensorNesting.mayPut(List.of(one), "Barn"));
        assertFalse(SensorNesting.mayPut(List.of(one), services().household().sensor(SeriesKey.power("Barn", 4))));
        assertFalse(SensorNesting.mayPut(List.of(), one));
        assertFalse(SensorNesting.mayPut(List.of(one), null));
    }

    @Test
    void theMenuOffersWhatItMayBeInsideOf() throws Exception {
        var all = services().household().sensors();
        var menu = new MenuManager();
        workbench.act(() -> nesting().fill(menu, List.of(sensor(3)), all));
        var inside = (MenuManager) menu.getItems()[0];
        var names = new ArrayList<String>();
        for (var item : inside.getItems()) {
            var action = ((ActionContributionItem) item).getAction();
            names.add(action.getText() + (action.isChecked() ? "*" : ""));
        }
        assertEquals(List.of("The house*", "Sensor 1", "Sensor 2"), names);
        workbench.act(() -> {
            var action = ((ActionContributionItem) inside.getItems()[2]).getAction();
            action.setChecked(true);
            action.run();
        });
        awaitTree("Demo(House,Sensor 1,Sensor 2(Sensor 3))");
        var house = new MenuManager();
        workbench.act(() -> nesting().fill(house, List.of(sensor(0)), all));
        assertEquals(0, house.getItems().length);
    }

    @Test
    void theDialogHasAFieldForIt() {
        workbench.act(() -> services().choices().sensors().set(List.of()));
        workbench.act(() -> {
            var tree = tree();
            tree.setSelection(tree.getItem(0).getItem(2));
            tree.notifyListeners(SWT.Selection, new Event());
        });
        workbench.post(() -> workbench.window().getService(IHandlerService.class)
                .executeCommand("org.currentcost.ui.sensorSettings", null));
        var dialog = workbench.dialog("Sensor settings");
        workbench.act(() -> {
            var field = Widgets.all(dialog, Combo.class)
                    .filter(combo -> combo.getItem(0).equals("the house")).findFirst().orElseThrow();
            assertEquals(List.of("the house", "Sensor 1", "Sensor 3"), List.of(field.getItems()));
            assertEquals(0, field.getSelectionIndex());
            field.select(2);
            Widgets.press(dialog, "Save");
        });
        awaitTree("Demo(House,Sensor 1,Sensor 3(Sensor 2))");
    }
}
