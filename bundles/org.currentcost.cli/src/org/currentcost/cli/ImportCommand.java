package org.currentcost.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.currentcost.accounting.Household;
import org.currentcost.accounting.OfferedSettings;
import org.currentcost.imports.CaptureSource;
import org.currentcost.imports.CsvMapping;
import org.currentcost.imports.CsvProposal;
import org.currentcost.imports.CsvSource;
import org.currentcost.imports.Import;
import org.currentcost.imports.ImportCounts;
import org.currentcost.imports.ImportException;
import org.currentcost.imports.ImportInput;
import org.currentcost.imports.ImportKind;
import org.currentcost.imports.ImportOutcome;
import org.currentcost.imports.ImportOutcome.DamageKind;
import org.currentcost.imports.ImportPart;
import org.currentcost.imports.ImportSource;
import org.currentcost.imports.OldDataSource;
import org.currentcost.model.Quantity;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Reads captures, CSV and old data files into the store. */
@Command(name = "import", mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    private static final int KINDS_SHOWN = 10;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private CommandLineMain main;

    @Mixin
    private DataOption data;

    @Parameters(paramLabel = "FILE", arity = "1..*")
    private List<Path> files;

    @Option(names = "--kind", paramLabel = "capture|csv|ccd")
    private Optional<ImportKind> kind = Optional.empty();

    @Option(names = "--mapping", paramLabel = "SETTINGS")
    private Optional<String> mapping = Optional.empty();

    @Option(names = "--start", paramLabel = "INSTANT", converter = InstantConverter.class)
    private Optional<Instant> start = Optional.empty();

    @Option(names = "--meter", paramLabel = "NAME", converter = MeterNameConverter.class, defaultValue = "Home")
    private String meter;

    @Option(names = "--from", paramLabel = "T", converter = InstantConverter.class)
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--to", paramLabel = "T", converter = InstantConverter.class)
    private Optional<Instant> to = Optional.empty();

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        var range = TimeRanges.of(spec, from, to);
        try (var folder = data.open()) {
            var store = folder.store();
            boolean understood = true;
            for (var source : sources(store)) {
                understood &= bringIn(store, source, range);
            }
            return understood ? CommandLineMain.OK : CommandLineMain.FAILED;
        }
    }

    /** Captures belong together, for one may go on where another ended; other files are each an import of its own. */
    private List<ImportSource> sources(ReadingStore store) throws ImportException, CommandFailed {
        var sources = new ArrayList<ImportSource>();
        var captures = new ArrayList<ImportInput>();
        for (var file : files) {
            ImportInput.requireFile(file);
            switch (kind.isPresent() ? kind.get() : ImportKind.of(file)) {
                case CAPTURE -> captures.add(ImportInput.of(file));
                case CSV -> sources.add(csv(store, file));
                case CCD -> sources.add(new OldDataSource(main.oldData(), file, meter, store.zone()));
            }
        }
        if (!captures.isEmpty()) {
            sources.addFirst(new CaptureSource(captures, start, meter, store.zone()));
        }
        return sources;
    }

    /** What neither the file nor the user says is refused: the guess could be stored as something else than it is. */
    private ImportSource csv(ReadingStore store, Path file) throws ImportException, CommandFailed {
        var input = ImportInput.of(file);
        var proposal = CsvSource.propose(input, store.zone());
        boolean understood = proposal.isPresent() && proposal.get().mapping().problem().isEmpty();
        if (mapping.isEmpty() && !understood) {
            throw new CommandFailed(CommandMessages.get("import.mapping", file));
        }
        var chosen = proposal.map(CsvProposal::mapping).orElse(CsvMapping.standard(store.zone()));
        var doubts = proposal.map(CsvProposal::doubts).orElse(List.of());
        if (!doubts.isEmpty() && mapping.filter(text -> text.contains("columns=")).isEmpty()) {
            throw new CommandFailed(CommandMessages.get("import.doubt", file, String.join(" ", doubts), chosen));
        }
        if (mapping.isPresent()) {
            try {
                chosen = CsvMapping.parse(mapping.get(), chosen);
            } catch (ImportException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
        var reported = dryRun ? spec.commandLine().getOut() : spec.commandLine().getErr();
        reported.println(CommandMessages.get("import.understood", file, chosen));
        if (mapping.filter(text -> text.contains("time=")).isEmpty()) {
            proposal.map(CsvProposal::hints).orElse(List.of()).forEach(spec.commandLine().getErr()::println);
        }
        return new CsvSource(input, chosen, meter);
    }

    /** {@return whether something in each of the files was understood} */
    private boolean bringIn(ReadingStore store, ImportSource source, TimeRange range)
            throws ImportException, StoreException {
        var task = new Import(store, source, range);
        var outcome = dryRun
                ? task.dryRun(part -> {
                })
                : task.run(InstantSource.system().instant(), part -> {
                });
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        // Of a dry run, all that would happen is what was asked for.
        var reported = dryRun ? out : err;
        if (outcome.isNothing() && (outcome.damaged() > 0 || !(source instanceof OldDataSource))) {
            err.println(nothing(source.name(), outcome));
            return false;
        }
        boolean capture = source instanceof CaptureSource;
        // A capture's thermometer tells the same again and again: only what is power or pulses is counted.
        var readings = outcome.total(part -> part instanceof ImportPart.Readings one
                && !(capture && one.series().quantity() == Quantity.TEMPERATURE));
        var blocks = outcome.total(ImportPart.Memory.class::isInstance);
        var notes = outcome.total(ImportPart.Notes.class::isInstance);
        if (dryRun) {
            out.println(CommandMessages.get("import.dryRun", readings.added(), readings.same(),
                    readings.conflicting()));
            if (!blocks.equals(ImportCounts.NOTHING)) {
                out.println(CommandMessages.get("import.dryRun.blocks", blocks.added(), blocks.same(),
                        blocks.conflicting()));
            }
            if (!notes.equals(ImportCounts.NOTHING)) {
                out.println(CommandMessages.get("import.dryRun.notes", notes.added(), notes.same()));
            }
        } else {
            outcome.id().ifPresent(id -> err.println(CommandMessages.get("import.id", Long.toString(id))));
            if (readings.conflicting() > 0) {
                err.println(CommandMessages.get("import.conflicting", readings.conflicting()));
            }
            if (blocks.conflicting() > 0) {
                err.println(CommandMessages.get("import.conflicting.blocks", blocks.conflicting()));
            }
        }
        long outside = outcome.total().outside();
        if (outside > 0) {
            reported.println(CommandMessages.get("import.outside", outside));
        }
        tellDamage(outcome);
        if (source instanceof OldDataSource old) {
            settle(store, old, outcome, reported);
        }
        // The last line of the standard output is the counts, whatever else there is to tell.
        if (source instanceof CaptureSource read) {
            out.println(read.counters().withStored(dryRun ? 0 : readings.added()).summary());
        } else if (!dryRun) {
            out.println(CommandMessages.get("import.done", readings.added(), blocks.added(), notes.added(),
                    outcome.total().same()));
        }
        var silent = source instanceof CaptureSource read ? read.withoutMessages() : List.<String>of();
        silent.forEach(name -> err.println(CommandMessages.get("import.nothing", name)));
        return silent.isEmpty();
    }

    /** One sentence: nobody reads ten thousand that say why a file is not what it was taken for. */
    private static String nothing(String name, ImportOutcome outcome) {
        if (outcome.kinds().isEmpty()) {
            return CommandMessages.get("import.nothing", name);
        }
        var kind = outcome.kinds().getFirst();
        var place = kind.example();
        return place.line() == 0
                ? CommandMessages.get("import.nothing.damage", name, outcome.damaged(), place.reason())
                : CommandMessages.get("import.nothing.line", name, outcome.damaged(), Long.toString(place.line()),
                        place.reason());
    }

    /** Takes over what the first program had settled where nothing is settled here, and says so. */
    private void settle(ReadingStore store, OldDataSource old, ImportOutcome outcome, PrintWriter reported)
            throws StoreException {
        var household = new Household(store);
        var found = old.settings();
        var all = new OfferedSettings(found.supplier().orElse(CommandMessages.get("import.old.name")),
                Currency.getInstance("GBP"), found.price(), found.annualTarget());
        var taken = all.missingIn(household);
        if (!dryRun && outcome.total().range().isPresent()) {
            taken.adopt(household, outcome.total().range().get().start().atZone(store.zone()).toLocalDate());
        }
        String done = dryRun ? "import.dryRun." : "import.old.";
        all.price().ifPresent(price -> reported.println(CommandMessages.get(
                taken.price().isPresent() ? done + "price" : "import.old.price.left", price.toPlainString(),
                all.name())));
        all.perYear().ifPresent(target -> reported.println(CommandMessages.get(
                taken.perYear().isPresent() ? done + "target" : "import.old.target.left",
                target.toPlainString())));
    }

    /** Counts what was left out by kind, with an example of each. */
    private void tellDamage(ImportOutcome outcome) {
        var err = spec.commandLine().getErr();
        var kinds = outcome.kinds();
        for (var kind : kinds.subList(0, Math.min(KINDS_SHOWN, kinds.size()))) {
            var place = kind.example();
            err.println(place.line() == 0
                    ? CommandMessages.get("import.damage", kind.count(), place.input(), place.reason())
                    : CommandMessages.get("import.damage.line", kind.count(), place.input(),
                            Long.toString(place.line()), place.reason()));
        }
        if (kinds.size() > KINDS_SHOWN) {
            err.println(CommandMessages.get("import.damage.more",
                    kinds.stream().skip(KINDS_SHOWN).mapToLong(DamageKind::count).sum()));
        }
    }
}
