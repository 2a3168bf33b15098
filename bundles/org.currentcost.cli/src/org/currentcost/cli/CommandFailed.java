package org.currentcost.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A command can't do what it was asked. The message is the sentence for the user. */
final class CommandFailed extends Exception {

    private static final long serialVersionUID = 1L;

    CommandFailed(String sentence) {
        super(sentence);
    }

    /** {@return the path of a name that the user gave} */
    static Path path(String name) throws CommandFailed {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new CommandFailed(CommandMessages.get("file.name", name));
        }
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
