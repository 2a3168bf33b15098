package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.currentcost.guest.OwnerProtocol.Hello;
import org.currentcost.store.StoreException;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an owner's program does not know yet: it goes on running while another one is installed. */
class OlderOwnerTest {

    private static final OwnerStatus STATUS = new OwnerStatus(ProcessKind.RECORDER, 1, Instant.EPOCH, "1.0", 1, 0,
            true);

    @TempDir
    private Path folder;

    /** As much of an owner as is needed to be asked. */
    @JsonSegment("owner")
    public static final class Older {
        @JsonRequest
        public CompletableFuture<OwnerStatus> hello(Hello hello) {
            return CompletableFuture.completedFuture(STATUS);
        }

        @JsonRequest
        public CompletableFuture<OwnerStatus> status() {
            return CompletableFuture.completedFuture(STATUS);
        }

        @JsonRequest
        public CompletableFuture<Boolean> handOver() {
            return CompletableFuture.failedFuture(new IllegalStateException("an import"));
        }
    }

    @Test
    void whatItDoesNotKnowIsNoFailureOfIt() throws Exception {
        var socket = folder.resolve("s");
        try (var place = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            place.bind(UnixDomainSocketAddress.of(socket));
            var accepted = CompletableFuture.supplyAsync(() -> accept(place));
            var receiver = new FromOwner(Optional::empty, new Reservation(), () -> {
            }, () -> {
            });
            try (var link = new OwnerLink(socket, new Hello(OwnerProtocol.VERSION, "2.0", ProcessKind.COMMAND, 2),
                    receiver, () -> {
                    }); var served = accepted.get()) {
                assertEquals(Optional.of(STATUS), link.askIfKnown(OwnerProtocol::status));
                assertEquals(Optional.<List<Long>>empty(), link.askIfKnown(OwnerProtocol::recordingGuests));
                assertEquals(Optional.<List<Long>>empty(), link.askIfKnown(owner -> owner.waitingRecorders(true)));
                assertFalse(link.mayRecordInstead());
                assertThrows(IllegalStateException.class, () -> link.askIfKnown(OwnerProtocol::handOver));
                assertThrows(StoreException.class, () -> link.ask(OwnerProtocol::recordingGuests));
                served.close();
                assertThrows(OwnerGone.class, () -> link.askIfKnown(OwnerProtocol::status));
            }
        }
    }

    private static MessageConnection<GuestProtocol> accept(ServerSocketChannel place) {
        try {
            return new MessageConnection<>(place.accept(), "older", new Older(), GuestProtocol.class, () -> {
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
