package org.currentcost.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.CsvCell;

/**
 * Reads the records of CSV (RFC 4180): fields in quotes may hold separators, line breaks and doubled quotes. Lines end
 * with CR, LF or both. UTF-8, or UTF-16 with a byte order mark as spreadsheets write it.
 * <p>
 * A quote that was opened on one line and is not closed as it should be, within {@value #LONGEST_QUOTE} characters from
 * the end of that line on, was none: the record is damaged and ends with its line, and the next line is the next
 * record. A damaged record is handed over too, as far as it goes; {@link #problem} says what is wrong with it.
 */
final class CsvLines implements AutoCloseable {

    /** So many characters of a field are read. */
    static final int LONGEST_FIELD = 1 << 16;
    /** So many fields of a record are read. */
    static final int MOST_FIELDS = 1000;
    /** So far a quoted field may go on after its first line. */
    static final int LONGEST_QUOTE = 1 << 16;

    private static final int END = -1;
    /** What ends a field whose quote was none. */
    private static final int BROKEN = -3;
    private static final int BUFFER = 1 << 15;
    private static final int UNMARKED = -1;

    private final Reader reader;
    private final char separator;
    /** What was read of the file and is not taken yet lies from {@code at} to {@code filled}. */
    private char[] buffer = new char[BUFFER];
    private int at;
    private int filled;
    /** Where the second line of a record begins that may have to be read again. */
    private int mark = UNMARKED;
    private long line = 1;
    private long recordLine = 1;
    /** How many characters were read since the end of the record's first line; -1 while that is not reached. */
    private int sinceFirstLine = -1;
    private Optional<String> problem = Optional.empty();

    CsvLines(Reader reader, char separator) {
        this.reader = reader;
        this.separator = separator;
    }

    /** {@return the characters of a file} */
    static Reader decode(InputStream input) throws IOException {
        var marked = new PushbackInputStream(input, 3);
        var head = marked.readNBytes(3);
        Charset charset = StandardCharsets.UTF_8;
        int mark = 0;
        if (head.length == 3 && (head[0] & 0xff) == 0xef && (head[1] & 0xff) == 0xbb && (head[2] & 0xff) == 0xbf) {
            mark = 3;
        } else if (head.length >= 2 && (head[0] & 0xff) == 0xff && (head[1] & 0xff) == 0xfe) {
            charset = StandardCharsets.UTF_16LE;
            mark = 2;
        } else if (head.length >= 2 && (head[0] & 0xff) == 0xfe && (head[1] & 0xff) == 0xff) {
            charset = StandardCharsets.UTF_16BE;
            mark = 2;
        }
        marked.unread(head, mark, head.length - mark);
        return new InputStreamReader(marked, charset);
    }

    /** {@return the line on which the last record began, from 1 on} */
    long line() {
        return recordLine;
    }

    /** {@return what is wrong with the last record; empty if nothing is} */
    Optional<String> problem() {
        return problem;
    }

    /** {@return the fields of the next record that is not empty; an empty list at the end} */
    List<String> next() throws IOException {
        var fields = new ArrayList<String>();
        do {
            fields.clear();
            problem = Optional.empty();
            recordLine = line;
            sinceFirstLine = -1;
            mark = UNMARKED;
            if (peek() == END) {
                return List.of();
            }
            readRecord(fields);
        } while (fields.size() == 1 && fields.getFirst().isBlank() && problem.isEmpty());
        return fields;
    }

    /**
     * Ends the last record with its first line, if it has several: it was found out that its quotes were none. The next
     * line is the next record.
     *
     * @return whether it had several
     */
    boolean endWithFirstLine() {
        if (sinceFirstLine < 0) {
            return false;
        }
        at = mark;
        line = recordLine + 1;
        problem = Optional.of(Messages.get("row.quote"));
        return true;
    }

    private void readRecord(List<String> fields) throws IOException {
        while (true) {
            int end = readField(fields);
            if (end == BROKEN) {
                endWithFirstLine();
                return;
            }
            if (end == END) {
                return;
            }
            if (end == '\n' || end == '\r') {
                if (end == '\r' && peek() == '\n') {
                    take();
                }
                line++;
                return;
            }
        }
    }

    /** {@return the character that ended the field} */
    private int readField(List<String> fields) throws IOException {
        if (sinceFirstLine < 0 && peek() != END && buffer[at] != '"') {
            int end = plainEnd();
            if (end >= 0) {
                add(fields, new String(buffer, at, end - at));
                at = end + 1;
                return buffer[end];
            }
        }
        return readLongField(fields);
    }

    /** {@return where a field ends that has no quotes and lies in the buffer as a whole, as most do; -1 if not} */
    private int plainEnd() {
        int last = Math.min(filled, at + LONGEST_FIELD);
        for (int i = at; i < last; i++) {
            char c = buffer[i];
            if (c == separator || c == '\n' || c == '\r') {
                return i;
            }
        }
        return -1;
    }

    private int readLongField(List<String> fields) throws IOException {
        var text = new StringBuilder();
        boolean quoted = peek() == '"';
        boolean wasQuoted = quoted;
        if (quoted) {
            take();
        }
        while (true) {
            int c = take();
            if (quoted && c == '"') {
                if (peek() != '"') {
                    quoted = false;
                    continue;
                }
                take();
            } else if (c == END || !quoted && (c == separator || c == '\n' || c == '\r')) {
                if (quoted && sinceFirstLine >= 0) {
                    add(fields, text);
                    return BROKEN;
                }
                add(fields, text);
                return c;
            } else if (sinceFirstLine > LONGEST_QUOTE || wasQuoted && !quoted && sinceFirstLine >= 0) {
                // What follows a closing quote is a separator or the end of the line, or it was no closing quote.
                add(fields, text);
                return BROKEN;
            } else if (quoted && (c == '\n' || c == '\r')) {
                endLine(c, text);
                continue;
            }
            append(text, (char) c);
        }
    }

    /** Remembers where the second line begins, should the quote turn out to be none. */
    private void endLine(int c, StringBuilder text) throws IOException {
        append(text, (char) c);
        if (c == '\r' && peek() == '\n') {
            take();
            append(text, '\n');
        }
        line++;
        if (sinceFirstLine < 0) {
            mark = at;
            sinceFirstLine = 0;
        }
    }

    private void append(StringBuilder text, char c) {
        if (text.length() < LONGEST_FIELD) {
            text.append(c);
        } else {
            problem = problem.or(() -> Optional.of(Messages.get("row.longField", LONGEST_FIELD)));
        }
    }

    private void add(List<String> fields, CharSequence text) {
        if (fields.size() < MOST_FIELDS) {
            fields.add(CsvCell.read(text.toString()));
        } else {
            problem = problem.or(() -> Optional.of(Messages.get("row.manyFields", MOST_FIELDS)));
        }
    }

    private int peek() throws IOException {
        return at < filled || fill() ? buffer[at] : END;
    }

    private int take() throws IOException {
        int c = peek();
        if (c != END) {
            at++;
        }
        if (sinceFirstLine >= 0) {
            sinceFirstLine++;
        }
        return c;
    }

    /** Reads on. What lies behind the mark stays. @return whether there is more */
    private boolean fill() throws IOException {
        int from = mark == UNMARKED ? at : mark;
        if (filled - from > buffer.length / 2) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        System.arraycopy(buffer, from, buffer, 0, filled - from);
        filled -= from;
        at -= from;
        mark = mark == UNMARKED ? UNMARKED : 0;
        int count = reader.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, count);
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
