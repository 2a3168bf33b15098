package org.currentcost.ui.mqtt;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** What comes by MQTT, and what becomes of it. */
public final class MqttPerspective implements IPerspectiveFactory {

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        layout.addView("org.currentcost.ui.mqtt.explorer", IPageLayout.LEFT, 1, layout.getEditorArea());
    }
}
