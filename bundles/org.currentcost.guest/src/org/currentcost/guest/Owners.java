package org.currentcost.guest;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.currentcost.store.StoreException;

/** Whoever holds the folder at the time, to be asked. */
interface Owners {

    /**
     * Asks the owner.
     *
     * @throws OwnerGone if there is none, or it went before it answered
     */
    <T> T ask(Question<T> question) throws StoreException;

    /**
     * Asks the owner without waiting, if there is a connection to it.
     *
     * @return the answer; fails if there is none
     */
    <T> CompletableFuture<T> askLater(Function<OwnerProtocol, CompletableFuture<T>> question);

    /** What is asked, in one request or several. */
    @FunctionalInterface
    interface Question<T> {
        /** Asks it. */
        T ask(OwnerLink link) throws StoreException;
    }
}
