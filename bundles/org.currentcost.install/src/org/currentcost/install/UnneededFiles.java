package org.currentcost.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.eclipse.core.runtime.ILog;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.equinox.p2.engine.IProfileRegistry;

/**
 * The files of what was uninstalled, or replaced by an update. They are removed when no other process runs from the
 * installation, at once or at a later start: a window that is open may still load from them.
 */
final class UnneededFiles {

    private static final String NAME = "unneeded";

    private UnneededFiles() {
    }

    /** Notes that there may be some. */
    static void note(Path home) throws IOException {
        Files.write(sign(home), new byte[0], StandardOpenOption.CREATE);
    }

    private static Path sign(Path home) {
        return home.resolve(InstallationBackup.KEPT).resolve(NAME);
    }

    /** Removes them, if there are some and nobody else may need them. */
    static void remove(IProvisioningAgent agent) {
        var home = Features.folder();
        if (!Files.exists(sign(home)) || !Files.isWritable(home)) {
            return;
        }
        try (var lock = InstallationLock.acquire(home, Duration.ZERO, () -> {
        }).orElse(null)) {
            if (lock != null) {
                RunningPrograms.alone(home, () -> removeFiles(agent, home));
            }
        } catch (IOException e) {
            ILog.of(UnneededFiles.class).warn(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeFiles(IProvisioningAgent agent, Path home) {
        var profile = agent.getService(IProfileRegistry.class).getProfile(IProfileRegistry.SELF);
        try {
            if (profile != null && BundlePool.of(agent).removeUnneeded(profile).isOK()) {
                new InstallationBackup(home).end();
                Files.deleteIfExists(sign(home));
            }
        } catch (ProvisionException | IOException e) {
            // They take some space until the next time.
            ILog.of(UnneededFiles.class).warn(e.getMessage(), e);
        }
    }
}
