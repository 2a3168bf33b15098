package org.currentcost.ui.mqtt;

import java.util.List;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.Connection.Choice;
import org.currentcost.source.mqtt.payload.BuiltInProfiles;
import org.currentcost.source.mqtt.payload.HomeAssistantDiscovery;
import org.currentcost.source.mqtt.payload.Mapping;
import org.currentcost.source.mqtt.payload.Profile;
import org.currentcost.source.mqtt.transport.Broker;

/** The topics at which a profile is read. */
final class ProfileTopics {

    private ProfileTopics() {
    }

    /** {@return the topics of a choice, the profile's own if it has none itself} */
    static List<String> of(Choice choice) {
        return choice.topics().isEmpty()
                ? BuiltInProfiles.find(choice.profile()).map(ProfileTopics::usual).orElse(List.of())
                : choice.topics();
    }

    private static List<String> usual(Profile profile) {
        return profile.id().equals(Profile.DISCOVERY)
                ? HomeAssistantDiscovery.FILTERS
                : profile.mappings().stream().map(Mapping::topic).distinct().toList();
    }

    /** {@return the mappings of a choice at its topics} */
    static List<Mapping> mappings(Choice choice) {
        return Connection.to("localhost", Broker.Transport.TCP.usualPort()).reading(List.of(choice), List.of())
                .allMappings();
    }

    /** {@return all that was chosen of a profile as one choice; the profile at its own topics if nothing was} */
    static Choice merged(Profile profile, List<Choice> chosen) {
        return chosen.size() == 1
                ? chosen.getFirst()
                : choice(profile.id(), chosen.stream().flatMap(one -> of(one).stream()).distinct().toList());
    }

    /** {@return a choice; the profile's own topics are not told one by one: they may be others in time} */
    static Choice choice(String profile, List<String> topics) {
        boolean own = BuiltInProfiles.find(profile).map(ProfileTopics::usual).filter(topics::equals).isPresent();
        return new Choice(profile, own ? List.of() : topics);
    }
}
