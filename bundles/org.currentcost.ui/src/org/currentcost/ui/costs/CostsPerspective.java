package org.currentcost.ui.costs;

import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** What it cost: months, tariffs, the target, and what another tariff would have cost. */
public final class CostsPerspective implements IPerspectiveFactory {

    private static final float LEFT = 0.2f;
    private static final float HALF = 0.5f;

    @Override
    public void createInitialLayout(IPageLayout layout) {
        float left = FontRoom.share(LEFT);
        layout.setEditorAreaVisible(false);
        layout.addView(ViewIds.MONTHS, IPageLayout.RIGHT, left, layout.getEditorArea());
        layout.addView(ViewIds.SENSORS, IPageLayout.LEFT, left, ViewIds.MONTHS);
        layout.addView(ViewIds.TARIFFS, IPageLayout.RIGHT, HALF, ViewIds.MONTHS);
        layout.addView(ViewIds.TARGET, IPageLayout.BOTTOM, HALF, ViewIds.MONTHS);
        var lower = layout.createFolder("whatIf", IPageLayout.BOTTOM, HALF, ViewIds.TARIFFS);
        lower.addView(ViewIds.WHAT_IF);
        lower.addView(ViewIds.BILL_CHECK);
        ViewIds.addShortcuts(layout);
    }
}
