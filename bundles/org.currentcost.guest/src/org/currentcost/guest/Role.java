package org.currentcost.guest;

import java.time.Instant;

/** What a process is to the data folder that it has open, and since when. */
public sealed interface Role {

    /** {@return when that began} */
    Instant since();

    /** {@return a sentence for the user} */
    String words();

    /** This process holds the folder; it alone changes the file. */
    record Owner(Instant since) implements Role {
        @Override
        public String words() {
            return Messages.get("role.owner");
        }
    }

    /**
     * Another process holds the folder, and is asked for every change.
     *
     * @param records whether this process records all the same, because that one does not
     */
    record Guest(Instant since, OwnerStatus owner, boolean records) implements Role {
        @Override
        public String words() {
            return Messages.get(records ? "role.guest.records" : "role.guest", owner.words());
        }
    }

    /**
     * Nobody who can be asked holds the folder: it can be read, and changes wait for somebody who does.
     *
     * @param reason a sentence for the user
     */
    record Reader(Instant since, String reason) implements Role {
        @Override
        public String words() {
            return reason;
        }
    }
}
