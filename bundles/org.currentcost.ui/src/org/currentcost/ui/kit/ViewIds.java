package org.currentcost.ui.kit;

import java.util.List;
import java.util.Set;
import org.eclipse.ui.IPageLayout;

/** The names by which the workbench knows our views and perspectives. */
public final class ViewIds {

    /** The house as a flow of power. */
    public static final String NOW = "org.currentcost.ui.now";
    /** Power now and the last minutes to days. */
    public static final String LIVE = "org.currentcost.ui.live";
    /** Tiles of figures that the user arranges. */
    public static final String DASHBOARD = "org.currentcost.ui.dashboard";
    /** Meters and their sensors. */
    public static final String SENSORS = "org.currentcost.ui.sensors";
    /** Where readings come from, and how that goes. */
    public static final String SOURCES = "org.currentcost.ui.sources";
    /** The last bytes that a source heard. */
    public static final String RAW = "org.currentcost.ui.raw";
    /** The file. */
    public static final String STORE = "org.currentcost.ui.store";
    /** Energy by the hour. */
    public static final String HOURS = "org.currentcost.ui.hours";
    /** Energy by the day. */
    public static final String DAYS = "org.currentcost.ui.days";
    /** Energy by the month. */
    public static final String MONTHS = "org.currentcost.ui.months";
    /** Energy by the year. */
    public static final String YEARS = "org.currentcost.ui.years";
    /** The mean of each hour of a day. */
    public static final String AVERAGE_DAY = "org.currentcost.ui.averageDay";
    /** The mean of each day of a week. */
    public static final String AVERAGE_WEEK = "org.currentcost.ui.averageWeek";
    /** A map of hours and days. */
    public static final String LOAD_PROFILE = "org.currentcost.ui.loadProfile";
    /** What each sensor has of the house. */
    public static final String APPLIANCES = "org.currentcost.ui.appliances";
    /** Use against temperature. */
    public static final String TEMPERATURE_USE = "org.currentcost.ui.temperatureUse";
    /** Sentences about the past. */
    public static final String TRENDS = "org.currentcost.ui.trends";
    /** Live readings against the meter's memory. */
    public static final String RECONCILIATION = "org.currentcost.ui.reconciliation";
    /** Notes. */
    public static final String NOTES = "org.currentcost.ui.notes";
    /** Tariffs and carbon. */
    public static final String TARIFFS = "org.currentcost.ui.tariffs";
    /** The target of a year. */
    public static final String TARGET = "org.currentcost.ui.target";
    /** The past under other tariffs. */
    public static final String WHAT_IF = "org.currentcost.ui.whatIf";
    /** A supplier's bill against the readings. */
    public static final String BILL_CHECK = "org.currentcost.ui.billCheck";
    /** The journal of edits. */
    public static final String EDITS = "org.currentcost.ui.edits";
    /** What was imported. */
    public static final String IMPORTS = "org.currentcost.ui.imports";
    /** The perspective {@code Live}. */
    public static final String LIVE_PERSPECTIVE = "org.currentcost.ui.perspective.live";
    /** The perspective {@code History}. */
    public static final String HISTORY_PERSPECTIVE = "org.currentcost.ui.perspective.history";
    /** The perspective {@code Costs}. */
    public static final String COSTS_PERSPECTIVE = "org.currentcost.ui.perspective.costs";
    /** The perspective {@code Diagnostics}. */
    public static final String DIAGNOSTICS_PERSPECTIVE = "org.currentcost.ui.perspective.diagnostics";

    public static final String LOG = "org.eclipse.pde.runtime.LogView";
    public static final String PROGRESS = "org.eclipse.ui.views.ProgressView";
    static final List<String> PERSPECTIVES = List.of(LIVE_PERSPECTIVE, HISTORY_PERSPECTIVE, COSTS_PERSPECTIVE,
            DIAGNOSTICS_PERSPECTIVE);
    static final List<String> ALL = List.of(NOW, LIVE, DASHBOARD, HOURS, DAYS, MONTHS, YEARS, AVERAGE_DAY, AVERAGE_WEEK,
            LOAD_PROFILE, APPLIANCES, TEMPERATURE_USE, TRENDS, RECONCILIATION, NOTES, TARIFFS, TARGET, WHAT_IF,
            BILL_CHECK, EDITS, IMPORTS, SENSORS, SOURCES, RAW, STORE, LOG, PROGRESS);

    /** What stands in a narrow column beside charts; all else wants room. */
    private static final Set<String> BESIDE = Set.of(SENSORS, SOURCES, NOTES, PROGRESS);

    private ViewIds() {
    }

    /**
     * {@return whether a view is one that stands in a narrow column beside charts}
     *
     * @param id of a view, or of a copy of one
     */
    public static boolean isBeside(String id) {
        return BESIDE.contains(id.replaceFirst(":.*", ""));
    }

    /** Offers all views and perspectives of the program in the menus. */
    public static void addShortcuts(IPageLayout layout) {
        ALL.forEach(layout::addShowViewShortcut);
        PERSPECTIVES.forEach(layout::addPerspectiveShortcut);
    }
}
