package org.currentcost.guest;

import java.time.Instant;

/**
 * Who holds a data folder, as it says itself.
 *
 * @param kind          what kind of process it is
 * @param pid           its number among the processes of this computer
 * @param since         since when it holds the folder
 * @param build         the version of the program that it runs; may be empty
 * @param schemaVersion the version of the file that this program writes
 * @param memoryBytes   the memory that it takes, resident, as far as the system tells, else what its heap takes
 * @param records       whether it records
 */
public record OwnerStatus(ProcessKind kind, long pid, Instant since, String build, int schemaVersion, long memoryBytes,
        boolean records) {

    /** {@return who it is, such as {@code the recorder (process 4711)}} */
    public String words() {
        return Messages.get("status", kind.words(), Long.toString(pid));
    }
}
