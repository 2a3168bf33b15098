package org.currentcost.source.mqtt.transport;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import javax.crypto.spec.PBEKeySpec;
import org.eclipse.equinox.security.storage.provider.IPreferencesContainer;
import org.eclipse.equinox.security.storage.provider.PasswordProvider;

/**
 * Opens the secure storage where the desktop has no keyring for it: with a {@link StorageKeyFile key of its own} that
 * only the user can read. So neither the window nor the command line asks for a master password, and what is stored is
 * as safe as the user's files are.
 * <p>
 * A key that is empty, cut or not to be read is made anew, for without one nothing could ever be stored again. What it
 * opened stays closed then: those passwords have to be typed again.
 */
public final class StorageKey extends PasswordProvider {

    private static final System.Logger LOG = System.getLogger(StorageKey.class.getName());
    /** Where the platform keeps what tells whether a key is the one that the storage was made with. */
    private static final String VERIFICATION = "/org.eclipse.equinox.secure.storage/verification";

    @Override
    public PBEKeySpec getPassword(IPreferencesContainer container, int type) {
        try {
            var file = StorageKeyFile.standard();
            var key = StorageKeyFile.key(file);
            if (key.renewed()) {
                LOG.log(Level.WARNING, Messages.text("storage.renewed", file));
                if (forgetOldKey(container)) {
                    // The platform has already settled to compare with what is gone now; it asks again
                    return null;
                }
            }
            return new PBEKeySpec(key.text().toCharArray());
        } catch (IOException e) {
            // null is how a provider says that it has none
            return null;
        }
    }

    /** Called where the storage was made with another key. The next attempt begins with this one. */
    @Override
    public boolean retryOnError(Exception problem, IPreferencesContainer container) {
        try {
            forgetOldKey(container);
        } catch (IOException e) {
            LOG.log(Level.WARNING, e.toString());
        }
        return false;
    }

    /** {@return whether the storage was made with another key} */
    private static boolean forgetOldKey(IPreferencesContainer container) throws IOException {
        var verification = container.getPreferences().node(VERIFICATION);
        boolean there = Arrays.asList(verification.keys()).contains(StorageKeyFile.MODULE);
        verification.remove(StorageKeyFile.MODULE);
        container.getPreferences().flush();
        return there;
    }
}
