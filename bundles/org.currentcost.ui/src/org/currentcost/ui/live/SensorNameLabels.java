package org.currentcost.ui.live;

import java.util.function.UnaryOperator;
import org.currentcost.accounting.Sensor;
import org.currentcost.ui.kit.SensorColors;
import org.currentcost.ui.kit.SeriesNames;
import org.currentcost.ui.kit.StateMarks;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Control;

/** Name and colour; the role of a sensor that is not usual as a word behind it. */
final class SensorNameLabels extends ColumnLabelProvider {

    private final Control tree;
    private final UnaryOperator<String> meters;

    /** @param meters what a meter is called in the tree, by its name */
    SensorNameLabels(Control tree, UnaryOperator<String> meters) {
        this.tree = tree;
        this.meters = meters;
    }

    @Override
    public void update(ViewerCell cell) {
        super.update(cell);
        if (cell.getElement() instanceof Sensor sensor) {
            cell.setImage(SensorColors.swatch(tree, sensor.color()));
        }
    }

    @Override
    public String getText(Object element) {
        if (!(element instanceof Sensor sensor)) {
            return meters.apply((String) element);
        }
        String name = SeriesNames.sensor(sensor);
        return switch (sensor.settings().role()) {
            case HOUSE, INSIDE_HOUSE -> name;
            case GENERATION -> Messages.bind(Messages.SensorWithRole, name, Messages.RoleGeneration);
            case EXPORT -> Messages.bind(Messages.SensorWithRole, name, Messages.RoleExport);
            case IGNORED -> Messages.bind(Messages.SensorWithRole, name, Messages.RoleIgnored);
        };
    }

    @Override
    public String getToolTipText(Object element) {
        return element instanceof Sensor sensor
                ? sensor.settings().formula()
                        .map(formula -> Messages.bind(Messages.SensorFormulaIs, getText(element), formula))
                        .orElse(getText(element))
                : null;
    }

    @Override
    public Image getImage(Object element) {
        return element instanceof String ? StateMarks.image("meter") : null;
    }
}
