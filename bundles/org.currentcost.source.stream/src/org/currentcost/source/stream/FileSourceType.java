package org.currentcost.source.stream;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSourceType;

/** A capture of a meter's bytes, perhaps compressed with gzip. Addresses are the paths of files. */
public final class FileSourceType implements MeterSourceType {

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public ByteSource create(String address) {
        if (address.isBlank()) {
            throw new IllegalArgumentException(Messages.text("file.address"));
        }
        try {
            return new FileSource(Path.of(address));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(Messages.text("file.path", address), e);
        }
    }
}
