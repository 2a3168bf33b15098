package org.currentcost.install;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.currentcost.install.Features.FeatureException;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.query.QueryUtil;
import org.eclipse.equinox.p2.repository.IRepository;
import org.eclipse.equinox.p2.repository.IRepositoryManager;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepositoryManager;
import org.eclipse.equinox.p2.repository.metadata.IMetadataRepository;
import org.eclipse.equinox.p2.repository.metadata.IMetadataRepositoryManager;

/** The sites that p2 knows, and what they offer. */
final class Sites {

    private static final String SAVING = "org.eclipse.equinox.internal.p2.engine.ProfilePreferences";

    private final IProvisioningAgent agent;

    Sites(IProvisioningAgent agent) {
        this.agent = agent;
    }

    /** Makes the site that ships with the program one of those that <i>Install New Software</i> lists. */
    void list(URI site) {
        for (var repositories : repositories()) {
            for (var known : repositories.getKnownRepositories(IRepositoryManager.REPOSITORIES_ALL)) {
                // The program was moved, and there is nothing at its former place; or it is this one, otherwise
                // written.
                if (!known.toString().equals(site.toString()) && (SiteAddress.normal(known).equals(site)
                        || Messages.ShippedSite.equals(
                                repositories.getRepositoryProperty(known, IRepository.PROP_NICKNAME)))) {
                    repositories.removeRepository(known);
                }
            }
            if (!repositories.contains(site)) {
                repositories.addRepository(site);
            }
            repositories.setRepositoryProperty(site, IRepository.PROP_NICKNAME, Messages.ShippedSite);
        }
    }

    /** {@return where p2 keeps the sites that it knows} */
    private List<IRepositoryManager<?>> repositories() {
        IRepositoryManager<?> metadata = agent.getService(IMetadataRepositoryManager.class);
        IRepositoryManager<?> artifacts = agent.getService(IArtifactRepositoryManager.class);
        return metadata == null || artifacts == null ? List.of() : List.of(metadata, artifacts);
    }

    /** Does something with a site; no site is among the known ones afterwards that was not before. */
    <T> T visit(URI site, Callable<T> work) throws FeatureException {
        var before = new HashMap<IRepositoryManager<?>, Set<URI>>();
        repositories().forEach(one -> before.put(one, known(one)));
        try {
            return work.call();
        } catch (FeatureException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new FeatureException(Messages.bind(Messages.FeatureFailed, e.getMessage()));
        } finally {
            for (var one : before.entrySet()) {
                // A site may bring others along.
                for (var fresh : known(one.getKey())) {
                    if (!one.getValue().contains(fresh)) {
                        one.getKey().removeRepository(fresh);
                    }
                }
            }
            // Also where p2 itself has taken out again what it could not read.
            awaitSaving();
        }
    }

    private static Set<URI> known(IRepositoryManager<?> repositories) {
        var known = new HashSet<URI>();
        for (int which : List.of(IRepositoryManager.REPOSITORIES_NON_SYSTEM,
                IRepositoryManager.REPOSITORIES_DISABLED)) {
            known.addAll(List.of(repositories.getKnownRepositories(which)));
        }
        return known;
    }

    /** p2 saves what it knows half a second later, and not any more where the program ends before. */
    private static void awaitSaving() {
        try {
            // One that runs may be due again when it ends, for what changed meanwhile.
            boolean saving = true;
            while (saving) {
                saving = false;
                for (var job : Job.getJobManager().find(null)) {
                    if (job.getClass().getName().startsWith(SAVING)) {
                        job.join();
                        saving = true;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return the newest version of each feature that a site offers} */
    List<IInstallableUnit> offered(URI site) throws FeatureException {
        var newest = QueryUtil.createLatestQuery(FeatureUnits.GROUPS);
        var units = new ArrayList<IInstallableUnit>();
        for (var unit : load(site).query(newest, null)) {
            if (FeatureUnits.isFeature(unit)) {
                units.add(unit);
            }
        }
        return units;
    }

    /** {@return what a site says that it has} @throws FeatureException if it does not answer */
    IMetadataRepository load(URI site) throws FeatureException {
        var manager = agent.getService(IMetadataRepositoryManager.class);
        if (manager == null) {
            throw new FeatureException(Messages.FeatureNoProfile);
        }
        try {
            return manager.loadRepository(site, null);
        } catch (ProvisionException | OperationCanceledException e) {
            throw new FeatureException(
                    Messages.bind(Messages.FeatureNoSite, SiteAddress.words(site), Features.sentence(e.getMessage())));
        }
    }
}
