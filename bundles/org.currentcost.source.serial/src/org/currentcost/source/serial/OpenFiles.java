package org.currentcost.source.serial;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Who has a device open, as far as Linux lets this program see it. */
final class OpenFiles {

    /** A process. @param name of its program, without a path */
    record Holder(long pid, String name) {
    }

    private static final Path PROC = Path.of("/proc");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private OpenFiles() {
    }

    /**
     * {@return a process that has the device open, one that has locked it rather than another; empty if none is seen}
     */
    static Optional<Holder> holder(Path device) {
        if (!Files.isDirectory(PROC)) {
            return Optional.empty();
        }
        Optional<Holder> found = Optional.empty();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            Path real = device.toRealPath();
            Set<Long> lockers = lockers(real);
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                boolean locks = lockers.contains(pid);
                if ((locks || found.isEmpty()) && hasOpen(process, real)) {
                    found = Optional.of(new Holder(pid, name(process)));
                    if (locks) {
                        return found;
                    }
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Whoever it is stays unnamed
            return found;
        }
        return found;
    }

    private static boolean hasOpen(Path process, Path device) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (isLinkTo(file, device)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // It has ended, or belongs to somebody else
            return false;
        }
        return false;
    }

    private static boolean isLinkTo(Path link, Path target) {
        try {
            return Files.readSymbolicLink(link).equals(target);
        } catch (IOException e) {
            return false;
        }
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Lines such as {@code 1: FLOCK  ADVISORY  WRITE 7875 00:18:3 0 EOF}, the last number of the triple the inode. */
    private static Set<Long> lockers(Path device) throws IOException {
        Set<Long> pids = new HashSet<>();
        String inode = ":" + Files.getAttribute(device, "unix:ino");
        for (String line : Files.readAllLines(PROC.resolve("locks"))) {
            String[] fields = BLANKS.split(line.strip());
            if (fields.length > 5 && fields[1].equals("FLOCK") && fields[5].endsWith(inode)) {
                pids.add(Long.valueOf(fields[4]));
            }
        }
        return pids;
    }
}
