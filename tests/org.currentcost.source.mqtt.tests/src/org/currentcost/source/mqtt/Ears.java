package org.currentcost.source.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.mqtt.transport.MqttLink;

/** Keeps what a link of the test's own hears. */
final class Ears implements MqttLink.Listener {

    /** A message. */
    record Received(String topic, String text, boolean retained) {
    }

    final List<Received> all = new CopyOnWriteArrayList<>();

    @Override
    public void message(String topic, byte[] payload, int qos, boolean retained) {
        all.add(new Received(topic, new String(payload, StandardCharsets.UTF_8), retained));
    }

    @Override
    public void ended(SourceProblem why) {
        // whoever waits for a message says that it is missing
    }

    List<Received> at(String topic) {
        return all.stream().filter(one -> one.topic.equals(topic)).toList();
    }

    List<String> textsAt(String topic) {
        return at(topic).stream().map(Received::text).toList();
    }
}
