package org.currentcost.guest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.currentcost.guest.Values.Readings;
import org.currentcost.model.Edit;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.NotUnderstood;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreMaintenance.MeterContent;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/**
 * What a guest asks of the owner. Each request is one that the store or the recorder has; what is long comes in parts,
 * as a message is bounded. A request that fails answers with a {@link Failure}.
 */
@JsonSegment("owner")
interface OwnerProtocol {

    /** Grows with every change that an older program would misunderstand. */
    int VERSION = 1;

    /** The first thing that is said. Anything else before it ends the connection. */
    @JsonRequest
    CompletableFuture<OwnerStatus> hello(Hello hello);

    @JsonRequest
    CompletableFuture<OwnerStatus> status();

    /**
     * Asks to record, where the owner does not. One guest at a time does, until it goes, {@linkplain #recordNoMore says
     * so}, has not asked again for 15 seconds, or a recorder process asks.
     *
     * @return whether this one is to record
     */
    @JsonRequest
    CompletableFuture<Boolean> recordInstead();

    /** Says that this guest does not record after all: another one may. */
    @JsonRequest
    CompletableFuture<Boolean> recordNoMore();

    /**
     * Asks for the recorder processes that are guests, and so wait until they can record.
     *
     * @param end whether they are to end
     * @return their processes
     */
    @JsonRequest
    CompletableFuture<List<Long>> waitingRecorders(boolean end);

    /** {@return the process of the guest that records, because the owner does not; none if there is no such one} */
    @JsonRequest
    CompletableFuture<List<Long>> recordingGuests();

    /** Is answered at once, however much there is to do. */
    @JsonRequest
    CompletableFuture<Boolean> ping();

    /** From now on the owner tells what changes in its recorder. */
    @JsonRequest
    CompletableFuture<Boolean> listen();

    @JsonRequest
    CompletableFuture<Boolean> handOver();

    @JsonRequest
    CompletableFuture<Boolean> stop();

    @JsonRequest
    CompletableFuture<Optional<String>> restore(String backup);

    @JsonRequest
    CompletableFuture<Boolean> move(Lasting request, String target);

    /** The user no longer wants what goes on under a number. It may be done all the same: its answer tells. */
    @JsonNotification
    void cancel(long number);

    @JsonRequest
    CompletableFuture<Stored> append(Way way, Batch batch);

    @JsonRequest
    CompletableFuture<Boolean> replace(SeriesKey series, TimeRange range, Readings replacement);

    @JsonRequest
    CompletableFuture<Boolean> expect(SeriesKey series, long nominalMillis);

    @JsonRequest
    CompletableFuture<Integer> appendHistory(SeriesKey series, List<HistoryBlock> blocks);

    @JsonRequest
    CompletableFuture<Edit> edit(Edit edit);

    @JsonRequest
    CompletableFuture<Boolean> setUndone(long editId, boolean undone);

    @JsonRequest
    CompletableFuture<Boolean> setFirstChannelOnly(SeriesKey series, boolean firstChannelOnly);

    @JsonRequest
    CompletableFuture<Note> saveNote(Note note);

    @JsonRequest
    CompletableFuture<Boolean> removeNote(long id);

    /** Keeps a part of a text that is too long for one message, under a number of the guest's. */
    @JsonRequest
    CompletableFuture<Boolean> textPart(long number, String part);

    /** @param text the end of the text, behind the parts that came under its number */
    @JsonRequest
    CompletableFuture<Boolean> saveDocument(String name, long number, String text);

    @JsonRequest
    CompletableFuture<Boolean> removeDocument(String name);

    @JsonRequest
    CompletableFuture<Boolean> saveSource(SourceRow source);

    @JsonRequest
    CompletableFuture<Boolean> removeSource(String id);

    @JsonRequest
    CompletableFuture<MeterContent> deleteMeter(String meter, List<SentText> documents);

    @JsonRequest
    CompletableFuture<Boolean> rebuild(Lasting request);

    @JsonRequest
    CompletableFuture<Boolean> undoImport(Lasting request, long id);

    /** {@return the id of the import} Its number is the guest's. */
    @JsonRequest
    CompletableFuture<Long> startImport(long number, String name, Instant at);

    @JsonRequest
    CompletableFuture<Boolean> bulkAppend(long number);

    @JsonRequest
    CompletableFuture<Stored> bulkAdd(long number, Batch batch);

    @JsonRequest
    CompletableFuture<List<StoredOf>> importAppend(long number, Batch batch);

    @JsonRequest
    CompletableFuture<Integer> importHistory(long number, SeriesKey series, List<HistoryBlock> blocks);

    @JsonRequest
    CompletableFuture<Note> importNote(long number, Note note);

    @JsonRequest
    CompletableFuture<Boolean> importExpect(long number, SeriesKey series, long nominalMillis);

    @JsonRequest
    CompletableFuture<Stored> closeBulk(long number);

    @JsonRequest
    CompletableFuture<SourceRow> addSource(String meter, String address);

    @JsonRequest
    CompletableFuture<Boolean> changeSource(String id, String address);

    @JsonRequest
    CompletableFuture<Boolean> steerSource(Steering steering, String id);

    @JsonRequest
    CompletableFuture<List<String>> publishAddresses();

    @JsonRequest
    CompletableFuture<Boolean> setPublishAddresses(List<String> addresses);

    @JsonRequest
    CompletableFuture<List<NotUnderstood>> notUnderstood(String id);

    @JsonRequest
    CompletableFuture<byte[]> received(String id);

    @JsonRequest
    CompletableFuture<Boolean> flush();

    /** @param version of the protocol @param build of the program; may be empty */
    record Hello(int version, String build, ProcessKind kind, long pid) {
    }

    /** A request that takes long, by a number of the guest's, under which progress is told and it is cancelled. */
    record Lasting(long number) {
    }

    /** A text of this name, all of whose parts came under a number. */
    record SentText(String name, long number) {
    }

    /** Which of the three ways readings are appended. */
    enum Way {
        APPEND, LIVE, TRY
    }

    /** What a source is to do. */
    enum Steering {
        START, STOP, REMOVE
    }

    /** Readings of several series. */
    record Batch(List<Part> parts) {
        /** Those of one. */
        record Part(SeriesKey series, Readings readings) {
        }

        static Batch of(Map<SeriesKey, List<Reading>> readings) {
            var parts = new ArrayList<Part>();
            readings.forEach((series, list) -> parts.add(new Part(series, new Readings(list))));
            return new Batch(parts);
        }

        Map<SeriesKey, List<Reading>> map() {
            var map = new LinkedHashMap<SeriesKey, List<Reading>>();
            parts.forEach(part -> map.put(part.series, part.readings.list()));
            return map;
        }
    }

    /** What became of the readings of one series. */
    record StoredOf(SeriesKey series, Stored stored) {
    }

    /**
     * Why a request failed.
     *
     * @param kind   of a {@link StoreException}; empty for others
     * @param remedy may be empty
     */
    record Failure(Of of, Optional<StoreException.Kind> kind, String message, String remedy) {
        /** What kind of exception it was. */
        enum Of {
            STORE, ARGUMENT, STATE, CANCELLED,
            /** The owner lets go of the folder, and has not done it. */
            LEAVING,
            /** The owner lets go of the folder, and may have done it. */
            LEFT, OTHER
        }
    }
}
