package org.currentcost.source.serial;

import java.util.Objects;

/**
 * A serial port that this computer knows.
 *
 * @param path         what to open, such as {@code /dev/ttyUSB0} or {@code COM3}
 * @param description  what the system calls the device; may be empty
 * @param maker        who made the adapter; may be empty
 * @param vendorId     the USB vendor, {@value #NO_ID} if this is not a USB port or it is not known
 * @param productId    the USB product, {@value #NO_ID} if this is not a USB port or it is not known
 * @param serialNumber the USB serial number; empty if there is none, as in most Prolific adapters
 * @param user         the name of the program that has the port open; empty if none has or it may not be seen
 */
public record PortInfo(String path, String description, String maker, int vendorId, int productId,
        String serialNumber, String user) {

    /** Stands for a USB number that is not known. */
    public static final int NO_ID = -1;

    public PortInfo {
        Objects.requireNonNull(path);
        Objects.requireNonNull(description);
        Objects.requireNonNull(maker);
        Objects.requireNonNull(serialNumber);
        Objects.requireNonNull(user);
    }

    /** {@return whether this is a USB port, as every cable of a meter is that can be bought today} */
    public boolean usb() {
        return vendorId != NO_ID;
    }

    /** {@return whether this port and another one seem to be the same adapter, whatever they are called now} */
    boolean isSameAdapter(PortInfo other) {
        return usb() && vendorId == other.vendorId && productId == other.productId
                && serialNumber.equals(other.serialNumber);
    }
}
