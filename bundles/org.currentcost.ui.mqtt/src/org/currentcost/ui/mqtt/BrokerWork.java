package org.currentcost.ui.mqtt;

import java.util.List;
import java.util.function.Consumer;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.transport.MqttLink;
import org.currentcost.ui.kit.Quantities;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobChangeListener;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

/** What the user has a broker do, away from the UI thread; what came of it is told there. */
final class BrokerWork {

    private final Control control;
    private final Consumer<String> answer;

    /**
     * @param control nobody is told anything once it is gone
     * @param answer  hears what came of it, on the UI thread
     */
    BrokerWork(Control control, Consumer<String> answer) {
        this.control = control;
        this.answer = answer;
    }

    /** Sends one message. */
    void publish(MqttLink link, String topic, byte[] content, int qos, boolean retained) {
        var display = control.getDisplay();
        ICoreRunnable runnable = monitor -> {
            try {
                link.publish(topic, content, qos, retained);
                tell(display, Messages.bind(Messages.Published, topic));
            } catch (SourceProblem problem) {
                tell(display, words(problem));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Job.create(Messages.Publish, runnable).schedule();
    }

    /**
     * Takes retained messages away from the broker. A job that rests between its steps keeps no thread waiting, and can
     * be cancelled in the Progress view.
     */
    void deleteRetained(MqttLink link, List<String> topics) {
        var removal = new RetainedRemoval(topics, topic -> link.publish(topic, new byte[0], 1, true));
        var display = control.getDisplay();
        var job = new Job(Messages.Deleting) {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                String reason = "";
                try {
                    if (removal.step()) {
                        schedule(RetainedRemoval.REST_MILLIS);
                        return Status.OK_STATUS;
                    }
                } catch (SourceProblem problem) {
                    reason = words(problem);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Status.CANCEL_STATUS;
                }
                tellDeleted(display, removal, reason);
                return Status.OK_STATUS;
            }
        };
        job.addJobChangeListener(IJobChangeListener.onDone(event -> {
            if (event.getResult().matches(IStatus.CANCEL)) {
                tellDeleted(display, removal, "");
            }
        }));
        job.schedule();
    }

    private void tellDeleted(Display display, RetainedRemoval removal, String reason) {
        tell(display, Messages.bind(Messages.Deleted,
                new Object[]{Quantities.count(removal.done()), Quantities.count(removal.all()), reason}).strip());
    }

    private void tell(Display display, String words) {
        BackgroundWork.back(display, control, () -> answer.accept(words));
    }

    private static String words(SourceProblem problem) {
        return (problem.reason() + " " + problem.remedy()).strip();
    }
}
