package org.currentcost.ui.kit;

import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.handlers.HandlerUtil;

/**
 * Undoes what was done last, by its key or its menu entry; or, with the data {@code redo} behind its name, does again
 * what was undone last.
 */
public final class UndoHandler extends AbstractHandler implements IExecutableExtension {

    /** The platform's command for undoing. */
    static final String UNDO = "org.eclipse.ui.edit.undo";
    /** The platform's command for doing again what was undone. */
    static final String REDO = "org.eclipse.ui.edit.redo";

    private boolean redo;

    @Override
    public void setInitializationData(IConfigurationElement config, String property, Object data) {
        redo = "redo".equals(data);
    }

    @Override
    public boolean isEnabled() {
        return Services.find(FigureServices.class).flatMap(services -> next(services.undo(), redo)).isPresent();
    }

    /** {@return what a menu entry would do, and what it says} */
    static Optional<UndoStack.Step> next(UndoStack stack, boolean redo) {
        return redo ? stack.redoable() : stack.undoable();
    }

    /** {@return what a step is called by who offers it} */
    static String name(UndoStack.Step step, boolean redo) {
        return Messages.bind(redo ? Messages.RedoWhat : Messages.UndoWhat, step.getLabel());
    }

    @Override
    public Object execute(ExecutionEvent event) {
        if (isTyped(event)) {
            // Whoever types means what was typed, and not an import of yesterday.
            return null;
        }
        var stack = HandlerUtil.getActiveWorkbenchWindow(event).getService(IEclipseContext.class)
                .get(FigureServices.class).undo();
        next(stack, redo).ifPresent(step -> stack.start(step, redo, name(step, redo)));
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
