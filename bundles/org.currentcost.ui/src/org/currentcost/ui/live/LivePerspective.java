package org.currentcost.ui.live;

import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** What goes on now: sensors and sources on the left, the flow of power and the live chart in the rest. */
public final class LivePerspective implements IPerspectiveFactory {

    private static final String GLANCE = "org.currentcost.ui.perspective.live.glance";
    private static final float LEFT = 0.2f;
    private static final float NOW = 0.45f;
    private static final float UPPER = 0.55f;

    @Override
    public void createInitialLayout(IPageLayout layout) {
        float left = FontRoom.share(LEFT);
        layout.setEditorAreaVisible(false);
        // Dashboards open as further tabs there.
        var glance = layout.createFolder(GLANCE, IPageLayout.RIGHT, left, layout.getEditorArea());
        glance.addView(ViewIds.NOW);
        glance.addPlaceholder(ViewIds.DASHBOARD);
        glance.addPlaceholder(ViewIds.DASHBOARD + ":*");
        layout.addView(ViewIds.SENSORS, IPageLayout.LEFT, left, GLANCE);
        layout.addView(ViewIds.LIVE, IPageLayout.BOTTOM, NOW, GLANCE);
        layout.addView(ViewIds.SOURCES, IPageLayout.BOTTOM, UPPER, ViewIds.SENSORS);
        ViewIds.addShortcuts(layout);
    }

}
