package org.currentcost.guest;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.currentcost.guest.OwnerProtocol.Batch;
import org.currentcost.recorder.Publishing;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.recorder.StoreTrouble;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** What the owner tells a guest. */
@JsonSegment("guest")
interface GuestProtocol {

    /** How far a lasting request is. */
    @JsonNotification
    void progress(Progress progress);

    /** What changed in the recorder. */
    @JsonNotification
    void recorder(RecorderChange change);

    /** What was received since the last time, in the order in which it came. */
    @JsonNotification
    void latest(Batch batch);

    /** Meters of which nothing is live any more. */
    @JsonNotification
    void forgotten(List<String> meters);

    /** The owner lets go of the folder; it is for that process alone, for as long as it is not slow. */
    @JsonNotification
    void handedOver(long toPid);

    /** Somebody wants this process to end, if that is to be ended from outside. */
    @JsonNotification
    void end();

    /** Closes the file, which is to be changed by another way than through it. {@return whether it is closed} */
    @JsonRequest
    CompletableFuture<Boolean> closeFile();

    /** The file can be opened again. @param folder where it is now */
    @JsonNotification
    void openFile(String folder);

    /** @param part 0 to 1 */
    record Progress(long number, double part) {
    }

    /**
     * What changed in a recorder; comes in several parts where it is long.
     *
     * @param changed those sources that are not as they were told before
     * @param ids     of all sources, in their order; empty if they are those that were told before
     */
    record RecorderChange(List<SourceStatus> changed, Optional<List<String>> ids, List<Publishing.Status> publishing,
            Optional<StoreTrouble> trouble) {
    }
}
