package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.currentcost.ui.kit.InjectedView;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.XMLMemento;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** "New view of this" begins as the view that it is made of. */
@ExtendWith(EverydayWorkbench.class)
class ViewCopiesTest {

    private static RunningWorkbench workbench;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    private static Set<InjectedView> views(String kind) {
        var views = new HashSet<InjectedView>();
        Arrays.stream(workbench.page().getViewReferences()).filter(view -> view.getId().equals(kind))
                .forEach(view -> views.add((InjectedView) view.getView(true)));
        return views;
    }

    private static InjectedView copyOf(String kind) throws Exception {
        var before = workbench.ui(() -> views(kind));
        workbench.act(() -> Widgets.action(workbench.view(kind).getViewSite().getActionBars().getMenuManager(),
                "New view of this").run());
        return workbench.ui(() -> {
            var after = views(kind);
            after.removeAll(before);
            assertEquals(1, after.size());
            return after.iterator().next();
        });
    }

    private static List<String> texts(InjectedView view) {
        return Widgets.all(Widgets.pane(view), Text.class).map(Text::getText).toList();
    }

    @Test
    void theBillThatIsBeingEntered() throws Exception {
        workbench.act(() -> {
            workbench.show(ViewIds.BILL_CHECK);
            var fields = Widgets.all(Widgets.pane(workbench.view(ViewIds.BILL_CHECK)), Text.class).toList();
            fields.get(0).setText("3 March 2025");
            fields.get(1).setText("9 March 2025");
            fields.get(2).setText("21.5");
            fields.get(3).setText("7.31");
        });
        var copy = copyOf(ViewIds.BILL_CHECK);
        try {
            workbench.act(() -> {
                var shown = texts(copy);
                assertEquals(List.of("21.5", "7.31"), shown.subList(2, 4));
                assertTrue(shown.getFirst().contains("2025") && shown.getFirst().contains("3"), shown.getFirst());
                Widgets.all(Widgets.pane(copy), Text.class).skip(2).forEach(field -> field.setText("1"));
                assertEquals("21.5", texts(workbench.view(ViewIds.BILL_CHECK)).get(2), "each has its own");
            });
        } finally {
            workbench.act(() -> {
                workbench.page().hideView(copy);
                Widgets.all(Widgets.pane(workbench.view(ViewIds.BILL_CHECK)), Text.class).skip(2)
                        .forEach(field -> field.setText(""));
            });
        }
    }

    @Test
    void theSourceWhoseBytesAreShown() throws Exception {
        workbench.act(() -> workbench.show(ViewIds.RAW));
        workbench.await("a source",
                () -> Widgets.all(Widgets.pane(workbench.view(ViewIds.RAW)), Combo.class).findFirst()
                        .orElseThrow().getSelectionIndex() >= 0);
        var copy = copyOf(ViewIds.RAW);
        try {
            workbench.act(() -> {
                var one = XMLMemento.createWriteRoot("one");
                var other = XMLMemento.createWriteRoot("other");
                workbench.view(ViewIds.RAW).content().saveForCopy(one);
                copy.content().saveForCopy(other);
                assertTrue(one.getString("source") != null);
                assertEquals(one.getString("source"), other.getString("source"));
            });
        } finally {
            workbench.act(() -> workbench.page().hideView(copy));
        }
    }
}
