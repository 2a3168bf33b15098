package org.currentcost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.currentcost.ui.EverydayWorkbench;
import org.currentcost.ui.RunningWorkbench;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.XMLMemento;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A view whose saved settings mean nothing is there all the same, as if nothing had been chosen in it. */
@ExtendWith(EverydayWorkbench.class)
class DamagedSettingsTest {

    private static RunningWorkbench workbench;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    private static Stream<String> views() {
        return Arrays.stream(PlatformUI.getWorkbench().getViewRegistry().getViews())
                .filter(view -> view.getAllowMultiple() && view.getId().startsWith("org.currentcost"))
                .map(view -> view.getId());
    }

    @ParameterizedTest
    @MethodSource("views")
    void opensAllTheSame(String id) {
        var view = workbench.ui(() -> {
            var damaged = XMLMemento.createWriteRoot("view");
            for (String key : List.of("range", "sensors", "span", "arrangement", "comparison", "kind", "season",
                    "table", "broker")) {
                damaged.putString(key, "no such thing\n\u0001");
            }
            var window = workbench.window().getService(IEclipseContext.class);
            window.set("org.currentcost.ui.copiedSettings", damaged);
            try {
                return (InjectedView) workbench.page().showView(id, "damaged", IWorkbenchPage.VIEW_ACTIVATE);
            } finally {
                window.remove("org.currentcost.ui.copiedSettings");
            }
        });
        assertNotNull(workbench.ui(view::content));
        workbench.act(() -> workbench.page().hideView(view));
    }
}
