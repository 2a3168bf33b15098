package org.currentcost.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.store.StoreLocation.Backup;

/**
 * When the program makes backups by itself, how many it keeps and where.
 *
 * @param everyDays days from one to the next, 1 to 366; 0 for never
 * @param kept      how many are kept, 1 to 1000
 * @param folder    the absolute folder that they are put into; empty for the one of the data folder
 */
public record BackupPlan(int everyDays, int kept, Optional<String> folder) {

    /** One a day, those of a week, in the data folder. */
    public static final BackupPlan USUAL = new BackupPlan(1, 7, Optional.empty());

    private static final int MOST_DAYS = 366;
    private static final int MOST_KEPT = 1000;
    private static final String DOCUMENT = "backups";

    /** Checks the ranges, and that the folder can be one on this system; no folder is an empty one. */
    public BackupPlan {
        if (everyDays < 0 || everyDays > MOST_DAYS || kept < 1 || kept > MOST_KEPT) {
            throw new IllegalArgumentException("every " + everyDays + " days, " + kept + " kept");
        }
        folder = folder.filter(name -> !name.isBlank());
        folder.ifPresent(Path::of);
    }

    /** {@return what the user has set for a store, or the usual} */
    public static BackupPlan of(ReadingStore store) throws StoreException {
        return document(store).read().orElse(USUAL);
    }

    /** Settles it for a store, whoever makes its backups. */
    public void save(ReadingStore store) throws StoreException {
        document(store).write(this);
    }

    private static SettingsDocuments.Document<BackupPlan> document(ReadingStore store) {
        return new SettingsDocuments(store).of(DOCUMENT, BackupPlan.class);
    }

    /** {@return the time from one backup to the next; empty for never} */
    public Optional<Duration> every() {
        return everyDays == 0 ? Optional.empty() : Optional.of(Duration.ofDays(everyDays));
    }

    /**
     * {@return the folder of a store's backups inside the one that is set} Each data folder has its own: those of
     * another house are neither counted nor deleted.
     *
     * @param dataFolder absolute
     */
    public Optional<Path> folderOf(Path dataFolder) {
        return folder.map(one -> Path.of(one).resolve(
                dataFolder.getFileName() + "-" + Integer.toHexString(dataFolder.toString().hashCode())));
    }

    /**
     * {@return the backups of a store in its own folder and in the one that is set, the latest first}
     *
     * @throws StoreException if one of the folders can't be read
     */
    public List<Backup> backups(StoreLocation location) throws StoreException {
        var all = new ArrayList<>(location.backups());
        var elsewhere = folderOf(location.folder());
        if (elsewhere.isPresent()) {
            all.addAll(location.backups(elsewhere.get()));
        }
        all.sort(Comparator.comparing(Backup::time).reversed());
        return List.copyOf(all);
    }
}
