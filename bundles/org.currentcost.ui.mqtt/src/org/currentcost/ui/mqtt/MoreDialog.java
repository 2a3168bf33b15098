package org.currentcost.ui.mqtt;

import java.util.Optional;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.transport.Broker;
import org.currentcost.source.mqtt.transport.Broker.Session;
import org.currentcost.source.mqtt.transport.Broker.Trust;
import org.currentcost.source.mqtt.transport.Broker.Version;
import org.currentcost.ui.kit.FontRoom;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** What few connections need: session, protocol, certificates. */
final class MoreDialog extends TitleAreaDialog {

    private final Connection connection;
    private Text clientId;
    private Button clean;
    private Text keepAlive;
    private Combo version;
    private Combo qos;
    private Text path;
    private Text authority;
    private Text certificate;
    private Text key;
    private Text certificatePassword;
    private Button verifyHost;
    private String typedPassword = "";
    private Optional<Connection> result = Optional.empty();

    MoreDialog(Shell parent, Connection connection) {
        super(parent);
        this.connection = connection;
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    /** Asks. {@return the connection as it was changed; empty if the user gave up} */
    Optional<Connection> ask() {
        open();
        return result;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(Messages.MoreTitle);
        setMessage(Messages.MoreMessage);
        getShell().setText(Messages.MoreTitle);
        var area = (Composite) super.createDialogArea(parent);
        var box = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(10, 10).applyTo(box);
        GridDataFactory.fillDefaults().grab(true, true).hint(FontRoom.width(box, 560), SWT.DEFAULT).applyTo(box);
        var fields = new Fields(box, 2, this::check);
        var session = connection.session();
        clientId = fields.text(Messages.ClientId, session.clientId(), Messages.ClientIdHint);
        clean = fields.check(Messages.Clean, session.clean());
        keepAlive = fields.text(Messages.KeepAlive, String.valueOf(session.keepAliveSeconds()), "");
        version = fields.choice(Messages.Version, session.version().ordinal(), Messages.VersionAuto,
                Version.V3_1.text(), Version.V3_1_1.text());
        qos = fields.choice(Messages.Qos, connection.qos(), "0", "1", "2");
        path = fields.text(Messages.Path, connection.broker().path(), "");
        path.setEnabled(connection.transport().websocket());
        var trust = connection.trust();
        authority = file(box, fields, Messages.Authority, trust.authorityFile(), Messages.AuthorityHint);
        certificate = file(box, fields, Messages.Certificate, trust.certificateFile(), "");
        key = file(box, fields, Messages.CertificateKey, trust.keyFile(), Messages.CertificateKeyHint);
        new Label(box, SWT.NONE).setText(Messages.CertificatePassword);
        certificatePassword = new Text(box, SWT.BORDER | SWT.PASSWORD);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(certificatePassword);
        verifyHost = fields.check(Messages.VerifyHost, trust.verifyHost());
        return area;
    }

    /**
     * {@return the password of the certificate's file, if one was typed} It is kept by whoever asked, together with the
     * connection: the host or the user may still be changed, and it is kept by them.
     */
    String certificatePassword() {
        return typedPassword;
    }

    private Text file(Composite box, Fields fields, String label, String value, String hint) {
        var field = fields.text(label, value, hint);
        ((GridData) field.getLayoutData()).horizontalSpan = 1;
        var browse = new Button(box, SWT.PUSH);
        browse.setText(Messages.Browse);
        browse.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            String chosen = FileDialogs.make(getShell(), SWT.OPEN, label).open();
            if (chosen != null) {
                field.setText(chosen);
            }
        }));
        return field;
    }

    private Connection connection() {
        String seconds = keepAlive.getText().strip();
        var session = new Session(clientId.getText().strip(), clean.getSelection(),
                seconds.matches("\\d{1,6}") ? Integer.parseInt(seconds) : 0,
                Version.values()[version.getSelectionIndex()]);
        var broker = new Broker(connection.transport(), connection.host(), connection.port(), path.getText().strip(),
                connection.user(), session, new Trust(authority.getText().strip(), certificate.getText().strip(),
                        key.getText().strip(), verifyHost.getSelection()));
        return new Connection(broker, connection.name(), qos.getSelectionIndex(), connection.choices(),
                connection.mappings());
    }

    private void check() {
        if (verifyHost == null || getButton(IDialogConstants.OK_ID) == null) {
            return;
        }
        try {
            connection();
            setErrorMessage(null);
            getButton(IDialogConstants.OK_ID).setEnabled(true);
        } catch (IllegalArgumentException e) {
            setErrorMessage(e.getMessage());
            getButton(IDialogConstants.OK_ID).setEnabled(false);
        }
    }

    @Override
    protected void okPressed() {
        var reported = connection();
        typedPassword = certificatePassword.getText();
        result = Optional.of(reported);
        super.okPressed();
    }
}
