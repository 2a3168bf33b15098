package org.currentcost.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system tells of processes in {@code /proc}; see proc(5). Linux only. */
final class ProcessFiles {

    private static final double TICKS_PER_SECOND = 100;
    /** Of the fields behind the name of the program: utime and stime, then cutime and cstime. */
    private static final int OWN_TICKS = 11;
    private static final int CHILDREN_TICKS = 13;

    private ProcessFiles() {
    }

    /** {@return the processor time that a process has taken} */
    static double processorSeconds(long pid) throws IOException {
        return seconds(pid, OWN_TICKS);
    }

    /** {@return the processor time of all children of this process that have ended} */
    static double processorSecondsOfChildren() throws IOException {
        return seconds(ProcessHandle.current().pid(), CHILDREN_TICKS);
    }

    private static double seconds(long pid, int first) throws IOException {
        String stat = Files.readString(file(pid, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) / TICKS_PER_SECOND;
    }

    /** {@return an amount of memory of a process} @param name such as {@code VmRSS} or {@code VmHWM} */
    static double mebibytes(long pid, String name) throws IOException {
        try (var lines = Files.lines(file(pid, "status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0).findFirst().orElseThrow();
        }
    }

    /** {@return how many threads a process has} */
    static long threads(long pid) throws IOException {
        try (var all = Files.list(file(pid, "task"))) {
            return all.count();
        }
    }

    private static Path file(long pid, String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
