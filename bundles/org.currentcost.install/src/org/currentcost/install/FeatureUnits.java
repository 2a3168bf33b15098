package org.currentcost.install;

import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.query.IQuery;
import org.eclipse.equinox.p2.query.QueryUtil;

/** How a feature is written among the installable units of p2. */
final class FeatureUnits {

    /** Finds what groups others, as features do. */
    static final IQuery<IInstallableUnit> GROUPS = QueryUtil.createIUGroupQuery();

    private static final String SUFFIX = ".feature.group";

    private FeatureUnits() {
    }

    /** {@return whether a unit is a feature} */
    static boolean isFeature(IInstallableUnit unit) {
        return unit.getId().endsWith(SUFFIX);
    }

    /** {@return whether it is one of the features without which this program would not run} */
    static boolean isOfTheProgram(IInstallableUnit unit) {
        return unit.getId().equals("org.currentcost.feature" + SUFFIX)
                || unit.getId().equals("org.currentcost.rcp.feature" + SUFFIX);
    }

    /** {@return whether a user means this feature} @param id its id, or what stands before {@code .feature} in it */
    static boolean means(String id, IInstallableUnit unit) {
        return id.equals(id(unit)) || id.equals(unit.getId()) || id(unit).equals("org.currentcost." + id + ".feature");
    }

    /** {@return the id of a feature, without what p2 adds to it} */
    static String id(IInstallableUnit unit) {
        return isFeature(unit)
                ? unit.getId().substring(0, unit.getId().length() - SUFFIX.length())
                : unit.getId();
    }

    /** {@return what a feature is called; its id where it says nothing} */
    static String name(IInstallableUnit unit) {
        var name = unit.getProperty(IInstallableUnit.PROP_NAME, null);
        return name == null ? id(unit) : name;
    }
}
