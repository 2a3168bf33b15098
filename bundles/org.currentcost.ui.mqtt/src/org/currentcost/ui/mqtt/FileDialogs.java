package org.currentcost.ui.mqtt;

import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

/** Makes dialogs that ask for a file. UI thread only. */
final class FileDialogs {

    private FileDialogs() {
    }

    /** {@return a dialog that begins where people have their files, not where the program is installed} */
    static FileDialog make(Shell parent, int style, String what) {
        var dialog = new FileDialog(parent, style);
        dialog.setText(what.replaceFirst("[:…]$", ""));
        dialog.setFilterPath(System.getProperty("user.home"));
        return dialog;
    }
}
