package org.currentcost.ui.mqtt;

import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.transport.Secrets;
import org.currentcost.ui.kit.Services;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;

/**
 * Puts what was typed as a password where it belongs, and says so if it could not be kept. For all threads but where a
 * method says otherwise; a keyring may keep the one that asks it waiting.
 */
final class Passwords {

    private Passwords() {
    }

    /** {@return the passwords of the program} */
    static Secrets secrets() {
        return Services.find(Secrets.class).orElseThrow();
    }

    /** {@return whether a user's password is known} */
    static boolean isKnown(Connection connection) {
        try {
            return secrets().find(connection.broker(), Secrets.Kind.PASSWORD).isPresent();
        } catch (RuntimeException | LinkageError e) {
            // A keyring's module may fail in any way; a page that shows a connection does not fail with it.
            return false;
        }
    }

    /** {@return whether a password is kept for good, or there was none to keep} */
    static boolean keep(Connection connection, Secrets.Kind kind, String password) {
        if (password.isEmpty()) {
            return true;
        }
        try {
            return secrets().keep(connection.broker(), kind, password);
        } catch (RuntimeException | LinkageError e) {
            // A keyring's module may fail in any way; what was typed still holds until the program ends.
            secrets().keepForSession(connection.broker(), kind, password);
            return false;
        }
    }

    /** Says that a password is known until the program ends and no longer. UI thread only. */
    static void tellSessionOnly(Shell shell) {
        MessageDialog.openInformation(shell, Messages.Password.replaceFirst(":$", ""), Messages.SessionOnly);
    }
}
