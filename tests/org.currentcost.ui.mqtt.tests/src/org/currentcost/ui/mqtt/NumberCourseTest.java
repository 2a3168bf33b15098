package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.junit.jupiter.api.Test;

class NumberCourseTest {

    private static final long NOON = 12 * 3_600_000L;

    private final NumberCourse course = new NumberCourse(ZoneOffset.UTC);
    private final List<TopicTree.Message> messages = new ArrayList<>();

    /** Receives messages, one each second from noon on. */
    private void receive(String... payloads) {
        for (String payload : payloads) {
            messages.add(new TopicTree.Message(NOON + messages.size() * 1000L,
                    payload.getBytes(StandardCharsets.UTF_8), 0, false));
        }
        course.show(messages);
    }

    /** {@return what the current point says after each key} */
    private List<String> walk(int... keys) {
        var said = new ArrayList<String>();
        for (int key : keys) {
            assertTrue(course.walk(key), () -> "key " + key);
            said.add(course.words().replace('\u202f', ' ').replaceAll(" [AP]M$", ""));
        }
        return said;
    }

    private static List<Double> values(NumberCourse of) {
        return of.points().stream().map(NumberCourse.Point::value).toList();
    }

    @Test
    void keysWalkFromPointToPointAndStopAtTheEnds() {
        receive("100", "250.5", "90");
        assertEquals(List.of("100 at 12:00:00", "250.5 at 12:00:01", "90 at 12:00:02", "90 at 12:00:02"),
                walk(SWT.ARROW_RIGHT, SWT.ARROW_RIGHT, SWT.ARROW_DOWN, SWT.ARROW_RIGHT));
        assertEquals(List.of("250.5 at 12:00:01", "100 at 12:00:00", "100 at 12:00:00"),
                walk(SWT.ARROW_LEFT, SWT.ARROW_UP, SWT.ARROW_LEFT));
        assertEquals(List.of("90 at 12:00:02", "100 at 12:00:00", ""), walk(SWT.END, SWT.HOME, SWT.ESC));
        assertEquals(List.of("90 at 12:00:02"), walk(SWT.ARROW_LEFT), "the latest one first");
        assertFalse(course.walk('x'));
        assertFalse(course.walk(SWT.TAB));
    }

    @Test
    void aPointStaysWhileMessagesComeAndGo() {
        receive("1", "2", "2", "3");
        walk(SWT.HOME, SWT.ARROW_RIGHT);
        receive("4", "5");
        assertEquals("2 at 12:00:01", course.words().replace('\u202f', ' ').replaceAll(" [AP]M$", ""));
        messages.removeFirst();
        course.show(messages);
        assertEquals(OptionalInt.of(0), course.current());
        messages.removeFirst();
        course.show(messages);
        assertEquals(OptionalInt.empty(), course.current(), "its message was let go");
        assertEquals("", course.words());
    }

    @Test
    void messagesOfOneMomentAreDifferentPoints() {
        var twice = Stream.of("7", "7").map(text -> new TopicTree.Message(NOON,
                text.getBytes(StandardCharsets.UTF_8), 0, false)).toList();
        course.show(twice);
        walk(SWT.HOME, SWT.ARROW_RIGHT);
        assertEquals(OptionalInt.of(1), course.current());
    }

    @Test
    void onlyNumbersAtTheChosenPlaceCount() {
        receive("{\"power\": 5, \"on\": true}", "offline", "{\"power\": 7}");
        assertEquals(List.of(), course.points());
        assertFalse(course.drawn());
        assertFalse(course.walk(SWT.HOME), "there is nothing to walk through");
        assertEquals(Messages.ChartHint, course.summary());
        String place = Payloads.mainPlace(messages.getFirst().payload()).orElseThrow();
        course.choose(place);
        course.show(messages);
        assertEquals(List.of(5.0, 7.0), values(course));
        assertTrue(course.summary().replace('\u202f', ' ').matches(
                "2 values from 12:00:00( PM)? to 12:00:02( PM)?, between 5 and 7"), course::summary);
        walk(SWT.END);
        course.choose("");
        course.show(messages);
        assertEquals("", course.words());
    }
}
