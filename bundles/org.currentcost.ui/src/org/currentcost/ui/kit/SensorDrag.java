package org.currentcost.ui.kit;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.currentcost.model.SeriesKey;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetAdapter;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Control;

/** Sensors on their way from the Sensors view to a chart, as text. */
public final class SensorDrag {

    private static final String MARK = "currentcost-sensors\n";

    private SensorDrag() {
    }

    /** Lets sensors be dropped on a view. @param drop takes them */
    public static void accept(Control view, Consumer<List<SeriesKey>> drop) {
        var target = new DropTarget(view, DND.DROP_COPY | DND.DROP_DEFAULT | DND.DROP_MOVE);
        target.setTransfer(TextTransfer.getInstance());
        target.addDropListener(new DropTargetAdapter() {
            @Override
            public void dragEnter(DropTargetEvent event) {
                event.detail = DND.DROP_COPY;
            }

            @Override
            public void drop(DropTargetEvent event) {
                read((String) event.data).ifPresent(drop);
            }
        });
    }

    public static String write(List<SeriesKey> sensors) {
        return MARK + sensors.stream().map(SeriesNames::save).collect(Collectors.joining("\n"));
    }

    /** {@return the sensors, unless something else was dropped} */
    static Optional<List<SeriesKey>> read(String text) {
        return text != null && text.startsWith(MARK)
                ? Optional.of(text.substring(MARK.length()).lines().map(SeriesNames::parse).toList())
                : Optional.empty();
    }
}
