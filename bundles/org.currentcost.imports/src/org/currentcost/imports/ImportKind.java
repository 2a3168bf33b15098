package org.currentcost.imports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.currentcost.store.OldDataFile;

/** The kinds of file that can be imported. */
public enum ImportKind {
    /** A capture of a meter's output, see {@link CaptureSource}. */
    CAPTURE,
    /** Values in columns, see {@link CsvSource}. */
    CSV,
    /** A data file of the first CurrentCost program, see {@link OldDataSource}. */
    CCD;

    private static final int LOOKED_AT = 1 << 16;
    private static final int LINES = 10;

    /** {@return what a file is by its content; a capture if it is nothing else} */
    public static ImportKind of(Path file) throws ImportException {
        ImportInput.requireFile(file);
        if (OldDataFile.isDatabase(file)) {
            return CCD;
        }
        var input = ImportInput.of(file);
        try (var bytes = input.open(taken -> {
        })) {
            var head = new String(bytes.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
            // A log of messages has separators too.
            return head.contains("<msg") || head.contains("</") || !looksLikeCsv(head) ? CAPTURE : CSV;
        } catch (IOException e) {
            throw input.failure(e);
        }
    }

    private static boolean looksLikeCsv(String head) {
        return head.lines().limit(LINES).anyMatch(line -> line.chars().anyMatch(c -> ",;\t".indexOf(c) >= 0))
                || head.lines().filter(line -> !line.isBlank()).findFirst().filter(line -> line.indexOf(' ') > 0)
                        .filter(line -> CsvTime.looksLikeMoment(line.substring(0, line.indexOf(' ')))).isPresent();
    }
}
