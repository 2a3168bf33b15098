package org.currentcost.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.ProcessKind;
import org.currentcost.guest.Role;
import org.currentcost.model.UserLocale;
import org.currentcost.settings.UnattendedRecording;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.ProgressJob;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;

/**
 * The language, what the window opens with, where the readings are and who records them without a window; the top of
 * the workbench's own pages.
 */
public final class GeneralPreferencePage extends PreferencePage implements IWorkbenchPreferencePage {

    private static final int WIDTH = 360;
    /** Stands in a choice for none of the others. */
    private static final int USUAL = 0;

    private IWorkbench workbench;
    private ReadingStore store;
    private Path folder;
    private FolderAccess access;
    private Optional<UnattendedRecording> unattended = Optional.empty();
    private final LanguageChoice language = LanguageChoice.ofThisProgram();
    private final List<Locale> languages = LanguageChoice.offered();
    private List<IPerspectiveDescriptor> perspectives = List.of();
    private Combo languageChoice;
    private Combo perspectiveChoice;
    private Optional<Button> goesOn = Optional.empty();

    @Override
    public void init(IWorkbench opened) {
        workbench = opened;
        perspectives = List.of(workbench.getPerspectiveRegistry().getPerspectives());
        var context = workbench.getService(IEclipseContext.class);
        store = context.get(ReadingStore.class);
        folder = context.get(StoreLocation.class).folder();
        access = context.get(FolderAccess.class);
        unattended = Optional.ofNullable(context.get(UnattendedRecording.class));
    }

