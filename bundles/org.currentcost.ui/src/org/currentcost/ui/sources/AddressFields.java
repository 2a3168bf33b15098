package org.currentcost.ui.sources;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** The fields that pages of the wizard <i>Add a source</i> have in common. */
public final class AddressFields {

    private AddressFields() {
    }

    /**
     * Adds a labelled field to a parent with a grid of two columns.
     *
     * @param changed called at every change of the text
     */
    public static Text add(Composite parent, String label, String value, Runnable changed) {
        var caption = new Label(parent, SWT.NONE);
        caption.setText(label);
        var field = new Text(parent, SWT.BORDER);
        field.setText(value);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(field);
        field.addModifyListener(event -> changed.run());
        return field;
    }

    /** {@return the label of the field for the meter's name, in the user's language} */
    public static String meterLabel() {
        return Messages.FieldMeter;
    }

    /** {@return the name that a first meter is given unless the user says otherwise} */
    public static String meterName() {
        return Messages.FieldMeterName;
    }

    /** {@return the message for a meter without a name} */
    public static String meterMissing() {
        return Messages.FieldMeterMissing;
    }
}
