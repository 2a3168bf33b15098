package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.core.runtime.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWiring;

/** Eclipse's own words in other languages, as Eclipse finds them: beside the English ones, by its own classes. */
class PlatformTextsTest {

    private static final String FRAGMENTS = "org.currentcost.translations.";
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d+");
    private static final List<String> LANGUAGES = List.of("de", "fr");

    static Stream<Arguments> translations() {
        var all = new ArrayList<Arguments>();
        for (var fragment : FrameworkUtil.getBundle(PlatformTextsTest.class).getBundleContext().getBundles()) {
            if (fragment.getSymbolicName().startsWith(FRAGMENTS)) {
                var host = Platform.getBundle("org.eclipse." + fragment.getSymbolicName()
                        .substring(FRAGMENTS.length()));
                for (var file : Collections.list(fragment.findEntries("/", "*_*.properties", true))) {
                    var path = file.getPath().substring(1).replace(".properties", "");
                    int at = path.lastIndexOf('_');
                    all.add(Arguments.of(host, path.substring(0, at), path.substring(at)));
                }
            }
        }
        return all.stream();
    }

    /** {@return the texts of a file, as the host's own classes get them} */
    private static Properties texts(Bundle host, String file) throws IOException {
        var texts = new Properties();
        var loader = host.adapt(BundleWiring.class).getClassLoader();
        try (var in = loader.getResourceAsStream(file + ".properties")) {
            assertNotNull(in, file + " is not to be found by " + host);
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static List<String> arguments(String text) {
        return ARGUMENT.matcher(text).results().map(MatchResult::group).distinct().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("translations")
    void whatIsTranslatedIsAskedForWithTheSameArguments(Bundle host, String path, String ending) throws IOException {
        var english = texts(host, path);
        var translated = texts(host, path + ending);
        for (String key : translated.stringPropertyNames()) {
            assertTrue(english.containsKey(key), "Eclipse has no such text: " + key);
            assertEquals(arguments(english.getProperty(key)), arguments(translated.getProperty(key)), key);
            assertFalse(translated.getProperty(key).isBlank(), key);
        }
    }

    /** What stands in menus, on buttons, and in titles of dialogs and pages. */
    @ParameterizedTest
    @CsvSource({
        "org.eclipse.jface, org/eclipse/jface/messages, cancel yes no close backButton nextButton finish help defaults "
                + "apply copy error warning PreferenceDialog.title PreferencesDialog.okButtonLabel",
        "org.eclipse.ui.workbench, org/eclipse/ui/internal/messages, Exit_text OpenInNewWindowAction_text AboutAction_text "
                + "OpenPreferences_text SavePerspective_text ResetPerspective_text ClosePerspectiveAction_text "
                + "CloseAllPerspectivesAction_text ShowView_shellTitle ShowView_open_button_label ShowView_title "
                + "SelectPerspective_shellTitle SavePerspective_shellTitle EditActionSetsAction_text "
                + "FilteredTree_FilterMessage AboutDialog_DetailsButton InstallationDialog_ShellTitle",
        "org.eclipse.ui.workbench, org/eclipse/ui/internal/progress/messages, ProgressView_NoOperations",
        "org.eclipse.ui.workbench, org/eclipse/ui/internal/quickaccess/messages, QuickAccess_Commands QuickAccess_Views",
        "org.eclipse.equinox.p2.ui.sdk, plugin, Update.command Install.command provisioningPrefPage sitesPrefPage",
        "org.eclipse.equinox.p2.ui, org/eclipse/equinox/internal/p2/ui/messages, AvailableIUsPage_Title "
                + "AvailableIUsPage_Description TrustCertificateDialog_Title TrustAuthorityDialog_TrustAuthoritiesTitle "
                + "InstallWizardPage_Title UpdateWizardPage_Title UninstallWizardPage_Title",
        "org.eclipse.e4.ui.workbench.renderers.swt, org/eclipse/e4/ui/internal/workbench/renderers/swt/messages, "
                + "menuClose menuCloseOthers menuCloseAll menuDetach viewMenu",
        "org.eclipse.ui.views.log, org/eclipse/ui/internal/views/log/messages, LogView_clear LogView_export"})
    void noEnglishIsLeftInMenusAndOnButtons(String host, String path, String keys) throws IOException {
        var bundle = Platform.getBundle(host);
        var english = texts(bundle, path);
        for (var language : LANGUAGES) {
            var translated = texts(bundle, path + "_" + language);
            for (String key : keys.split(" +")) {
                assertNotNull(translated.getProperty(key), language + " " + key);
                assertNotEquals(english.getProperty(key).replace("&", ""),
                        translated.getProperty(key).replace("&", ""), language + " " + key);
            }
        }
    }

    /** All of them stand in the list of keys, and are found by typing. */
    @Test
    void everyCommandOfThePlatformHasATranslatedName() throws IOException {
        var host = Platform.getBundle("org.eclipse.ui");
        var commands = texts(host, "plugin").stringPropertyNames().stream()
                .filter(key -> key.startsWith("command.") && key.endsWith(".name")).toList();
        assertTrue(commands.size() > 50);
        for (var language : LANGUAGES) {
            var left = new TreeSet<>(commands);
            left.removeAll(texts(host, "plugin_" + language).stringPropertyNames());
            assertEquals(Set.of(), left, language);
        }
    }
}
