package org.currentcost.ui.sources;

import java.util.Optional;
import org.currentcost.recorder.Recorder;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the wizard that adds a source. */
public final class AddSourceHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        var window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        var recorder = window.getService(IEclipseContext.class).get(Recorder.class);
        AddSourceWizard.open(window.getShell(), recorder, Optional.empty());
        return null;
    }
}
