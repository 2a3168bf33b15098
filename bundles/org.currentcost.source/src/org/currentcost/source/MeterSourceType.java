package org.currentcost.source;

/**
 * A kind of source, registered as an OSGi service. Must be safe to call from any thread.
 */
public interface MeterSourceType {

    /** {@return the scheme that begins an address of this kind, such as {@code serial}; lower case, unique} */
    String scheme();

    /**
     * Makes a source; opens nothing yet.
     *
     * @param address what follows the scheme and its colon in the address that the user gave, such as
     *                {@code /dev/ttyUSB0?model=cc128}; may be empty
     * @return a source that is not running yet
     * @throws IllegalArgumentException if the address means nothing; the message is a sentence for the user
     */
    MeterSource create(String address);

    /**
     * {@return an address as it is to be kept: without a password that was typed into it, which goes to where passwords
     * are kept}
     *
     * @param address what follows the scheme and its colon; means something
     */
    default String normalized(String address) {
        return address;
    }

    /**
     * {@return an address of this kind as people are to read it: short, without secrets}
     *
     * @param address what follows the scheme and its colon; may mean nothing
     */
    default String describe(String address) {
        return address.isEmpty() ? scheme() : scheme() + ":" + address;
    }
}
