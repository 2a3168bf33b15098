package org.currentcost.ui.kit;

import org.currentcost.store.StoreException;
import org.eclipse.core.runtime.ILog;

/**
 * Puts the trouble of what is read again and again into the Error Log: once, until it is over or becomes another one.
 * For one thread at a time.
 */
public final class ProblemLog {

    private final ILog log;
    private String known = "";

    /** @param reader who has the trouble */
    public ProblemLog(Class<?> reader) {
        log = ILog.of(reader);
    }

    /** Says that nothing could be read. */
    public void failed(StoreException problem) {
        String message = String.valueOf(problem.getMessage());
        if (!message.equals(known)) {
            known = message;
            log.error(message, problem);
        }
    }

    /** Says that it was read: the next trouble is a new one. */
    public void worked() {
        known = "";
    }
}
