package org.currentcost.ui.costs;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.ParsedRates;
import org.currentcost.analysis.RateTable;
import org.currentcost.model.UserLocale;
import org.currentcost.ui.kit.FittedColumns;
import org.currentcost.ui.kit.FileChooser;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.TableData;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;

/** Shows what a CSV file of half-hourly rates holds and what is wrong with its lines, before it is taken over. */
final class RatesDialog extends EntryDialog {

    private static final int ROWS = 200;
    private static final int TABLE_HEIGHT = 200;
    private static final int PROBLEMS_HEIGHT = 70;
    private static final int WIDTH = 560;

    private final ZoneId zone;
    private final CostWords words;
    private final List<String> lines;
    private final String startFactor;
    private Text factor;
    private Table table;
    private Label summary;
    private Text problems;
    private ParsedRates parsed = new ParsedRates(new RateTable(List.of()), List.of());
    private String parsedBy = "";

    private RatesDialog(Shell parent, String title, ZoneId zone, List<String> lines, String factor) {
        super(parent, title, Messages.RatesSentence,
                title.equals(Messages.RatesOfPrices) ? Messages.RatesUsePrices : Messages.RatesUseCarbon);
        this.zone = zone;
        this.lines = lines;
        startFactor = factor;
        words = new CostWords(UserLocale.formats(), zone);
    }

    /**
     * {@return the rates of a file that the user chooses, unless one of the dialogs was cancelled}
     *
     * @param prices whether they are prices, which may be told in hundredths of the currency; else grams of CO2
     */
    static Optional<RateTable> ask(Shell parent, boolean prices, ZoneId zone) {
        var file = FileChooser.open(parent, prices ? Messages.RatesOfPrices : Messages.RatesOfCarbon,
                FileChooser.Kind.table(), FileChooser.Kind.any());
        return file.isEmpty() ? Optional.empty() : ask(parent, prices, zone, file.get());
    }

    /** {@return the rates of a file, unless the dialog was cancelled} */
    static Optional<RateTable> ask(Shell parent, boolean prices, ZoneId zone, Path file) {
        try {
            var lines = lines(file);
            var dialog = new RatesDialog(parent, prices ? Messages.RatesOfPrices : Messages.RatesOfCarbon, zone, lines,
                    prices ? guessFactor(lines, zone) : "1");
            return dialog.open() == Window.OK ? Optional.of(dialog.parsed.table()) : Optional.empty();
        } catch (IOException e) {
            Problems.show(parent, Messages.bind(Messages.RatesProblem, file), e);
            return Optional.empty();
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException e) {
            // Spreadsheets still save in the old encodings of their countries; digits are the same in all of them.
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        }
    }

    /** {@return 0.01 where prices can only be meant in pence or cents: more than 2 of the currency for a kWh} */
    static String guessFactor(List<String> lines, ZoneId zone) {
        var prices = RateTable.parse(lines, zone, BigDecimal.ONE).table().entries().stream()
                .map(RateTable.Entry::rate).sorted().toList();
        boolean hundredths = !prices.isEmpty() && prices.get(prices.size() / 2).compareTo(BigDecimal.TWO) > 0;
        return hundredths ? Decimals.text(new BigDecimal("0.01"), UserLocale.formats()) : "1";
    }

    @Override
    void createFields(Composite area) {
        factor = text(area, Messages.RatesFactor, startFactor);
        summary = label(area, "");
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(summary);
        table = new Table(area, SWT.BORDER | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        column(Messages.ColumnFrom, SWT.LEFT);
        column(Messages.ColumnTo, SWT.LEFT);
        column(Messages.RatesRate, SWT.RIGHT);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, true)
                .hint(FontRoom.width(table, WIDTH), FontRoom.height(table, TABLE_HEIGHT)).applyTo(table);
        problems = new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.BORDER);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false)
                .hint(FontRoom.width(problems, WIDTH), FontRoom.height(problems, PROBLEMS_HEIGHT)).applyTo(problems);
        parse();
    }

    private void column(String title, int style) {
        var column = new TableColumn(table, style);
        column.setText(title);
    }

    private Optional<BigDecimal> factor() {
        return Decimals.parse(factor.getText(), UserLocale.formats()).filter(one -> one.signum() > 0);
    }

    private void parse() {
        if (table == null || factor().isEmpty() || factor.getText().equals(parsedBy)) {
            return;
        }
        parsedBy = factor.getText();
        parsed = RateTable.parse(lines, zone, factor().get());
        summary.setText(words.rates(parsed.table()));
        table.removeAll();
        for (var entry : parsed.table().entries().subList(0, Math.min(ROWS, parsed.table().entries().size()))) {
            new TableItem(table, SWT.NONE).setText(new String[]{TableData.shown(entry.range().start().atZone(zone)),
                TableData.shown(entry.range().end().atZone(zone)), words.number(entry.rate(), 6)});
        }
        FittedColumns.of(table).fit();
        problems.setText(parsed.problems().isEmpty()
                ? Messages.RatesNoProblem
                : String.join("\n", parsed.problems().stream().limit(ROWS).map(CostWords::problem).toList()));
    }

    @Override
    Optional<String> problem() {
        parse();
        if (factor().isEmpty()) {
            return Optional.of(Messages.RatesFactorWrong);
        }
        return parsed.table().entries().isEmpty() ? Optional.of(Messages.RatesEmpty) : Optional.empty();
    }

    @Override
    void accept() {
        // What was parsed is the answer.
    }

    @Override
    protected Point getInitialSize() {
        var size = super.getInitialSize();
        return new Point(Math.max(size.x, WIDTH), size.y);
    }
}
