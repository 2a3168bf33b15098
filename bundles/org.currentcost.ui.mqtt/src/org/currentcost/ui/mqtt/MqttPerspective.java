package org.currentcost.ui.mqtt;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** What comes by MQTT, and what becomes of it: topics on the left, sources and live values on the right. */
public final class MqttPerspective implements IPerspectiveFactory {

    /** The id of the explorer. */
    static final String EXPLORER = "org.currentcost.ui.mqtt.explorer";
    private static final float WIDE = 0.62f;
    private static final float HALF = 0.5f;

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        layout.addView(EXPLORER, IPageLayout.LEFT, WIDE, layout.getEditorArea());
        layout.addView("org.currentcost.ui.sources", IPageLayout.RIGHT, WIDE, EXPLORER);
        layout.addView("org.currentcost.ui.sensors", IPageLayout.BOTTOM, HALF, "org.currentcost.ui.sources");
        layout.addShowViewShortcut(EXPLORER);
    }
}
