package org.currentcost.install;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.Status;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.equinox.p2.core.UIServices;
import org.eclipse.equinox.p2.engine.IEngine;
import org.eclipse.equinox.p2.engine.IPhaseSet;
import org.eclipse.equinox.p2.engine.IProfile;
import org.eclipse.equinox.p2.engine.IProfileRegistry;
import org.eclipse.equinox.p2.engine.IProvisioningPlan;
import org.eclipse.equinox.p2.engine.PhaseSetFactory;
import org.eclipse.equinox.p2.engine.ProvisioningContext;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.query.QueryUtil;

/**
 * The guard in front of p2's engine. It reads a plan before the engine performs anything of it, and refuses what no
 * feature of this program needs and what comes from where nobody has trusted; one process at a time changes the
 * installation, and what a killed one has left half done can be taken back.
 */
final class GuardedEngine implements IEngine {

    /** How long to wait for another process that installs: a download may be slow. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String SIZING = "sizing";
    private static final Set<String> READING = Set.of(PhaseSetFactory.PHASE_COLLECT, PhaseSetFactory.PHASE_CHECK_TRUST,
            SIZING);

    private final IProvisioningAgent agent;
    private final IEngine engine;

    /** @param engine p2's own engine */
    GuardedEngine(IProvisioningAgent agent, IEngine engine) {
        this.agent = agent;
        this.engine = engine;
    }

    @Override
    public IProvisioningPlan createPlan(IProfile profile, ProvisioningContext context) {
        return engine.createPlan(profile, context);
    }

    @Override
    public IStatus perform(IProvisioningPlan plan, IProgressMonitor monitor) {
        return perform(plan, PhaseSetFactory.createDefaultPhaseSet(), monitor);
    }

    @Override
    public IStatus perform(IProvisioningPlan plan, IPhaseSet phases, IProgressMonitor progress) {
        var monitor = progress == null ? new NullProgressMonitor() : progress;
        var additions = additions(plan);
        var refusal = new InstructionRule(Features.folder()).refusal(additions);
        if (List.of(phases.getPhaseIds()).equals(List.of(SIZING))) {
            return refusal.isPresent() ? forbidden(refusal.get()) : engine.perform(plan, phases, monitor);
        }
        var trust = agent.getService(UIServices.class) instanceof SiteTrust asking
                ? asking
                : new SiteTrust(agent, new TrustedSites(), site -> false, null, (sites, lines) -> false);
        var fresh = new LinkedHashSet<>(additions);
        fresh.removeIf(unit -> !plan.getProfile().available(QueryUtil.createIUQuery(unit), null).isEmpty());
        var decision = fresh.isEmpty() ? Status.OK_STATUS : trust.decide(plan.getContext(), fresh, monitor);
        if (!decision.isOK()) {
            return decision;
        }
        if (refusal.isPresent()) {
            return forbidden(refusal.get());
        }
        trust.remember();
        try {
            return Set.of(phases.getPhaseIds()).stream().allMatch(READING::contains)
                    ? engine.perform(plan, phases, monitor)
                    : change(plan, phases, monitor);
        } finally {
            trust.forget();
        }
    }

    private static IStatus forbidden(InstructionRule.Refusal refusal) {
        return Status.error(Messages.bind(Messages.FeatureForbidden, refusal.unit(), refusal.action()));
    }

    private static Set<IInstallableUnit> additions(IProvisioningPlan plan) {
        var units = new LinkedHashSet<>(plan.getAdditions().query(QueryUtil.ALL_UNITS, null).toUnmodifiableSet());
        if (plan.getInstallerPlan() != null) {
            units.addAll(additions(plan.getInstallerPlan()));
        }
        return units;
    }

    private IStatus change(IProvisioningPlan plan, IPhaseSet phases, IProgressMonitor monitor) {
        if (!Features.writable()) {
            return Status.error(Features.readOnlySentence());
        }
        var home = Features.folder();
        try (var lock = InstallationLock.acquire(home, PATIENCE, () -> monitor.subTask(Messages.FeatureWaiting))
                .orElse(null)) {
            if (lock == null) {
                return Status.error(Messages.FeatureBusy);
            }
            if (!agent.getService(IProfileRegistry.class).isCurrent(plan.getProfile())) {
                return Status.error(Messages.FeatureMeanwhile);
            }
            var backup = new InstallationBackup(home);
            backup.begin();
            BundlePool.of(agent).forgetMissing();
            // Before: where this is killed in the middle, the next process looks for files that nothing needs.
            UnneededFiles.note(home);
            // An error that is thrown leaves the sign that something was begun: it is taken back at the next start.
            var status = engine.perform(plan, phases, monitor);
            backup.end();
            UnneededFiles.remove(agent);
            return status;
        } catch (IOException | ProvisionException e) {
            ILog.of(GuardedEngine.class).error(e.getMessage(), e);
            return Status.error(Messages.bind(Messages.FeatureNotWritten, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Status.CANCEL_STATUS;
        }
    }
}
