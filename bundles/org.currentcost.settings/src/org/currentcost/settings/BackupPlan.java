package org.currentcost.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.currentcost.store.DataFolder;
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
     * {@return the folder of a store's backups inside the one that is set} Each store has its own, whose name stays
     * when the store is moved: backups of another house are neither counted nor deleted.
     *
     * @param dataFolder absolute
     * @throws StoreException if the name can't be read or kept
     */
    public Optional<Path> ownFolder(ReadingStore store, Path dataFolder) throws StoreException {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        var name = knownName(store, dataFolder)
                .orElseGet(() -> dataFolder.getFileName() + "-" + UUID.randomUUID().toString().substring(0, 8));
        var now = new OwnName(name, dataFolder.toString());
        var document = ownName(store);
        if (!document.read().equals(Optional.of(now))) {
            document.write(now);
        }
        return Optional.of(Path.of(folder.get()).resolve(name));
    }

    /**
     * {@return the backups of a store in its own folder and in the one that is set, the latest first}
     *
     * @throws StoreException if one of the folders can't be read
     */
    public List<Backup> backups(ReadingStore store, StoreLocation location) throws StoreException {
        var all = new ArrayList<>(location.backups());
        var name = folder.isPresent() ? knownName(store, location.folder()) : Optional.<String>empty();
        if (name.isPresent()) {
            all.addAll(location.backups(Path.of(folder.get()).resolve(name.get())));
        }
        all.sort(Comparator.comparing(Backup::time).reversed());
        return List.copyOf(all);
    }

    /** The name of a store's folder among its backups elsewhere, and where the store was then. */
    private record OwnName(String name, String dataFolder) {
        /** {@return whether it is that of the store here} A copy of a store has what was kept in that. */
        boolean isOf(Path here) {
            return dataFolder.equals(here.toString())
                    || !Files.exists(Path.of(dataFolder).resolve(DataFolder.FILE_NAME));
        }
    }

    private static SettingsDocuments.Document<OwnName> ownName(ReadingStore store) {
        return new SettingsDocuments(store).of("backup folder", OwnName.class);
    }

    private Optional<String> knownName(ReadingStore store, Path dataFolder) throws StoreException {
        // as it was before a name was kept
        String former = dataFolder.getFileName() + "-" + Integer.toHexString(dataFolder.toString().hashCode());
        var kept = ownName(store).read();
        return kept.isPresent()
                ? kept.filter(one -> one.isOf(dataFolder)).map(OwnName::name)
                : Optional.of(former).filter(name -> Files.isDirectory(Path.of(folder.orElseThrow()).resolve(name)));
    }
}
