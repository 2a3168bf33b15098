package org.currentcost.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.currentcost.install.Features;
import org.currentcost.install.Features.FeatureException;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.source.SourceState;
import org.currentcost.ui.kit.Background;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Tree;

/**
 * Asks before something is uninstalled that a source needs which is on: its readings would end with it. p2's wizard has
 * no place for that, so this looks at it as soon as it is open. UI thread only.
 */
final class UninstallQuestion implements Listener {

    /** The name of the class of p2's wizard. */
    private static final String WIZARD = "UninstallWizard";
    private static final int UNINSTALL = 0;

    private final Display display;
    private final Recorder recorder;
    private Optional<WizardDialog> seen = Optional.empty();

    private UninstallQuestion(Display display, Recorder recorder) {
        this.display = display;
        this.recorder = recorder;
    }

    /** Asks from now on. */
    static void begin(Display display, Recorder recorder) {
        display.addFilter(SWT.Activate, new UninstallQuestion(display, recorder));
    }

    @Override
    public void handleEvent(Event event) {
        if (event.widget instanceof Composite shell && shell.getData() instanceof WizardDialog dialog
                && dialog.getCurrentPage() != null && seen.filter(dialog::equals).isEmpty()
                && dialog.getCurrentPage().getWizard().getClass().getSimpleName().equals(WIZARD)) {
            seen = Optional.of(dialog);
            Background.run(Messages.UninstallLooking, () -> {
                var needed = needed();
                display.asyncExec(() -> ask(dialog, needed));
            });
        }
    }

    /** {@return the meters of the sources that are on, by the name of the feature that they need} */
    private Map<String, String> needed() throws FeatureException {
        var meters = new TreeMap<String, String>();
        var features = Features.ofThisInstallation();
        if (features.isPresent()) {
            for (var feature : features.get().list(Optional.empty())) {
                var schemes = features.get().sourcesOf(feature.id());
                recorder.sources().stream().filter(one -> !(one.state() instanceof SourceState.Stopped))
                        .map(SourceStatus::row)
                        .filter(row -> schemes.stream().anyMatch(scheme -> row.address().startsWith(scheme + ":")))
                        .forEach(row -> meters.merge(feature.name(), row.meter(), (one, more) -> one + ", " + more));
            }
        }
        return meters;
    }

    private static void ask(WizardDialog dialog, Map<String, String> needed) {
        var shell = dialog.getShell();
        if (shell == null || shell.isDisposed()) {
            return;
        }
        var uninstalled = names(shell);
        for (var one : needed.entrySet()) {
            if (uninstalled.contains(one.getKey()) && MessageDialog.open(MessageDialog.QUESTION, shell,
                    Messages.UninstallTitle, Messages.bind(Messages.UninstallAsk, one.getKey(), one.getValue()),
                    SWT.NONE,
                    Messages.UninstallDo, IDialogConstants.CANCEL_LABEL) != UNINSTALL) {
                dialog.close();
                return;
            }
        }
    }

    /** {@return what the wizard lists} */
    private static List<String> names(Composite parent) {
        return List.of(parent.getChildren()).stream().flatMap((Control child) -> switch (child) {
            case Tree tree -> List.of(tree.getItems()).stream().map(item -> item.getText(0));
            case Composite composite -> names(composite).stream();
            default -> List.<String>of().stream();
        }).toList();
    }
}
