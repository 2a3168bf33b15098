package org.currentcost.ui.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IMemento;

/**
 * What a view of figures has of its own: whom it asks, and how the answer is drawn, tabled and told. Everything else is
 * done by the {@link FigureView} that is made around it. The UI thread, but for {@link #answer}.
 * <p>
 * A view's class implements this and is named in the view's extension; its constructor is injected.
 *
 * @param <A> the answer
 */
public interface FigureDelegate<A> {

    /**
     * Makes the chart; called once, before all else.
     *
     * @param host the view around it, to keep for what the user does with the chart
     */
    Control createChart(Composite parent, FigureView<A> host);

    /**
     * {@return the answer to a question} On a thread of a job, which may be told to stop while it runs.
     *
     * @param question with at least one sensor
     * @param check    to call now and then: ends the work, by an exception, if nobody waits for the answer any more
     * @throws StoreException if the file can't be read
     */
    A answer(FigureQuestion question, Runnable check) throws StoreException;

    /** Shows an answer in the chart. */
    void show(FigureQuestion question, A answer);

    /** {@return the same answer as a table} */
    TableData table(FigureQuestion question, A answer);

    /**
     * Saves the chart as a picture.
     *
     * @param heading what the view is called
     * @param caption the time and total that are shown
     */
    void writePng(OutputStream out, String heading, String caption) throws IOException;

    /**
     * Shows in the chart that there is nothing, and why.
     *
     * @param range the time that the view is about
     */
    void showEmpty(TimeRange range, String sentence, String link, Runnable action);

    /** {@return a line to stand below chart and table, such as the total; may be empty, and have links} */
    default String caption(FigureQuestion question, A answer) {
        return "";
    }

    /** A link of the {@link #caption} was chosen. @param target the link's {@code href} */
    default void captionLink(String target) {
    }

    /** Adds what else the view's menu offers. */
    default void fillMenu(IMenuManager menu) {
    }

    /** Saves what was chosen in the view's menu, for the next start or a copy of the view. */
    default void saveState(IMemento memento) {
    }

    /** {@return what stands in the tab after the sensors, such as the days that are chosen; may be empty} */
    default String variant() {
        return "";
    }

    /** {@return whether of several chosen sensors only the first one is shown} */
    default boolean showsOneSensor() {
        return false;
    }

    /** {@return those of the chosen sensors that are shown} */
    default List<Sensor> shownOf(List<Sensor> sensors) {
        return showsOneSensor() ? sensors.subList(0, Math.min(1, sensors.size())) : sensors;
    }

    /** {@return whether figures are in the shared unit, and so need a tariff or factors for other units than energy} */
    default boolean inSharedUnit() {
        return true;
    }

    /** {@return whether the view shows what is selected in the Sensors view, or else my house whatever is selected} */
    default boolean followsSelection() {
        return true;
    }

    /** {@return whether the view shows the whole past whatever the shared time range is} */
    default boolean ignoresRange() {
        return false;
    }

    /** {@return what to show while the view is linked} @param shared the shared time range */
    default TimeRange rangeFor(TimeRange shared) {
        return shared;
    }

    /** Goes to another time with the linked views. */
    default void goTo(TimeRange range, TimeRangeService time) {
        time.show(range);
    }

    /** Goes to the present with the linked views. */
    default void goToNow(TimeRangeService time) {
        time.now();
    }
}
