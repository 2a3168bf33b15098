package org.currentcost.ui.kit;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.RowLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;

/**
 * Fields side by side, each with its label; where there is too little room, as with a large font, the next ones stand
 * below rather than that they are cut off. UI thread only.
 */
public final class FieldRow {

    private static final int SPACING = 8;

    private final Composite row;

    /** Makes it. @param parent has a grid of one column */
    public FieldRow(Composite parent) {
        row = new Composite(parent, SWT.NONE);
        var layout = RowLayoutFactory.fillDefaults().wrap(true).center(true).spacing(SPACING).create();
        layout.marginLeft = 0;
        layout.marginRight = 0;
        layout.marginTop = 0;
        layout.marginBottom = 0;
        row.setLayout(layout);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(row);
    }

    /** {@return the row, for what needs no label} */
    public Composite control() {
        return row;
    }

    /** {@return what stays together} @param columns a label, and what it is for */
    public Composite group(int columns) {
        var group = new Composite(row, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(columns).spacing(SPACING, 0).applyTo(group);
        return group;
    }
}
