package org.currentcost.ui.sources;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** A simulated meter. */
public final class DemoSourcePage extends SourcePage {

    private static final String[] MODELS = {"cc128", "cc128-v0.11", "classic"};
    private static final String[] SPEEDS = {"1", "10", "60", "600", "3600"};

    private Text meter;
    private Combo model;
    private Combo speed;

    /** Makes the page. */
    public DemoSourcePage() {
        super("demo");
        setTitle(Messages.DemoTitle);
        setDescription(Messages.DemoDescription);
    }

    @Override
    public void createControl(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).applyTo(box);
        meter = AddressFields.add(box, Messages.FieldMeter, Messages.DemoMeterName, this::check);
        model = combo(box, Messages.DemoModel, "CC128 v1.29", "CC128 v0.11", "Classic CC02");
        speed = combo(box, Messages.DemoSpeed, SPEEDS);
        setControl(box);
        check();
    }

    private static Combo combo(Composite parent, String label, String... items) {
        new Label(parent, SWT.NONE).setText(label);
        var combo = new Combo(parent, SWT.READ_ONLY);
        combo.setItems(items);
        combo.select(0);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
        return combo;
    }

    private void check() {
        boolean named = !meter.getText().isBlank();
        setErrorMessage(named ? null : Messages.FieldMeterMissing);
        setPageComplete(named);
    }

    @Override
    public String meter() {
        return meter.getText().strip();
    }

    @Override
    public String address() {
        return "demo:" + SPEEDS[speed.getSelectionIndex()] + "?model=" + MODELS[model.getSelectionIndex()];
    }
}
