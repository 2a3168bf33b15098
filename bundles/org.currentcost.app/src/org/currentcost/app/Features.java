package org.currentcost.app;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.equinox.p2.engine.IProfile;
import org.eclipse.equinox.p2.engine.IProfileRegistry;
import org.eclipse.equinox.p2.engine.ProvisioningContext;
import org.eclipse.equinox.p2.engine.query.UserVisibleRootQuery;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.operations.InstallOperation;
import org.eclipse.equinox.p2.operations.ProfileChangeOperation;
import org.eclipse.equinox.p2.operations.ProvisioningSession;
import org.eclipse.equinox.p2.operations.UninstallOperation;
import org.eclipse.equinox.p2.query.IQuery;
import org.eclipse.equinox.p2.query.QueryUtil;
import org.eclipse.equinox.p2.repository.IRepository;
import org.eclipse.equinox.p2.repository.IRepositoryManager;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepositoryManager;
import org.eclipse.equinox.p2.repository.metadata.IMetadataRepository;
import org.eclipse.equinox.p2.repository.metadata.IMetadataRepositoryManager;
import org.osgi.framework.FrameworkUtil;

/**
 * The features of this installation, and those that a site offers; on p2's own planner and engine. May take seconds,
 * and is not for the UI thread.
 */
public final class Features {

    /** The folder inside the program's one that holds the site which ships with it. */
    private static final String SITE = "site";
    private static final String SUFFIX = ".feature.group";
    private static final String SOURCE_CAPABILITY = "org.currentcost.source";
    private static final IQuery<IInstallableUnit> GROUPS = QueryUtil.createIUGroupQuery();

    private final IProvisioningAgent agent;

    /**
     * One feature.
     *
     * @param id        its id
     * @param name      what it is called
     * @param installed the installed version; empty if it is not
     * @param available the newest version that the site has; empty if it has none
     */
    public record Feature(String id, String name, String installed, String available) {
    }

    /** Something could not be done; the message is a sentence for the user. */
    public static final class FeatureException extends Exception {

        private static final long serialVersionUID = 1L;

        FeatureException(String sentence) {
            super(sentence);
        }
    }

    private Features(IProvisioningAgent agent) {
        this.agent = agent;
    }

    /** {@return the features of this installation; empty if it was not made by p2, as in a development environment} */
    public static Optional<Features> ofThisInstallation() {
        var context = FrameworkUtil.getBundle(Features.class).getBundleContext();
        var reference = context.getServiceReference(IProvisioningAgent.class);
        return reference == null ? Optional.empty() : Optional.of(new Features(context.getService(reference)));
    }

    /** {@return the program's folder} */
    private static Path folder() {
        return Path.of(URI.create(Platform.getInstallLocation().getURL().toString().replace(" ", "%20")));
    }

    /** {@return the site that ships with the program, if it is there} */
    public static Optional<URI> shippedSite() {
        var site = folder().resolve(SITE);
        return Files.isDirectory(site) ? Optional.of(site.toUri()) : Optional.empty();
    }

    /** {@return the site that a text means: an address, a folder or a zip archive} */
    public static URI site(String text) {
        var file = new File(text);
        if (file.isDirectory()) {
            return file.toURI();
        }
        return file.isFile() ? URI.create("jar:" + file.toURI() + "!/") : URI.create(text);
    }

    /** Makes the shipped site one of those that <i>Install New Software</i> lists. */
    public void offerShippedSite() {
        shippedSite().ifPresent(site -> {
            var metadata = agent.getService(IMetadataRepositoryManager.class);
            var artifacts = agent.getService(IArtifactRepositoryManager.class);
            if (metadata == null || artifacts == null) {
                return;
            }
            for (var known : metadata.getKnownRepositories(IRepositoryManager.REPOSITORIES_ALL)) {
                // The program was moved: there is nothing at its former place.
                if (!known.equals(site) && Messages.ShippedSite.equals(
                        metadata.getRepositoryProperty(known, IRepository.PROP_NICKNAME))) {
                    metadata.removeRepository(known);
                    artifacts.removeRepository(known);
                }
            }
            if (!metadata.contains(site)) {
                metadata.addRepository(site);
                metadata.setRepositoryProperty(site, IRepository.PROP_NICKNAME, Messages.ShippedSite);
                artifacts.addRepository(site);
            }
        });
    }

    /** {@return what is installed and what a site offers, by id} */
    public List<Feature> list(Optional<URI> site) throws FeatureException {
        var all = new TreeMap<String, Feature>();
        for (var unit : profile().query(new UserVisibleRootQuery(), null)) {
            if (GROUPS.perform(List.of(unit).iterator()).iterator().hasNext() && unit.getId().endsWith(SUFFIX)) {
                all.put(id(unit), new Feature(id(unit), name(unit), unit.getVersion().toString(), ""));
            }
        }
        if (site.isPresent()) {
            for (var unit : offered(site.get())) {
                var known = all.get(id(unit));
                all.put(id(unit), new Feature(id(unit), name(unit), known == null ? "" : known.installed(),
                        unit.getVersion().toString()));
            }
        }
        return new ArrayList<>(all.values());
    }

