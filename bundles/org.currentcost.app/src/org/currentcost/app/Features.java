package org.currentcost.app;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.currentcost.ui.SourceOffers;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.equinox.p2.core.UIServices;
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
import org.eclipse.swt.widgets.Display;
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
    private static final String HTTP_RULE = "p2.httpRule";
    private static final String SAVING = "org.eclipse.equinox.internal.p2.engine.ProfilePreferences";
    private static final String FILE_SCHEME = "file";
    private static final Set<String> SCHEMES = Set.of(FILE_SCHEME, "http", "https", "jar");
    /** What of the program's folder changes with an installation. */
    private static final List<String> CHANGED = List.of("", "configuration", "features", "p2", "plugins");
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

    /**
     * What an installation did.
     *
     * @param feature the feature as it is installed now
     * @param fresh   whether it was not there before, or only in an older version
     */
    public record Installed(Feature feature, boolean fresh) {
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

    /**
     * Lets sites be at {@code http:} addresses. Otherwise p2 asks for the same with {@code https:}, which a computer of
     * the home has not. To be called before anything of p2 runs, which reads it once.
     */
    public static void allowPlainHttp() {
        if (System.getProperty(HTTP_RULE) == null) {
            System.setProperty(HTTP_RULE, "allow");
        }
    }

    /** {@return the program's folder} */
    static Path folder() {
        return Path.of(URI.create(Platform.getInstallLocation().getURL().toString().replace(" ", "%20")));
    }

    /** {@return the site that ships with the program, if it is there} */
    public static Optional<URI> shippedSite() {
        var site = folder().resolve(SITE).toFile();
        return site.isDirectory() ? Optional.of(site.toURI()) : Optional.empty();
    }

    /**
     * {@return the site that a text means: an address, a folder or a zip archive}
     *
     * @throws FeatureException if it means none
     */
    public static URI site(String text) throws FeatureException {
        var file = new File(text);
        if (!file.exists()) {
            URI address;
            try {
                address = URI.create(text);
            } catch (IllegalArgumentException e) {
                throw new FeatureException(Messages.bind(Messages.FeatureNothingThere, text));
            }
            if (address.getScheme() == null || !SCHEMES.contains(address.getScheme())) {
                throw new FeatureException(Messages.bind(Messages.FeatureNothingThere, text));
            }
            if (!address.getScheme().equals(FILE_SCHEME)) {
                return address;
            }
            file = address.getPath() == null ? file : new File(address.getPath());
        }
        if (file.isDirectory()) {
            return file.toURI();
        }
        if (!file.isFile()) {
            throw new FeatureException(Messages.bind(Messages.FeatureNothingThere, text));
        }
        return URI.create("jar:" + file.toURI() + "!/");
    }

    /** {@return the same site as p2 and the command line write it: {@code file:/}, not {@code file:///}} */
    static URI normal(URI site) {
        return FILE_SCHEME.equals(site.getScheme()) && site.getPath() != null ? new File(site.getPath()).toURI() : site;
    }

    /** Makes the shipped site one of those that <i>Install New Software</i> lists. */
    public void offerShippedSite() {
        shippedSite().ifPresent(site -> {
            for (var repositories : repositories()) {
                for (var known : repositories.getKnownRepositories(IRepositoryManager.REPOSITORIES_ALL)) {
                    // The program was moved, and there is nothing at its former place; or it is this one, otherwise
                    // written.
                    if (!known.toString().equals(site.toString()) && (normal(known).equals(site)
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
        });
    }

    /** {@return where p2 keeps the sites that it knows} */
    private List<IRepositoryManager<?>> repositories() {
        IRepositoryManager<?> metadata = agent.getService(IMetadataRepositoryManager.class);
        IRepositoryManager<?> artifacts = agent.getService(IArtifactRepositoryManager.class);
        return metadata == null || artifacts == null ? List.of() : List.of(metadata, artifacts);
    }

    /** Does something with a site, which is not among the known ones afterwards if it was not before. */
    private <T> T visit(URI site, Callable<T> work) throws FeatureException {
        var added = repositories().stream().filter(one -> !one.contains(site)).toList();
        try {
            return work.call();
        } catch (FeatureException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new FeatureException(Messages.bind(Messages.FeatureFailed, e.getMessage()));
        } finally {
            added.forEach(one -> one.removeRepository(site));
            if (!added.isEmpty()) {
                awaitSaving();
            }
        }
    }

    /** p2 saves what it knows half a second later, and not any more where the program ends before. */
    private static void awaitSaving() {
        try {
            for (var job : Job.getJobManager().find(null)) {
                if (job.getClass().getName().startsWith(SAVING)) {
                    job.join();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
            for (var unit : visit(site.get(), () -> offered(site.get()))) {
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
            return visit(site.get(), () -> bringing(scheme, site.get()));
        } catch (FeatureException e) {
            // A damaged site has nothing to offer.
            return Optional.empty();
        }
    }

    private Optional<Feature> bringing(String scheme, URI site) throws FeatureException {
        var bundles = load(site).query(QueryUtil.createMatchQuery(
                "providedCapabilities.exists(x | x.namespace == $0 && x.name == $1)", SOURCE_CAPABILITY, scheme),
                null).toUnmodifiableSet();
        for (var unit : offered(site)) {
            if (bundles.stream().anyMatch(bundle -> unit.getRequirements().stream().anyMatch(bundle::satisfies))) {
                return Optional.of(new Feature(id(unit), name(unit), "", unit.getVersion().toString()));
            }
        }
        return Optional.empty();
    }

    /** {@return what brings further kinds of source, ships with the program and is not installed} */
    public List<SourceOffers.Offer> offeredSources() {
        var site = shippedSite();
        if (site.isEmpty()) {
            return List.of();
        }
        try {
            return visit(site.get(), () -> offeredSources(site.get()));
        } catch (FeatureException e) {
            // A damaged site has nothing to offer.
            return List.of();
        }
    }

    private List<SourceOffers.Offer> offeredSources(URI site) throws FeatureException {
        var offers = new ArrayList<SourceOffers.Offer>();
        var installed = list(Optional.empty()).stream().map(Feature::id).toList();
        var bundles = load(site).query(QueryUtil.createMatchQuery(
                "providedCapabilities.exists(x | x.namespace == $0)", SOURCE_CAPABILITY), null).toUnmodifiableSet();
        for (var unit : offered(site)) {
            if (!installed.contains(id(unit)) && bundles.stream().anyMatch(
                    bundle -> unit.getRequirements().stream().anyMatch(bundle::satisfies))) {
                var description = unit.getProperty(IInstallableUnit.PROP_DESCRIPTION, null);
                offers.add(new SourceOffers.Offer(name(unit), description == null ? "" : description.strip()));
            }
        }
        return offers;
    }

    /**
     * Installs a feature, or the newer version of one that is installed.
     *
     * @param id    its id, or what stands before {@code .feature} in it
     * @param trust whether to trust a site on a network from now on though nobody signed what it offers
     */
    public Installed install(String id, URI site, boolean trust, IProgressMonitor monitor) throws FeatureException {
        refuseReadOnly();
        return visit(site, () -> installFrom(id, site, trust, monitor));
    }

    private Installed installFrom(String id, URI site, boolean trust, IProgressMonitor monitor)
            throws FeatureException {
        var unit = offered(site).stream().filter(one -> means(id, one)).findFirst().orElseThrow(
                () -> new FeatureException(Messages.bind(Messages.FeatureUnknown, id, words(site))));
        var there = profile().query(QueryUtil.createIUQuery(unit.getId()), null).stream()
                .map(IInstallableUnit::getVersion).max(Comparator.naturalOrder());
        if (there.isPresent() && there.get().compareTo(unit.getVersion()) >= 0) {
            String version = there.get().toString();
            return new Installed(new Feature(id(unit), name(unit), version, unit.getVersion().toString()), false);
        }
        var trusted = new SiteTrust(agent, new TrustedSites());
        // Who names a folder or file of this computer has it at hand, as any program that they start.
        if (trust || isLocal(site)) {
            trusted.sites().add(site);
        }
        agent.registerService(UIServices.SERVICE_NAME, trusted);
        try {
            var operation = new InstallOperation(new ProvisioningSession(agent), List.of(unit));
            var context = new ProvisioningContext(agent);
            context.setMetadataRepositories(site);
            context.setArtifactRepositories(site);
            operation.setProvisioningContext(context);
            perform(operation, monitor);
        } catch (FeatureException e) {
            throw trusted.refused() ? new FeatureException(Messages.bind(Messages.FeatureUnsigned, words(site))) : e;
        } finally {
            agent.unregisterService(UIServices.SERVICE_NAME, trusted);
        }
        return new Installed(
                new Feature(id(unit), name(unit), unit.getVersion().toString(), unit.getVersion().toString()), true);
    }

    private static boolean isLocal(URI site) {
        return site.toString().startsWith("file:") || site.toString().startsWith("jar:file:");
    }

    /** {@return a site as people write it} */
    static String words(URI site) {
        String text = site.toString();
        if (text.startsWith("jar:file:") && text.endsWith("!/")) {
            return new File(URI.create(text.substring("jar:".length(), text.length() - 2))).toString();
        }
        return FILE_SCHEME.equals(site.getScheme()) && site.getPath() != null
                ? new File(site.getPath()).toString()
                : text;
    }

    /** Lets the window ask once for each site whether what it offers may be installed though nobody signed it. */
    public void askInTheWindow(Display display) {
        agent.registerService(UIServices.SERVICE_NAME, new SiteTrust(agent, new TrustedSites(),
                agent.getService(UIServices.class), new UnsignedQuestion(display)));
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

    /** {@return p2's words with a full stop} */
    private static String sentence(String words) {
        String text = Objects.toString(words, "").strip();
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }

    private static String words(IStatus status) {
        var deepest = status;
        while (deepest.getChildren().length > 0) {
            deepest = deepest.getChildren()[0];
        }
        return sentence(deepest.getMessage());
    }

    /** {@return whether features can be installed into this installation} */
    public static boolean writable() {
        return CHANGED.stream().map(folder()::resolve).filter(Files::exists).allMatch(Files::isWritable);
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
            throw new FeatureException(Messages.bind(Messages.FeatureNoSite, words(site), sentence(e.getMessage())));
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
