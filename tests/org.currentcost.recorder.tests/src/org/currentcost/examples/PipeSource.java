package org.currentcost.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;
import org.currentcost.source.SourceProblem;

/** A source for {@code releng/docs/add-a-source.md}. */
final class PipeSource implements ByteSource {

    private final Path pipe;
    private volatile InputStream open = InputStream.nullInputStream();
    private volatile boolean closed;

    PipeSource(Path pipe) {
        this.pipe = pipe;
    }

    // begin: the source
    @Override
    public End run(ByteSink sink) throws SourceProblem, InterruptedException {
        try (var in = Files.newInputStream(pipe)) {
            open = in;
            if (closed) {
                // Before there was anything to close.
                return End.HUNG_UP;
            }
            sink.connected(pipe.toString());
            var buffer = new byte[1024];
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                sink.bytes(buffer, 0, length);
            }
            return End.HUNG_UP;
        } catch (NoSuchFileException e) {
            throw SourceProblem.passing("There is no " + pipe + ".", "Start the program that writes into it.");
        } catch (IOException e) {
            if (closed) {
                return End.HUNG_UP;
            }
            throw SourceProblem.passing(pipe + " can't be read: " + e.getMessage() + ".", "");
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            open.close();
        } catch (IOException e) {
            // It is gone already, which is what was wanted.
            open = InputStream.nullInputStream();
        }
    }
    // end
}
