package org.currentcost.imports;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Bytes to be imported, from a file, packed with gzip or not, or from anywhere else.
 *
 * @param name   what to call it in sentences
 * @param length how many bytes there are, 0 if that is not known
 * @param opener begins anew each time
 */
public record ImportInput(String name, long length, Opener opener) {

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x8b1f;

    /** Begins to read. */
    @FunctionalInterface
    public interface Opener {
        /** {@return the bytes from the first on, to be closed by the caller} */
        InputStream open() throws IOException;
    }

    /** {@return the bytes of a file} */
    public static ImportInput of(Path file) {
        long length;
        try {
            length = Files.size(file);
        } catch (IOException e) {
            // Reading it will say what is wrong.
            length = 0;
        }
        return new ImportInput(file.toString(), length, () -> Files.newInputStream(file));
    }

    /**
     * Makes sure that a file can be read as often as need be, and has an end.
     *
     * @throws ImportException if it is a folder, or no ordinary file, such as a pipe
     */
    public static void requireFile(Path file) throws ImportException {
        if (Files.isDirectory(file)) {
            throw new ImportException(Messages.get("input.folder", file));
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ImportException(Messages.get("input.kind", file));
        }
    }

    /** {@return the bytes of a text, such as one that was pasted; only what stands in Latin-1 keeps its meaning} */
    public static ImportInput of(String name, String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new ImportInput(name, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /** {@return the name without the folder} */
    String shortName() {
        return new File(name).getName();
    }

    /**
     * {@return the bytes, unpacked, to be closed by the caller}
     *
     * @param progress hears how many bytes were taken so far, packed as they are
     */
    InputStream open(Consumer<Long> progress) throws ImportException {
        try {
            var input = opener.open();
            try {
                var counted = new PushbackInputStream(new Counting(input, progress), 2);
                var head = counted.readNBytes(2);
                counted.unread(head);
                boolean packed = head.length == 2 && ((head[1] & 0xff) << 8 | head[0] & 0xff) == GZIP_MAGIC;
                return packed ? new GZIPInputStream(counted, BUFFER) : counted;
            } catch (IOException e) {
                input.close();
                throw e;
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** {@return the sentence for what went wrong} */
    ImportException failure(IOException e) {
        return new ImportException(switch (e) {
            case NoSuchFileException missing -> Messages.get("input.missing", name);
            case AccessDeniedException denied -> Messages.get("input.denied", name);
            case EOFException truncated -> Messages.get("input.packed", name);
            case ZipException damaged -> Messages.get("input.packed", name);
            default -> Messages.get("input.read", name, reasonOf(e));
        }, e);
    }

    static String reasonOf(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static final class Counting extends FilterInputStream {

        private final Consumer<Long> progress;
        private long taken;

        Counting(InputStream input, Consumer<Long> progress) {
            super(input);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            taken += read;
            if (read > 1) {
                progress.accept(taken);
            }
        }
    }
}
