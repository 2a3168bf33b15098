package org.currentcost.guest;

/** The owner went before it answered, or can't be reached: what was asked is to be asked again once there is one. */
final class OwnerGone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean asked;

    /** @param asked whether the owner may have received the question, and so done it */
    OwnerGone(boolean asked, Throwable cause) {
        super(cause);
        this.asked = asked;
    }

    boolean asked() {
        return asked;
    }
}
