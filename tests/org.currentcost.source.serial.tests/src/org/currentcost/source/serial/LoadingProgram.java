package org.currentcost.source.serial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program of its own that loads the native library, for that is done once in a process. */
final class LoadingProgram {

    private LoadingProgram() {
    }

    /** Prints which file the library came from, and the two properties by which it was led there. */
    public static void main(String[] arguments) throws IOException {
        SerialPorts.list();
        SerialLibrary.load();
        try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
            maps.filter(line -> line.contains("jSerialComm") && line.contains(".so"))
                    .map(line -> line.substring(line.indexOf('/'))).distinct().forEach(System.out::println);
        }
        System.out.println(System.getProperty("java.io.tmpdir"));
        System.out.println(System.getProperty("user.home"));
    }
}
