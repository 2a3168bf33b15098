package org.currentcost.ui.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

/**
 * Asks for files and folders, in dialogs that say what for and begin where the user was last, or else among the user's
 * documents. UI thread only.
 */
public final class FileChooser {

    private static final String NODE = "org.currentcost.ui";
    private static final String FOLDER = "lastFolder";
    private static final List<String> DOCUMENTS = List.of("Documents", "Dokumente");

    private FileChooser() {
    }

    /**
     * A kind of file.
     *
     * @param words    what it is
     * @param patterns the names that it has, such as {@code *.csv;*.txt}
     */
    public record Kind(String words, String patterns) {

        /** {@return files of every kind} */
        public static Kind any() {
            return new Kind(Messages.FileAny, "*");
        }

        /** {@return pictures} */
        public static Kind picture() {
            return new Kind(Messages.FilePicture, "*.png");
        }

        /** {@return tables, as other programs write them too} */
        public static Kind table() {
            return new Kind(Messages.FileTable, "*.csv;*.txt;*.tsv");
        }
    }

    /** {@return a file that is there, unless the dialog was cancelled} @param title what it is for */
    public static Optional<Path> open(Shell parent, String title, Kind... kinds) {
        return ask(new FileDialog(parent, SWT.OPEN), title, folder(), kinds);
    }

    /** {@return a file to be written, unless the dialog was cancelled} @param name the suggested one */
    public static Optional<Path> save(Shell parent, String title, String name, Kind... kinds) {
        return save(parent, title, folder().resolve(name), kinds);
    }

    /** {@return a file to be written, unless the dialog was cancelled} @param suggested in a folder that is there */
    public static Optional<Path> save(Shell parent, String title, Path suggested, Kind... kinds) {
        var dialog = new FileDialog(parent, SWT.SAVE);
        dialog.setFileName(suggested.getFileName().toString());
        dialog.setOverwrite(true);
        return ask(dialog, title, suggested.getParent(), kinds);
    }

    /** {@return a folder, unless the dialog was cancelled} @param begin where the dialog begins */
    public static Optional<Path> folder(Shell parent, String title, String message, Path begin) {
        var dialog = new DirectoryDialog(parent);
        dialog.setText(title);
        dialog.setMessage(message);
        dialog.setFilterPath(begin.toString());
        return Optional.ofNullable(dialog.open()).map(Path::of);
    }

    private static Optional<Path> ask(FileDialog dialog, String title, Path begin, Kind... kinds) {
        dialog.setText(title);
        dialog.setFilterPath(begin.toString());
        dialog.setFilterNames(Arrays.stream(kinds).map(Kind::words).toArray(String[]::new));
        dialog.setFilterExtensions(Arrays.stream(kinds).map(Kind::patterns).toArray(String[]::new));
        var chosen = Optional.ofNullable(dialog.open()).map(Path::of);
        chosen.map(Path::getParent).ifPresent(
                folder -> InstanceScope.INSTANCE.getNode(NODE).put(FOLDER, folder.toString()));
        return chosen;
    }

    /** {@return where dialogs begin: where the last one ended, else the documents, else the home folder} */
    static Path folder() {
        String last = InstanceScope.INSTANCE.getNode(NODE).get(FOLDER, "");
        if (!last.isEmpty() && Files.isDirectory(Path.of(last))) {
            return Path.of(last);
        }
        return documents(Path.of(System.getProperty("user.home")));
    }

    /** {@return where a user keeps documents} @param home the user's folder */
    static Path documents(Path home) {
        return DOCUMENTS.stream().map(home::resolve).filter(Files::isDirectory).findFirst().orElse(home);
    }
}
