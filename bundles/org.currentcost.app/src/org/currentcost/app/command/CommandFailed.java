package org.currentcost.app.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A command can't do what it was asked. The message is the sentence for the user. */
final class CommandFailed extends Exception {

    private static final long serialVersionUID = 1L;

    CommandFailed(String sentence) {
        super(sentence);
    }

    /** {@return why a file can't be written, in the user's words where they are known} */
    static String reasonOf(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> CommandMessages.get("file.noFolder");
            case AccessDeniedException denied -> CommandMessages.get("file.denied");
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }
}
