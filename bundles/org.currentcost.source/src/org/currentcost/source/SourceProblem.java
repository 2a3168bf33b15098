package org.currentcost.source;

import java.util.Objects;

/**
 * Why a source brings nothing: one sentence that says what happened and one that says what to do.
 */
public final class SourceProblem extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final boolean permanent;

    private SourceProblem(String reason, String remedy, boolean permanent) {
        super(Objects.requireNonNull(reason));
        this.remedy = Objects.requireNonNull(remedy);
        this.permanent = permanent;
    }

    /** {@return a problem that may pass by itself: the recorder tries again after a while} */
    public static SourceProblem passing(String reason, String remedy) {
        return new SourceProblem(reason, remedy, false);
    }

    /** {@return a problem that only the user can end, such as a missing permission: the recorder waits for the user} */
    public static SourceProblem permanent(String reason, String remedy) {
        return new SourceProblem(reason, remedy, true);
    }

    /** {@return what happened, a sentence for the user} */
    public String reason() {
        return getMessage();
    }

    /** {@return what the user can do about it, a sentence; may be empty} */
    public String remedy() {
        return remedy;
    }

    /** {@return whether trying again without the user makes no sense} */
    public boolean permanent() {
        return permanent;
    }
}
