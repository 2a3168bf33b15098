package org.currentcost.ui.kit;

import java.nio.file.Path;

/** The data folder that the window has open; injected. @param path absolute */
public record OpenFolder(Path path) {
}
