package org.currentcost.ui.costs;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.currentcost.model.UserLocale;
import org.currentcost.ui.costs.TariffForm.Field;
import org.currentcost.ui.costs.TariffForm.Preset;
import org.currentcost.ui.kit.DayField;
import org.currentcost.ui.kit.FontRoom;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Name, currency, first day, price, standing charge and VAT of a tariff. */
final class PricePage extends WizardPage {

    private static final int FIELD_WIDTH = 150;
    private static final int CURRENCY_WIDTH = 260;

    private final TariffForm form;
    private final boolean isNew;
    private final Map<Field, Control> fields = new EnumMap<>(Field.class);
    private Composite area;
    private Label secondLabel;
    private Label secondUnit;
    private Text second;
    private DayField validFrom;
    private Combo standingUnit;
    private boolean typed;

    /**
     * @param form    what is entered
     * @param isNew   whether it is a new tariff
     * @param changes whether a price is changed that holds already
     */
    PricePage(TariffForm form, boolean isNew, boolean changes) {
        super("price");
        this.form = form;
        this.isNew = isNew;
        setTitle(Messages.PriceTitle);
        setDescription(isNew
                ? Messages.PriceSentenceNew
                : changes ? Messages.PriceSentenceChange : Messages.PriceSentence);
    }

    @Override
    public void createControl(Composite parent) {
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(12, 10).spacing(10, 7).applyTo(area);
        if (isNew) {
            presets();
        }
        text(Field.NAME, Messages.FieldName, form.name, "", text -> form.name = text);
        currency();
        date();
        text(Field.PRICE, Messages.FieldPrice, form.price, "", text -> form.price = text);
        if (isNew) {
            secondLabel = label("");
            second = field(Field.SECOND_PRICE, form.secondPrice, form::setSecondPrice);
            secondUnit = label("");
        }
        standingCharge();
        vat();
        text(Field.EXPORT_PRICE, Messages.FieldExport, form.exportPrice, Messages.UnitExport,
                text -> form.exportPrice = text);
        showSecond();
        setControl(area);
        setPageComplete(form.problem().isEmpty());
        fields.get(isNew ? Field.NAME : Field.PRICE).setFocus();
    }

    private void presets() {
        label(Messages.FieldPreset);
        var box = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(Preset.values().length).spacing(14, 0).applyTo(box);
        GridDataFactory.fillDefaults().span(2, 1).applyTo(box);
        for (var preset : Preset.values()) {
            var button = new Button(box, SWT.RADIO);
            button.setText(switch (preset) {
                case FLAT -> Messages.PresetFlat;
                case DAY_AND_NIGHT -> Messages.PresetDayAndNight;
                case TIERS -> Messages.PresetTiers;
            });
            button.setSelection(form.preset == preset);
            button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
                if (button.getSelection()) {
                    form.start(preset);
                    showSecond();
                    check();
                }
            }));
        }
    }

    private void showSecond() {
        if (second == null) {
            return;
        }
        boolean visible = form.preset != Preset.FLAT;
        secondLabel.setText(form.preset == Preset.TIERS ? Messages.FieldTierPrice : Messages.FieldNightPrice);
        secondUnit.setText(form.preset == Preset.TIERS ? Messages.UnitTier : Messages.UnitNight);
        for (Control control : List.of(secondLabel, second, secondUnit)) {
            control.setVisible(visible);
            ((GridData) control.getLayoutData()).exclude = !visible;
        }
        area.layout(true);
    }

    private Label label(String text) {
        var label = new Label(area, SWT.NONE);
        label.setText(text);
        label.setLayoutData(new GridData(SWT.BEGINNING, SWT.CENTER, false, false));
        return label;
    }

    private Text field(Field field, String value, Consumer<String> set) {
        var text = new Text(area, SWT.BORDER);
        text.setText(value);
        GridDataFactory.fillDefaults().hint(FontRoom.width(text, FIELD_WIDTH), SWT.DEFAULT)
                .align(SWT.BEGINNING, SWT.CENTER).applyTo(text);
        text.addModifyListener(event -> {
            set.accept(text.getText());
            typed = true;
            check();
        });
        fields.put(field, text);
        return text;
    }

    private void text(Field field, String name, String value, String unit, Consumer<String> set) {
        label(name);
        field(field, value, set);
        label(unit);
    }

    private void currency() {
        label(Messages.FieldCurrency);
        var combo = new Combo(area, SWT.DROP_DOWN | SWT.READ_ONLY);
        var currencies = CostWords.currencies(form.currency, UserLocale.formats());
        combo.setItems(currencies.stream().map(one -> CostWords.name(one, UserLocale.formats()))
                .toArray(String[]::new));
        combo.select(currencies.indexOf(form.currency));
        combo.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            form.currency = currencies.get(combo.getSelectionIndex());
            showStandingUnits();
        }));
        GridDataFactory.fillDefaults().hint(FontRoom.width(combo, CURRENCY_WIDTH), SWT.DEFAULT).span(2, 1)
                .align(SWT.BEGINNING, SWT.CENTER).applyTo(combo);
    }

    private void standingCharge() {
        label(Messages.FieldStanding);
        field(Field.STANDING_CHARGE, form.standingCharge, text -> form.standingCharge = text);
        var row = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 0).applyTo(row);
        standingUnit = new Combo(row, SWT.DROP_DOWN | SWT.READ_ONLY);
        showStandingUnits();
        standingUnit.addSelectionListener(SelectionListener.widgetSelectedAdapter(
                event -> form.standingUnit = StandingUnit.values()[standingUnit.getSelectionIndex()]));
        new Label(row, SWT.NONE).setText(Messages.UnitOptional);
    }

    private void showStandingUnits() {
        String sign = form.currency.getSymbol(UserLocale.formats());
        standingUnit.setItems(Stream.of(StandingUnit.values()).map(unit -> switch (unit) {
            case DAY -> Messages.bind(Messages.StandingDay, sign);
            case HUNDREDTHS_OF_DAY -> Messages.bind(Messages.StandingDay, CostWords.hundredth(form.currency));
            case MONTH -> Messages.bind(Messages.StandingMonth, sign);
            case YEAR -> Messages.bind(Messages.StandingYear, sign);
        }).toArray(String[]::new));
        standingUnit.select(form.standingUnit.ordinal());
    }

    private void date() {
        label(Messages.FieldValidFrom);
        validFrom = new DayField(area, form.validFrom, this::readDay);
        validFrom.show(form.validFrom);
        // As wide as a day needs it.
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).applyTo(validFrom.control());
        fields.put(Field.VALID_FROM, validFrom.control());
        label("");
    }

    private void readDay() {
        var day = validFrom.day();
        day.ifPresent(one -> form.validFrom = one);
        // What the program itself shows first is not typed.
        if (getControl() != null) {
            typed = true;
            check();
        }
    }

    private void vat() {
        label(Messages.FieldVat);
        field(Field.VAT, form.vat, text -> form.vat = text);
        var include = new Button(area, SWT.CHECK);
        include.setText(Messages.FieldVatIncluded);
        include.setSelection(form.pricesIncludeVat);
        include.addSelectionListener(SelectionListener
                .widgetSelectedAdapter(event -> form.pricesIncludeVat = include.getSelection()));
    }

    private void check() {
        var problem = validFrom.problem().or(() -> form.problem().map(TariffForm.Problem::sentence));
        setErrorMessage(typed ? problem.orElse(null) : null);
        setPageComplete(problem.isEmpty());
    }
}
