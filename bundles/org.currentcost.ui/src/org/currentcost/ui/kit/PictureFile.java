package org.currentcost.ui.kit;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jface.action.Action;
import org.eclipse.swt.widgets.Shell;

/** Saves what a view shows as a picture, in a file that the user chooses. */
public final class PictureFile {

    private PictureFile() {
    }

    /** Writes a picture. */
    @FunctionalInterface
    public interface Picture {
        /** Writes it as PNG into a file. */
        void write(Path file) throws IOException;
    }

    /** {@return the entry of a view's menu} */
    public static Action action(Runnable save) {
        return new IconAction(Messages.FigureSavePicture, "picture", save);
    }

    /** Asks for the file and writes it, or tells why that can't be done. @param name that is offered */
    public static void save(Shell parent, String name, Picture picture) {
        FileChooser.save(parent, Messages.FigureSavePictureTitle, name, FileChooser.Kind.picture())
                .ifPresent(file -> {
                    try {
                        picture.write(file);
                    } catch (IOException e) {
                        Problems.show(parent, Messages.bind(Messages.PictureProblem, file), e);
                    }
                });
    }
}
