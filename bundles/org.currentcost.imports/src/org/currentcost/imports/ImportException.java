package org.currentcost.imports;

/** A file can't be read, or can't be dated. The message is a sentence for the user. */
public final class ImportException extends Exception {

    private static final long serialVersionUID = 1L;

    ImportException(String message) {
        super(message);
    }

    ImportException(String message, Throwable cause) {
        super(message, cause);
    }
}
