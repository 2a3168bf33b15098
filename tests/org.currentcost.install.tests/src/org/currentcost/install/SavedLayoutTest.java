package org.currentcost.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A window with a perspective, a view in a perspective of another bundle, a key and a descriptor of a bundle. */
class SavedLayoutTest {

    private static final String MODEL = """
            <?xml version="1.0" encoding="ASCII"?>
            <application:Application xmi:version="2.0" xmlns:xmi="http://www.omg.org/XMI" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:application="http://a" \
            xmlns:advanced="http://b" xmlns:basic="http://c" xmi:id="_application000">
              <children xsi:type="basic:TrimmedWindow" xmi:id="_window00000000">
                <children xsi:type="advanced:PerspectiveStack" xmi:id="_stack000000000" selectedElement="_gonePerspective">
                  <children xsi:type="advanced:Perspective" xmi:id="_ownPerspective0" elementId="own" label="Own">
                    <tags>persp.viewSC:gone.view</tags>
                    <tags>persp.newWizSC:gone.wizard</tags>
                    <persistedState key="persp.hiddenItems" value="persp.hideToolbarSC:own.item,persp.hideToolbarSC:gone.command,"/>
                    <children xsi:type="basic:PartSashContainer" xmi:id="_sash0000000000">
                      <children xsi:type="basic:PartStack" xmi:id="_parts000000000" selectedElement="_placeOfGone000">
                        <children xsi:type="advanced:Placeholder" xmi:id="_placeOfOwn0000" elementId="own.view" ref="_ownView0000000"/>
                        <children xsi:type="advanced:Placeholder" xmi:id="_placeOfGone000" elementId="gone.view:2" ref="_goneView000000"/>
                      </children>
                      <children xsi:type="basic:PartStack" xmi:id="_onlyGone000000">
                        <children xsi:type="advanced:Placeholder" xmi:id="_placeOfGone001" elementId="gone.view" ref="_goneView000000"/>
                      </children>
                    </children>
                  </children>
                  <children xsi:type="advanced:Perspective" xmi:id="_gonePerspective" elementId="gone.perspective" label="Gone" iconURI="platform:/plugin/gone/icon.svg"/>
                </children>
                <sharedElements xsi:type="basic:Part" xmi:id="_ownView0000000" elementId="own.view" label="Own view"/>
                <sharedElements xsi:type="basic:Part" xmi:id="_goneView000000" elementId="gone.view:2" label="Gone view">
                  <persistedState key="originalCompatibilityViewBundle" value="gone"/>
                </sharedElements>
              </children>
              <bindingTables xmi:id="_bindings000000">
                <bindings xmi:id="_goneKey0000000" keySequence="CTRL+G" command="_goneCommand000"/>
                <bindings xmi:id="_ownKey00000000" keySequence="CTRL+O" command="_ownCommand0000"/>
              </bindingTables>
              <commands xmi:id="_goneCommand000" elementId="gone.command" commandName="Gone command"/>
              <commands xmi:id="_ownCommand0000" elementId="own.command" commandName="Own command"/>
            </application:Application>
            """;

    private static final Map<String, String> CONTRIBUTORS = Map.of("gone.command", "gone", "own.command", "own",
            "gone.wizard", "gone");

    @TempDir
    private Path folder;

    private SavedLayout layout(boolean there) {
        return new SavedLayout(folder.resolve("model.xmi"), folder.resolve("aside.xml"),
                bundle -> there || !bundle.equals("gone"), CONTRIBUTORS);
    }

    private String model() throws IOException {
        return Files.readString(folder.resolve("model.xmi"));
    }

    @Test
    void nothingOfAnAbsentBundleStays() throws Exception {
        Files.writeString(folder.resolve("model.xmi"), MODEL);
        var outcome = layout(false).tidy();
        assertEquals(Set.of("Gone", "Gone view", "Gone command"), outcome.swept());
        assertFalse(model().contains("gone"), model());
        assertFalse(model().contains("onlyGone"), "an empty stack would be an empty place in the window");
        assertTrue(model().contains("_ownKey00000000"));
        assertTrue(model().contains("selectedElement=\"_ownPerspective0\""), model());
        assertTrue(model().contains("selectedElement=\"_placeOfOwn0000\""), model());
        assertEquals(Set.of(), layout(false).tidy().swept());
    }

    @Test
    void allIsBackWithItsBundle() throws Exception {
        Files.writeString(folder.resolve("model.xmi"), MODEL);
        layout(false).tidy();
        var outcome = layout(true).tidy();
        assertEquals(Set.of("Gone", "Gone view", "Gone command"), outcome.restored());
        for (String id : MODEL.split("xmi:id=\"")) {
            if (id.startsWith("_")) {
                assertTrue(model().contains("xmi:id=\"" + id.substring(0, id.indexOf('"'))), id);
            }
        }
        for (String item : List.of("<tags>persp.viewSC:gone.view</tags>", "<tags>persp.newWizSC:gone.wizard</tags>",
                "persp.hideToolbarSC:own.item,persp.hideToolbarSC:gone.command")) {
            assertTrue(model().contains(item), model());
        }
        assertEquals(Set.of(), layout(true).tidy().restored());
    }

