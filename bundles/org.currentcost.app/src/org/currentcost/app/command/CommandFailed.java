package org.currentcost.app.command;

/** A command can't do what it was asked. The message is the sentence for the user. */
final class CommandFailed extends Exception {

    private static final long serialVersionUID = 1L;

    CommandFailed(String sentence) {
        super(sentence);
    }
}
