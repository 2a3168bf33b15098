package org.currentcost.ui;

import java.util.List;

/** The names by which the workbench knows our views and perspectives. */
public final class ViewIds {

    /** Power now and the last minutes to days. */
    public static final String LIVE = "org.currentcost.ui.live";
    /** Meters and their sensors. */
    public static final String SENSORS = "org.currentcost.ui.sensors";
    /** Where readings come from, and how that goes. */
    public static final String SOURCES = "org.currentcost.ui.sources";
    /** The last bytes that a source heard. */
    public static final String RAW = "org.currentcost.ui.raw";
    /** The file. */
    public static final String STORE = "org.currentcost.ui.store";
    /** The perspective {@code Live}. */
    public static final String LIVE_PERSPECTIVE = "org.currentcost.ui.perspective.live";
    /** The perspective {@code Diagnostics}. */
    public static final String DIAGNOSTICS_PERSPECTIVE = "org.currentcost.ui.perspective.diagnostics";

    static final String LOG = "org.eclipse.pde.runtime.LogView";
    static final String PROGRESS = "org.eclipse.ui.views.ProgressView";
    static final List<String> ALL = List.of(LIVE, SENSORS, SOURCES, RAW, STORE, LOG, PROGRESS);

    private ViewIds() {
    }
}
