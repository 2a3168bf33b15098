package org.currentcost.ui.live;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.SeriesKey;
import org.currentcost.ui.kit.SensorDrag;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.ViewerDropAdapter;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DragSourceEvent;
import org.eclipse.swt.dnd.DragSourceListener;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.dnd.TransferData;

/**
 * Sensors are dragged out of their tree into a chart, or onto another one of it, inside which they are then; onto their
 * house or meter, they are inside no other one.
 */
final class SensorTreeDrag extends ViewerDropAdapter implements DragSourceListener {

    private final TreeViewer tree;
    private final SensorNesting nesting;
    private final Supplier<List<SeriesKey>> selected;
    private List<Sensor> dragged = List.of();

    private SensorTreeDrag(TreeViewer tree, SensorNesting nesting, Supplier<List<SeriesKey>> selected) {
        super(tree);
        this.tree = tree;
        this.nesting = nesting;
        this.selected = selected;
        setFeedbackEnabled(false);
    }

    /** Lets sensors be dragged and dropped. @param selected what is dragged into a chart */
    static void hook(TreeViewer tree, SensorNesting nesting, Supplier<List<SeriesKey>> selected) {
        var drag = new SensorTreeDrag(tree, nesting, selected);
        var texts = new Transfer[]{TextTransfer.getInstance()};
        tree.addDragSupport(DND.DROP_COPY | DND.DROP_MOVE, texts, drag);
        tree.addDropSupport(DND.DROP_COPY | DND.DROP_MOVE, texts, drag);
    }

    /** {@return the selected sensors, without meters} */
    static List<Sensor> sensors(TreeViewer tree) {
        return Arrays.stream(tree.getStructuredSelection().toArray()).filter(Sensor.class::isInstance)
                .map(Sensor.class::cast).toList();
    }

    @Override
    public void dragStart(DragSourceEvent event) {
        dragged = sensors(tree);
    }

    @Override
    public void dragSetData(DragSourceEvent event) {
        event.data = SensorDrag.write(selected.get());
    }

    @Override
    public void dragFinished(DragSourceEvent event) {
        dragged = List.of();
    }

    @Override
    public boolean validateDrop(Object target, int operation, TransferData type) {
        return SensorNesting.mayPut(dragged, target);
    }

    @Override
    public boolean performDrop(Object data) {
        var sensors = dragged;
        var target = getCurrentTarget();
        // The window may wait for the store, which a drag that is not over would not stand.
        tree.getControl().getDisplay().asyncExec(() -> {
            if (!tree.getControl().isDisposed() && SensorNesting.mayPut(sensors, target)) {
                nesting.put(sensors, target);
            }
        });
        return true;
    }
}
