package org.currentcost.app;

import java.io.File;
import java.net.URI;
import java.security.cert.Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.equinox.p2.core.UIServices;
import org.eclipse.equinox.p2.metadata.IArtifactKey;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.repository.IRepositoryManager;
import org.eclipse.equinox.p2.repository.artifact.IArtifactDescriptor;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepository;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepositoryManager;
import org.eclipse.equinox.p2.repository.artifact.spi.IArtifactUIServices;
import org.eclipse.equinox.p2.repository.metadata.spi.IInstallableUnitUIServices;

/**
 * Answers p2's questions whether content without a known signature may be installed. p2's own dialog asks for each
 * installation again and says "unknown origin"; this one asks for each site once, and not at all for the one that ships
 * with the program.
 */
final class SiteTrust extends UIServices implements IArtifactUIServices, IInstallableUnitUIServices {

    private static final String CHECKSUM = IArtifactDescriptor.DOWNLOAD_CHECKSUM + ".sha-256";

    private final IProvisioningAgent agent;
    private final TrustedSites sites;
    private final Optional<UIServices> login;
    private final BiPredicate<Set<URI>, List<String>> question;
    private volatile boolean refused;

    /** Answers without a window: what is not trusted yet is refused. */
    SiteTrust(IProvisioningAgent agent, TrustedSites sites) {
        this(agent, sites, null, (asked, files) -> false);
    }

    /**
     * @param login    asks for names and passwords of sites; {@code null} if nobody is there to ask
     * @param question asks whether sites may be trusted from which these files are
     */
    SiteTrust(IProvisioningAgent agent, TrustedSites sites, UIServices login,
            BiPredicate<Set<URI>, List<String>> question) {
        this.agent = agent;
        this.sites = sites;
        this.login = Optional.ofNullable(login);
        this.question = question;
    }

    /** {@return the sites that need no question} */
    TrustedSites sites() {
        return sites;
    }

    /** {@return whether something was refused} */
    boolean refused() {
        return refused;
    }

    /** Of addresses: asked before anything is loaded from there. */
    @Override
    public TrustAuthorityInfo getTrustAuthorityInfo(Map<URI, Set<IInstallableUnit>> siteUnits,
            Map<URI, List<Certificate>> siteCertificates) {
        var keys = siteUnits.values().stream().flatMap(Set::stream).flatMap(unit -> unit.getArtifacts().stream())
                .collect(Collectors.toSet());
        return new TrustAuthorityInfo(mayTrust(siteUnits.keySet(), keys) ? Set.copyOf(siteUnits.keySet()) : Set.of(),
                false, false);
    }

    /** Of files: asked after they were loaded, and before any is installed. */
    @Override
    public TrustInfo getTrustInfo(Map<List<Certificate>, Set<IArtifactKey>> untrustedCertificates,
            Map<PGPPublicKey, Set<IArtifactKey>> untrustedKeys, Set<IArtifactKey> unsigned,
            Map<IArtifactKey, File> files) {
        var keys = new LinkedHashSet<>(unsigned);
        untrustedCertificates.values().forEach(keys::addAll);
        untrustedKeys.values().forEach(keys::addAll);
        if (!mayTrust(origins(keys), keys)) {
            return new TrustInfo(List.of(), List.of(), false, false);
        }
        return new TrustInfo(untrustedCertificates.keySet().stream().flatMap(List::stream).toList(),
                untrustedKeys.keySet(), false, true);
    }

    private boolean mayTrust(Set<URI> from, Set<IArtifactKey> keys) {
        var unknown = from.stream().filter(site -> !sites.contains(site)).collect(Collectors.toSet());
        if (unknown.isEmpty()) {
            return true;
        }
        if (!question.test(unknown, describe(unknown, keys))) {
            refused = true;
            return false;
        }
        unknown.forEach(sites::add);
        return true;
    }

    /** {@return all known sites that have one of these files: p2 does not say from which of them it took it} */
    private Set<URI> origins(Set<IArtifactKey> keys) {
        var artifacts = agent.getService(IArtifactRepositoryManager.class);
        var origins = new LinkedHashSet<URI>();
        for (var site : artifacts.getKnownRepositories(IRepositoryManager.REPOSITORIES_NON_SYSTEM)) {
            if (repository(site).filter(one -> keys.stream().anyMatch(one::contains)).isPresent()) {
                origins.add(site);
            }
        }
        return origins;
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
    private List<String> describe(Set<URI> from, Set<IArtifactKey> keys) {
        var lines = new TreeSet<String>();
        for (var site : from) {
            repository(site).ifPresent(one -> keys.forEach(key -> {
                for (var descriptor : one.getArtifactDescriptors(key)) {
                    String checksum = descriptor.getProperty(CHECKSUM);
                    lines.add(key.getId() + " " + key.getVersion() + (checksum == null ? "" : "\n    " + checksum));
                }
            }));
        }
        return List.copyOf(lines);
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
