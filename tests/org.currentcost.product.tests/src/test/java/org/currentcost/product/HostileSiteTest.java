package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sites whose units ask p2's engine for more than to put a feature into the program. */
class HostileSiteTest {

    private static final String NATIVE = "org.eclipse.equinox.p2.native";
    private static final String OSGI = "org.eclipse.equinox.p2.osgi";

    @TempDir
    private Path folder;

    private Installation program;
    private Path site;

    @BeforeEach
    void copyProgram() throws Exception {
        program = Installation.copy(folder.resolve("currentcost"));
        site = Files.createDirectory(folder.resolve("site"));
    }

    @Test
    void aSiteOnANetworkIsRefusedWhetherOrNotItBringsFiles() throws Exception {
        offer(NATIVE, "configure", chmod("currentcost"), false);
        var server = serve(site);
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            assertRefused(address, "--trust");
            offer(NATIVE, "install", "unzip(source:@artifact,target:${installFolder});", true);
            assertRefused(address, "--trust");
            // A folder that refers to a site on a network is not at hand.
            assertRefused(composite(address), "--trust");
            offer(NATIVE, "install", link(), false);
            assertRefused(address, "--trust");
            try (var command = program.start("feature", "install", "hostile", "--site", address, "--trust")) {
                Sentence.assertFailure(command, "ln(");
            }
            // Nothing was trusted for the sake of what was refused.
            offer(NATIVE, "configure", chmod("currentcost"), false);
            assertRefused(address, "--trust");
            try (var command = program.start("feature", "install", "hostile", "--site", address, "--trust")) {
                assertEquals(0, command.exitCode(), command::toString);
            }
        } finally {
            server.stop(0);
        }
        assertFalse(Files.exists(folder.resolve("planted"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aFolderOrZipIsHeldAgainstTheListOfWhatAFeatureNeeds() throws Exception {
        boolean files = false;
        for (var one : Map.of(link(), NATIVE, chmod("../../planted"), NATIVE,
                "addRepository(type:0,location:http${#58}//127.0.0.1/,name:x);", OSGI,
                "setProgramProperty(propName:osgi.framework.extensions,propValue:x);", OSGI).entrySet()) {
            files = !files;
            offer(one.getValue(), "install", one.getKey(), files);
            assertRefused(files ? site.toString() : zip().toString(),
                    one.getKey().substring(0, one.getKey().indexOf('(') + 1));
        }
        offer(OSGI, "checkTrust", "", true);
        assertRefused(site.toString(), "checkTrust");
        String configuration = Files.readString(program.file("configuration/config.ini"));
        assertFalse(configuration.contains("extensions=x"), configuration);
        assertFalse(Files.exists(folder.resolve("planted"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void whatAFeatureNeedsIsDoneAndUndone() throws Exception {
        offer(NATIVE, "install", "unzip(source:@artifact,target:${installFolder}/extra/);"
                + "chmod(targetDir:${installFolder}/extra,targetFile:brought.txt,permissions:700);", true);
        program.run(0, "feature", "install", "hostile", "--site", zip().toString());
        assertTrue(Files.isExecutable(program.file("extra/brought.txt")));
        assertTrue(program.run(0, "feature", "list").stream().anyMatch(line -> line.contains("hostile.feature")));
        program.run(0, "feature", "uninstall", "hostile", "--force");
        assertFalse(Files.exists(program.file("extra/brought.txt")));
    }

    private String link() {
        return "ln(targetDir:" + folder + ",linkTarget:/etc/passwd,linkName:planted);";
    }

    private static String chmod(String file) {
        return "chmod(targetDir:${installFolder},targetFile:" + file + ",permissions:755);";
    }

    private void assertRefused(String from, String words) throws Exception {
        try (var command = program.start("feature", "install", "hostile", "--site", from)) {
            Sentence.assertFailure(command, words);
        }
        assertFalse(program.bundles().contains("hostile"));
        assertFalse(Files.exists(program.file("extra")));
    }

    /** A site with one feature, whose unit has one instruction. */
    private void offer(String touchpoint, String phase, String instruction, boolean files) throws IOException {
        String id = "org.currentcost.hostile.feature.feature.group";
        String artifact = "<artifacts size='1'><artifact classifier='binary' id='hostile' version='1.0.0'/></artifacts>";
        String cleanup = phase.equals("install") && instruction.startsWith("unzip")
                ? "<instruction key='uninstall'>cleanupzip(source:@artifact,target:${installFolder}/extra/);</instruction>"
                : "";
        Files.writeString(site.resolve("content.xml"), "<?xml version='1.0' encoding='UTF-8'?>"
                + "<?metadataRepository version='1.2.0'?><repository name='x' "
                + "type='org.eclipse.equinox.internal.p2.metadata.repository.LocalMetadataRepository' version='1'>"
                + "<units size='1'><unit id='" + id + "' version='1.0.0'><properties size='1'>"
                + "<property name='org.eclipse.equinox.p2.type.group' value='true'/></properties><provides size='1'>"
                + "<provided namespace='org.eclipse.equinox.p2.iu' name='" + id + "' version='1.0.0'/></provides>"
                + (files ? artifact : "") + "<touchpoint id='" + touchpoint + "' version='1.0.0'/>"
                + "<touchpointData size='1'><instructions size='2'><instruction key='" + phase + "'>" + instruction
                + "</instruction>" + cleanup + "</instructions></touchpointData></unit></units></repository>");
        Files.writeString(site.resolve("artifacts.xml"), "<?xml version='1.0' encoding='UTF-8'?>"
                + "<?artifactRepository version='1.1.0'?><repository name='x' "
                + "type='org.eclipse.equinox.p2.artifact.repository.simpleRepository' version='1'><mappings size='1'>"
                + "<rule filter='(classifier=binary)' output='${repoUrl}/${id}_${version}'/></mappings>"
                + (files ? artifact : "<artifacts size='0'/>") + "</repository>");
        try (var zip = new ZipOutputStream(Files.newOutputStream(site.resolve("hostile_1.0.0")))) {
            zip.putNextEntry(new ZipEntry("brought.txt"));
            zip.write(1);
        }
    }

    private Path zip() throws IOException {
        var zip = folder.resolve("site.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("content.xml", "artifacts.xml", "hostile_1.0.0")) {
                out.putNextEntry(new ZipEntry(name));
                Files.copy(site.resolve(name), out);
            }
        }
        return zip;
    }

    private String composite(String child) throws IOException {
        var top = Files.createDirectories(folder.resolve("composite"));
        for (String kind : List.of("metadata", "artifact")) {
            String type = kind.equals("metadata")
                    ? "org.eclipse.equinox.internal.p2.metadata.repository.CompositeMetadataRepository"
                    : "org.eclipse.equinox.internal.p2.artifact.repository.CompositeArtifactRepository";
            Files.writeString(top.resolve(kind.equals("metadata") ? "compositeContent.xml" : "compositeArtifacts.xml"),
                    "<?xml version='1.0' encoding='UTF-8'?><?composite"
                            + (kind.equals("metadata") ? "Metadata" : "Artifact") + "Repository version='1.0.0'?>"
                            + "<repository name='x' type='" + type + "' version='1'><children size='1'>"
                            + "<child location='" + child + "'/></children></repository>");
        }
        return top.toString();
    }

    private static HttpServer serve(Path site) {
        var server = SimpleFileServer.createFileServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), site,
                SimpleFileServer.OutputLevel.NONE);
        server.start();
        return server;
    }
}
