package org.currentcost.cli.service;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a recorder is called by a system that starts it at log-in: which has neither this process's environment nor its
 * folder.
 *
 * @param script   the program's start script, absolute
 * @param folder   the data folder, absolute
 * @param java     the Java that runs this process; the start script looks for another one where it is gone
 * @param language what the user has set the program's language to, if anything
 */
public record RecorderCall(Path script, Path folder, Path java, Optional<String> language) {

    private static final String LANGUAGE = "CURRENTCOST_LANGUAGE";

    /** {@return the call for a data folder with the Java and the language of this process} */
    public static RecorderCall ofThisProcess(Path script, Path folder) {
        return new RecorderCall(script, folder, Path.of(System.getProperty("java.home"), "bin", "java"),
                Optional.ofNullable(System.getenv(LANGUAGE)).filter(language -> !language.isEmpty()));
    }

    /** {@return the arguments of the script} */
    List<String> arguments() {
        return List.of("recorder", "run", "--data", folder.toString());
    }

    /** {@return what is to be in its environment, by name} */
    Map<String, String> environment() {
        var all = new LinkedHashMap<String, String>();
        all.put(RecorderStart.JAVA, java.toString());
        language.ifPresent(one -> all.put(LANGUAGE, one));
        return all;
    }
}
