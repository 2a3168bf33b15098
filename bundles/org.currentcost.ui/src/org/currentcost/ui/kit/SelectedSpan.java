package org.currentcost.ui.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.charts.TimeBasedChart;

/** Tells what a span comes to that the user selects in a chart. UI thread only. */
final class SelectedSpan {

    private final FigureServices services;
    private final Supplier<Optional<FigureQuestion>> question;
    private final List<Consumer<String>> listeners = new ArrayList<>();
    private Optional<TimeRange> selected = Optional.empty();

    /** @param question what is shown, of the sensors that are shown */
    SelectedSpan(FigureServices services, Supplier<Optional<FigureQuestion>> question) {
        this.services = services;
        this.question = question;
    }

    /** @param shared whether other views show the parts of the span, and the chart marks what is selected in others */
    void follow(TimeBasedChart chart, boolean shared) {
        tellTo(words -> {
            if (!chart.control().isDisposed()) {
                chart.setSelectionText(words);
            }
        });
        chart.addSelectionListener(span -> {
            select(span);
            if (shared) {
                services.choices().span().set(span);
            }
        });
        if (shared) {
            services.choices().span().listen(chart.control(), span -> {
                if (!span.equals(selected)) {
                    chart.setSelection(span);
                    select(span);
                }
            });
        }
    }

    /** Lets someone hear what the span comes to: nothing at first, then its figures in lines. */
    void tellTo(Consumer<String> listener) {
        listeners.add(listener);
    }

    void select(Optional<TimeRange> span) {
        selected = span;
        say("");
        tell();
    }

    /** Tells what the span comes to now: after an edit, new readings, another unit or other sensors, too. */
    void tell() {
        var asked = question.get();
        var span = selected;
        if (span.isEmpty() || asked.isEmpty()) {
            return;
        }
        SpanSummary.tell(services, asked.get().sensors(), span.get(), asked.get().unit(), words -> {
            if (selected.equals(span) && asked.equals(question.get())) {
                say(words);
            }
        });
    }

    private void say(String words) {
        listeners.forEach(listener -> listener.accept(words));
    }
}
