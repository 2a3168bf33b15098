package org.currentcost.ui.sources;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import org.currentcost.guest.OwnerStatus;
import org.currentcost.guest.ProcessKind;
import org.currentcost.guest.Role;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.source.SourceState;

/**
 * What the status line says of who records.
 *
 * @param words one line
 * @param more  what follows from that, or what to do
 */
record WhoRecords(String words, String more) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM);

    /**
     * Tells it.
     *
     * @param role    what this window is to the data folder
     * @param goesOn  whether somebody is to record when this window is closed
     * @param sources those that are configured, as they are now
     * @param zone    of the times
     */
    static WhoRecords of(Role role, boolean goesOn, List<SourceStatus> sources, Instant now, ZoneId zone) {
        boolean runs = sources.stream().map(SourceStatus::state).anyMatch(
                state -> !(state instanceof SourceState.Stopped || state instanceof SourceState.Finished));
        return switch (role) {
            case Role.Reader reader -> nobody(reader.words());
            case Role.Guest guest when !guest.owner().records() && !guest.records() ->
                nobody(Messages.bind(Messages.RecordingHeld, who(guest.owner().kind()), pid(guest.owner())));
            case Role any when !runs -> nobody(Messages.RecordingNoSource);
            case Role.Owner owner -> new WhoRecords(
                    Messages.bind(Messages.Recording, Messages.RecordingHere, time(owner.since(), now, zone)),
                    goesOn ? Messages.RecordingGoesOn : Messages.RecordingEnds);
            case Role.Guest guest when guest.records() -> new WhoRecords(
                    Messages.bind(Messages.Recording, Messages.RecordingHere, time(guest.since(), now, zone)),
                    Messages.bind(Messages.RecordingBeside, who(guest.owner().kind()), pid(guest.owner())));
            case Role.Guest guest -> new WhoRecords(
                    Messages.bind(Messages.Recording, who(guest.owner().kind()),
                            time(guest.owner().since(), now, zone)),
                    Messages.bind(guest.owner().kind() == ProcessKind.RECORDER
                            ? Messages.RecordingStays
                            : Messages.RecordingPasses, pid(guest.owner())));
        };
    }

    private static WhoRecords nobody(String why) {
        return new WhoRecords(Messages.RecordingNobody, why);
    }

    private static String who(ProcessKind kind) {
        return switch (kind) {
            case WINDOW -> Messages.RecordingWindow;
            case RECORDER -> Messages.RecordingRecorder;
            case COMMAND -> Messages.RecordingCommand;
        };
    }

    private static String pid(OwnerStatus owner) {
        return Long.toString(owner.pid());
    }

    private static String time(Instant since, Instant now, ZoneId zone) {
        var then = since.atZone(zone);
        return then.toLocalDate().equals(now.atZone(zone).toLocalDate())
                ? TIME.format(then)
                : DAY.format(then);
    }
}
