package org.currentcost.install;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
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
import org.eclipse.equinox.p2.query.QueryUtil;
import org.osgi.framework.FrameworkUtil;

/**
 * The features of this installation, and those that a site offers; on p2's own planner and engine. May take seconds,
 * and is not for the UI thread.
 */
public final class Features {

    /** The folder inside the program's one that holds the site which ships with it. */
    private static final String SITE = "site";
    private static final String TYPE = "org.eclipse.equinox.p2.eclipse.type";
    private static final String SOURCE_CAPABILITY = "org.currentcost.source";
    private static final String HTTP_RULE = "p2.httpRule";
    /** What of the program's folder changes with an installation. */
    private static final List<String> CHANGED = List.of("", "configuration", "features", "p2", "plugins");

    private static boolean settled;

    private final IProvisioningAgent agent;
    private final Sites sites;

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

    /**
     * A feature that could be installed.
     *
     * @param id          its id
     * @param name        what it is called
     * @param description what it does; may be empty
     */
    public record Offer(String id, String name, String description) {
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
        sites = new Sites(agent);
    }

    /** {@return the features of this installation; empty if it was not made by p2, as in a development environment} */
    public static Optional<Features> ofThisInstallation() {
        settle();
        var context = FrameworkUtil.getBundle(Features.class).getBundleContext();
        var reference = context.getServiceReference(IProvisioningAgent.class);
        return reference == null ? Optional.empty() : Optional.of(new Features(context.getService(reference)));
    }

