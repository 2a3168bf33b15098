package org.currentcost.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The address of a source or store means nothing. Its sentence says all; the usage of the command would hide it. */
final class WrongAddress extends ParameterException {

    private static final long serialVersionUID = 1L;

    /** @param reason whose message is the sentence */
    WrongAddress(CommandLine line, IllegalArgumentException reason) {
        super(line, reason.getMessage(), reason);
    }
}
