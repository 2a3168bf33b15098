package org.currentcost.examples;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.currentcost.analysis.EnergySum;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.FigureDelegate;
import org.currentcost.ui.kit.FigureQuestion;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FigureView;
import org.currentcost.ui.kit.TableData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** A view for {@code releng/docs/add-a-view.md}: the highest power in the time that is shown. */
public final class PeakView implements FigureDelegate<EnergySum> {

    private final FigureServices services;
    private Label label;

    // begin: what it is given
    /** Gets what views of figures work with. */
    @Inject
    public PeakView(FigureServices services) {
        this.services = services;
    }
    // end

    // begin: the question
    @Override
    public EnergySum answer(FigureQuestion question, Runnable check) throws StoreException {
        var range = question.range();
        return services.energy().energy(question.sensors().getFirst().key())
                .sum(range.startMillis(), range.endMillis());
    }
    // end

    // begin: the answer
    @Override
    public Control createChart(Composite parent, FigureView<EnergySum> host) {
        label = new Label(parent, SWT.WRAP);
        return label;
    }

    @Override
    public void show(FigureQuestion question, EnergySum answer) {
        label.setText(AmountWords.power(answer.peakMilliwatts()));
    }

    @Override
    public TableData table(FigureQuestion question, EnergySum answer) {
        return new TableData(List.of(new TableData.Column("Highest power", "peak_mw", true)),
                List.of(List.of(answer.peakMilliwatts())));
    }
    // end

    @Override
    public void showEmpty(TimeRange range, String sentence, String link, Runnable action) {
        label.setText(sentence);
    }

    @Override
    public void writePng(OutputStream out, String heading, String caption) throws IOException {
        throw new IOException("A label is no picture.");
    }
}
