package org.currentcost.source.serial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.currentcost.source.SourceProblem;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;

/**
 * An open serial port that nobody else can open with a lock. Used by one thread alone: a close by another one during a
 * read could hand the read to a file that is opened next under the same number.
 */
final class SerialLine implements AutoCloseable {

    /** How long a read waits at most; the time within which a stop or a vanished device is noticed. */
    static final int READ_TIMEOUT_MILLIS = 200;

    private static final int DATA_BITS = 8;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SerialPort port;
    private final String path;
    private final String device;
    private boolean open = true;

    private SerialLine(SerialPort port, String path, String device) {
        this.port = port;
        this.path = path;
        this.device = device;
    }

    /**
     * Opens a port for itself alone.
     *
     * @param path what the user chose
     * @param baud the speed to begin with
     * @throws SourceProblem if it can't be opened, with the reason and the remedy
     */
    static SerialLine open(String path, int baud) throws SourceProblem {
        String device = PortAccess.check(path);
        SerialPort port;
        try {
            SerialLibrary.load();
            port = SerialPort.getCommPort(device);
            port.setComPortParameters(baud, DATA_BITS, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
            port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
            port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_TIMEOUT_MILLIS, 0);
            if (!port.openPort()) {
                throw PortAccess.afterFailure(path, device, port.getLastErrorCode());
            }
        } catch (SerialPortInvalidPortException e) {
            throw PortAccess.afterFailure(path, device, 0);
        } catch (IOException e) {
            throw PortAccess.withoutLibrary(e);
        } catch (LinkageError e) {
            throw PortAccess.unsupported(e);
        }
        return new SerialLine(port, path, device);
    }

    /** {@return the real name of the device, which may differ from the path the user chose} */
    String device() {
        return device;
    }

    /** Listens at another speed from now on; what came before and has not been read yet stays. */
    void listenAt(int baud) throws SourceProblem {
        if (!port.setBaudRate(baud)) {
            throw PortAccess.unplugged(path);
        }
    }

    /**
     * Waits for bytes, at most {@value #READ_TIMEOUT_MILLIS} ms.
     *
     * @return how many came, 0 if none did
     * @throws SourceProblem        if the port is gone
     * @throws InterruptedException if the thread was interrupted
     */
    int read(byte[] buffer) throws SourceProblem, InterruptedException {
        long began = System.nanoTime();
        int count = port.readBytes(buffer, buffer.length);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (count > 0) {
            return count;
        }
        // Some drivers report neither an end nor an error when their device is pulled
        if (count < 0 || PortAccess.portsAreFiles() && !Files.exists(Path.of(device))) {
            throw PortAccess.unplugged(path);
        }
        long tooEarly = READ_TIMEOUT_MILLIS / 2 - (System.nanoTime() - began) / NANOS_PER_MILLI;
        if (tooEarly > 0) {
            // A driver that does not wait must not make this a busy loop
            Thread.sleep(tooEarly);
        }
        return 0;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            port.closePort();
        }
    }
}
