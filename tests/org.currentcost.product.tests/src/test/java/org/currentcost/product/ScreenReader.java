package org.currentcost.product;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.currentcost.testkit.Patience;

/**
 * What a screen reader does: asks a program over AT-SPI, from outside, what it shows, and hears what has changed. Has a
 * session bus of its own, so that nobody else is heard.
 */
final class ScreenReader implements AutoCloseable {

    private static final String REGISTRY = "org.a11y.atspi.Registry";
    private static final String ROOT = "/org/a11y/atspi/accessible/root";
    private static final String ACCESSIBLE = "org.a11y.atspi.Accessible";
    private static final String ACTION = "org.a11y.atspi.Action";
    /** What has the focus together with what it is in. */
    private static final Set<String> PARTS = Set.of("page tab", "table cell", "table row", "tree item", "list item");
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

    private final Process daemon;
    private final String session;
    private final String display;
    private final Path folder;
    private final MessageBus bus;
    private final List<Change> changes = new CopyOnWriteArrayList<>();

    /** The states that matter here, with their numbers in AT-SPI. */
    enum State {
        ENABLED(8), FOCUSABLE(11), FOCUSED(12), SHOWING(25), VISIBLE(30);

        private final int bit;

        State(int bit) {
            this.bit = bit;
        }
    }

    /** Where something accessible is. */
    record Place(String owner, String path) {
    }

    /** What a program says has changed. @param kind for instance state-changed:focused */
    record Change(String kind, Place place, int detail) {
    }

    /** Something accessible with all that is in it, as it was when it was asked. */
    record Node(Place place, String role, String name, Set<State> states, List<String> interfaces,
            List<Node> children) {

        boolean is(State state) {
            return states.contains(state);
        }

        /** {@return this and all that is in it, in order} */
        List<Node> all() {
            var all = new ArrayList<Node>();
            all.add(this);
            children.forEach(child -> all.addAll(child.all()));
            return all;
        }

        @Override
        public String toString() {
            return role + " \"" + name + '"';
        }
    }

    /** Begins to listen. @param folder for its sockets, empty */
    ScreenReader(Path folder, Screen screen) throws Exception {
        this.folder = folder;
        display = screen.environment().get("DISPLAY");
        var socket = folder.resolve("session");
        session = "unix:path=" + socket;
        var builder = new ProcessBuilder("dbus-daemon", "--session", "--nofork", "--address=" + session)
                .redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
        builder.environment().putAll(variables());
        daemon = builder.start();
        Patience.await("a session bus", () -> Files.exists(socket));
        String address;
        try (var own = new MessageBus(session, message -> {
            // The session says nothing of interest.
        })) {
            address = (String) own.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", "").getFirst();
            own.call("org.a11y.Bus", "/org/a11y/bus", PROPERTIES, "Set", "ssv", "org.a11y.Status", "IsEnabled",
                    new MessageBus.Variant("b", true));
        }
        bus = new MessageBus(address, this::hear);
        bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch", "s",
                "type='signal',interface='org.a11y.atspi.Event.Object'");
        for (String event : List.of("object:state-changed:focused", "object:property-change:accessible-name")) {
            bus.call(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent", "s", event);
        }
    }

    private Map<String, String> variables() {
        return Map.of("DISPLAY", display, "DBUS_SESSION_BUS_ADDRESS", session, "XDG_RUNTIME_DIR", folder.toString());
    }

    /** Lets a program that is about to be started speak to this one. */
    void hear(ProcessBuilder program) {
        program.environment().putAll(variables());
        program.environment().put("GDK_BACKEND", "x11");
        program.environment().remove("NO_AT_BRIDGE");
    }

    private void hear(MessageBus.Message message) {
        if (message.path() == null || message.body().size() < 2) {
            return;
        }
        String kind = message.member().equals("StateChanged") ? "state-changed:" : "property-change:";
        changes.add(new Change(kind + message.body().get(0), new Place(message.sender(), message.path()),
                (Integer) message.body().get(1)));
    }

