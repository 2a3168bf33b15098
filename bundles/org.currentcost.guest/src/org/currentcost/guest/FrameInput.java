package org.currentcost.guest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lets only whole messages of a bounded size through, each behind a header with nothing but its length: what reads
 * behind this would take whatever length it is told, and a header without end. After anything else the stream ends. For
 * one thread.
 */
final class FrameInput extends InputStream {

    /** A header has at most so many bytes. */
    static final int LONGEST_HEADER = 1 << 10;
    /** A message has at most so many bytes. */
    static final int LONGEST_MESSAGE = 1 << 20;

    private static final String LENGTH = "content-length:";
    private static final String LINE_END = "\r\n";

    private final InputStream in;
    private InputStream frame = InputStream.nullInputStream();
    private boolean ended;

    /** @param in best buffered: it is read byte by byte */
    FrameInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        int one = frame.read();
        return one < 0 && next() ? frame.read() : one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = frame.read(buffer, offset, length);
        return count < 0 && next() ? frame.read(buffer, offset, length) : count;
    }

    private boolean next() throws IOException {
        int length = ended ? -1 : lengthInHeader();
        // grows with what comes, not with what was promised
        byte[] message = length < 0 ? new byte[0] : in.readNBytes(length);
        if (length < 0 || message.length < length) {
            ended = true;
            return false;
        }
        byte[] header = ("Content-Length: " + length + LINE_END + LINE_END).getBytes(StandardCharsets.US_ASCII);
        var whole = new byte[header.length + length];
        System.arraycopy(header, 0, whole, 0, header.length);
        System.arraycopy(message, 0, whole, header.length, length);
        frame = new ByteArrayInputStream(whole);
        return true;
    }

    /** {@return the length of the next message; -1 at the end, or where there is no header that means anything} */
    private int lengthInHeader() throws IOException {
        var header = new StringBuilder();
        while (header.length() < LONGEST_HEADER) {
            int one = in.read();
            if (one < 0) {
                return -1;
            }
            header.append((char) one);
            if (one == '\n' && header.toString().endsWith(LINE_END + LINE_END)) {
                return length(header.toString());
            }
        }
        return -1;
    }

    private static int length(String header) {
        for (String line : header.split(LINE_END)) {
            if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                try {
                    int length = Integer.parseInt(line.substring(LENGTH.length()).strip());
                    return length > LONGEST_MESSAGE ? -1 : length;
                } catch (NumberFormatException e) {
                    return -1;
                }
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
