package org.currentcost.ui.data;

import java.util.Optional;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.Recorder;
import org.currentcost.settings.SensorSettings;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.Commands;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.Problems;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the settings of a sensor, or makes a computed one. */
public final class SensorHandler extends AbstractHandler {

    private static final String NEW = "org.currentcost.ui.newComputedSensor";

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        var window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        var context = window.getService(IEclipseContext.class);
        var services = context.get(FigureServices.class);
        Object chosen = HandlerUtil.getCurrentSelection(event) instanceof IStructuredSelection selection
                ? selection.getFirstElement()
                : null;
        try {
            switch (event.getCommand().getId()) {
                case Commands.SENSOR_SETTINGS -> {
                    if (chosen instanceof Sensor sensor) {
                        open(window.getShell(), services, context.get(Recorder.class), sensor);
                    }
                }
                case NEW -> create(window.getShell(), services, chosen);
                default -> throw new ExecutionException(event.getCommand().getId());
            }
        } catch (StoreException e) {
            Problems.show(window.getShell(), Messages.SensorProblem, e);
        }
        return null;
    }

    private static void open(Shell shell, FigureServices services, Recorder recorder, Sensor sensor)
            throws StoreException {
        Optional<Reading> latest = recorder.live().latest(sensor.key());
        if (latest.isEmpty() && sensor.settings().formula().isEmpty()) {
            latest = services.store().latest(sensor.key());
        }
        new SensorDialog(shell, services, services.household().sensor(sensor.key()), false, latest).open();
    }

    private static void create(Shell shell, FigureServices services, Object chosen) throws StoreException {
        Optional<String> meter = switch (chosen) {
            case Sensor sensor -> Optional.of(sensor.key().meter());
            case String name -> Optional.of(name);
            case null, default -> services.household().house().map(one -> one.key().meter());
        };
        if (meter.isPresent()) {
            SeriesKey key = services.household().nextComputed(meter.get());
            var settings = new SensorSettings("", SensorRole.INSIDE_HOUSE, false, Optional.empty(), Optional.of(""));
            new SensorDialog(shell, services, new Sensor(key, settings), true, Optional.empty()).open();
        }
    }
}
