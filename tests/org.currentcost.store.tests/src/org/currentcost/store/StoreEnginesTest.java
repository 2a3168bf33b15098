package org.currentcost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which engine an address is for. */
class StoreEnginesTest {

    private final List<String> asked = new ArrayList<>();
    private final StoreEngines engines = new StoreEngines(new Noted("server", false), new Noted("file", true));

    /** Notes what it is asked for. */
    private final class Noted implements StoreEngine {
        private final String scheme;
        private final boolean embedded;

        Noted(String scheme, boolean embedded) {
            this.scheme = scheme;
            this.embedded = embedded;
        }

        @Override
        public List<String> schemes() {
            return List.of(scheme, scheme + "-2");
        }

        @Override
        public StoreLocation at(String rest) {
            asked.add(scheme + " at " + rest);
            return null;
        }

        @Override
        public boolean isEmbedded() {
            return embedded;
        }

        @Override
        public StoreLocation in(Path folder) {
            asked.add(scheme + " in " + folder);
            return null;
        }
    }

    @ParameterizedTest
    @CsvSource({"server://host:5432/readings?user=me, server at //host:5432/readings?user=me",
        "Server-2:x, server at x", "file:data, file at data", "file:, file at ''", "/home/me/a:b, file in /home/me/a:b",
        "data, file in data", "./server:x, file in ./server:x", "C:data, file in C:data", "2026:old, file in 2026:old"})
    void anAddressIsForTheEngineOfItsSchemeAndAllElseIsAFolder(String address, String expected) throws Exception {
        engines.at(address);
        assertEquals(List.of(expected.replace("''", "")), asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody:x", "http://host/", "nobody:"})
    void aSchemeThatNobodyKnowsIsASentenceWithThoseThatSomebodyDoes(String address) {
        var message = assertThrows(IllegalArgumentException.class, () -> engines.at(address)).getMessage();
        assertTrue(message.contains(address.substring(0, address.indexOf(':') + 1)), message);
        assertTrue(message.contains("file, file-2, server, server-2"), message);
        assertEquals(List.of(), asked);
    }

    @Test
    void aFolderThatIsThereIsOneWhateverItIsCalled() throws Exception {
        var folder = Files.createDirectory(Path.of("kept:" + ProcessHandle.current().pid()));
        try {
            engines.at(folder.toString());
            assertEquals(List.of("file in " + folder), asked);
        } finally {
            Files.delete(folder);
        }
    }

    @Test
    void aNameThatIsNoneIsASentence() {
        var message = assertThrows(IllegalArgumentException.class, () -> engines.at("a\0b")).getMessage();
        assertTrue(message.startsWith("\"a"), message);
    }

    @Test
    void withoutAnEngineForFoldersThatIsTold() {
        var none = new StoreEngines(new Noted("server", false));
        assertThrows(StoreException.class, () -> none.in(Path.of("data")));
    }
}
