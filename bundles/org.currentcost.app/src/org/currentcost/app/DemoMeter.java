package org.currentcost.app;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.currentcost.imports.CaptureSource;
import org.currentcost.imports.Import;
import org.currentcost.imports.ImportException;
import org.currentcost.imports.ImportInput;
import org.currentcost.recorder.Recorder;
import org.currentcost.source.demo.MeterModel;
import org.currentcost.source.demo.MeterSimulator;
import org.currentcost.source.demo.SimulatorSettings;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.ui.PlatformUI;

/** The demo meter of a first start: on from now, and with a week behind it, so that there is something to look at. */
final class DemoMeter {

    private static final String NAME = "Demo";
    private static final String ADDRESS = "demo:1";
    private static final Duration PAST = Duration.ofDays(7);

    private DemoMeter() {
    }

    static void start(ReadingStore store, Recorder recorder) {
        var now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
        Job.create(Messages.DemoPast, monitor -> {
            var past = new CaptureSource(List.of(new ImportInput(NAME, 0, () -> new Past(now))),
                    Optional.of(now.minus(PAST)), NAME, store.zone());
            try {
                recorder.add(NAME, ADDRESS);
                new Import(store, past).run(now, part -> {
                    if (monitor.isCanceled()) {
                        throw new CancellationException();
                    }
                });
                return Status.OK_STATUS;
            } catch (CancellationException e) {
                return Status.CANCEL_STATUS;
            } catch (ImportException | StoreException e) {
                return new Status(IStatus.ERROR, DemoMeter.class, e.getMessage(), e);
            } catch (IllegalStateException e) {
                if (PlatformUI.isWorkbenchRunning() && !PlatformUI.getWorkbench().isClosing()) {
                    throw e;
                }
                // The window was closed meanwhile, and the store with it.
                return Status.CANCEL_STATUS;
            }
        }).schedule();
    }

    /** What the simulated meter said before a moment, as a stream of its bytes. */
    private static final class Past extends InputStream {

        private final MeterSimulator simulator;
        private final Instant end;
        private byte[] current = new byte[0];
        private int position;

        Past(Instant end) {
            this.end = end;
            simulator = new MeterSimulator(
                    SimulatorSettings.of(MeterModel.CC128_V129, end.minus(PAST), ZoneId.systemDefault()));
        }

        @Override
        public int read() {
            if (position == current.length) {
                var message = simulator.next();
                if (!message.at().isBefore(end)) {
                    return -1;
                }
                current = message.bytes();
                position = 0;
            }
            return current[position++] & 0xff;
        }
    }
}
