package org.currentcost.imports;

/** A file can't be read, or can't be dated. The message is a sentence for the user. */
public final class ImportException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean undated;

    ImportException(String message) {
        this(message, false);
    }

    /** @param undated see {@link #isUndated} */
    ImportException(String message, boolean undated) {
        super(message);
        this.undated = undated;
    }

    ImportException(String message, Throwable cause) {
        super(message, cause);
        undated = false;
    }

    /** {@return whether nothing says when the messages came, so that it helps to say when the first one did} */
    public boolean isUndated() {
        return undated;
    }
}
