package org.currentcost.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the records of CSV (RFC 4180): fields in quotes may hold separators, line breaks and doubled quotes. Lines end
 * with CR, LF or both. UTF-8, or UTF-16 with a byte order mark as spreadsheets write it.
 */
final class CsvLines implements AutoCloseable {

    private static final int END = -1;
    private static final int NONE = -2;
    private static final int LONGEST_FIELD = 1 << 16;
    private static final int MOST_FIELDS = 1000;

    private final Reader reader;
    private final char separator;
    private final char[] buffer = new char[1 << 14];
    private int position;
    private int limit;
    private int pushed = NONE;
    private long line = 1;
    private long recordLine = 1;

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

    /** {@return the fields of the next record that is not empty; an empty list at the end} */
    List<String> next() throws IOException {
        var fields = new ArrayList<String>();
        do {
            fields.clear();
            recordLine = line;
            if (peek() == END) {
                return List.of();
            }
            readRecord(fields);
        } while (fields.size() == 1 && fields.getFirst().isBlank());
        return fields;
    }

    private void readRecord(List<String> fields) throws IOException {
        while (true) {
            int end = readField(fields);
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
        var text = new StringBuilder();
        boolean quoted = peek() == '"';
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
                if (fields.size() < MOST_FIELDS) {
                    fields.add(text.toString());
                }
                return c;
            } else if (c == '\n') {
                line++;
            }
            if (text.length() < LONGEST_FIELD) {
                text.append((char) c);
            }
        }
    }

    private int peek() throws IOException {
        if (pushed == NONE) {
            pushed = read();
        }
        return pushed;
    }

    private int take() throws IOException {
        int c = peek();
        pushed = c == END ? END : NONE;
        return c;
    }

    private int read() throws IOException {
        if (position == limit) {
            position = 0;
            limit = reader.read(buffer, 0, buffer.length);
            if (limit <= 0) {
                limit = 0;
                return END;
            }
        }
        return buffer[position++];
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
