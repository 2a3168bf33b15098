package org.currentcost.ui.sources;

import java.util.List;
import java.util.Optional;
import org.currentcost.recorder.Recorder;
import org.currentcost.settings.UnattendedRecording;
import org.currentcost.ui.kit.Background;
import org.currentcost.ui.kit.FontRoom;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** The first start: what is on already, and the doors from here. */
public final class WelcomeDialog extends Dialog {

    private static final float TITLE_SCALE = 1.6f;
    private static final int WIDTH = 520;
    private static final int BUTTON_WIDTH = 190;

    private Optional<String> chosenKind = Optional.empty();
    private Optional<SourceOffers.Offer> chosenOffer = Optional.empty();

    private final Optional<SourceOffers> offers;

    private WelcomeDialog(Shell parent, Optional<SourceOffers> offers) {
        super(parent);
        this.offers = offers;
    }

    /**
     * Opens the welcome, and after it the wizard for what was chosen, or what installs it.
     *
     * @param context has the recorder, and what offers and installs further kinds of source if anything does
     */
    public static void open(Shell shell, IEclipseContext context) {
        var dialog = new WelcomeDialog(shell, Optional.ofNullable(context.get(SourceOffers.class)));
        dialog.open();
        if (dialog.chosenKind.isPresent()
                && AddSourceWizard.open(shell, context.get(Recorder.class), dialog.chosenKind)) {
            UnattendedQuestion.ask(shell, Optional.ofNullable(context.get(UnattendedRecording.class)));
        }
        dialog.chosenOffer.ifPresent(offer -> context.get(SourceInstaller.class).install(shell, offer));
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.WelcomeTitle);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        var area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(24, 20).spacing(16, 14).applyTo(area);
        var resources = new LocalResourceManager(JFaceResources.getResources(), area);
        var title = new Label(area, SWT.NONE);
        title.setText(Messages.WelcomeHeading);
        int height = JFaceResources.getDefaultFont().getFontData()[0].getHeight();
        title.setFont(resources.create(FontDescriptor.createFrom(JFaceResources.getDefaultFont())
                .setHeight(Math.round(height * TITLE_SCALE)).setStyle(SWT.BOLD)));
        GridDataFactory.fillDefaults().span(2, 1).applyTo(title);
        var text = new Label(area, SWT.WRAP);
        text.setText(Messages.WelcomeText);
        GridDataFactory.fillDefaults().span(2, 1).hint(FontRoom.width(text, WIDTH), SWT.DEFAULT).grab(true, false)
                .applyTo(text);
        for (var kind : SourceKind.all()) {
            if (!kind.id().equals("demo")) {
                door(area, kind.name(), kind.description(), () -> chosenKind = Optional.of(kind.id()));
            }
        }
        var demo = door(area, Messages.WelcomeDemo, Messages.WelcomeDemoDescription, () -> {
        });
        offers.ifPresent(site -> {
            var display = area.getDisplay();
            // The first look at what can be installed takes a second; the window is there before.
            Background.run(Messages.WelcomeLooking, () -> {
                var found = site.look();
                if (!found.isEmpty() && !display.isDisposed()) {
                    display.asyncExec(() -> showOffers(area, demo, found));
                }
            });
        });
        return area;
    }

    /** Adds a door for each kind of meter that can be installed. */
    private void showOffers(Composite area, Control before, List<SourceOffers.Offer> offers) {
        if (area.isDisposed()) {
            return;
        }
        for (var offer : offers) {
            var button = door(area, offer.name(), Messages.bind(Messages.WelcomeInstall, offer.description()),
                    () -> chosenOffer = Optional.of(offer));
            var label = area.getChildren()[area.getChildren().length - 1];
            button.moveAbove(before);
            label.moveAbove(before);
        }
        var shell = getShell();
        var size = shell.computeSize(shell.getSize().x, SWT.DEFAULT);
        shell.setSize(shell.getSize().x, Math.max(shell.getSize().y, size.y));
        shell.layout(true, true);
    }

    private Button door(Composite area, String name, String description, Runnable choose) {
        var button = new Button(area, SWT.PUSH | SWT.WRAP);
        button.setText(name);
        GridDataFactory.fillDefaults().hint(FontRoom.width(button, BUTTON_WIDTH), FontRoom.height(button, 56))
                .applyTo(button);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            choose.run();
            okPressed();
        }));
        var label = new Label(area, SWT.WRAP);
        label.setText(description);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).grab(true, false)
                .hint(FontRoom.width(label, WIDTH - BUTTON_WIDTH), SWT.DEFAULT).applyTo(label);
        return button;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, false);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }
}
