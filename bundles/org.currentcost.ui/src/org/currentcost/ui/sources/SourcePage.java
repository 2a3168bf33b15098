package org.currentcost.ui.sources;

import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jface.wizard.WizardPage;

/**
 * The page of the wizard <i>Add a source</i> for one kind of source, contributed by the extension point
 * {@code org.currentcost.ui.sourceKinds}. Needs a constructor without parameters. UI thread only.
 */
public abstract class SourcePage extends WizardPage {

    /** Makes a page. @param name unique among the pages */
    protected SourcePage(String name) {
        super(name);
        setPageComplete(false);
    }

    /** {@return the name of the meter, not empty; asked for when the page is complete} */
    public abstract String meter();

    /** {@return the address of the source, such as {@code serial:/dev/ttyUSB0}; asked for when the page is complete} */
    public abstract String address();

    /**
     * Shows a source that is there already, to be changed; called once the page has its widgets. Its meter keeps its
     * name.
     *
     * @param address without the scheme and its colon
     * @return whether this kind of source can be changed
     * @throws IllegalArgumentException if the address means nothing
     */
    public boolean show(String meter, String address) {
        return false;
    }

    /**
     * {@return the meter that a source hears already at such an address, whichever process runs it}
     *
     * @param address says of an address with its scheme whether it is such a one
     */
    protected final Optional<String> receivedBy(Predicate<String> address) {
        return getWizard() instanceof AddSourceWizard wizard ? wizard.receivedBy(address) : Optional.empty();
    }

    /** The user is done. {@return whether the wizard may close} */
    public boolean finish() {
        return true;
    }

    /** The wizard is closed: lets go of whatever the page holds open. */
    public void close() {
    }
}
