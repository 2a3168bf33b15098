package org.currentcost.ui.sources;

import org.currentcost.ui.kit.ViewIds;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Is the data good: sources, what they say byte by byte, the log, the jobs and the file. */
public final class DiagnosticsPerspective implements IPerspectiveFactory {

    private static final float HALF = 0.5f;

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        layout.addView(ViewIds.SOURCES, IPageLayout.LEFT, HALF, layout.getEditorArea());
        layout.addView(ViewIds.STORE, IPageLayout.RIGHT, HALF, ViewIds.SOURCES);
        layout.addView(ViewIds.PROGRESS, IPageLayout.BOTTOM, HALF, ViewIds.STORE);
        var lower = layout.createFolder("lower", IPageLayout.BOTTOM, HALF, ViewIds.SOURCES);
        lower.addView(ViewIds.RAW);
        lower.addView(ViewIds.LOG);
        ViewIds.addShortcuts(layout);
    }
}
