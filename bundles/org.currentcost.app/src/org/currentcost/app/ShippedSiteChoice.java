package org.currentcost.app;

import org.currentcost.install.Features;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.IExecutionListener;
import org.eclipse.core.commands.NotHandledException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;

/**
 * Chooses the site that ships with the program when <i>Install New Software</i> opens: p2's own page begins with no
 * site at all, and says nothing of what there is until the user has found the list. Where nothing can be installed it
 * says so instead.
 */
final class ShippedSiteChoice implements IExecutionListener {

    private static final String INSTALL = "org.eclipse.equinox.p2.ui.sdk.install";

    private final Display display;
    private final Listener shown = this::shown;

    ShippedSiteChoice(Display display) {
        this.display = display;
    }

    @Override
    public void preExecute(String command, ExecutionEvent event) {
        if (command.equals(INSTALL)) {
            display.removeFilter(SWT.Activate, shown);
            display.addFilter(SWT.Activate, shown);
        }
    }

    private void shown(Event event) {
        if (event.widget instanceof Composite shell && shell.getData() instanceof WizardDialog wizard) {
            display.removeFilter(SWT.Activate, shown);
            if (Features.writable()) {
                choose(shell);
            } else {
                display.asyncExec(() -> refuse(wizard));
            }
        }
    }

    /** Better than to let the user choose what can't be installed. */
    private static void refuse(WizardDialog wizard) {
        var parent = wizard.getShell().getParent();
        wizard.close();
        MessageDialog.openInformation(parent.getShell(), Features.shippedSiteName(), Features.readOnlySentence());
    }

    private static void choose(Composite parent) {
        for (Control child : parent.getChildren()) {
            if (child instanceof Combo combo) {
                for (String site : combo.getItems()) {
                    if (site.startsWith(Features.shippedSiteName() + " ")) {
                        combo.setText(site);
                    }
                }
            } else if (child instanceof Composite composite) {
                choose(composite);
            }
        }
    }

    @Override
    public void notHandled(String command, NotHandledException exception) {
        // nothing opens
    }

    @Override
    public void postExecuteFailure(String command, ExecutionException exception) {
        // nothing opens
    }

    @Override
    public void postExecuteSuccess(String command, Object value) {
        // it may open later still: its sites are loaded first
    }
}
