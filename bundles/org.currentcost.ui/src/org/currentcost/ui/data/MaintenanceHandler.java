package org.currentcost.ui.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.currentcost.settings.BackupPlan;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FileChooser;
import org.currentcost.ui.kit.FolderWork;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.ProgressJob;
import org.currentcost.ui.kit.Quantities;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Backs up, restores, moves the data folder, imports, and makes all figures anew: the entries of the menu File. */
public final class MaintenanceHandler extends AbstractHandler {

    private static final String PREFIX = "org.currentcost.ui.";
    private static final String SUBFOLDER = "CurrentCost";

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        var window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        var services = window.getService(IEclipseContext.class).get(FigureServices.class);
        var location = window.getService(IEclipseContext.class).get(StoreLocation.class);
        switch (event.getCommand().getId().substring(PREFIX.length())) {
            case "import" -> ImportWizard.open(window.getShell(), window);
            case "backUp" -> backUp(window.getShell(), services, location);
            case "restore" -> restore(window, services, location);
            case "moveFolder" -> move(window, services, location.folder());
            case "rebuild" -> rebuild(window.getShell(), services);
            default -> throw new ExecutionException(event.getCommand().getId());
        }
        return null;
    }

    private static void backUp(Shell shell, FigureServices services, StoreLocation location) {
        var suggested = location.backupName(services.clock().instant());
        try {
            // The dialog can only begin in a folder that is there.
            Files.createDirectories(suggested.getParent());
        } catch (IOException e) {
            Problems.show(shell, Messages.BackUpProblem, e);
            return;
        }
        FileChooser.save(shell, Messages.BackUpTitle, suggested,
                new FileChooser.Kind(Messages.BackUpFileKind, "*.sqlite"))
                .ifPresent(file -> backUpTo(shell, services, file));
    }

    /** Backs up as a job. @param file does not exist */
    static void backUpTo(Shell shell, FigureServices services, Path file) {
        var display = shell.getDisplay();
        ProgressJob.start(Messages.BackUpTitle, Messages.BackUpProblem, progress -> {
            services.store().backup(file, progress);
            long bytes = Files.size(file);
            display.asyncExec(() -> {
                if (!shell.isDisposed()) {
                    MessageDialog.openInformation(shell, Messages.BackUpTitle,
                            Messages.bind(Messages.BackUpDone, Quantities.bytes(bytes), file));
                }
            });
        });
    }

    private static void restore(IWorkbenchWindow window, FigureServices services, StoreLocation location) {
        try {
            var backups = new ArrayList<StoreLocation.Backup>();
            Waiting.run(
                    () -> backups.addAll(BackupPlan.of(services.store()).backups(services.store(), location)));
            var dialog = new RestoreDialog(window.getShell(), List.copyOf(backups));
            if (dialog.open() == Window.OK) {
                leave(window, location.folder(), new FolderWork.Restore(dialog.backup()));
            }
        } catch (StoreException e) {
            Problems.show(window.getShell(), Messages.RestoreProblem, e);
        }
    }

    private static void move(IWorkbenchWindow window, FigureServices services, Path folder) {
        var chosen = FileChooser.folder(window.getShell(), Messages.MoveTitle, Messages.MoveChoose,
                folder.toAbsolutePath().getParent());
        if (chosen.isEmpty()) {
            return;
        }
        try {
            var target = target(chosen.get());
            String size = Quantities.bytes(services.store().statistics().bytes()).toString();
            var question = new MessageDialog(window.getShell(), Messages.MoveTitle, null,
                    Messages.bind(Messages.MoveAbout, new Object[]{size, folder, target}), MessageDialog.QUESTION, 0,
                    Messages.MoveDo, IDialogConstants.CANCEL_LABEL);
            if (question.open() == 0) {
                leave(window, folder, new FolderWork.Move(target));
            }
        } catch (IOException | StoreException e) {
            Problems.show(window.getShell(), Messages.MoveProblem, e);
        }
    }

    /** {@return the chosen folder if it is empty, else a new one inside it} */
    static Path target(Path chosen) throws IOException {
        if (!Files.isDirectory(chosen)) {
            return chosen;
        }
        try (var files = Files.list(chosen)) {
            return files.allMatch(file -> file.getFileName().toString().equals("moved-to.txt"))
                    ? chosen
                    : chosen.resolve(SUBFOLDER);
        }
    }

    private static void leave(IWorkbenchWindow window, Path folder, FolderWork work) {
        try {
            FolderWork.leave(folder, work);
            window.getWorkbench().restart();
        } catch (IOException e) {
            Problems.show(window.getShell(), Messages.RestoreProblem, e);
        }
    }

    private static void rebuild(Shell shell, FigureServices services) {
        var display = shell.getDisplay();
        ProgressJob.start(Messages.RebuildTitle, Messages.RebuildProblem, progress -> {
            services.store().rebuild(progress);
            display.asyncExec(() -> {
                if (!shell.isDisposed()) {
                    MessageDialog.openInformation(shell, Messages.RebuildTitle, Messages.RebuildDone);
                }
            });
        });
    }
}
