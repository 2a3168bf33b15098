package org.currentcost.ui.history;

import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** What was used: days, the hours of a selection, the usual day and its pattern. */
public final class HistoryPerspective implements IPerspectiveFactory {

    private static final float LEFT = 0.2f;
    private static final float HALF = 0.5f;
    private static final float HOURS = 0.55f;

    @Override
    public void createInitialLayout(IPageLayout layout) {
        float left = FontRoom.share(LEFT);
        layout.setEditorAreaVisible(false);
        layout.addView(ViewIds.DAYS, IPageLayout.RIGHT, left, layout.getEditorArea());
        layout.addView(ViewIds.SENSORS, IPageLayout.LEFT, left, ViewIds.DAYS);
        layout.addView(ViewIds.NOTES, IPageLayout.BOTTOM, HALF, ViewIds.SENSORS);
        // Two rows: three of them would leave charts on a small screen no height to be read.
        layout.addView(ViewIds.HOURS, IPageLayout.BOTTOM, HALF, ViewIds.DAYS);
        var patterns = layout.createFolder("patterns", IPageLayout.RIGHT, HOURS, ViewIds.HOURS);
        patterns.addView(ViewIds.AVERAGE_DAY);
        patterns.addView(ViewIds.LOAD_PROFILE);
        ViewIds.addShortcuts(layout);
    }
}
