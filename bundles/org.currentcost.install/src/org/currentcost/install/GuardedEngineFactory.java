package org.currentcost.install;

import org.eclipse.core.runtime.preferences.DefaultScope;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.spi.IAgentServiceFactory;
import org.eclipse.equinox.p2.engine.IEngine;

/**
 * Puts the guard in front of p2's engine, for whoever asks for it: the command line, and all of p2's own windows. As a
 * service it comes before p2's own, which it gets.
 */
public final class GuardedEngineFactory implements IAgentServiceFactory {

    private static final String COLLECTOR = "org.eclipse.equinox.p2.garbagecollector";

    private final IAgentServiceFactory engines;

    /** @param engines makes p2's own engine */
    public GuardedEngineFactory(IAgentServiceFactory engines) {
        this.engines = engines;
    }

    @Override
    public Object createService(IProvisioningAgent agent) {
        // Before a change is complete, p2 would remove what the state of before needs, should it be put back.
        DefaultScope.INSTANCE.getNode(COLLECTOR).putBoolean("gc_enabled", false);
        return new GuardedEngine(agent, (IEngine) engines.createService(agent));
    }
}
