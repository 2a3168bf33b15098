package org.currentcost.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.currentcost.model.Bucket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Computes every sum anew from the readings and compares. */
@Command(name = "verify", mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws Exception {
        try (var store = data.openToRead()) {
            var result = store.verify(part -> {
            });
            var out = spec.commandLine().getOut();
            result.damage().forEach(out::println);
            for (var difference : result.differing()) {
                var any = difference.kept().or(difference::computed).orElseThrow();
                out.println(CommandMessages.get("verify.differs", difference.series().meter(),
                        difference.series().sensor(), difference.series().quantity(), difference.resolution(),
                        Instant.ofEpochMilli(any.startMillis()), words(difference.kept()),
                        words(difference.computed())));
            }
            out.println("readings=" + result.readings() + " buckets=" + result.buckets() + " differing="
                    + result.differingBuckets()
                    + (result.damage().isEmpty() ? "" : " damaged=" + result.damage().size()));
            return result.isGood() ? CommandLineMain.OK : CommandLineMain.FAILED;
        }
    }

    private static String words(Optional<Bucket> bucket) {
        return bucket.map(one -> CommandMessages.get("verify.bucket", Long.toString(one.readings()),
                Numbers.thousandths(one.coveredMillis()), Numbers.kilowattHours(one.integral())))
                .orElse(CommandMessages.get("verify.nothing"));
    }
}
