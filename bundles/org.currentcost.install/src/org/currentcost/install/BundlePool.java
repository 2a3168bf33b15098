package org.currentcost.install;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.equinox.p2.engine.IProfile;
import org.eclipse.equinox.p2.metadata.IArtifactKey;
import org.eclipse.equinox.p2.query.QueryUtil;
import org.eclipse.equinox.p2.repository.IRepositoryManager;
import org.eclipse.equinox.p2.repository.artifact.ArtifactKeyQuery;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepositoryManager;
import org.eclipse.equinox.p2.repository.artifact.IFileArtifactRepository;

/** The files of the bundles and features that are installed, beside which p2 keeps a list of them. */
final class BundlePool {

    private final IFileArtifactRepository files;

    private BundlePool(IFileArtifactRepository files) {
        this.files = files;
    }

    /** {@return the pool of the program} */
    static BundlePool of(IProvisioningAgent agent) throws ProvisionException {
        var repositories = agent.getService(IArtifactRepositoryManager.class);
        var repository = repositories.loadRepository(Features.folder().toFile().toURI(),
                IRepositoryManager.REPOSITORY_HINT_MODIFIABLE, new NullProgressMonitor());
        if (repository instanceof IFileArtifactRepository files) {
            return new BundlePool(files);
        }
        throw new ProvisionException(repository.getLocation().toString());
    }

    /** Forgets what is listed and not there: p2 would take it for loaded already, and not find it. */
    IStatus forgetMissing() {
        return remove(key -> {
            var file = files.getArtifactFile(key);
            return file == null || !file.exists();
        });
    }

    /** Removes the files that a profile does not need. */
    IStatus removeUnneeded(IProfile profile) {
        Set<IArtifactKey> needed = new HashSet<>();
        profile.query(QueryUtil.createIUAnyQuery(), null).forEach(unit -> needed.addAll(unit.getArtifacts()));
        return remove(key -> !needed.contains(key));
    }

    private IStatus remove(Predicate<IArtifactKey> which) {
        var gone = List.copyOf(files.query(ArtifactKeyQuery.ALL_KEYS, null).toUnmodifiableSet()).stream().filter(which)
                .toList();
        return files.executeBatch(monitor -> gone.forEach(key -> files.removeDescriptor(key, monitor)),
                new NullProgressMonitor());
    }
}
