package org.currentcost.ui;

import java.nio.file.Path;

/** The data folder that the window has open; injected. @param path absolute */
public record OpenFolder(Path path) {
}
