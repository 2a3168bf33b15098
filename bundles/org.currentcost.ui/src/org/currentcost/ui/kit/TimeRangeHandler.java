package org.currentcost.ui.kit;

import java.util.Locale;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.ui.handlers.HandlerUtil;

/** Moves all linked views through time: to a usual length, on, back, to an exact range. */
public final class TimeRangeHandler extends AbstractHandler {

    static final String COMMAND = "org.currentcost.ui.timeRange";
    static final String PARAMETER = "org.currentcost.ui.timeRange.step";

    /** What the command's parameter may say, beside the names of {@link TimeRangeService.Preset}. */
    enum Step {
        EARLIER, LATER, NOW, BACK, FORWARD, EXACT
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        var window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        var services = window.getService(IEclipseContext.class).get(FigureServices.class);
        String step = event.getParameter(PARAMETER).toUpperCase(Locale.ROOT);
        for (var preset : TimeRangeService.Preset.values()) {
            if (preset.name().equals(step)) {
                services.time().show(preset);
                return null;
            }
        }
        switch (Step.valueOf(step)) {
            case EARLIER -> services.time().earlier();
            case LATER -> services.time().later();
            case NOW -> services.time().now();
            case BACK -> services.time().back();
            case FORWARD -> services.time().forward();
            case EXACT -> ExactRangeDialog.show(window.getShell(), services);
        }
        return null;
    }
}
