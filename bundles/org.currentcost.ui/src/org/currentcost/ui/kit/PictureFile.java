package org.currentcost.ui.kit;

import java.io.IOException;
import java.io.OutputStream;
import org.currentcost.store.OutputFile;
import org.eclipse.jface.action.Action;
import org.eclipse.swt.widgets.Shell;

/** Saves what a view shows as a picture, in a file that the user chooses. */
public final class PictureFile {

    private PictureFile() {
    }

    /** Writes a picture. */
    @FunctionalInterface
    public interface Picture {
        /** Writes it as PNG. */
        void write(OutputStream out) throws IOException;
    }

    /** {@return the entry of a view's menu} */
    public static Action action(Runnable save) {
        return new IconAction(Messages.FigureSavePicture, "picture", save);
    }

    /** Asks for the file and writes it. @param name that is offered */
    public static void save(Shell parent, String name, Picture picture) {
        FileChooser.save(parent, Messages.FigureSavePictureTitle, name, FileChooser.Kind.picture())
                .ifPresent(file -> {
                    try {
                        OutputFile.at(file).<IOException>write(picture::write);
                    } catch (IOException e) {
                        Problems.show(parent, Messages.bind(Messages.PictureProblem, file), e);
                    }
                });
    }
}
