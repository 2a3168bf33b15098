package org.currentcost.source.mqtt.transport;

import java.util.Optional;

/** Where passwords are kept for good. Safe for several threads. */
interface PasswordStorage {

    /** Says that a password is kept, but can't be read any more. */
    final class LostPassword extends Exception {
        private static final long serialVersionUID = 1L;

        LostPassword(Throwable cause) {
            super(cause);
        }
    }

    /** {@return the password of a key; empty if there is none, or the storage can't be read at all} */
    Optional<String> find(String key) throws LostPassword;

    /** {@return whether the password is kept now} */
    boolean keep(String key, String password);

    /** Removes a password, as far as the storage can be written. */
    void forget(String key);
}