    @Override
    protected Control createContents(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(box);
        languageChoice = choice(box, Messages.GeneralLanguage);
        languageChoice.add(Messages.GeneralLanguageSystem);
        languages.forEach(one -> languageChoice.add(LanguageChoice.name(one)));
        languageChoice.select(1 + languages.indexOf(chosenLanguage().orElse(null)));
        perspectiveChoice = choice(box, Messages.GeneralOpens);
        perspectiveChoice.add(Messages.GeneralOpensAsLeft);
        perspectives.forEach(one -> perspectiveChoice.add(one.getLabel()));
        perspectiveChoice.select(1 + perspectives.stream().map(IPerspectiveDescriptor::getId).toList()
                .indexOf(OpeningPerspective.chosen().orElse("")));
        unattended.ifPresent(settings -> createUnattended(box, settings));
        var place = text(new Link(box, SWT.WRAP), 12);
        place.setText(Messages.bind(Messages.GeneralFolder, folder));
        place.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(event -> Program.launch(folder.toString())));
        text(new Link(box, SWT.WRAP), 0).setText(region());
        createTransfer(box);
        return box;
    }

    private static Combo choice(Composite box, String name) {
        new Label(box, SWT.NONE).setText(name);
        var choice = new Combo(box, SWT.READ_ONLY);
        GridDataFactory.swtDefaults().grab(true, false).applyTo(choice);
        return choice;
    }

    private static <T extends Control> T text(T text, int above) {
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(FontRoom.width(text, WIDTH), SWT.DEFAULT)
                .indent(0, above).applyTo(text);
        return text;
    }

    /** {@return what follows from the region that the computer is set to, and from the file} */
    private String region() {
        var formats = UserLocale.formats();
        String day = UserLocale.weeks(formats).getFirstDayOfWeek().getDisplayName(TextStyle.FULL,
                UserLocale.language());
        return Messages.bind(Messages.GeneralZone, store.zone().getId()) + '\n'
                + Messages.bind(Messages.GeneralWeek, day) + '\n' + Messages.bind(Messages.GeneralCurrency,
                        UserLocale.firstCurrency(formats).getDisplayName(UserLocale.language()));
    }

    private void createUnattended(Composite box, UnattendedRecording settings) {
        var button = new Button(box, SWT.CHECK);
        button.setText(Messages.GeneralUnattended);
        GridDataFactory.fillDefaults().span(2, 1).indent(0, 12).applyTo(button);
        var about = new Label(box, SWT.WRAP);
        about.setText(Messages.GeneralUnattendedAbout);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(FontRoom.width(about, WIDTH), SWT.DEFAULT)
                .indent(24, 0).applyTo(about);
        try {
            button.setSelection(settings.wanted().orElse(false));
        } catch (StoreException e) {
            setErrorMessage(e.getMessage());
        }
        goesOn = Optional.of(button);
    }

    private void createTransfer(Composite box) {
        var buttons = text(new Composite(box, SWT.NONE), 12);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(buttons);
        transfer(buttons, Messages.GeneralExport, IWorkbenchCommandConstants.FILE_EXPORT,
                IWorkbenchCommandConstants.FILE_EXPORT_PARM_WIZARDID, "org.currentcost.app.exportPreferences");
        transfer(buttons, Messages.GeneralImport, IWorkbenchCommandConstants.FILE_IMPORT,
                IWorkbenchCommandConstants.FILE_IMPORT_PARM_WIZARDID, "org.currentcost.app.importPreferences");
    }

    private void transfer(Composite buttons, String name, String command, String parameter, String wizard) {
        var button = new Button(buttons, SWT.PUSH);
        button.setText(name);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            try {
                workbench.getService(IHandlerService.class).executeCommand(
                        ParameterizedCommand.generateCommand(
                                workbench.getService(ICommandService.class).getCommand(command),
                                Map.of(parameter, wizard)),
                        null);
            } catch (CommandException e) {
                Problems.show(getShell(), Messages.GeneralTransferProblem, e);
            }
        }));
    }

    private Optional<Locale> chosenLanguage() {
        try {
            return language.chosen();
        } catch (IOException e) {
            setErrorMessage(e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    protected void performDefaults() {
        languageChoice.select(USUAL);
        perspectiveChoice.select(USUAL);
        goesOn.ifPresent(button -> button.setSelection(false));
        super.performDefaults();
    }

    @Override
    public boolean performOk() {
        keepPerspective();
        return keepUnattended() && keepLanguage();
    }

    private void keepPerspective() {
        int chosen = perspectiveChoice.getSelectionIndex();
        OpeningPerspective.choose(
                chosen == USUAL ? Optional.empty() : Optional.of(perspectives.get(chosen - 1).getId()));
    }

    private boolean keepLanguage() {
        int chosen = languageChoice.getSelectionIndex();
        Optional<Locale> wanted = chosen == USUAL ? Optional.empty() : Optional.of(languages.get(chosen - 1));
        try {
            if (wanted.equals(language.chosen())) {
                return true;
            }
            language.choose(wanted);
        } catch (IOException e) {
            Problems.show(getShell(), Messages.GeneralLanguageProblem, e);
            return false;
        }
        if (MessageDialog.openQuestion(getShell(), Messages.GeneralLanguageTitle, Messages.GeneralLanguageRestart)) {
            // after the dialog has closed
            getShell().getDisplay().asyncExec(workbench::restart);
        }
        return true;
    }

    private boolean keepUnattended() {
        try {
            boolean wanted = goesOn.filter(Button::getSelection).isPresent();
            if (goesOn.isPresent() && wanted != unattended.orElseThrow().wanted().orElse(false)) {
                Waiting.run(() -> unattended.orElseThrow().want(wanted));
                if (!wanted && access.role() instanceof Role.Guest guest
                        && guest.owner().kind() == ProcessKind.RECORDER) {
                    // It is to end with this window, which records from now on.
                    ProgressJob.start(Messages.GeneralTakingOver, Messages.GeneralTakingOverProblem,
                            progress -> access.takeOver());
                }
            }
            return true;
        } catch (StoreException e) {
            Problems.show(getShell(), Messages.GeneralUnattendedProblem, e);
            return false;
        }
    }
}
