package org.currentcost.cli;

import java.io.IOException;

/** The standard output can't be written: a command need not go on. Why is told where commands end. */
final class OutputFailed extends IOException {

    private static final long serialVersionUID = 1L;

    OutputFailed(IOException cause) {
        super(cause);
    }
}