    @Test
    void aDamagedFileOfWhatWasPutAsideKeepsNothingFromBeingSwept() throws Exception {
        for (String damage : List.of("<aside", "", "no xml",
                "<aside><entry parent='_window00000000' index='0'/></aside>",
                "<aside><entry parent='_window00000000' index='first'><x label='Nothing'/></entry></aside>")) {
            Files.writeString(folder.resolve("model.xmi"), MODEL);
            Files.writeString(folder.resolve("aside.xml"), damage);
            var outcome = layout(false).tidy();
            assertEquals(Set.of("Gone", "Gone view", "Gone command"), outcome.swept());
            assertEquals(!damage.endsWith("</aside>"), outcome.damaged(), damage);
            assertFalse(model().contains("gone"), model());
        }
        assertTrue(Files.exists(folder.resolve("aside.xml.damaged")));
    }

    @Test
    void aLayoutThatWasCutIsPutBackAsItWas() throws Exception {
        var model = folder.resolve("model.xmi");
        Files.writeString(model, MODEL);
        layout(true).tidy();
        String whole = Files.readString(model);
        for (int length : new int[]{0, 100, whole.length() / 2}) {
            Files.writeString(model, whole.substring(0, length));
            var kept = layout(true).tidy().unusable().orElseThrow();
            assertEquals(whole, Files.readString(model));
            assertEquals(whole.substring(0, length), Files.readString(kept));
        }
    }

    /** What no workbench could begin with, though it may be sound XML. */
    static Stream<String> damages() {
        return Stream.of("", "\0\0\0\0", "garbage", "<?xml version=\"1.0\"?>", "<html><body/></html>",
                MODEL.substring(0, MODEL.length() / 2),
                MODEL.substring(0, MODEL.indexOf("<children")) + "</application:Application>",
                MODEL.replace("advanced:PerspectiveStack", "advanced:Nothing"),
                MODEL.replaceAll("<sharedElements[^>]*label=\"Own view\"/>", ""),
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>");
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aDamagedLayoutIsKeptAndInNobodysWay(String damage) throws Exception {
        var model = folder.resolve("model.xmi");
        Files.writeString(model, damage);
        Files.writeString(folder.resolve("model.xmi.kept"), damage);
        var kept = layout(true).tidy().unusable().orElseThrow();
        assertFalse(Files.exists(model), "the window is as shipped");
        assertEquals(damage, Files.readString(kept));
        assertFalse(Files.exists(folder.resolve("model.xmi.kept")));
        assertEquals(Optional.empty(), layout(true).tidy().unusable(), "said once");
    }

    @Test
    void aFolderInItsPlaceIsInNobodysWayEither() throws Exception {
        Files.createDirectories(folder.resolve("model.xmi/inside"));
        assertTrue(Files.isDirectory(layout(true).tidy().unusable().orElseThrow().resolve("inside")));
        assertFalse(layout(true).exists());
    }

    @Test
    void everyDamagedLayoutIsKeptForItself() throws Exception {
        var all = new HashSet<Path>();
        for (int i = 0; i < 5; i++) {
            Files.writeString(folder.resolve("model.xmi"), "garbage " + i);
            all.add(layout(true).tidy().unusable().orElseThrow());
        }
        assertEquals(5, all.size());
    }

    @Test
    void whatPointsAtNothingIsDropped() throws Exception {
        Files.writeString(folder.resolve("model.xmi"), MODEL.replace("selectedElement=\"_placeOfGone000\"",
                "selectedElement=\"_nothingAtAll00\"").replace("label=\"Own\"", "label=\"_my_own_perspective\""));
        assertEquals(Optional.empty(), layout(true).tidy().unusable());
        assertFalse(model().contains("_nothingAtAll00"), model());
        assertTrue(model().contains("selectedElement=\"_placeOfOwn0000\""), model());
        assertTrue(model().contains("label=\"_my_own_perspective\""), "a name is no reference");
    }

    @Test
    void putsTheLayoutAsideForWhoWantsItAsShipped() throws Exception {
        assertEquals(Optional.empty(), layout(true).putAside());
        Files.writeString(folder.resolve("model.xmi"), MODEL);
        layout(true).tidy();
        assertEquals(MODEL, Files.readString(layout(true).putAside().orElseThrow()));
        assertFalse(layout(true).exists());
        assertFalse(Files.exists(folder.resolve("model.xmi.kept")), "nor comes the earlier one back");
    }

    @Test
    void aLayoutWithoutTracesIsNotTouched() throws Exception {
        Files.writeString(folder.resolve("model.xmi"), MODEL);
        assertEquals(Set.of(), layout(true).tidy().swept());
        assertEquals(MODEL, model());
        assertFalse(Files.exists(folder.resolve("aside.xml")));
    }
}
