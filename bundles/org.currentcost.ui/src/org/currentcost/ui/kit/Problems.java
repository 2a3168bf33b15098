package org.currentcost.ui.kit;

import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;

/**
 * Tells the user of what he asked for and could not be done. Expected trouble, such as a pulled cable, is a state in
 * the views and never comes here.
 */
public final class Problems {

    private Problems() {
    }

    /** Opens a dialog with a sentence, and logs its cause. */
    public static void show(Shell shell, String sentence, Exception cause) {
        ILog.of(Problems.class).error(sentence, cause);
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        MessageDialog.openError(shell, Messages.ProblemTitle, sentence + "\n\n" + reason);
    }
}
