package org.currentcost.ui.sources;

import java.util.Optional;
import org.currentcost.settings.UnattendedRecording;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;

/** Asks, once, whether recording is to go on when the window is closed. UI thread. */
final class UnattendedQuestion {

    private UnattendedQuestion() {
    }

    /** Asks, unless it was asked before, or the first source that was connected has closed the window. */
    static void ask(Shell shell, Optional<UnattendedRecording> unattended) {
        if (unattended.isEmpty() || shell.isDisposed()) {
            return;
        }
        try {
            if (unattended.get().wanted().isEmpty()) {
                boolean wanted = MessageDialog.open(MessageDialog.QUESTION, shell, Messages.UnattendedTitle,
                        Messages.UnattendedAsk, SWT.NONE, Messages.UnattendedYes, Messages.UnattendedNo) == 0;
                Waiting.run(() -> unattended.get().want(wanted));
            }
        } catch (StoreException e) {
            Problems.show(shell, Messages.UnattendedProblem, e);
        }
    }
}
