package org.currentcost.ui.dashboard;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.currentcost.accounting.CoverageReader;
import org.currentcost.accounting.LiveCourse;
import org.currentcost.accounting.LiveNow;
import org.currentcost.accounting.LiveSensors;
import org.currentcost.accounting.LiveUseReader;
import org.currentcost.accounting.Sensor;
import org.currentcost.accounting.TodayReader;
import org.currentcost.model.Bucket;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LiveBus;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ProblemLog;
import org.currentcost.ui.kit.SeriesNames;

/**
 * Asks what tiles show. {@link #read} is for one thread that may wait for the store, {@link #now} for another one that
 * may not.
 */
final class TileReader {

    private static final Duration COURSE = Duration.ofHours(24);
    private static final Duration JUST_NOW = Duration.ofMinutes(1);
    /** One each five minutes: as the store has them ready. */
    private static final int BUCKETS = 288;

    private final FigureServices services;
    private final LiveBus live;
    private final Map<SeriesKey, LiveUseReader> readers = new ConcurrentHashMap<>();
    private final ProblemLog problems = new ProblemLog(TileReader.class);

    /** What a tile asks; tiles that ask the same share the answer. */
    record Question(TileKind kind, Optional<SeriesKey> sensor) {

        static Question of(Tile tile) {
            return new Question(tile.kind(), tile.sensor());
        }
    }

    /**
     * What was answered.
     *
     * @param answers one for each question
     * @param settled what the user settled about sensors
     * @param offered the sensors that a tile can be about
     * @param words   how it is told
     */
    record Answers(Map<Question, TileAnswer> answers, Map<SeriesKey, Sensor> settled, List<Sensor> offered,
            TileWords words) {
    }

    TileReader(FigureServices services, LiveBus live) {
        this.services = services;
        this.live = live;
    }

    /** {@return the answers to the questions} What can't be read is told as such, and once in the Error Log. */
    Answers read(Collection<Question> questions) {
        var answers = new HashMap<Question, TileAnswer>();
        Map<SeriesKey, Sensor> settled = new HashMap<>();
        List<Sensor> offered = List.of();
        boolean several = false;
        try {
            offered = services.household().sensors();
            for (var sensor : services.household().allSensors()) {
                settled.put(sensor.key(), sensor);
            }
            several = services.household().severalMeters();
            var house = services.household().house();
            for (var question : questions) {
                answers.put(question, answer(question, settled, house));
            }
            problems.worked();
        } catch (StoreException e) {
            problems.failed(e);
            questions.forEach(question -> answers.putIfAbsent(question, new TileAnswer.Unreadable()));
        }
        return new Answers(answers, settled, offered,
                new TileWords(services.words(), services.store().zone(), several));
    }

    private TileAnswer answer(Question question, Map<SeriesKey, Sensor> settled, Optional<Sensor> house)
            throws StoreException {
        var asked = question.sensor().map(one -> SeriesNames.present(new HashSet<>(settled.keySet()), one));
        if (asked.isPresent() && !settled.containsKey(asked.get())) {
            return new TileAnswer.Gone(asked.get());
        }
        var sensor = asked.map(settled::get).or(() -> house);
        if (sensor.isEmpty() && question.kind() != TileKind.CHEAPEST) {
            return new TileAnswer.NoReadings();
        }
        var accounting = services.accounting();
        return switch (question.kind()) {
            case CHEAPEST -> new TileAnswer.Cheapest(services.costs().cheapest());
            case NOW -> {
                // Its price is asked for along with its course.
                course(sensor.orElseThrow(), settled, ending(JUST_NOW), 1);
                yield new TileAnswer.Now(sensor.get());
            }
            case COURSE -> {
                var range = ending(COURSE);
                yield new TileAnswer.Course(sensor.orElseThrow(), range,
                        course(sensor.get(), settled, range, BUCKETS));
            }
            case TODAY -> new TileAnswer.Today(new TodayReader(accounting).read(sensor.orElseThrow()));
            case MONTH -> new TileAnswer.Month(services.costs().targetMonth(sensor.orElseThrow()));
            case COVERAGE -> new TileAnswer.Coverage(sensor.orElseThrow(),
                    new CoverageReader(accounting).recent(sensor.get()));
        };
    }

    private TimeRange ending(Duration length) {
        return TimeRange.endingAt(services.clock().instant(), length);
    }

    private List<Bucket> course(Sensor sensor, Map<SeriesKey, Sensor> settled, TimeRange range, int buckets)
            throws StoreException {
        var course = reader(sensor).course(new LiveCourse.Question(new LiveSensors(List.of(sensor), settled), range,
                buckets, false));
        if (course.problem().isPresent()) {
            throw course.problem().get();
        }
        return course.powers().getFirst();
    }

    /** A reader knows the price of one sensor. */
    private LiveUseReader reader(Sensor sensor) {
        return readers.computeIfAbsent(sensor.key(), key -> new LiveUseReader(live, services.accounting()));
    }

    /** {@return what the sensor of an answer says now, if the answer is about that} */
    Optional<LiveNow> now(TileAnswer answer, Answers from) {
        return switch (answer) {
            case TileAnswer.Now one -> Optional.of(now(one.sensor(), from));
            case TileAnswer.Course one -> Optional.of(now(one.sensor(), from));
            default -> Optional.empty();
        };
    }

    private LiveNow now(Sensor sensor, Answers from) {
        return reader(sensor).now(new LiveSensors(List.of(sensor), from.settled()));
    }
}
