package org.currentcost.ui.sources;

import java.util.regex.Pattern;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** A meter behind a network port. */
public final class TcpSourcePage extends SourcePage {

    private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");
    private static final int HIGHEST_PORT = 65_535;

    private Text host;
    private Text port;
    private Text meter;

    /** Makes the page. */
    public TcpSourcePage() {
        super("tcp");
        setTitle(Messages.TcpTitle);
        setDescription(Messages.TcpDescription);
    }

    @Override
    public void createControl(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).applyTo(box);
        host = AddressFields.add(box, Messages.TcpHost, "", this::check);
        port = AddressFields.add(box, Messages.TcpPort, "", this::check);
        meter = AddressFields.add(box, Messages.FieldMeter, Messages.FieldMeterName, this::check);
        setControl(box);
        host.setFocus();
    }

    private void check() {
        boolean portGiven = PORT.matcher(port.getText().strip()).matches()
                && Integer.parseInt(port.getText().strip()) <= HIGHEST_PORT;
        if (host.getText().isBlank()) {
            setErrorMessage(null);
            setMessage(Messages.TcpHostMissing);
        } else if (!portGiven) {
            setErrorMessage(port.getText().isEmpty() ? null : Messages.TcpPortWrong);
        } else if (meter.getText().isBlank()) {
            setErrorMessage(Messages.FieldMeterMissing);
        } else {
            setErrorMessage(null);
            setMessage(null);
        }
        setPageComplete(!host.getText().isBlank() && portGiven && !meter.getText().isBlank());
    }

    @Override
    public String meter() {
        return meter.getText().strip();
    }

    @Override
    public String address() {
        return "tcp:" + host.getText().strip() + ":" + port.getText().strip();
    }
}