    /** {@return the feature of a site that brings a kind of source, if one does} */
    public Optional<Feature> bringing(String scheme) {
        var site = shippedSite();
        if (site.isEmpty()) {
            return Optional.empty();
        }
        try {
            var bundles = load(site.get()).query(QueryUtil.createMatchQuery(
                    "providedCapabilities.exists(x | x.namespace == $0 && x.name == $1)", SOURCE_CAPABILITY, scheme),
                    null).toUnmodifiableSet();
            for (var unit : offered(site.get())) {
                if (bundles.stream().anyMatch(bundle -> unit.getRequirements().stream()
                        .anyMatch(bundle::satisfies))) {
                    return Optional.of(new Feature(id(unit), name(unit), "", unit.getVersion().toString()));
                }
            }
        } catch (FeatureException e) {
            // A damaged site has nothing to offer.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /**
     * Installs a feature, or the newer version of one that is installed.
     *
     * @param id its id, or what stands before {@code .feature} in it
     * @return the feature as it is installed now
     */
    public Feature install(String id, URI site, IProgressMonitor monitor) throws FeatureException {
        refuseReadOnly();
        var unit = offered(site).stream().filter(one -> means(id, one)).findFirst().orElseThrow(
                () -> new FeatureException(Messages.bind(Messages.FeatureUnknown, id, site)));
        boolean there = !profile().query(QueryUtil.createIUQuery(unit.getId(), unit.getVersion()), null).isEmpty();
        if (there) {
            throw new FeatureException(Messages.bind(Messages.FeatureThere, name(unit), unit.getVersion()));
        }
        var operation = new InstallOperation(new ProvisioningSession(agent), List.of(unit));
        var context = new ProvisioningContext(agent);
        context.setMetadataRepositories(site);
        context.setArtifactRepositories(site);
        operation.setProvisioningContext(context);
        perform(operation, monitor);
        return new Feature(id(unit), name(unit), unit.getVersion().toString(), unit.getVersion().toString());
    }

    /** Takes a feature away. @return the feature as it was */
    public Feature uninstall(String id, IProgressMonitor monitor) throws FeatureException {
        refuseReadOnly();
        for (var unit : profile().query(new UserVisibleRootQuery(), null)) {
            if (unit.getId().endsWith(SUFFIX) && means(id, unit)) {
                if (isOfTheProgram(unit)) {
                    throw new FeatureException(Messages.bind(Messages.FeatureNeeded, name(unit)));
                }
                perform(new UninstallOperation(new ProvisioningSession(agent), List.of(unit)), monitor);
                return new Feature(id(unit), name(unit), "", unit.getVersion().toString());
            }
        }
        throw new FeatureException(Messages.bind(Messages.FeatureNotThere, id));
    }

    /** The features without which this code would not run. */
    private static boolean isOfTheProgram(IInstallableUnit unit) {
        return unit.getId().equals("org.currentcost.feature" + SUFFIX)
                || unit.getId().equals("org.currentcost.rcp.feature" + SUFFIX);
    }

    private static void perform(ProfileChangeOperation operation, IProgressMonitor monitor) throws FeatureException {
        var plan = operation.resolveModal(monitor);
        if (plan.getSeverity() == IStatus.ERROR || plan.getSeverity() == IStatus.CANCEL) {
            throw new FeatureException(Messages.bind(Messages.FeatureFailed, words(plan)));
        }
        var result = operation.getProvisioningJob(monitor).runModal(monitor);
        if (result.getSeverity() == IStatus.ERROR || result.getSeverity() == IStatus.CANCEL) {
            throw new FeatureException(Messages.bind(Messages.FeatureFailed, words(result)));
        }
    }

    private static String words(IStatus status) {
        var deepest = status;
        while (deepest.getChildren().length > 0) {
            deepest = deepest.getChildren()[0];
        }
        return deepest.getMessage();
    }

    /** {@return whether features can be installed into this installation} */
    public static boolean writable() {
        return Files.isWritable(folder()) && Files.isWritable(folder().resolve("plugins"));
    }

    /** {@return the sentence for an installation that can't be changed} */
    public static String readOnlySentence() {
        return Messages.bind(Messages.FeatureReadOnly, folder());
    }

    private static void refuseReadOnly() throws FeatureException {
        if (!writable()) {
            throw new FeatureException(readOnlySentence());
        }
    }

    private IProfile profile() throws FeatureException {
        var registry = agent.getService(IProfileRegistry.class);
        var profile = registry == null ? null : registry.getProfile(IProfileRegistry.SELF);
        if (profile == null) {
            throw new FeatureException(writable() ? Messages.FeatureNoProfile : readOnlySentence());
        }
        return profile;
    }

    /** {@return the newest version of each feature that a site offers} */
    private List<IInstallableUnit> offered(URI site) throws FeatureException {
        var newest = QueryUtil.createLatestQuery(GROUPS);
        var units = new ArrayList<IInstallableUnit>();
        for (var unit : load(site).query(newest, null)) {
            if (unit.getId().endsWith(SUFFIX)) {
                units.add(unit);
            }
        }
        return units;
    }

    private IMetadataRepository load(URI site) throws FeatureException {
        var manager = agent.getService(IMetadataRepositoryManager.class);
        if (manager == null) {
            throw new FeatureException(Messages.FeatureNoProfile);
        }
        try {
            return manager.loadRepository(site, null);
        } catch (ProvisionException | OperationCanceledException e) {
            throw new FeatureException(Messages.bind(Messages.FeatureNoSite, site, e.getMessage()));
        }
    }

    private static boolean means(String id, IInstallableUnit unit) {
        return id.equals(id(unit)) || id.equals(unit.getId()) || id(unit).equals("org.currentcost." + id + ".feature");
    }

    private static String id(IInstallableUnit unit) {
        return unit.getId().endsWith(SUFFIX)
                ? unit.getId().substring(0, unit.getId().length() - SUFFIX.length())
                : unit.getId();
    }

    private static String name(IInstallableUnit unit) {
        var name = unit.getProperty(IInstallableUnit.PROP_NAME, null);
        return name == null ? id(unit) : name;
    }
}
