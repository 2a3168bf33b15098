package org.currentcost.store;

/**
 * The file can't be opened, read or written. The message is a sentence for the user, {@link #remedy()} says what to do.
 */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. */
    public enum Kind {
        /** Another process has the folder open. */
        IN_USE,
        /** The folder or file may not be written. */
        READ_ONLY,
        /** There is no room on the disk. */
        DISK_FULL,
        /** The file is damaged. */
        DAMAGED,
        /** The file was made by a later version of the program. */
        TOO_NEW,
        /** The folder is not there, or was not when something was written. */
        GONE,
        /** Anything else. */
        OTHER
    }

    private final Kind kind;
    private final String remedy;

    public StoreException(Kind kind, String message, String remedy, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.remedy = remedy;
    }

    /** {@return what kind of trouble it is} */
    public Kind kind() {
        return kind;
    }

    /** {@return what the user can do about it; may be empty} */
    public String remedy() {
        return remedy;
    }
}
