package org.currentcost.ui.mqtt;

import org.currentcost.ui.kit.FontRoom;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Labelled fields for dialogs with a grid. UI thread only. */
final class Fields {

    private final Composite parent;
    private final int span;
    private final Runnable changed;

    Fields(Composite parent, Runnable changed) {
        this(parent, 1, changed);
    }

    /** @param span how many columns of the grid a field takes, beside that of its label */
    Fields(Composite parent, int span, Runnable changed) {
        this.parent = parent;
        this.span = span;
        this.changed = changed;
    }

    Text text(String label, String value, String hint) {
        new Label(parent, SWT.NONE).setText(label);
        var field = new Text(parent, SWT.BORDER);
        field.setText(value);
        field.setMessage(hint);
        GridDataFactory.fillDefaults().span(span, 1).grab(true, false).applyTo(field);
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
        // As wide as there is room, not as its longest item.
        GridDataFactory.fillDefaults().span(span, 1).grab(true, false).hint(FontRoom.width(combo, 150), SWT.DEFAULT)
                .applyTo(combo);
        combo.addModifyListener(event -> changed.run());
        return combo;
    }

    Button check(String label, boolean value) {
        new Label(parent, SWT.NONE);
        var button = new Button(parent, SWT.CHECK);
        button.setText(label);
        button.setSelection(value);
        GridDataFactory.fillDefaults().span(span, 1).applyTo(button);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> changed.run()));
        return button;
    }
}
