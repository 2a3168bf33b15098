package org.currentcost.ui.kit;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
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
        if (isTyped(event)) {
            // Whoever types means what was typed, and not an import of yesterday.
            return null;
        }
        HandlerUtil.getActiveWorkbenchWindow(event).getService(IEclipseContext.class).get(FigureServices.class)
                .choices()
                .undo().get().run();
        return null;
    }

    private static boolean isTyped(ExecutionEvent event) {
        return event.getTrigger() instanceof Event key && (key.type == SWT.KeyDown || key.type == SWT.Traverse)
                && switch (key.display.getFocusControl()) {
                    case Text text -> true;
                    case StyledText text -> true;
                    case Combo combo -> true;
                    case Spinner spinner -> true;
                    case null, default -> false;
                };
    }
}
