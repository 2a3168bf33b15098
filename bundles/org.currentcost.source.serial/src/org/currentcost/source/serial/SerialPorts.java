package org.currentcost.source.serial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import com.fazecast.jSerialComm.SerialPort;

/** The serial ports of this computer. */
public final class SerialPorts {

    private static final String UNKNOWN = "Unknown";

    private SerialPorts() {
    }

    /**
     * Lists the ports that the system enumerates, USB ports first. Links and pseudo terminals are not among them, but
     * can be opened by their paths. Opens no port. Takes up to some tens of milliseconds; don't call it more often than
     * every 5 s for hours, which has crashed Java on some computers.
     *
     * @return the ports; empty if there are none or this computer can't use serial ports at all
     */
    public static List<PortInfo> list() {
        SerialPort[] ports;
        try {
            SerialLibrary.load();
            ports = SerialPort.getCommPorts();
        } catch (IOException | LinkageError e) {
            // No library for this computer: opening a port tells the user
            return List.of();
        }
        List<PortInfo> infos = new ArrayList<>();
        for (SerialPort port : ports) {
            infos.add(info(port));
        }
        // macOS lists each device twice; its tty. half waits for a modem's carrier
        infos.removeIf(info -> info.path().startsWith("/dev/tty.")
                && infos.stream().anyMatch(other -> other.path().equals(info.path().replace("/dev/tty.", "/dev/cu."))));
        infos.sort(Comparator.comparing((PortInfo info) -> !info.usb()).thenComparing(PortInfo::path));
        return List.copyOf(infos);
    }

    private static PortInfo info(SerialPort port) {
        String path = port.getSystemPortPath();
        String user = OpenFiles.holder(Path.of(path)).map(OpenFiles.Holder::name).orElse("");
        boolean usb = port.getVendorID() > 0;
        return new PortInfo(path, known(port.getPortDescription()), known(port.getManufacturer()),
                usb ? port.getVendorID() : PortInfo.NO_ID, usb ? port.getProductID() : PortInfo.NO_ID,
                known(port.getSerialNumber()), user);
    }

    private static String known(String text) {
        return text == null || text.equals(UNKNOWN) ? "" : text.strip();
    }
}
