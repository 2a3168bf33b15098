package org.currentcost.ui.charts;

import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.widgets.Control;

/** Charts in words, for screen readers. */
final class ChartWords {

    private ChartWords() {
    }

    /** Lets a chart speak for its plot area. */
    static void hook(BaseChart chart, Control plotArea) {
        plotArea.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = chart.accessibleName();
            }

            @Override
            public void getDescription(AccessibleEvent event) {
                event.result = chart.accessibleDescription();
            }

            @Override
            public void getHelp(AccessibleEvent event) {
                event.result = chart.keysHelp();
            }
        });
        plotArea.getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent event) {
                event.detail = ACC.ROLE_GRAPHIC;
            }

            @Override
            public void getValue(AccessibleControlEvent event) {
                event.result = chart.currentPoint();
            }
        });
    }
}
