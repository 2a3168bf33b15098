package org.currentcost.ui.mqtt;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Labelled fields for dialogs with a grid of two columns. UI thread only. */
final class Fields {

    private final Composite parent;
    private final Runnable changed;

    Fields(Composite parent, Runnable changed) {
        this.parent = parent;
        this.changed = changed;
    }

    Text text(String label, String value, String hint) {
        new Label(parent, SWT.NONE).setText(label);
        var field = new Text(parent, SWT.BORDER);
        field.setText(value);
        field.setMessage(hint);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(field);
        field.addModifyListener(event -> changed.run());
        return field;
    }

    Combo choice(String label, int chosen, String... items) {
        var combo = combo(label, SWT.READ_ONLY, items);
        combo.select(chosen);
        return combo;
    }

    Combo combo(String label, int style, String... items) {
        new Label(parent, SWT.NONE).setText(label);
        var combo = new Combo(parent, style);
        combo.setItems(items);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
        combo.addModifyListener(event -> changed.run());
        return combo;
    }

    Button check(String label, boolean value) {
        new Label(parent, SWT.NONE);
        var button = new Button(parent, SWT.CHECK);
        button.setText(label);
        button.setSelection(value);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> changed.run()));
        return button;
    }
}
