package org.currentcost.ui.mqtt;

import java.nio.charset.StandardCharsets;
import org.currentcost.ui.kit.FontRoom;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** Where the user writes a message to the broker. UI thread only. */
final class PublishRow {

    private final Text topic;
    private final Text payload;
    private final Combo qos;
    private final Button retained;
    private final Button publish;

    /** Takes a message that is to be sent. */
    interface Sender {
        void send(String topic, byte[] content, int qos, boolean retained);
    }

    PublishRow(Composite parent, Sender sender) {
        var row = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(5).applyTo(row);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(row);
        topic = new Text(row, SWT.BORDER);
        topic.setMessage(Messages.PublishTopic);
        GridDataFactory.fillDefaults().grab(true, false).hint(FontRoom.width(topic, 120), SWT.DEFAULT).applyTo(topic);
        payload = new Text(row, SWT.BORDER);
        payload.setMessage(Messages.PublishPayload);
        GridDataFactory.fillDefaults().grab(true, false).hint(FontRoom.width(payload, 160), SWT.DEFAULT)
                .applyTo(payload);
        qos = new Combo(row, SWT.READ_ONLY);
        qos.setItems("QoS 0", "QoS 1", "QoS 2");
        qos.select(0);
        retained = new Button(row, SWT.CHECK);
        retained.setText(Messages.PublishRetained);
        publish = Buttons.make(row, SWT.PUSH, Messages.Publish, () -> sender.send(topic.getText(),
                payload.getText().getBytes(StandardCharsets.UTF_8), qos.getSelectionIndex(),
                retained.getSelection()));
        Buttons.enable(publish, false);
    }

    /** Offers a topic. */
    void show(String name) {
        topic.setText(name);
    }

    /** Lets a message be sent, or not: to no topic none can be. */
    void enable(boolean connected) {
        Buttons.enable(publish, connected && !topic.getText().isBlank());
    }
}
