package org.currentcost.ui.kit;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.ui.handlers.HandlerUtil;

/** Undoes what was done last, by its key or its menu entry. */
public final class UndoHandler extends AbstractHandler {

    /** The platform's command for undoing. */
    static final String COMMAND = "org.eclipse.ui.edit.undo";

    @Override
    public boolean isEnabled() {
        return Services.find(FigureServices.class)
                .filter(services -> services.choices().undo().get() != ViewingChoices.NOTHING_TO_UNDO).isPresent();
    }

    @Override
    public Object execute(ExecutionEvent event) {
        HandlerUtil.getActiveWorkbenchWindow(event).getService(IEclipseContext.class).get(FigureServices.class)
                .choices()
                .undo().get().run();
        return null;
    }
}
