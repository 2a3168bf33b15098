package org.currentcost.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.currentcost.store.StoreLocation;
import org.currentcost.testkit.store.EngineUnderTest;

/** The embedded engine. */
final class EmbeddedUnderTest implements EngineUnderTest {

    @Override
    public StoreLocation at(Path folder) {
        return new SqliteEngine().in(folder);
    }

    @Override
    public List<String> content(Path folder) throws SQLException {
        return Content.of(folder);
    }

    @Override
    public List<String> orphans(Path folder) throws SQLException {
        return Content.orphans(folder);
    }
}