    /** {@return what has changed so far; what changes later is not added} */
    List<Change> changes() {
        return List.copyOf(changes);
    }

    /** Waits for something to be so; what goes away while it is asked is no failure. */
    static void await(String what, Patience.Condition condition) throws Exception {
        Patience.await(what, () -> {
            try {
                return condition.holds();
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Waits for a window. {@return where it is} */
    Place window(String title) throws Exception {
        var found = new ArrayList<Place>();
        await("the accessible window " + title, () -> {
            for (var program : children(new Place(REGISTRY, ROOT))) {
                for (var window : children(program)) {
                    if (name(window).strip().equals(title)) {
                        found.add(window);
                    }
                }
            }
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    /** Waits until something else has the focus. {@return what has it now; of a tab or a cell, what it is one of} */
    Place focusAfter(int seen) throws Exception {
        var found = new ArrayList<Place>();
        await("another focus", () -> {
            var now = changes();
            for (var one : now.subList(seen, now.size()).reversed()) {
                if (one.kind().equals("state-changed:focused") && one.detail() == 1
                        && states(one.place()).contains(State.FOCUSED)) {
                    found.add(one.place());
                    return true;
                }
            }
            return false;
        });
        var place = found.getFirst();
        while (PARTS.contains(role(place))) {
            var parent = (List<?>) property(place, ACCESSIBLE, "Parent");
            place = new Place((String) parent.get(0), (String) parent.get(1));
        }
        return place;
    }

    /** {@return what kind of thing something is} */
    String role(Place place) throws Exception {
        return (String) ask(place, ACCESSIBLE, "GetRoleName");
    }

    private List<Place> children(Place place) throws Exception {
        var all = new ArrayList<Place>();
        for (Object child : (List<?>) ask(place, ACCESSIBLE, "GetChildren")) {
            all.add(new Place((String) ((List<?>) child).get(0), (String) ((List<?>) child).get(1)));
        }
        return all;
    }

    private Object ask(Place place, String type, String question) throws Exception {
        return bus.call(place.owner(), place.path(), type, question, "").getFirst();
    }

    private Object property(Place place, String type, String name) throws Exception {
        return bus.call(place.owner(), place.path(), PROPERTIES, "Get", "ss", type, name).getFirst();
    }

    /** {@return what something is called now} */
    String name(Place place) throws Exception {
        return (String) property(place, ACCESSIBLE, "Name");
    }

    /** {@return something with all that is in it, as far as it can be seen} */
    Node walk(Place place) throws Exception {
        var states = states(place);
        var inside = new ArrayList<Node>();
        for (var child : children(place)) {
            walkSeen(child).ifPresent(inside::add);
        }
        return node(place, states, inside);
    }

    private Optional<Node> walkSeen(Place place) throws Exception {
        try {
            return states(place).contains(State.SHOWING) ? Optional.of(walk(place)) : Optional.empty();
        } catch (IOException e) {
            // It has gone meanwhile.
            return Optional.empty();
        }
    }

    private Node node(Place place, Set<State> states, List<Node> inside) throws Exception {
        var interfaces = ((List<?>) ask(place, ACCESSIBLE, "GetInterfaces")).stream().map(String::valueOf).toList();
        return new Node(place, role(place), name(place), states, interfaces, inside);
    }

    private Set<State> states(Place place) throws Exception {
        var words = (List<?>) ask(place, ACCESSIBLE, "GetState");
        var states = EnumSet.noneOf(State.class);
        for (var state : State.values()) {
            if (((Integer) words.get(state.bit / 32) >> state.bit % 32 & 1) != 0) {
                states.add(state);
            }
        }
        return states;
    }

    /** Does what a click does. */
    void act(Node node) throws Exception {
        bus.call(node.place().owner(), node.place().path(), ACTION, "DoAction", "i", 0);
    }

    @Override
    public void close() throws Exception {
        bus.close();
        var all = daemon.descendants().toList();
        daemon.destroyForcibly().waitFor();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
