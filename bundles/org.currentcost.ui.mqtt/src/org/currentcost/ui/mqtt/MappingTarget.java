package org.currentcost.ui.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.recorder.Recorder;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.Mapping;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.dialogs.ListDialog;

/** Asks which connection is to read what was seen at a broker. UI thread only. */
final class MappingTarget {

    private MappingTarget() {
    }

    /**
     * What is to become of a mapping.
     *
     * @param meter  the name of the meter that gets it
     * @param change makes it so; may take seconds
     */
    record Addition(String meter, Crossing.Change change) {
    }

    /**
     * Asks where a mapping belongs: to the source that was listened to, else to one that is on the same broker, else to
     * a new one.
     *
     * @param source the source that was chosen to listen to its broker; empty if an address was typed
     * @return what to do; empty if the user gave up
     */
    static Optional<Addition> ask(Shell shell, Recorder recorder, Connection heard, Optional<String> source,
            Mapping mapping) {
        var all = Connections.all(recorder);
        var own = all.stream().filter(one -> source.isPresent() && one.id().equals(source.get())).findFirst();
        var alike = all.stream().filter(one -> one.isLike(heard)).toList();
        if (own.isEmpty() && alike.size() > 1) {
            return chosen(shell, alike).map(known -> to(recorder, known, mapping));
        }
        var known = own.or(() -> alike.stream().findFirst());
        return known.isPresent()
                ? Optional.of(to(recorder, known.get(), mapping))
                : toNew(shell, recorder, heard,
                        mapping);
    }

    private static Optional<Connections.Named> chosen(Shell shell, List<Connections.Named> alike) {
        var dialog = new ListDialog(shell);
        dialog.setTitle(Messages.UseAsSensor);
        dialog.setMessage(Messages.WhichConnection);
        dialog.setContentProvider(ArrayContentProvider.getInstance());
        dialog.setLabelProvider(LabelProvider.createTextProvider(one -> ((Connections.Named) one).label()));
        dialog.setInput(alike);
        dialog.setInitialSelections(alike.getFirst());
        return dialog.open() == Window.OK && dialog.getResult().length == 1
                ? Optional.of((Connections.Named) dialog.getResult()[0])
                : Optional.empty();
    }

    private static Addition to(Recorder recorder, Connections.Named known, Mapping mapping) {
        var mappings = new ArrayList<>(known.connection().mappings());
        mappings.add(mapping);
        String address = Connections.PREFIX
                + known.connection().reading(known.connection().choices(), mappings).address();
        return new Addition(known.meter(), () -> {
            recorder.change(known.id(), address);
            return known.meter();
        });
    }

    private static Optional<Addition> toNew(Shell shell, Recorder recorder, Connection heard, Mapping mapping) {
        var dialog = new InputDialog(shell, Messages.UseAsSensor, Messages.MeterFor, heard.host(),
                text -> text.isBlank() ? Messages.MeterFor : null);
        if (dialog.open() != Window.OK) {
            return Optional.empty();
        }
        String meter = dialog.getValue().strip();
        String address = Connections.PREFIX + heard.reading(List.of(), List.of(mapping)).address();
        return Optional.of(new Addition(meter, () -> {
            recorder.add(meter, address);
            return meter;
        }));
    }
}
