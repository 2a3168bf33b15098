package org.currentcost.cli.service;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.currentcost.cli.service.RecorderLog.Grade;

/** Puts what rooms tell their loggers into the recorder's log, as far as it is worth a warning. */
public final class LoggerLines extends Handler {

    private final RecorderLog log;
    private final SimpleFormatter formatter = new SimpleFormatter();

    private LoggerLines(RecorderLog log) {
        this.log = log;
    }

    /** From now on loggers of this process write there, and nowhere else. */
    public static void writeTo(RecorderLog log) {
        var root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new LoggerLines(log));
    }

    @Override
    public void publish(LogRecord event) {
        if (event.getLevel().intValue() >= Level.WARNING.intValue()) {
            String thrown = event.getThrown() == null ? "" : " " + event.getThrown();
            log.write(event.getLevel() == Level.SEVERE ? Grade.ERROR : Grade.WARNING,
                    String.valueOf(event.getLoggerName()), formatter.formatMessage(event) + thrown);
        }
    }

    @Override
    public void flush() {
        // each line is written at once
    }

    @Override
    public void close() {
        // the log has nothing open
    }
}
