package org.currentcost.source.stream;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;
import org.currentcost.source.SourceProblem;

/** A capture that is read once from its beginning to its end. */
final class FileSource implements ByteSource {

    private static final int BUFFER_SIZE = 64 * 1024;

    private final Path file;
    private volatile boolean closed;

    FileSource(Path file) {
        this.file = file;
    }

    @Override
    public End run(ByteSink sink) throws SourceProblem, InterruptedException {
        if (Files.isDirectory(file)) {
            throw SourceProblem.permanent(Messages.text("file.directory", file),
                    Messages.text("file.directory.remedy"));
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw SourceProblem.permanent(Messages.text("file.device", file),
                    Messages.text("file.device.remedy", file));
        }
        try (InputStream raw = Files.newInputStream(file);
                BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER_SIZE);
                InputStream in = isCompressed(buffered) ? new GZIPInputStream(buffered, BUFFER_SIZE) : buffered) {
            sink.recorded(Files.getLastModifiedTime(file).toMillis());
            byte[] buffer = new byte[BUFFER_SIZE];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (closed) {
                    return End.HUNG_UP;
                }
                if (count > 0) {
                    sink.bytes(buffer, 0, count);
                }
            }
            return End.EXHAUSTED;
        } catch (NoSuchFileException e) {
            throw SourceProblem.permanent(Messages.text("file.missing", file), Messages.text("file.missing.remedy"));
        } catch (AccessDeniedException e) {
            throw SourceProblem.permanent(Messages.text("file.denied", file), Messages.text("file.denied.remedy"));
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (EOFException | ZipException e) {
            throw SourceProblem.permanent(Messages.text("file.damaged", file),
                    Messages.text("file.damaged.remedy"));
        } catch (IOException e) {
            throw SourceProblem.permanent(Messages.text("file.failed", file, e.getMessage()),
                    Messages.text("file.failed.remedy"));
        }
    }

    private static boolean isCompressed(BufferedInputStream in) throws IOException {
        in.mark(2);
        int magic = in.read() | in.read() << 8;
        in.reset();
        return magic == GZIPInputStream.GZIP_MAGIC;
    }

    @Override
    public void close() {
        closed = true;
    }
}
