package org.currentcost.install;

import java.io.File;
import java.net.URI;
import java.security.cert.Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.equinox.p2.core.UIServices;
import org.eclipse.equinox.p2.engine.ProvisioningContext;
import org.eclipse.equinox.p2.metadata.IArtifactKey;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.repository.artifact.IArtifactDescriptor;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepository;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepositoryManager;
import org.eclipse.equinox.p2.repository.artifact.spi.IArtifactUIServices;
import org.eclipse.equinox.p2.repository.metadata.spi.IInstallableUnitUIServices;

/**
 * Decides whether what sites offer may be installed though nobody known has signed it. The decision is made once,
 * before p2's engine does anything, and whether or not files come with it: a unit without any can do as much. What p2
 * asks later, for some of it and in its own dialogs, is answered by that decision. Each site is asked for once, and the
 * one that ships with the program not at all.
 */
final class SiteTrust extends UIServices implements IArtifactUIServices, IInstallableUnitUIServices {

    private static final String CHECKSUM = IArtifactDescriptor.DOWNLOAD_CHECKSUM + ".sha-256";

    private final IProvisioningAgent agent;
    private final TrustedSites sites;
    private final Predicate<URI> atHand;
    private final Optional<UIServices> login;
    private final BiPredicate<Set<URI>, List<String>> question;
    private volatile Set<URI> decided = Set.of();
    private volatile boolean trusting;

    /**
     * @param atHand   which sites need no question this time
     * @param login    asks for names and passwords of sites; {@code null} if nobody is there to ask
     * @param question asks whether sites may be trusted from which these units and files are
     */
    SiteTrust(IProvisioningAgent agent, TrustedSites sites, Predicate<URI> atHand, UIServices login,
            BiPredicate<Set<URI>, List<String>> question) {
        this.agent = agent;
        this.sites = sites;
        this.atHand = atHand;
        this.login = Optional.ofNullable(login);
        this.question = question;
    }

    /**
     * Decides for everything that is to be added, and asks where that is needed.
     *
     * @param units what is to be added
     * @return a good status if all of it may be installed; else one with a sentence for the user
     */
    IStatus decide(ProvisioningContext context, Set<IInstallableUnit> units, IProgressMonitor monitor) {
        var from = new LinkedHashSet<URI>();
        var known = new HashSet<IInstallableUnit>();
        context.getInstallableUnitSources(units, monitor).forEach((site, there) -> {
            if (!there.isEmpty()) {
                from.add(site);
                known.addAll(there);
            }
        });
        var keys = units.stream().flatMap(unit -> unit.getArtifacts().stream()).collect(Collectors.toSet());
        // A folder of this computer that happens to have the same files, such as where the program was before, is
        // nothing that anybody else has a say in.
        context.getArtifactSources(keys, monitor).keySet().stream().filter(site -> !SiteAddress.isLocal(site))
                .forEach(from::add);
        from.removeIf(site -> atHand.test(site) || sites.contains(site));
        var lines = describe(from, keys);
        units.stream().filter(unit -> unit.getArtifacts().isEmpty()).forEach(
                unit -> lines.add(unit.getId() + " " + unit.getVersion()));
        var unknown = units.stream().filter(unit -> !known.contains(unit)).findFirst();
        if (unknown.isPresent()) {
            // What no site is known for can't be asked for either.
            return Status.error(Messages.bind(Messages.FeatureFromNowhere, unknown.get().getId()));
        }
        if (!from.isEmpty() && !question.test(Set.copyOf(from), List.copyOf(lines))) {
            return new Status(IStatus.CANCEL, SiteTrust.class, Messages.bind(Messages.FeatureUnsigned,
                    from.stream().map(SiteAddress::words).sorted().collect(Collectors.joining(", "))));
        }
        decided = Set.copyOf(from);
        return Status.OK_STATUS;
    }

    /** Answers p2 by the last decision until it is forgotten, and remembers the sites that were asked for. */
    void remember() {
        decided.forEach(sites::add);
        trusting = true;
    }

    /** Ends what the last decision is good for. */
    void forget() {
        trusting = false;
    }

    /** Of addresses: asked before anything is loaded from there. */
    @Override
    public TrustAuthorityInfo getTrustAuthorityInfo(Map<URI, Set<IInstallableUnit>> siteUnits,
            Map<URI, List<Certificate>> siteCertificates) {
        return new TrustAuthorityInfo(trusting ? Set.copyOf(siteUnits.keySet()) : Set.of(), false, false);
    }

    /** Of files: asked after they were loaded, and before any is installed. */
    @Override
    public TrustInfo getTrustInfo(Map<List<Certificate>, Set<IArtifactKey>> untrustedCertificates,
            Map<PGPPublicKey, Set<IArtifactKey>> untrustedKeys, Set<IArtifactKey> unsigned,
            Map<IArtifactKey, File> files) {
        return trusting
                ? new TrustInfo(untrustedCertificates.keySet().stream().flatMap(List::stream).toList(),
                        untrustedKeys.keySet(), false, true)
                : new TrustInfo(List.of(), List.of(), false, false);
    }

    private Optional<IArtifactRepository> repository(URI site) {
        try {
            return Optional.of(agent.getService(IArtifactRepositoryManager.class).loadRepository(site,
                    new NullProgressMonitor()));
        } catch (ProvisionException | OperationCanceledException e) {
            // Nothing can have come from there.
            return Optional.empty();
        }
    }

    /** {@return names and versions, a line each, with the checksum in the line below} */
    private TreeSet<String> describe(Set<URI> from, Set<IArtifactKey> keys) {
        var lines = new TreeSet<String>();
        for (var site : from) {
            repository(site).ifPresent(one -> keys.forEach(key -> {
                for (var descriptor : one.getArtifactDescriptors(key)) {
                    String checksum = descriptor.getProperty(CHECKSUM);
                    lines.add(key.getId() + " " + key.getVersion() + (checksum == null ? "" : "\n    " + checksum));
                }
            }));
        }
        return lines;
    }

    @Override
    public TrustInfo getTrustInfo(Certificate[][] untrustedChains, String[] unsigned) {
        // p2 asks this only where the richer question above is not there.
        return new TrustInfo(List.of(), List.of(), false, false);
    }

    @Override
    public TrustInfo getTrustInfo(Certificate[][] untrustedChains, Collection<PGPPublicKey> untrustedKeys,
            String[] unsigned) {
        return getTrustInfo(untrustedChains, unsigned);
    }

    @Override
    public AuthenticationInfo getUsernamePassword(String location) {
        return login.map(services -> services.getUsernamePassword(location)).orElse(null);
    }

    @Override
    public AuthenticationInfo getUsernamePassword(String location, AuthenticationInfo previous) {
        return login.map(services -> services.getUsernamePassword(location, previous)).orElse(null);
    }

    @Override
    public void showInformationMessage(String title, String text, String link) {
        login.ifPresent(services -> services.showInformationMessage(title, text, link));
    }
}
