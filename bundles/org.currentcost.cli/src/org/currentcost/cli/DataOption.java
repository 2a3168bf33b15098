package org.currentcost.cli;

import java.time.InstantSource;
import java.time.ZoneId;
import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.Participant;
import org.currentcost.store.DataFolder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that says where readings are kept. */
final class DataOption {

    @Option(names = "--data", paramLabel = "DIR")
    private String address;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * {@return the folder, for a command that changes something: held by this process, or changed by whoever holds it};
     * the caller closes it. What was found in the folder is told.
     */
    FolderAccess open() throws StoreException {
        var main = (CommandLineMain) spec.root().userObject();
        return open(Participant.command(main.types(), InstantSource.system()));
    }

    /** {@return the folder as {@link #open()} does} @param participant what this process does while it holds it */
    FolderAccess open(Participant participant) throws StoreException {
        var folder = FolderAccess.open(location(), ZoneId.systemDefault(), participant);
        reportRemarks(folder.store());
        return folder;
    }

    /**
     * {@return the store in the folder for a command that changes nothing: beside whoever has it open, or a copy where
     * nothing may be written}
     */
    ReadingStore openToRead() throws StoreException {
        var location = location();
        try {
            return reportRemarks(location.openToRead(ZoneId.systemDefault()));
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.IN_USE) {
                throw e;
            }
            return location.openBeside();
        }
    }

    private ReadingStore reportRemarks(ReadingStore store) {
        var err = spec.commandLine().getErr();
        store.remarks().forEach(err::println);
        err.flush();
        return store;
    }

    /** Makes sure that there is something in the folder, for a command that makes no sense without. */
    void needFile() throws CommandFailed, StoreException {
        var location = location();
        if (!location.exists()) {
            throw new CommandFailed(CommandMessages.get("data.nothing", location.folder()));
        }
    }

    /** {@return where the store is, which need not exist} */
    StoreLocation location() throws StoreException {
        var main = (CommandLineMain) spec.root().userObject();
        try {
            return address == null ? main.engines().in(DataFolder.standard()) : main.engines().at(address);
        } catch (IllegalArgumentException e) {
            throw new WrongAddress(spec.commandLine(), e);
        }
    }
}
