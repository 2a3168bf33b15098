package org.currentcost.store.sqlite;

import org.currentcost.testkit.store.AppendContract;
import org.currentcost.testkit.store.CountedReadingsContract;
import org.currentcost.testkit.store.EditContract;
import org.currentcost.testkit.store.ImportContract;
import org.currentcost.testkit.store.LearntIntervalContract;
import org.currentcost.testkit.store.MaintenanceContract;
import org.currentcost.testkit.store.MeterDeletionContract;
import org.currentcost.testkit.store.MeterMemoryContract;
import org.currentcost.testkit.store.NoteContract;
import org.currentcost.testkit.store.RollupContract;
import org.junit.jupiter.api.Nested;

/** All that the engine has to keep, asked of one who looks on while another changes. */
class BesideContractTest {

    @Nested
    class Append extends AppendContract {
        Append() {
            super(new BesideUnderTest());
        }
    }

    @Nested
    class CountedReadings extends CountedReadingsContract {
        CountedReadings() {
            super(new BesideUnderTest());
        }
    }

    @Nested
    class Edits extends EditContract {
        Edits() {
            super(new BesideUnderTest());
        }
    }

    @Nested
    class Imports extends ImportContract {
        Imports() {
            super(new BesideUnderTest());
        }
    }

    @Nested
    class LearntInterval extends LearntIntervalContract {
        LearntInterval() {
            super(new BesideUnderTest());
        }
    }

    @Nested
    class Maintained extends MaintenanceContract {
        Maintained() {
            super(new BesideUnderTest());
        }
    }

    @Nested
    class MeterDeletion extends MeterDeletionContract {
        MeterDeletion() {
            super(new BesideUnderTest());
        }
    }

    @Nested
    class MeterMemory extends MeterMemoryContract {
        MeterMemory() {
            super(new BesideUnderTest());
        }
    }

    @Nested
    class Notes extends NoteContract {
        Notes() {
            super(new BesideUnderTest());
        }
    }

    @Nested
    class Rollups extends RollupContract {
        Rollups() {
            super(new BesideUnderTest());
        }
    }
}
