package org.currentcost.ui.mqtt;

import java.util.Optional;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.transport.Broker;
import org.currentcost.source.mqtt.transport.Broker.Transport;
import org.currentcost.source.mqtt.transport.Secrets;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.sources.AddressFields;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.FocusListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/**
 * The fields that say how to get to a broker, in a grid of four columns. A whole address that is typed or pasted as the
 * host is taken apart, so that its password gets into no address that is stored. UI thread only.
 */
final class BrokerFields {

    private final Runnable changed;
    private final Text host;
    private final Text port;
    private final Combo way;
    private final Text user;
    private final Text password;
    private Connection connection = Connection.to("localhost", Transport.TCP.usualPort());
    private String certificatePassword = "";
    private boolean updating;

    BrokerFields(Composite box, Runnable changed) {
        this.changed = changed;
        host = AddressFields.add(box, Messages.Host, "", this::changed);
        port = AddressFields.add(box, Messages.Port, "", this::changed);
        GridDataFactory.fillDefaults().hint(FontRoom.width(port, 70), SWT.DEFAULT).applyTo(port);
        new Label(box, SWT.NONE).setText(Messages.Way);
        way = new Combo(box, SWT.READ_ONLY);
        way.setItems(Messages.WayTcp, Messages.WayTls, Messages.WayWebsocket, Messages.WaySecureWebsocket);
        way.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            port.setText(String.valueOf(Transport.values()[way.getSelectionIndex()].usualPort()));
            changed();
        }));
        new Label(box, SWT.NONE);
        var more = new Button(box, SWT.PUSH);
        more.setText(Messages.More);
        more.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> askMore(box)));
        user = AddressFields.add(box, Messages.User, "", this::changed);
        new Label(box, SWT.NONE).setText(Messages.Password);
        password = new Text(box, SWT.BORDER | SWT.PASSWORD);
        GridDataFactory.fillDefaults().hint(FontRoom.width(password, 110), SWT.DEFAULT).applyTo(password);
        password.addModifyListener(event -> changed());
        host.addFocusListener(FocusListener.focusLostAdapter(event -> takeApart()));
    }

    private void changed() {
        if (!updating) {
            changed.run();
        }
    }

    private void askMore(Composite box) {
        Connection now;
        try {
            now = connection();
        } catch (IllegalArgumentException e) {
            // Whoever shows these fields says so already.
            return;
        }
        var dialog = new MoreDialog(box.getShell(), now);
        dialog.ask().ifPresent(answer -> {
            connection = answer;
            certificatePassword = dialog.certificatePassword().isEmpty()
                    ? certificatePassword
                    : dialog.certificatePassword();
            changed();
        });
    }

    /** Shows a connection. */
    void show(Connection shown) {
        updating = true;
        connection = shown;
        certificatePassword = "";
        host.setText(shown.host());
        port.setText(String.valueOf(shown.port()));
        way.select(shown.transport().ordinal());
        user.setText(shown.user());
        password.setText("");
        password.setMessage(Passwords.isKnown(shown) ? Messages.PasswordKept : "");
        updating = false;
    }

    /** Lets the fields be changed, or not. */
    void enable(boolean enabled) {
        for (var field : new Text[]{host, port, user, password}) {
            field.setEnabled(enabled);
        }
        way.setEnabled(enabled);
    }

    /** {@return whether no host is told} */
    boolean isHostMissing() {
        return host.getText().isBlank();
    }

    private Optional<Connection> wholeAddress() {
        String text = host.getText().strip();
        return text.contains("://") || text.contains("@") ? Optional.of(Connection.parse(text)) : Optional.empty();
    }

    /** Puts the parts of a whole address into the fields where they belong. */
    private void takeApart() {
        try {
            wholeAddress().ifPresent(typed -> {
                String secret = password.getText();
                var reported = merged(typed);
                String ofCertificate = certificatePassword;
                show(reported);
                certificatePassword = ofCertificate;
                password.setText(secret);
                changed();
            });
        } catch (IllegalArgumentException e) {
            // connection() says so to whoever shows these fields
            return;
        }
    }

    private Connection merged(Connection address) {
        String name = address.user().isEmpty() ? user.getText().strip() : address.user();
        // What the page has beyond the fields stays.
        return connection.by(new Broker(address.transport(), address.host(), address.port(), address.broker().path(),
                name, connection.session(), connection.trust()));
    }

    /**
     * {@return the connection as the fields tell it}
     *
     * @throws IllegalArgumentException if they tell none; the message is a sentence for the user
     */
    Connection connection() {
        var typed = wholeAddress();
        if (typed.isPresent()) {
            return merged(typed.get());
        }
        var transport = Transport.values()[Math.max(0, way.getSelectionIndex())];
        String known = connection.broker().path();
        String path = !transport.websocket() ? "" : known.isEmpty() ? "mqtt" : known;
        String number = port.getText().strip();
        return connection.by(new Broker(transport, host.getText().strip(),
                number.matches("\\d{1,6}") ? Integer.parseInt(number) : 0, path, user.getText().strip(),
                connection.session(), connection.trust()));
    }

    /** Keeps typed passwords until the program ends, to try the connection that {@link #connection} tells. */
    void keepForSession(Connection reported) {
        if (!password.getText().isEmpty()) {
            Passwords.secrets().keepForSession(reported.broker(), Secrets.Kind.PASSWORD, password.getText());
        }
        if (!certificatePassword.isEmpty()) {
            Passwords.secrets().keepForSession(reported.broker(), Secrets.Kind.CERTIFICATE, certificatePassword);
        }
    }

    /** Keeps typed passwords for good, for the connection that {@link #connection} tells. @return whether it worked */
    boolean keep(Connection reported) {
        boolean kept = Passwords.keep(reported, Secrets.Kind.PASSWORD, password.getText());
        return Passwords.keep(reported, Secrets.Kind.CERTIFICATE, certificatePassword) && kept;
    }
}