    /**
     * Puts back what a killed installation has left half done, once in the life of this process. To be called before
     * anything of p2 runs, which reads most files once.
     */
    public static synchronized void settle() {
        if (settled || Platform.getInstallLocation() == null || !Files.isDirectory(folder().resolve("p2"))
                || !writable()) {
            return;
        }
        settled = true;
        var home = folder();
        RunningPrograms.enter(home);
        // Who installs at this moment is not half done.
        try (var lock = InstallationLock.acquire(home, Duration.ZERO, () -> {
        }).orElse(null)) {
            if (lock != null) {
                var mended = new InstallationBackup(home).settle();
                if (!mended.isEmpty()) {
                    ILog.of(Features.class).warn(Messages.bind(Messages.FeatureMended, String.join(", ", mended)));
                }
            }
        } catch (IOException e) {
            ILog.of(Features.class).warn(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
    public static Path folder() {
        return Path.of(URI.create(Platform.getInstallLocation().getURL().toString().replace(" ", "%20")));
    }

    /** {@return what the site that ships with the program is called} */
    public static String shippedSiteName() {
        return Messages.ShippedSite;
    }

    /** {@return the sentence for waiting until another process has installed something} */
    public static String waitingSentence() {
        return Messages.FeatureWaiting;
    }

    /** {@return the site that ships with the program, if it is there} */
    public static Optional<URI> shippedSite() {
        var site = folder().resolve(SITE).toFile();
        return site.isDirectory() ? Optional.of(site.toURI()) : Optional.empty();
    }

    /** Makes the shipped site one of those that <i>Install New Software</i> lists. */
    public void offerShippedSite() {
        shippedSite().ifPresent(sites::list);
    }

    /** {@return what is installed and what a site offers, by id} */
    public List<Feature> list(Optional<URI> site) throws FeatureException {
        var all = new TreeMap<String, Feature>();
        for (var unit : profile().query(new UserVisibleRootQuery(), null)) {
            if (FeatureUnits.GROUPS.perform(List.of(unit).iterator()).iterator().hasNext()
                    && FeatureUnits.isFeature(unit)) {
                all.put(FeatureUnits.id(unit), feature(unit, unit.getVersion().toString(), ""));
            }
        }
        if (site.isPresent()) {
            for (var unit : sites.visit(site.get(), () -> sites.offered(site.get()))) {
                var known = all.get(FeatureUnits.id(unit));
                all.put(FeatureUnits.id(unit),
                        feature(unit, known == null ? "" : known.installed(), unit.getVersion().toString()));
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
            return sites.visit(site.get(), () -> bringing(scheme, site.get()));
        } catch (FeatureException e) {
            // A damaged site has nothing to offer.
            return Optional.empty();
        }
    }

    private Optional<Feature> bringing(String scheme, URI site) throws FeatureException {
        var bundles = sites.load(site).query(QueryUtil.createMatchQuery(
                "providedCapabilities.exists(x | x.namespace == $0 && x.name == $1)", SOURCE_CAPABILITY, scheme),
                null).toUnmodifiableSet();
        for (var unit : sites.offered(site)) {
            if (bundles.stream().anyMatch(bundle -> unit.getRequirements().stream().anyMatch(bundle::satisfies))) {
                return Optional.of(feature(unit, "", unit.getVersion().toString()));
            }
        }
        return Optional.empty();
    }

    /** {@return what brings further kinds of source, ships with the program and is not installed} */
    public List<Offer> offeredSources() {
        var site = shippedSite();
        if (site.isEmpty()) {
            return List.of();
        }
        try {
            return sites.visit(site.get(), () -> offeredSources(site.get()));
        } catch (FeatureException e) {
            // A damaged site has nothing to offer.
            return List.of();
        }
    }

    private List<Offer> offeredSources(URI site) throws FeatureException {
        var offers = new ArrayList<Offer>();
        var installed = list(Optional.empty()).stream().map(Feature::id).toList();
        var bundles = sites.load(site).query(QueryUtil.createMatchQuery(
                "providedCapabilities.exists(x | x.namespace == $0)", SOURCE_CAPABILITY), null).toUnmodifiableSet();
        for (var unit : sites.offered(site)) {
            if (!installed.contains(FeatureUnits.id(unit)) && bundles.stream().anyMatch(
                    bundle -> unit.getRequirements().stream().anyMatch(bundle::satisfies))) {
                var description = unit.getProperty(IInstallableUnit.PROP_DESCRIPTION, null);
                offers.add(new Offer(FeatureUnits.id(unit), FeatureUnits.name(unit),
                        description == null ? "" : description.strip()));
            }
        }
        return offers;
    }

    /**
     * Installs a feature without telling how far it is.
     *
     * @see #install(String, URI, boolean, Runnable, IProgressMonitor)
     */
    public Installed install(String id, URI site, boolean trust, Runnable waiting) throws FeatureException {
        return install(id, site, trust, waiting, new NullProgressMonitor());
    }

    /**
     * Installs a feature, or the newer version of one that is installed.
     *
     * @param id      its id, or what stands before {@code .feature} in it
     * @param trust   whether to trust a site on a network from now on though nobody signed what it offers
     * @param waiting is called once if another process installs something, whose end is waited for
     */
    public Installed install(String id, URI site, boolean trust, Runnable waiting, IProgressMonitor monitor)
            throws FeatureException {
        return change(readOnlySentence(), waiting,
                () -> sites.visit(site, () -> installFrom(id, site, trust, monitor)));
    }

    private interface Change<T> {
        T make() throws FeatureException;
    }

    /** Makes a change while no other process makes one: from what is looked up to what is written. */
    private <T> T change(String readOnly, Runnable waiting, Change<T> change) throws FeatureException {
        if (!writable()) {
            throw new FeatureException(readOnly);
        }
        try (var lock = InstallationLock.acquire(folder(), GuardedEngine.PATIENCE, waiting).orElseThrow(
                () -> new FeatureException(Messages.FeatureBusy))) {
            try {
                return change.make();
            } finally {
                UnneededFiles.remove(agent);
            }
        } catch (IOException e) {
            throw new FeatureException(Messages.bind(Messages.FeatureNotWritten, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeatureException(Messages.FeatureBusy);
        }
    }

    private Installed installFrom(String id, URI site, boolean trust, IProgressMonitor monitor)
            throws FeatureException {
        var unit = sites.offered(site).stream().filter(one -> FeatureUnits.means(id, one)).findFirst().orElseThrow(
                () -> new FeatureException(Messages.bind(Messages.FeatureUnknown, id, SiteAddress.words(site))));
        var there = profile().query(QueryUtil.createIUQuery(unit.getId()), null).stream()
                .map(IInstallableUnit::getVersion).max(Comparator.naturalOrder());
        if (there.isPresent() && there.get().compareTo(unit.getVersion()) >= 0) {
            String version = there.get().toString();
            return new Installed(feature(unit, version, unit.getVersion().toString()), false);
        }
        // Who names a folder or file of this computer has it at hand, as any program that they start; what such a one
        // refers to on a network is a site like any other there.
        var asked = new SiteTrust(agent, new TrustedSites(),
                from -> SiteAddress.isLocal(site) && SiteAddress.isLocal(from), null,
                (sites, lines) -> trust);
        var others = agent.getService(UIServices.class);
        agent.registerService(UIServices.SERVICE_NAME, asked);
        try {
            var operation = new InstallOperation(new ProvisioningSession(agent), List.of(unit));
            var context = new ProvisioningContext(agent);
            context.setMetadataRepositories(site);
            context.setArtifactRepositories(site);
            operation.setProvisioningContext(context);
            perform(operation, monitor);
        } finally {
            agent.unregisterService(UIServices.SERVICE_NAME, asked);
            if (others != null) {
                agent.registerService(UIServices.SERVICE_NAME, others);
            }
        }
        return new Installed(feature(unit, unit.getVersion().toString(),
                unit.getVersion().toString()),
                true);
    }

    /**
     * Asks once for each site whether what it offers may be installed though nobody signed it, from now on.
     *
     * @param question gets the sites, and what would come from there, a line each; called by any thread
     */
    public void ask(BiPredicate<Set<URI>, List<String>> question) {
        agent.registerService(UIServices.SERVICE_NAME, new SiteTrust(agent, new TrustedSites(), site -> false,
                agent.getService(UIServices.class), question));
    }

    /**
     * Takes a feature away.
     *
     * @param waiting is called once if another process installs something, whose end is waited for
     * @return the feature as it was
     */
    public Feature uninstall(String id, Runnable waiting) throws FeatureException {
        var monitor = new NullProgressMonitor();
        return change(Messages.bind(Messages.FeatureReadOnlyUninstall, folder()), waiting,
                () -> uninstallFrom(id, monitor));
    }

    private Feature uninstallFrom(String id, IProgressMonitor monitor) throws FeatureException {
        for (var unit : profile().query(new UserVisibleRootQuery(), null)) {
            if (FeatureUnits.isFeature(unit) && FeatureUnits.means(id, unit)) {
                if (FeatureUnits.isOfTheProgram(unit)) {
                    throw new FeatureException(Messages.bind(Messages.FeatureNeeded, FeatureUnits.name(unit)));
                }
                perform(new UninstallOperation(new ProvisioningSession(agent), List.of(unit)), monitor);
                return feature(unit, "", unit.getVersion().toString());
            }
        }
        throw new FeatureException(Messages.bind(Messages.FeatureNotThere, id));
    }

    /** {@return the kinds of source that an installed feature brings, by what their addresses begin with} */
    public Set<String> sourcesOf(String id) throws FeatureException {
        var bundles = profile().query(QueryUtil.createMatchQuery(
                "providedCapabilities.exists(x | x.namespace == $0)", SOURCE_CAPABILITY), null).toUnmodifiableSet();
        var schemes = new TreeSet<String>();
        for (var unit : profile().query(new UserVisibleRootQuery(), null)) {
            if (FeatureUnits.means(id, unit)) {
                bundles.stream().filter(bundle -> unit.getRequirements().stream().anyMatch(bundle::satisfies))
                        .flatMap(bundle -> bundle.getProvidedCapabilities().stream())
                        .filter(one -> one.getNamespace().equals(SOURCE_CAPABILITY))
                        .forEach(one -> schemes.add(one.getName()));
            }
        }
        return schemes;
    }

    /** Removes the files of what was uninstalled earlier, if nobody needs them any more. */
    public void removeUnneeded() {
        UnneededFiles.remove(agent);
    }

    private static void perform(ProfileChangeOperation operation, IProgressMonitor monitor) throws FeatureException {
        var plan = operation.resolveModal(monitor);
        if (plan.getSeverity() == IStatus.ERROR || plan.getSeverity() == IStatus.CANCEL) {
            throw new FeatureException(failure(plan));
        }
        var result = operation.getProvisioningJob(monitor).runModal(monitor);
        if (result.getSeverity() == IStatus.ERROR || result.getSeverity() == IStatus.CANCEL) {
            throw new FeatureException(failure(result));
        }
    }

    private static Feature feature(IInstallableUnit unit, String installed, String available) {
        return new Feature(FeatureUnits.id(unit), FeatureUnits.name(unit), installed, available);
    }

    /** {@return our own sentence as it is, and one around p2's words} */
    private static String failure(IStatus status) {
        var deepest = deepest(status);
        return deepest.getPlugin().equals(FrameworkUtil.getBundle(Features.class).getSymbolicName())
                ? deepest.getMessage()
                : Messages.bind(Messages.FeatureFailed, sentence(deepest.getMessage()));
    }

    /** {@return p2's words with a full stop} */
    static String sentence(String words) {
        String text = Objects.toString(words, "").strip();
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }

    private static IStatus deepest(IStatus status) {
        var deepest = status;
        while (deepest.getChildren().length > 0) {
            deepest = deepest.getChildren()[0];
        }
        return deepest;
    }

    /** {@return whether features can be installed into this installation} */
    public static boolean writable() {
        return CHANGED.stream().map(folder()::resolve).filter(Files::exists).allMatch(Files::isWritable);
    }

    /** {@return the sentence for an installation that can't be changed} */
    public static String readOnlySentence() {
        return Messages.bind(Messages.FeatureReadOnly, folder());
    }

    private IProfile profile() throws FeatureException {
        var registry = agent.getService(IProfileRegistry.class);
        var profile = registry == null ? null : registry.getProfile(IProfileRegistry.SELF);
        if (profile == null) {
            throw new FeatureException(writable() ? Messages.FeatureNoProfile : readOnlySentence());
        }
        // Who may not write the installation has a profile of their own above it, which has nothing to differ from.
        var missing = writable() ? difference(profile) : Optional.<String>empty();
        if (missing.isPresent()) {
            throw new FeatureException(Messages.bind(Messages.FeatureDoubtful, missing.get()));
        }
        return profile;
    }

    /** {@return a bundle that is recorded as installed and does not run, or runs and is not recorded} */
    private static Optional<String> difference(IProfile profile) throws FeatureException {
        var list = folder().resolve("configuration/org.eclipse.equinox.simpleconfigurator/bundles.info");
        var recorded = new TreeSet<String>();
        for (var unit : profile.query(QueryUtil.createMatchQuery(
                "providedCapabilities.exists(x | x.namespace == $0 && x.name == $1)", TYPE, "bundle"), null)) {
            if (!unit.getArtifacts().isEmpty()) {
                recorded.add(unit.getId() + " " + unit.getVersion());
            }
        }
        try (var lines = Files.lines(list)) {
            for (String line : lines.filter(one -> !one.startsWith("#")).toList()) {
                var parts = line.split(",");
                String bundle = parts.length < 2 ? line : parts[0] + " " + parts[1];
                if (!recorded.remove(bundle)) {
                    return Optional.of(bundle);
                }
            }
        } catch (IOException e) {
            throw new FeatureException(Messages.bind(Messages.FeatureNotWritten, e.getMessage()));
        }
        return recorded.stream().findFirst();
    }

}
