package org.currentcost.guest;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/** The user that this process runs as: others are neither let in nor believed. */
final class OwnUser {

    /** The kernel's own name for who is at the other end of a socket, where there is one. */
    private static final String PEER = "SO_PEERCRED";
    /** Belongs to who runs this process; a name need not be known of that one. */
    private static final Path PROCESS = Path.of("/proc/self");

    private OwnUser() {
    }

    /** {@return who this is; empty if the system does not tell} */
    private static Optional<UserPrincipal> get() {
        try {
            return Optional.of(Files.isDirectory(PROCESS)
                    ? Files.getOwner(PROCESS)
                    : FileSystems.getDefault().getUserPrincipalLookupService()
                            .lookupPrincipalByName(System.getProperty("user.name")));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** {@return whether a file is this user's, as far as the system tells; never follows a link} */
    static boolean owns(Path file) throws IOException {
        var owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
        return get().filter(user -> !user.equals(owner)).isEmpty();
    }

    /** {@return whether this user is at the other end, as far as the system tells} */
    static boolean isAtTheOtherEnd(SocketChannel channel) throws IOException {
        for (SocketOption<?> option : channel.supportedOptions()) {
            if (option.name().equals(PEER)) {
                var peer = user(channel.getOption(option));
                return get().filter(user -> !user.equals(peer)).isEmpty();
            }
        }
        return true;
    }

    /** By its name: the package of this record is in no framework's list, and not in every Java. */
    private static Object user(Object principal) throws IOException {
        try {
            return principal.getClass().getMethod("user").invoke(principal);
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }
}
