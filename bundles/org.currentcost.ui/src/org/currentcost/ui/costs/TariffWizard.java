package org.currentcost.ui.costs;

import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.model.UserLocale;
import org.currentcost.settings.Tariffs;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;

/**
 * Enters a tariff, a new price of one from a day on, or a change of an old price: prices, times and tiers, and before
 * anything is saved, what the change re-prices.
 */
final class TariffWizard extends Wizard {

    private static final int WIDTH = 620;
    private static final int HEIGHT = 400;

    private final FigureServices services;
    private final Tariffs tariffs;
    private final Optional<Tariff> before;
    private final Optional<LocalDate> replaced;
    private final TariffForm form;
    private final EffectPage effect = new EffectPage();

    private TariffWizard(FigureServices services, Tariffs tariffs, Optional<Tariff> before,
            Optional<LocalDate> replaced, TariffForm form) {
        this.services = services;
        this.tariffs = tariffs;
        this.before = before;
        this.replaced = replaced;
        this.form = form;
        setWindowTitle(before.isEmpty()
                ? Messages.WizardNew
                : replaced.isEmpty()
                        ? Messages.bind(Messages.WizardNewPrice, before.get().name())
                        : Messages.bind(Messages.WizardChange, before.get().name()));
        setForcePreviousAndNextButtons(true);
    }

    /** Enters a tariff. @param preset what to start from */
    static void openNew(Shell shell, FigureServices services, TariffForm.Preset preset) throws StoreException {
        var tariffs = services.household().tariffs();
        var currency = tariffs.inForce().map(Tariff::currency)
                .orElseGet(() -> UserLocale.firstCurrency(UserLocale.formats()));
        // A tariff that is the first one prices what was recorded before it was entered, too.
        var today = today(services);
        var first = LocalDate.ofInstant(services.amounts().charged().start(), services.store().zone());
        var form = form(tariffs, Optional.empty(), Optional.empty(), currency, first.isBefore(today) ? first : today);
        form.start(preset);
        open(shell, new TariffWizard(services, tariffs, Optional.empty(), Optional.empty(), form));
    }

    /** Enters a new price of a tariff from a day on; older use keeps its price. */
    static void openNewPrice(Shell shell, FigureServices services, Tariff tariff) throws StoreException {
        var tariffs = services.household().tariffs();
        var form = form(tariffs, Optional.of(tariff), Optional.empty(), tariff.currency(), today(services));
        if (!tariff.versions().isEmpty()) {
            form.fill(tariff, tariff.versions().getLast());
        } else {
            form.name = tariff.name();
        }
        open(shell, new TariffWizard(services, tariffs, Optional.of(tariff), Optional.empty(), form));
    }

    /** Changes a price that holds already, and so what old use costs. */
    static void openChange(Shell shell, FigureServices services, Tariff tariff, TariffVersion version)
            throws StoreException {
        var tariffs = services.household().tariffs();
        var form = form(tariffs, Optional.of(tariff), Optional.of(version.validFrom()), tariff.currency(),
                version.validFrom()).fill(tariff, version);
        open(shell, new TariffWizard(services, tariffs, Optional.of(tariff), Optional.of(version.validFrom()), form));
    }

    private static LocalDate today(FigureServices services) {
        return LocalDate.ofInstant(services.clock().instant(), services.store().zone());
    }

    private static TariffForm form(Tariffs tariffs, Optional<Tariff> before, Optional<LocalDate> replaced,
            Currency currency, LocalDate from) {
        var names = tariffs.all().stream().map(Tariff::name)
                .filter(name -> before.filter(one -> one.name().equals(name)).isEmpty()).collect(Collectors.toSet());
        Set<LocalDate> days = before.stream().flatMap(one -> one.versions().stream()).map(TariffVersion::validFrom)
                .filter(day -> !replaced.equals(Optional.of(day))).collect(Collectors.toSet());
        return new TariffForm(UserLocale.formats(), currency, from, names, days);
    }

    private static void open(Shell shell, TariffWizard wizard) {
        var dialog = new WizardDialog(shell, wizard) {
            @Override
            protected Button createButton(Composite parent, int id, String label, boolean standard) {
                return super.createButton(parent, id, id == IDialogConstants.FINISH_ID ? Messages.WizardApply : label,
                        standard);
            }
        };
        dialog.setMinimumPageSize(FontRoom.width(shell, WIDTH), FontRoom.height(shell, HEIGHT));
        dialog.setHelpAvailable(false);
        dialog.open();
    }

    @Override
    public void addPages() {
        addPage(new PricePage(form, before.isEmpty(), replaced.isPresent()));
        addPage(new RulesPage(form, services.store().zone()));
        addPage(effect);
    }

    @Override
    public boolean canFinish() {
        return getContainer().getCurrentPage() == effect && effect.isPageComplete();
    }

    private Tariffs changed() {
        return tariffs.with(before.map(Tariff::name), form.tariff(before, replaced));
    }

    @Override
    public boolean performFinish() {
        try {
            var tariff = form.tariff(before, replaced);
            // Another window may have saved others meanwhile.
            Waiting.run(() -> services.household()
                    .save(services.household().tariffs().with(before.map(Tariff::name), tariff)));
            return true;
        } catch (StoreException e) {
            effect.setErrorMessage((e.getMessage() + " " + e.remedy()).strip());
            return false;
        }
    }

    /** What the change does. */
    private final class EffectPage extends WizardPage {

        private EffectPane pane;

        EffectPage() {
            super("effect");
            setTitle(Messages.EffectTitle);
            setDescription(Messages.EffectSentence);
        }

        @Override
        public void createControl(Composite parent) {
            var box = new Composite(parent, SWT.NONE);
            GridLayoutFactory.swtDefaults().margins(12, 10).applyTo(box);
            pane = new EffectPane(box, services);
            GridDataFactory.fillDefaults().grab(true, true).applyTo(pane.control());
            setPageComplete(false);
            setControl(box);
        }

        @Override
        public void setVisible(boolean visible) {
            super.setVisible(visible);
            if (visible) {
                setPageComplete(false);
                pane.show(tariffs.inForce(), changed().inForce(), () -> setPageComplete(true));
            }
        }
    }
}
