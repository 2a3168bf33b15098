package org.currentcost.ui.mqtt;

import org.currentcost.ui.AddressFields;
import org.currentcost.ui.SourcePage;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** Asks for a broker. */
public final class MqttSourcePage extends SourcePage {

    private Text meter;

    /** Makes the page. */
    public MqttSourcePage() {
        super("mqtt");
    }

    @Override
    public void createControl(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).applyTo(box);
        meter = AddressFields.add(box, AddressFields.meterLabel(), AddressFields.meterName(), () -> {
        });
        setControl(box);
    }

    @Override
    public String meter() {
        return meter.getText().strip();
    }

    @Override
    public String address() {
        return "mqtt:";
    }
}
