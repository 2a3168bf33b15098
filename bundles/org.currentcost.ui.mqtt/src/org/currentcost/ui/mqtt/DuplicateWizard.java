package org.currentcost.ui.mqtt;

import java.util.Optional;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Shell;

/** Makes a copy of a connection: it is edited first, and is there, and starts, when the user is done with it. */
final class DuplicateWizard extends Wizard {

    private static final String COPY = "-copy";

    private final Recorder recorder;
    private final MqttSourcePage page = new MqttSourcePage();

    private DuplicateWizard(Recorder recorder) {
        this.recorder = recorder;
        setWindowTitle(Messages.Duplicate.replace("…", ""));
    }

    /** Opens the wizard. @return whether the copy was added */
    static boolean open(Shell shell, Recorder recorder, SourceStatus source) {
        var connection = Connections.of(source);
        if (connection.isEmpty()) {
            return false;
        }
        var wizard = new DuplicateWizard(recorder);
        var dialog = new WizardDialog(shell, wizard);
        dialog.setMinimumPageSize(560, 380);
        dialog.create();
        String address = Connections.copy(connection.get(), COPY);
        wizard.page.showCopy(Messages.bind(Messages.NewMeter, source.row().meter()),
                address.substring(address.indexOf(':') + 1));
        return dialog.open() == WizardDialog.OK;
    }

    @Override
    public void addPages() {
        addPage(page);
    }

    @Override
    public boolean performFinish() {
        page.close();
        if (!page.finish()) {
            return false;
        }
        Optional<String> trouble = Optional.empty();
        try {
            String meter = page.meter();
            String address = page.address();
            Waiting.run(() -> recorder.add(meter, address));
        } catch (IllegalArgumentException e) {
            trouble = Optional.of(e.getMessage());
        } catch (StoreException e) {
            trouble = Optional.of((e.getMessage() + " " + e.remedy()).strip());
        }
        trouble.ifPresent(page::setErrorMessage);
        return trouble.isEmpty();
    }

    @Override
    public boolean performCancel() {
        page.close();
        return true;
    }
}
