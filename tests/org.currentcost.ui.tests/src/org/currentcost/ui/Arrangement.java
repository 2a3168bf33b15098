package org.currentcost.ui;

import java.util.Arrays;
import java.util.List;
import org.currentcost.ui.kit.InjectedView;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.e4.ui.model.application.ui.MElementContainer;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.advanced.MPlaceholder;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.jface.action.IAction;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IViewReference;

/** What a user arranges: copies of views, their sensors, their places, perspectives. UI thread only. */
public final class Arrangement {

    /** The titles of the copies that {@link FirstStartTest} leaves behind. */
    public static final List<String> TITLES = List.of("Live: Home · House, Sensor 1", "Live: Home · Sensor 2");
    /** The perspective that {@link FirstStartTest} leaves behind. */
    public static final String PERSPECTIVE = "My house";

    private Arrangement() {
    }

    public static String perspective(RunningWorkbench workbench) {
        return workbench.page().getPerspective().getLabel();
    }

    public static List<IViewReference> liveViews(RunningWorkbench workbench) {
        return Arrays.stream(workbench.page().getViewReferences()).filter(view -> view.getId().equals(ViewIds.LIVE))
                .toList();
    }

    /** {@return what the tabs of the copies of Live say, sorted} */
    public static List<String> titles(RunningWorkbench workbench) {
        return Widgets.all(workbench.window().getShell(), CTabFolder.class)
                .flatMap(folder -> Arrays.stream(folder.getItems())).map(CTabItem::getText)
                .filter(text -> text.startsWith("Live")).sorted().toList();
    }

    /** {@return the copy that the user opened} */
    public static IViewReference copyReference(RunningWorkbench workbench) {
        return liveViews(workbench).stream().filter(view -> view.getSecondaryId() != null).findFirst().orElseThrow();
    }

    public static InjectedView copy(RunningWorkbench workbench) {
        return (InjectedView) copyReference(workbench).getView(true);
    }

    /** Chooses a sensor in the menu of a view, which drops down as it does under the mouse. */
    public static void toggle(RunningWorkbench workbench, InjectedView view, String sensor) {
        IAction sensors = Widgets.action(view.getViewSite().getActionBars().getToolBarManager(), "Sensors shown");
        Widgets.choose(Widgets.entry(sensors.getMenuCreator().getMenu(workbench.window().getShell()), sensor));
    }

    /** Does what dragging the tab of a view to the tabs of another one does. */
    public static void moveTo(RunningWorkbench workbench, InjectedView view, String other) throws Exception {
        var models = workbench.window().getService(EModelService.class);
        models.move(placeholder(view), placeholder(workbench.view(other)).getParent());
    }

    /** {@return whether a view is in the same stack of tabs as another one} */
    public static boolean isBeside(RunningWorkbench workbench, InjectedView view, String other) throws Exception {
        MElementContainer<MUIElement> stack = placeholder(view).getParent();
        return stack == placeholder(workbench.view(other)).getParent();
    }

    private static MPlaceholder placeholder(InjectedView view) {
        return view.getSite().getService(MPart.class).getCurSharedRef();
    }

    /** Saves the perspective by the menu under the name {@link #PERSPECTIVE}. Not on the UI thread. */
    public static void save(RunningWorkbench workbench) {
        workbench.post(() -> Widgets.choose(Widgets.entry(
                Widgets.submenu(workbench.window().getShell().getMenuBar(), "Window", "Perspective"),
                "Save Perspective As...")));
        var dialog = workbench.dialog("Save Perspective As...");
        workbench.act(() -> {
            Widgets.all(dialog, Text.class).findFirst().orElseThrow().setText(PERSPECTIVE);
            Widgets.press(dialog, Widgets.button(dialog, "OK").isPresent() ? "OK" : "Save");
        });
    }
}
