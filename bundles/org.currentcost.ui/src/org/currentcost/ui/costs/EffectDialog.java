package org.currentcost.ui.costs;

import java.util.Optional;
import org.currentcost.analysis.Tariff;
import org.currentcost.ui.kit.FigureServices;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;

/** Shows what a change without a form re-prices, such as counting by another tariff, before it is done. */
final class EffectDialog extends EntryDialog {

    private final FigureServices services;
    private final Optional<Tariff> before;
    private final Optional<Tariff> after;
    private boolean known;

    private EffectDialog(Shell parent, FigureServices services, String title, String button, Optional<Tariff> before,
            Optional<Tariff> after) {
        super(parent, title, Messages.EffectSentence, button);
        this.services = services;
        this.before = before;
        this.after = after;
    }

    /**
     * {@return whether the user wants the change}
     *
     * @param button the verb
     * @param before the tariff that counts, if one does
     * @param after  the one that will count, if one does
     */
    static boolean confirm(Shell parent, FigureServices services, String title, String button,
            Optional<Tariff> before, Optional<Tariff> after) {
        return new EffectDialog(parent, services, title, button, before, after).open() == Window.OK;
    }

    @Override
    void createFields(Composite area) {
        var pane = new EffectPane(area, services);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, true).applyTo(pane.control());
        pane.show(before, after, () -> {
            known = true;
            if (getButton(IDialogConstants.OK_ID) != null) {
                getButton(IDialogConstants.OK_ID).setEnabled(true);
            }
        });
    }

    @Override
    Optional<String> problem() {
        return known ? Optional.empty() : Optional.of("");
    }

    @Override
    void accept() {
        // The answer is that the dialog was ended by its button.
    }
}
