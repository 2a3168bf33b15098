package org.currentcost.guest;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.currentcost.guest.GuestProtocol.Progress;
import org.currentcost.guest.Values.Readings;
import org.currentcost.model.Edit;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Note;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.NotUnderstood;
import org.currentcost.recorder.Recorder;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreMaintenance.MeterContent;

/** One guest at the owner's end: does what it asks for, and tells it what changes. */
final class ServedGuest implements OwnerProtocol, AutoCloseable {

    private static final int MOST_REQUESTS = 8;
    private static final int MOST_WAITING = 64;
    private static final long IDLE_SECONDS = 10;
    /** Progress is sent at most so often, in nanoseconds. */
    private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final OwnerServer server;
    private final GuestNews news;
    private final OpenImports imports;
    private final SentTexts texts;
    /** What takes long, by its number: whether it is not wanted any more. */
    private final Map<Long, Boolean> lasting = new ConcurrentHashMap<>();
    private final long connectedNanos = System.nanoTime();
    private final ThreadPoolExecutor requests;
    private volatile MessageConnection<GuestProtocol> connection;
    private volatile Optional<Hello> hello = Optional.empty();
    private volatile boolean listening;

    ServedGuest(OwnerServer server) {
        this.server = server;
        news = new GuestNews(server.live());
        texts = new SentTexts(server.sentCharacters());
        imports = new OpenImports(server::storeToChange, server.importGate());
        requests = new ThreadPoolExecutor(MOST_REQUESTS, MOST_REQUESTS, IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    var thread = new Thread(task, "owner-request");
                    thread.setDaemon(true);
                    return thread;
                });
        requests.allowCoreThreadTimeOut(true);
    }

    void begin(SocketChannel channel) {
        connection = new MessageConnection<>(channel, "owner-guest", this, GuestProtocol.class, this::ended);
    }

    private void ended() {
        server.left(this);
        texts.close();
        // An import whose guest is gone is closed as a cancelled one: what came can be undone.
        try {
            requests.execute(imports::close);
        } catch (RejectedExecutionException e) {
            imports.close();
        }
        requests.shutdown();
    }

    GuestProtocol remote() {
        return connection.remote();
    }

    void tell(Consumer<GuestProtocol> what) {
        var to = connection;
        if (to != null && isIntroduced()) {
            what.accept(to.remote());
        }
    }

    boolean isIntroduced() {
        return hello.isPresent();
    }

    boolean isImporting() {
        return imports.isAnyOpen();
    }

    boolean isStuck() {
        var to = connection;
        return to != null && to.isStuck();
    }

    /** {@return whether it was let in a while ago and has not said who it is} */
    boolean isSilent() {
        return !isIntroduced() && System.nanoTime() - connectedNanos > OwnerServer.LONGEST_SILENCE.toNanos();
    }

    /** {@return who it is, such as {@code a window (process 4711)}} */
    String words() {
        return hello.map(one -> Messages.get("status", one.kind().words(), Long.toString(one.pid()))).orElse("?");
    }

    /** Tells what has changed since the last time, if it wants to know. */
    void push() {
        if (listening) {
            news.send(server.recorder(), connection.remote());
        }
    }

    void closeAfterLastWords() {
        var to = connection;
        if (to != null) {
            to.closeAfterLastWords();
        }
    }

    @Override
    public void close() {
        var to = connection;
        if (to != null) {
            to.close();
        }
    }

    private <T> CompletableFuture<T> answer(Callable<T> question) {
        if (!isIntroduced()) {
            close();
            return CompletableFuture.failedFuture(new IllegalStateException("no hello"));
        }
        var result = new CompletableFuture<T>();
        try {
            requests.execute(() -> {
                try {
                    if (server.isLeaving()) {
                        throw new OwnerGone(false, null);
                    }
                    result.complete(question.call());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    result.completeExceptionally(new CompletionException(e));
                } catch (Exception | Error e) {
                    // Whatever fails because the folder is let go of may be asked of the next one.
                    boolean left = server.isLeaving() && !(e instanceof OwnerGone);
                    result.completeExceptionally(new CompletionException(left ? new OwnerGone(true, e) : e));
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new IllegalStateException("too many requests at once"));
        }
        return result;
    }

    /** Something without a result. */
    private interface Change {
        void run() throws StoreException, InterruptedException;
    }

    private CompletableFuture<Boolean> change(Change change) {
        return answer(() -> {
            change.run();
            return true;
        });
    }

    /** A change of the recorder: what it changed is sent before it is answered. */
    private <T> CompletableFuture<T> steer(Callable<T> change) {
        return answer(() -> {
            try {
                return change.call();
            } finally {
                push();
            }
        });
    }

    private Recorder recorder() throws StoreException {
        return server.recorder().<Recorder>map(one -> one).orElseThrow(() -> new StoreException(
                StoreException.Kind.OTHER, Messages.get("noRecorder", server.control().status().words()),
                Messages.get("noRecorder.remedy"), null));
    }

    private Consumer<Double> progress(Lasting request) {
        long[] sent = {System.nanoTime() - PROGRESS_NANOS};
        return part -> {
            if (lasting.getOrDefault(request.number(), true) || !connection.isOpen()) {
                throw new CancellationException();
            }
            if (System.nanoTime() - sent[0] >= PROGRESS_NANOS) {
                sent[0] = System.nanoTime();
                remote().progress(new Progress(request.number(), part));
            }
        };
    }

    private CompletableFuture<Boolean> last(Lasting request, Change change) {
        lasting.put(request.number(), false);
        var answer = change(change);
        answer.whenComplete((done, failure) -> lasting.remove(request.number()));
        return answer;
    }

    @Override
    public CompletableFuture<OwnerStatus> hello(Hello one) {
        if (one.version() != VERSION) {
            return CompletableFuture.failedFuture(new CompletionException(new StoreException(
                    StoreException.Kind.IN_USE, Messages.get("otherVersion", server.control().status().words()),
                    Messages.get("otherVersion.remedy"), null)));
        }
        hello = Optional.of(one);
        return answer(server.control()::status);
    }

    @Override
    public CompletableFuture<OwnerStatus> status() {
        return answer(server.control()::status);
    }

    @Override
    public CompletableFuture<Boolean> ping() {
        return isIntroduced() ? CompletableFuture.completedFuture(true) : answer(() -> true);
    }

    @Override
    public CompletableFuture<Boolean> listen() {
        return steer(() -> {
            listening = true;
            // Who has been answered knows how the sources are.
            push();
            return true;
        });
    }

    /** {@return its process, if it is one that records without a window} */
    Optional<Long> recorderProcess() {
        return hello.filter(one -> one.kind() == ProcessKind.RECORDER).map(Hello::pid);
    }

    @Override
    public CompletableFuture<List<Long>> waitingRecorders(boolean end) {
        return answer(() -> server.waitingRecorders(end));
    }

    /** {@return its process, once it has said so} */
    Optional<Long> process() {
        return hello.map(Hello::pid);
    }

    @Override
    public CompletableFuture<List<Long>> recordingGuests() {
        return answer(() -> server.recordingGuest().stream().toList());
    }

    @Override
    public CompletableFuture<Boolean> recordInstead() {
        return answer(() -> server.mayRecordInstead(this, hello.orElseThrow().kind()));
    }

    @Override
    public CompletableFuture<Boolean> recordNoMore() {
        return answer(() -> server.recordNoMore(this));
    }

    @Override
    public CompletableFuture<Boolean> handOver() {
        return change(() -> server.control().handOver(hello.orElseThrow().pid()));
    }

    @Override
    public CompletableFuture<Boolean> stop() {
        return change(server.control()::stop);
    }

    @Override
    public CompletableFuture<Optional<String>> restore(String backup) {
        return answer(() -> server.control().restore(Path.of(backup)).map(Path::toString));
    }

    @Override
    public CompletableFuture<Boolean> move(Lasting request, String target) {
        return last(request, () -> server.control().move(Path.of(target), progress(request)));
    }

    @Override
    public void cancel(long number) {
        lasting.computeIfPresent(number, (key, before) -> true);
    }

    @Override
    public CompletableFuture<Stored> append(Way way, Batch batch) {
        return answer(() -> switch (way) {
            case APPEND -> server.store().append(batch.map());
            case TRY -> server.store().tryAppend(batch.map());
            case LIVE -> {
                var readings = batch.map();
                var stored = server.store().appendLive(readings);
                readings.forEach((series, list) -> list.forEach(reading -> server.live().publish(series, reading)));
                yield stored;
            }
        });
    }

    @Override
    public CompletableFuture<Boolean> replace(SeriesKey series, TimeRange range, Readings replacement) {
        return change(() -> server.store().replace(series, range, replacement.list()));
    }

    @Override
    public CompletableFuture<Boolean> expect(SeriesKey series, long nominalMillis) {
        return change(() -> server.store().expect(series, nominalMillis));
    }

    @Override
    public CompletableFuture<Integer> appendHistory(SeriesKey series, List<HistoryBlock> blocks) {
        return answer(() -> server.store().appendHistory(series, blocks));
    }

    @Override
    public CompletableFuture<Edit> edit(Edit edit) {
        return answer(() -> server.store().edit(edit));
    }

    @Override
    public CompletableFuture<Boolean> setUndone(long editId, boolean undone) {
        return change(() -> server.store().setUndone(editId, undone));
    }

    @Override
    public CompletableFuture<Boolean> setFirstChannelOnly(SeriesKey series, boolean firstChannelOnly) {
        return change(() -> server.store().setFirstChannelOnly(series, firstChannelOnly));
    }

    @Override
    public CompletableFuture<Note> saveNote(Note note) {
        return answer(() -> server.store().saveNote(note));
    }

    @Override
    public CompletableFuture<Boolean> removeNote(long id) {
        return change(() -> server.store().removeNote(id));
    }

    @Override
    public CompletableFuture<Boolean> textPart(long number, String part) {
        return change(() -> texts.add(number, part));
    }

    @Override
    public CompletableFuture<Boolean> saveDocument(String name, long number, String text) {
        return change(() -> server.store().saveDocument(name, texts.take(number) + text));
    }

    @Override
    public CompletableFuture<Boolean> removeDocument(String name) {
        return change(() -> server.store().removeDocument(name));
    }

    @Override
    public CompletableFuture<Boolean> saveSource(SourceRow source) {
        return change(() -> server.store().saveSource(source));
    }

    @Override
    public CompletableFuture<Boolean> removeSource(String id) {
        return change(() -> server.store().removeSource(id));
    }

    @Override
    public CompletableFuture<MeterContent> deleteMeter(String meter, List<SentText> documents) {
        return steer(() -> {
            var whole = new HashMap<String, String>();
            documents.forEach(sent -> whole.put(sent.name(), texts.take(sent.number())));
            if (server.recorder().isEmpty()) {
                return server.store().deleteMeter(meter, whole);
            }
            var content = new MeterContent[1];
            recorder().delete(meter, () -> content[0] = server.store().deleteMeter(meter, whole));
            return content[0];
        });
    }

    @Override
    public CompletableFuture<Boolean> rebuild(Lasting request) {
        return last(request, () -> server.store().rebuild(progress(request)));
    }

    @Override
    public CompletableFuture<Boolean> undoImport(Lasting request, long id) {
        return last(request, () -> server.store().undoImport(id, progress(request)));
    }

    @Override
    public CompletableFuture<Long> startImport(long number, String name, Instant at) {
        return answer(() -> imports.start(number, name, at));
    }

    @Override
    public CompletableFuture<Boolean> bulkAppend(long number) {
        return change(() -> imports.startBulk(number));
    }

    @Override
    public CompletableFuture<Stored> bulkAdd(long number, Batch batch) {
        return answer(() -> imports.add(number, batch));
    }

    @Override
    public CompletableFuture<List<StoredOf>> importAppend(long number, Batch batch) {
        return answer(() -> imports.append(number, batch));
    }

    @Override
    public CompletableFuture<Integer> importHistory(long number, SeriesKey series, List<HistoryBlock> blocks) {
        return answer(() -> imports.ofImport(number, log -> log.appendHistory(series, blocks)));
    }

    @Override
    public CompletableFuture<Note> importNote(long number, Note note) {
        return answer(() -> imports.ofImport(number, log -> log.saveNote(note)));
    }

    @Override
    public CompletableFuture<Boolean> importExpect(long number, SeriesKey series, long nominalMillis) {
        return answer(() -> imports.ofImport(number, log -> {
            log.expect(series, nominalMillis);
            return true;
        }));
    }

    @Override
    public CompletableFuture<Stored> closeBulk(long number) {
        return answer(() -> imports.close(number));
    }

    @Override
    public CompletableFuture<SourceRow> addSource(String meter, String address) {
        return steer(() -> recorder().add(meter, address));
    }

    @Override
    public CompletableFuture<Boolean> changeSource(String id, String address) {
        return steer(() -> {
            recorder().change(id, address);
            return true;
        });
    }

    @Override
    public CompletableFuture<Boolean> steerSource(Steering steering, String id) {
        return steer(() -> {
            switch (steering) {
                case START -> recorder().start(id);
                case STOP -> recorder().stop(id);
                case REMOVE -> recorder().remove(id);
            }
            return true;
        });
    }

    @Override
    public CompletableFuture<List<String>> publishAddresses() {
        return answer(() -> recorder().publishAddresses());
    }

    @Override
    public CompletableFuture<Boolean> setPublishAddresses(List<String> addresses) {
        return steer(() -> {
            recorder().setPublishAddresses(addresses);
            return true;
        });
    }

    @Override
    public CompletableFuture<List<NotUnderstood>> notUnderstood(String id) {
        return answer(() -> recorder().notUnderstood(id));
    }

    @Override
    public CompletableFuture<byte[]> received(String id) {
        return answer(() -> recorder().received(id));
    }

    @Override
    public CompletableFuture<Boolean> flush() {
        return answer(() -> {
            recorder().flush();
            return true;
        });
    }
}
