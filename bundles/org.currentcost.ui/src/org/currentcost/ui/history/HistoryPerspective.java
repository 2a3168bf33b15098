package org.currentcost.ui.history;

import org.currentcost.ui.kit.ViewIds;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** What was used: days, the hours of a selection, the usual day and its pattern. */
public final class HistoryPerspective implements IPerspectiveFactory {

    private static final float LEFT = 0.2f;
    private static final float HALF = 0.5f;
    private static final float UPPER = 0.4f;
    private static final float LOWER = 0.5f;

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        layout.addView(ViewIds.DAYS, IPageLayout.RIGHT, LEFT, layout.getEditorArea());
        layout.addView(ViewIds.SENSORS, IPageLayout.LEFT, LEFT, ViewIds.DAYS);
        layout.addView(ViewIds.NOTES, IPageLayout.BOTTOM, HALF, ViewIds.SENSORS);
        layout.addView(ViewIds.HOURS, IPageLayout.BOTTOM, UPPER, ViewIds.DAYS);
        layout.addView(ViewIds.AVERAGE_DAY, IPageLayout.BOTTOM, LOWER, ViewIds.HOURS);
        layout.addView(ViewIds.LOAD_PROFILE, IPageLayout.RIGHT, HALF, ViewIds.AVERAGE_DAY);
        ViewIds.addShortcuts(layout);
    }
}
