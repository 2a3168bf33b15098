package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A perspective that was closed in {@link SecondStartTest} is still there to be opened. */
class ThirdStartTest {

    @Test
    void opensTheClosedPerspectiveAgain() throws Exception {
        try (var workbench = RunningWorkbench.start()) {
            workbench.act(() -> {
                var saved = workbench.window().getWorkbench().getPerspectiveRegistry()
                        .findPerspectiveWithLabel(Arrangement.PERSPECTIVE);
                workbench.page().setPerspective(saved);
            });
            assertEquals(Arrangement.PERSPECTIVE, workbench.ui(() -> Arrangement.perspective(workbench)));
            workbench.await("both copies", () -> Arrangement.titles(workbench).size() == 2);
            workbench.assertNoErrors();
        }
    }
}
