package org.currentcost.ui.live;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.currentcost.accounting.Meter;
import org.currentcost.recorder.Recorder;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.store.StoreMaintenance.MeterContent;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.ProgressJob;
import org.currentcost.ui.kit.Quantities;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;

/** Deletes a meter with all that is kept of it, after having said how much that is. UI thread only. */
final class MeterRemoval {

    private static final int BACK_UP = 0;
    private static final int DELETE = 1;

    private final Shell shell;
    private final FigureServices services;
    private final Recorder recorder;
    private final StoreLocation location;

    MeterRemoval(Shell shell, FigureServices services, Recorder recorder, StoreLocation location) {
        this.shell = shell;
        this.services = services;
        this.recorder = recorder;
        this.location = location;
    }

    /** Asks whether to delete a meter, and with a backup first or without. */
    void ask(Meter meter) {
        try {
            ask(meter, services.store().contentOf(meter.name()));
        } catch (StoreException e) {
            Problems.show(shell, Messages.MeterDeleteProblem, e);
        }
    }

    private void ask(Meter meter, MeterContent content) {
        var question = new MessageDialog(shell, Messages.MeterDeleteTitle, null, about(meter, content),
                MessageDialog.WARNING, BACK_UP, Messages.MeterDeleteBackUp, Messages.MeterDeleteDo,
                IDialogConstants.CANCEL_LABEL);
        int answer = question.open();
        if (answer == BACK_UP || answer == DELETE) {
            run(meter, answer == BACK_UP);
        }
    }

    /** Removes the demo and what it brought at once; asks where somebody has put more into it. */
    void removeDemo(Meter demo) {
        try {
            var content = services.store().contentOf(demo.name());
            if (content.imports() > 1 || content.edits() > 0) {
                ask(demo, content);
            } else {
                run(demo, false);
            }
        } catch (StoreException e) {
            Problems.show(shell, Messages.MeterDeleteProblem, e);
        }
    }

    private void run(Meter meter, boolean backUpFirst) {
        var display = shell.getDisplay();
        ProgressJob.start(Messages.MeterDeleteTitle, Messages.MeterDeleteProblem, progress -> {
            if (backUpFirst) {
                services.store().backup(location.backupName(services.clock().instant()), progress);
            }
            recorder.delete(meter.name(), () -> services.household().deleteMeter(meter.name()));
            display.asyncExec(() -> {
                var selected = services.choices().sensors();
                selected.set(selected.get().stream().filter(key -> !key.meter().equals(meter.name())).toList());
            });
        });
    }

    /** {@return what deleting a meter takes away, in words} */
    static String about(Meter meter, MeterContent content) {
        var parts = new ArrayList<>(List.of(Messages.bind(Messages.MeterContentReadings,
                Quantities.count(content.readings()))));
        add(parts, Messages.MeterContentBlocks, content.blocks());
        add(parts, Messages.MeterContentEdits, content.edits());
        add(parts, Messages.MeterContentImports, content.imports());
        add(parts, Messages.MeterContentNotes, content.notes());
        if (content.sources() > 0) {
            parts.add(Messages.MeterContentSource);
        }
        String words = Messages.bind(Messages.MeterDeleteAbout, meter.name(),
                parts.stream().collect(Collectors.joining(", ")));
        return meter.received() && content.sources() == 0 ? words + "\n\n" + Messages.MeterDeleteReceived : words;
    }

    private static void add(List<String> parts, String words, long count) {
        if (count > 0) {
            parts.add(Messages.bind(words, Quantities.count(count)));
        }
    }
}
