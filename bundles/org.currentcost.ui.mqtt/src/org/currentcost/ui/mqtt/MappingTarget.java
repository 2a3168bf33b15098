package org.currentcost.ui.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.SensorRole;
import org.currentcost.recorder.Recorder;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.payload.Mapping;
import org.currentcost.ui.sources.AddressFields;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.dialogs.ListDialog;

/** Asks which connection is to read what was seen at a broker. UI thread only. */
final class MappingTarget {

    private MappingTarget() {
    }

    /**
     * What is to become of a mapping.
     *
     * @param connection what people know the connection by that gets it
     * @param change     makes it so, and says the id of the connection's source; may take seconds
     */
    record Addition(String connection, BackgroundWork.Change change) {
    }

    /**
     * Asks where a mapping belongs: to the source that was listened to, else to one that is on the same broker, else to
     * a new one. If that reads the topic for the same sensor already, asks what is to become of both.
     *
     * @param source the source that was chosen to listen to its broker; empty if an address was typed
     * @param topic  at which the message came
     * @return what to do; empty if the user gave up
     */
    static Optional<Addition> ask(Shell shell, Recorder recorder, Connection received, Optional<String> source,
            Mapping mapping, String topic) {
        var all = Connections.all(recorder);
        var own = all.stream().filter(one -> source.isPresent() && one.id().equals(source.get())).findFirst();
        var alike = all.stream().filter(one -> one.isLike(received)).toList();
        if (own.isEmpty() && alike.size() > 1) {
            return chosen(shell, alike).flatMap(known -> to(shell, recorder, known, mapping, topic));
        }
        var known = own.or(() -> alike.stream().findFirst());
        return known.isPresent()
                ? to(shell, recorder, known.get(), mapping, topic)
                : toNew(shell, recorder, received, mapping);
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

    private static Optional<Addition> to(Shell shell, Recorder recorder, Connections.Named known, Mapping mapping,
            String topic) {
        var connection = known.connection();
        var mappings = new ArrayList<>(connection.mappings());
        var rivals = connection.allMappings().stream().filter(one -> MappingDraft.areRivals(one, mapping, topic))
                .toList();
        if (!rivals.isEmpty()) {
            // What a profile reads is not to be taken out of it.
            boolean replaceable = mappings.containsAll(rivals);
            var answers = replaceable
                    ? List.of(Messages.RivalReplace, Messages.RivalBoth, IDialogConstants.CANCEL_LABEL)
                    : List.of(Messages.RivalBoth, IDialogConstants.CANCEL_LABEL);
            int answer = MessageDialog.open(MessageDialog.QUESTION, shell, Messages.UseAsSensor.replace("…", ""),
                    Messages.bind(Messages.RivalQuestion, new Object[]{known.label(), topic,
                        sensor(mapping, topic)}),
                    SWT.NONE, answers.toArray(String[]::new));
            if (answer < 0 || answer == answers.size() - 1) {
                return Optional.empty();
            }
            if (replaceable && answer == 0) {
                mappings.removeAll(rivals);
            }
        }
        mappings.add(mapping);
        String address = Connections.PREFIX + connection.reading(connection.choices(), mappings).address();
        return Optional.of(new Addition(known.label(), () -> {
            recorder.change(known.id(), address);
            return known.id();
        }));
    }

    /** {@return what people call the sensor of a mapping, with its meter if that is one of its own} */
    static String sensor(Mapping mapping, String topic) {
        String sensor = MappingDraft.sensor(mapping, topic);
        String meter = MappingDraft.meter(mapping, topic);
        String name = sensor.isEmpty() ? MappingDialog.role(SensorRole.HOUSE) : sensor;
        return meter.isEmpty() ? name : meter + " › " + name;
    }

    private static Optional<Addition> toNew(Shell shell, Recorder recorder, Connection received, Mapping mapping) {
        var dialog = new InputDialog(shell, Messages.UseAsSensor, Messages.MeterFor, received.host(),
                text -> text.isBlank() ? AddressFields.meterMissing() : null);
        if (dialog.open() != Window.OK) {
            return Optional.empty();
        }
        String meter = dialog.getValue().strip();
        String address = Connections.PREFIX + received.reading(List.of(), List.of(mapping)).address();
        return Optional
                .of(new Addition(meter + " (" + received.place() + ")", () -> recorder.add(meter, address).id()));
    }
}
