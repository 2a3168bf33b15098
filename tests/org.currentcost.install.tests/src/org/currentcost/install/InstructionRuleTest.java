package org.currentcost.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.metadata.IRequirement;
import org.eclipse.equinox.p2.metadata.ITouchpointInstruction;
import org.eclipse.equinox.p2.metadata.MetadataFactory;
import org.eclipse.equinox.p2.metadata.MetadataFactory.InstallableUnitDescription;
import org.eclipse.equinox.p2.metadata.Version;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionRuleTest {

    private static final String OSGI = "org.eclipse.equinox.p2.osgi";
    private static final String NATIVE = "org.eclipse.equinox.p2.native";

    @TempDir
    private Path folder;

    private Path program;

    @BeforeEach
    void makeProgram() throws Exception {
        program = Files.createDirectories(folder.resolve("program"));
        Files.createDirectories(program.resolve("plugins"));
        Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(program.resolve("link"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(program.resolve("nowhere"), folder.resolve("nothing"));
        Files.createSymbolicLink(program.resolve("inner"), program.resolve("plugins"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"installBundle(bundle:${artifact})", "uninstallBundle(bundle:${artifact});",
        "setStartLevel(startLevel:-1);markStarted(started: false);",
        "installFeature(feature:${artifact},featureId:default,featureVersion:default)",
        "uninstallFeature(feature:${artifact},featureId:default,featureVersion:default)",
        "addSourceBundle(bundle:${artifact})", "removeSourceBundle(bundle:${artifact})",
        "setProgramProperty(propName:eclipse.product,propValue:org.currentcost.app.product);",
        "setProgramProperty(propName:eclipse.application,propValue:);",
        "chmod(targetDir:${installFolder}/inner/,targetFile:currentcost,permissions:755)",
        "org.eclipse.equinox.p2.touchpoint.eclipse.markStarted(started:true)", "", " ; "})
    void whatPlainBundlesAndFeaturesNeedIsAllowed(String body) {
        assertEquals(Optional.empty(), refusal(OSGI, "configure", body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unzip(source:@artifact, target:${installFolder});",
        "cleanupzip(source:@artifact, target:${installFolder}/a folder/b.c);",
        "chmod(targetDir:${installFolder}, targetFile:currentcost, permissions:755);",
        "chmod(targetDir:${installFolder}/bin/, targetFile:.hidden/x-1.0, permissions:644);"})
    void filesBesideTheProgramAreAllowed(String body) {
        assertEquals(Optional.empty(), refusal(NATIVE, "install", body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ln(targetDir:${installFolder},linkTarget:/etc/passwd,linkName:x)",
        "mkdir(path:${installFolder}/x)", "rmdir(path:${installFolder}/x)", "copy(source:@artifact,target:/tmp/x)",
        "cleanupcopy(source:@artifact,target:/tmp/x)", "remove(path:${installFolder}/plugins)",
        "checkAndPromptNativePackage(linuxDistro:debian,package:x)", "blockMacUpdate()",
        "unzip(source:@artifact, target:/tmp)", "unzip(source:@artifact, target:${installFolder}/../x)",
        "unzip(source:@artifact, target:${installFolder}/..)", "unzip(source:@artifact, target:${installFolder}x)",
        "unzip(source:@artifact, target:${installFolder}${#47}..)", "unzip(source:@artifact, target:${userHome})",
        "unzip(source:/tmp/x.zip, target:${installFolder})", "unzip(source:@artifact, target:${installFolder}/./x)",
        "unzip(source:@artifact, target:${installFolder}//x)",
        "unzip(source:@artifact, target:${installFolder}\\..\\x)",
        "unzip(source:@artifact, target:${installFolder}/link)",
        "unzip(source:@artifact, target:${installFolder}/nowhere/x)",
        "unzip(source:@artifact, target:${installFolder}, path:../..)",
        "unzip(target:/tmp, target:${installFolder}, source:@artifact)",
        "unzip(source:@artifact target:${installFolder})",
        "unzip source:@artifact", "unzip()", "chmod(targetDir:${installFolder},targetFile:../x,permissions:755)",
        "chmod(targetDir:${installFolder},targetFile:/etc/passwd,permissions:755)",
        "chmod(targetDir:${installFolder}/link,targetFile:x,permissions:755)",
        "chmod(targetDir:${installFolder},targetFile:link/x,permissions:755)",
        "chmod(targetDir:/etc,targetFile:passwd,permissions:777)", "chmod(absoluteFiles:/etc/passwd,permissions:777)",
        "chmod(targetDir:${installFolder},targetFile:currentcost,permissions:4755)",
        "chmod(targetDir:${installFolder},targetFile:currentcost,permissions:755,options:-R)", "org.example.own(x:1)",
        "chmod(targetDir:${installFolder},targetFile:x,permissions:755);ln(targetDir:/tmp,linkTarget:x,linkName:y)"})
    void anythingElseOfFilesIsRefused(String body) {
        var refused = refusal(NATIVE, "install", body);
        assertTrue(refused.isPresent(), body);
        assertEquals("org.example.unit 1.0.0", refused.get().unit());
        assertTrue(body.contains(refused.get().action()), refused.get().action());
    }

    @ParameterizedTest
    @ValueSource(strings = {"addRepository(type:0,location:http${#58}//127.0.0.1/)",
        "removeRepository(type:0,location:x)",
        "addJvmArg(jvmArg:-agentpath${#58}/tmp/x)", "removeJvmArg(jvmArg:-x)", "setJvm(jvm:/tmp/java)",
        "addProgramArg(programArg:-x)", "removeProgramArg(programArg:-x)", "setLauncherName(name:x)",
        "addProgramProperty(propName:x,propValue:y)", "removeProgramProperty(propName:x)",
        "setFrameworkDependentProperty(propName:x,propValue:y)", "mkdir(path:/tmp/x)",
        "setProgramProperty(propName:osgi.framework.extensions,propValue:x)",
        "setProgramProperty(propName:osgi.framework,propValue:x.jar)",
        "setProgramProperty(propName:eclipse.p2.data.area,propValue:x)",
        "setProgramProperty(propName:eclipse.product,propValue:/tmp/x)",
        "setProgramProperty(propName:eclipse.product,propValue:@artifact)", "installBundle(bundle:org.example.other)",
        "collect()", "checkTrust()", "ln(targetDir:/tmp,linkTarget:/etc/passwd,linkName:y)"})
    void anythingElseOfTheProgramIsRefused(String body) {
        assertTrue(refusal(OSGI, "configure", body).isPresent(), body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"collect", "checkTrust", "sizing", "property", "anything"})
    void nothingStandsInThePlaceOfWhatTheEngineDoes(String phase) {
        assertTrue(refusal(OSGI, phase, "").isPresent());
    }

    @Test
    void whatABundleSaysOfItselfIsNoInstruction() {
        assertEquals(Optional.empty(), refusal(OSGI, "manifest", "Bundle-SymbolicName: ln(x:y)"));
        assertEquals(Optional.empty(), refusal(OSGI, "zipped", "true"));
    }

    @Test
    void aNameMeansWhatIsImportedByIt() {
        assertTrue(refusal(NATIVE, "install", MetadataFactory.createTouchpointInstruction(
                "chmod(targetDir:${installFolder},targetFile:x,permissions:755)", "org.example.chmod")).isPresent());
        assertEquals(Optional.empty(), refusal(OSGI, "install", MetadataFactory.createTouchpointInstruction(
                "unzip(source:@artifact,target:${installFolder})",
                "org.eclipse.equinox.p2.touchpoint.natives.unzip;version=\"[1.0,2.0)\"")));
    }

    @Test
    void anotherTouchpointIsRefused() {
        assertTrue(refusal("org.example.touchpoint", "install", "").isPresent());
    }

    @Test
    void whatIsInstalledBeforeAnythingElseIsRefused() {
        var description = description(OSGI);
        description.setMetaRequirements(new IRequirement[]{MetadataFactory.createRequirement(
                IInstallableUnit.NAMESPACE_IU_ID, "org.example.actions", null, null, false, false)});
        assertEquals("metaRequirements", new InstructionRule(program).refusal(
                List.of(MetadataFactory.createInstallableUnit(description))).orElseThrow().action());
    }

    @Test
    void whatIsKnownOnlyLaterIsRefused() {
        var description = description(OSGI);
        description.setProperty(IInstallableUnit.PROP_PARTIAL_IU, "true");
        assertTrue(new InstructionRule(program).refusal(
                List.of(MetadataFactory.createInstallableUnit(description))).isPresent());
    }

    @Test
    void aLongInstructionIsShownShortAndInOneLine() {
        var refused = refusal(NATIVE, "install", "ln(a:\u001b[2J\n" + "x".repeat(1000) + ")").orElseThrow();
        assertTrue(refused.action().startsWith("ln(a:?[2J xxx"), refused.action());
        assertTrue(refused.action().length() < 200, refused.action());
    }

    private Optional<InstructionRule.Refusal> refusal(String touchpoint, String phase, String body) {
        return refusal(touchpoint, phase, MetadataFactory.createTouchpointInstruction(body, null));
    }

    private Optional<InstructionRule.Refusal> refusal(String touchpoint, String phase,
            ITouchpointInstruction instruction) {
        var description = description(touchpoint);
        description.addTouchpointData(MetadataFactory.createTouchpointData(Map.of(phase, instruction)));
        return new InstructionRule(program).refusal(List.of(MetadataFactory.createInstallableUnit(description)));
    }

    private static InstallableUnitDescription description(String touchpoint) {
        var description = new InstallableUnitDescription();
        description.setId("org.example.unit");
        description.setVersion(Version.create("1.0.0"));
        description.setTouchpointType(MetadataFactory.createTouchpointType(touchpoint, Version.create("1.0.0")));
        return description;
    }
}
