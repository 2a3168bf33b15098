package org.currentcost.ui.mqtt;

import java.util.ArrayList;
import java.util.Optional;
import org.currentcost.source.mqtt.Connection.Choice;
import org.currentcost.source.mqtt.payload.BuiltInProfiles;
import org.currentcost.source.mqtt.payload.Profile;
import org.currentcost.source.mqtt.payload.TopicFilter;
import org.currentcost.ui.kit.FontRoom;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** The topics that are read by a profile: its own, or those that the user's senders have. */
final class TopicsDialog extends TitleAreaDialog {

    private final Choice choice;
    private Text filters;
    private Optional<Choice> result = Optional.empty();

    private TopicsDialog(Shell parent, Choice choice) {
        super(parent);
        this.choice = choice;
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    /** {@return the choice with the topics that the user wants; empty if the user gave up} */
    static Optional<Choice> ask(Shell parent, Choice choice) {
        var dialog = new TopicsDialog(parent, choice);
        dialog.open();
        return dialog.result;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        String title = BuiltInProfiles.find(choice.profile()).map(Profile::title).orElse(Messages.TopicsTitle);
        setTitle(title);
        setMessage(BuiltInProfiles.find(choice.profile()).map(Profile::description).orElse(""));
        getShell().setText(Messages.TopicsTitle);
        var area = (Composite) super.createDialogArea(parent);
        var box = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults().margins(10, 10).applyTo(box);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(box);
        var hint = new Label(box, SWT.WRAP);
        hint.setText(Messages.TopicsHint);
        GridDataFactory.fillDefaults().grab(true, false).hint(FontRoom.width(hint, 480), SWT.DEFAULT).applyTo(hint);
        filters = new Text(box, SWT.BORDER | SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL);
        filters.setText(String.join("\n", ProfileTopics.of(choice)));
        GridDataFactory.fillDefaults().grab(true, true).hint(480, 8 * filters.getLineHeight()).applyTo(filters);
        filters.addModifyListener(event -> check());
        return area;
    }

    private Choice choice() {
        var wanted = new ArrayList<String>();
        filters.getText().lines().map(String::strip).filter(line -> !line.isEmpty()).distinct()
                .map(line -> TopicFilter.parse(line).toString()).forEach(wanted::add);
        if (wanted.isEmpty() && choice.profile().isEmpty()) {
            throw new IllegalArgumentException(Messages.TopicsMissing);
        }
        return ProfileTopics.choice(choice.profile(), wanted);
    }

    private void check() {
        Optional<String> trouble = Optional.empty();
        try {
            // A topic may be well written and still be of no use to the profile.
            ProfileTopics.mappings(choice());
        } catch (IllegalArgumentException e) {
            trouble = Optional.of(e.getMessage());
        }
        setErrorMessage(trouble.orElse(null));
        getButton(IDialogConstants.OK_ID).setEnabled(trouble.isEmpty());
    }

    @Override
    protected void okPressed() {
        result = Optional.of(choice());
        super.okPressed();
    }
}
