package org.currentcost.ui.kit;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Control;

/**
 * Asks what may take long to answer, such as a folder on another computer, while the window goes on. A question takes
 * the place of the one before it, whose answer is no longer heard. UI thread only.
 *
 * @param <T> what is answered
 */
public final class BackgroundQuestion<T> {

    private final Control owner;
    private final String name;
    private final Consumer<T> answered;
    private Optional<Job> job = Optional.empty();
    private long asked;
    private boolean open;

    /**
     * Asks nothing yet.
     *
     * @param owner    once it is disposed, answers are not heard
     * @param name     of the job
     * @param answered takes the answer to the last question, on the UI thread
     */
    public BackgroundQuestion(Control owner, String name, Consumer<T> answered) {
        this.owner = owner;
        this.name = name;
        this.answered = answered;
    }

    /** {@return whether the last question has no answer yet} */
    public boolean isOpen() {
        return open;
    }

    /** Asks. @param question must not touch a widget nor throw */
    public void ask(Supplier<T> question) {
        forget();
        var display = owner.getDisplay();
        long number = ++asked;
        open = true;
        var next = Job.create(name, monitor -> {
            var answer = question.get();
            if (!display.isDisposed()) {
                display.asyncExec(() -> hear(number, answer));
            }
            return Status.OK_STATUS;
        });
        next.setSystem(true);
        next.schedule();
        job = Optional.of(next);
    }

    private void hear(long number, T answer) {
        if (number == asked && open && !owner.isDisposed()) {
            open = false;
            answered.accept(answer);
        }
    }

    /** Hears no answer to what was asked. */
    public void forget() {
        // One that has begun goes on, for nobody.
        job.ifPresent(Job::cancel);
        open = false;
    }
}
