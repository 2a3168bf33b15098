package org.currentcost.source.serial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

import org.currentcost.source.SourceProblem;

/** Why a port can't be opened, in the words of its user. */
final class PortAccess {

    private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");
    private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");
    /** As stat(2) has it. */
    private static final int FILE_KIND = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;
    /** By the list of Linux's devices; the two parts of a number are cut there while they are small. */
    private static final int MEMORY_DEVICES = 1;
    private static final int MINOR_BITS = 8;
    private static final Path GROUPS = Path.of("/etc/group");
    private static final int WINDOWS_FILE_NOT_FOUND = 2;

    private PortAccess() {
    }

    /** {@return whether ports are files here, of which can be asked whether they exist} */
    static boolean portsAreFiles() {
        return !WINDOWS;
    }

    /**
     * Looks at a port before it is opened, because an error number afterwards tells less.
     *
     * @param path what the user chose, perhaps a link, or a name in {@code /dev}
     * @return what to open
     * @throws SourceProblem if it is missing, no port, or not for this user
     */
    static String check(String path) throws SourceProblem {
        if (!portsAreFiles()) {
            return path;
        }
        Path device = Path.of(path);
        if (!path.contains("/") && !Files.exists(device)) {
            device = Path.of("/dev", path);
        }
        check(path, device, candidate -> Files.isReadable(candidate) && Files.isWritable(candidate));
        try {
            return device.toRealPath().toString();
        } catch (IOException e) {
            throw missing(path);
        }
    }

    static void check(String path, Path device, Predicate<Path> accessible) throws SourceProblem {
        if (!Files.exists(device)) {
            throw missing(path);
        }
        if (Files.isRegularFile(device)) {
            throw SourceProblem.permanent(Messages.text("port.file", path), Messages.text("port.file.remedy", path));
        }
        if (Files.isDirectory(device)) {
            throw SourceProblem.permanent(Messages.text("port.directory", path),
                    Messages.text("port.directory.remedy"));
        }
        if (!accessible.test(device)) {
            throw denied(path, device);
        }
        if (!mayBePort(device)) {
            throw SourceProblem.permanent(Messages.text("port.other", path), Messages.text("port.other.remedy"));
        }
    }

    /** {@return whether it is a character device, and none of the memory devices such as {@code /dev/zero}} */
    private static boolean mayBePort(Path device) {
        try {
            int mode = (Integer) Files.getAttribute(device, "unix:mode");
            long number = (Long) Files.getAttribute(device, "unix:rdev");
            return (mode & FILE_KIND) == CHARACTER_DEVICE && !(LINUX && number >> MINOR_BITS == MEMORY_DEVICES);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // Opening it will tell
            return true;
        }
    }

    /** {@return why opening failed though {@link #check} found nothing} */
    static SourceProblem afterFailure(String path, String opened, int errorCode) {
        if (portsAreFiles()) {
            if (!Files.exists(Path.of(opened))) {
                return missing(path);
            }
            Optional<OpenFiles.Holder> holder = OpenFiles.holder(Path.of(opened));
            if (holder.isPresent() && holder.get().pid() == ProcessHandle.current().pid()) {
                return SourceProblem.passing(Messages.text("port.busy.self", path),
                        Messages.text("port.busy.self.remedy"));
            }
            // The library's numbers are unreliable: 2 or 11 for a busy port, 25 after success
            if (isBusy(errorCode)) {
                return busy(path, holder.map(OpenFiles.Holder::name).orElse(""));
            }
        } else if (errorCode == WINDOWS_FILE_NOT_FOUND) {
            return missing(path);
        } else {
            // Windows denies access to a port that is open elsewhere, and only then
            return busy(path, "");
        }
        return SourceProblem.passing(Messages.text("port.failed", path, errorCode),
                Messages.text("port.failed.remedy"));
    }

    static SourceProblem unplugged(String path) {
        return SourceProblem.passing(Messages.text("port.unplugged", path), Messages.text("port.unplugged.remedy"));
    }

    /** {@return that serial ports can't be used on this computer at all} */
    static SourceProblem unsupported(LinkageError error) {
        return SourceProblem.permanent(Messages.text("port.unsupported", error.getMessage()),
                Messages.text("port.unsupported.remedy"));
    }

    /** {@return that the library for serial ports has no place on this computer} */
    static SourceProblem withoutLibrary(IOException cause) {
        return SourceProblem.passing(Messages.text("port.library", cause.getMessage()),
                Messages.text("port.library.remedy"));
    }

    private static boolean isBusy(int errorCode) {
        final int alreadyOpen = 2;
        final int tryAgain = 11;
        final int deviceBusy = 16;
        final int tryAgainOnMac = 35;
        return errorCode == alreadyOpen || errorCode == tryAgain || errorCode == deviceBusy
                || errorCode == tryAgainOnMac;
    }

    private static SourceProblem missing(String path) {
        return SourceProblem.passing(Messages.text("port.missing", path), Messages.text("port.missing.remedy"));
    }

    private static SourceProblem busy(String path, String program) {
        return program.isEmpty()
                ? SourceProblem.passing(Messages.text("port.busy", path), Messages.text("port.busy.remedy"))
                : SourceProblem.passing(Messages.text("port.busy.by", path, program),
                        Messages.text("port.busy.by.remedy", program));
    }

    private static SourceProblem denied(String path, Path device) {
        String reason = Messages.text("port.denied", path);
        try {
            PosixFileAttributes attributes = Files.readAttributes(device, PosixFileAttributes.class);
            String group = attributes.group().getName();
            boolean groupMay = attributes.permissions().contains(PosixFilePermission.GROUP_READ)
                    && attributes.permissions().contains(PosixFilePermission.GROUP_WRITE);
            if (groupMay && !group.equals("root")) {
                return SourceProblem.permanent(reason, isMember(System.getProperty("user.name", ""), group)
                        ? Messages.text("port.denied.session.remedy", group)
                        : Messages.text("port.denied.group.remedy", group));
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Without its group the advice is more general
            return SourceProblem.permanent(reason, Messages.text("port.denied.remedy"));
        }
        return SourceProblem.permanent(reason, Messages.text("port.denied.remedy"));
    }

    /** Whether the system's file already names the user as a member, of which a running session knows nothing. */
    private static boolean isMember(String user, String group) throws IOException {
        if (!Files.isReadable(GROUPS)) {
            return false;
        }
        for (String line : Files.readAllLines(GROUPS, StandardCharsets.ISO_8859_1)) {
            String[] fields = line.split(":", -1);
            if (fields.length == 4 && fields[0].equals(group)) {
                return Arrays.asList(fields[3].split(",")).contains(user);
            }
        }
        return false;
    }
}
