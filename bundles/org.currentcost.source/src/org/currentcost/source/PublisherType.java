package org.currentcost.source;

/** A way to pass our own readings on, registered as an OSGi service. Must be safe to call from any thread. */
public interface PublisherType {

    /** {@return the scheme that begins an address of this kind; lower case, unique} */
    String scheme();

    /**
     * Makes a publisher; opens nothing yet.
     *
     * @param address what follows the scheme and its colon
     * @throws IllegalArgumentException if the address means nothing; the message is a sentence for the user
     */
    Publisher create(String address);

    /**
     * {@return an address as it is to be kept: without a password that was typed into it, which goes to where passwords
     * are kept}
     *
     * @param address what follows the scheme and its colon; means something
     */
    default String normalized(String address) {
        return address;
    }
}
