package org.currentcost.ui.serial;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.currentcost.recorder.DetectedMeter;
import org.currentcost.source.serial.PortInfo;
import org.currentcost.source.serial.SerialPorts;
import org.currentcost.source.serial.SerialProbe;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.sources.AddressFields;
import org.currentcost.ui.sources.SourcePage;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;

/**
 * Finds a meter on a serial port: lists the ports, listens at each speed, shows what is heard, and ends in the meter
 * that was found or in one reason and one remedy. A port may be typed too, since links and pseudo terminals are not
 * listed.
 */
public final class SerialSourcePage extends SourcePage {

    private static final String SCHEME = "serial:";
    private static final int LONGEST_RECEIVED_TEXT = 4000;
    private static final int RECEIVED_WIDTH = 480;

    private Table ports;
    private Text path;
    private Text meter;
    private Button listen;
    private Text received;
    private Label remedy;
    private Label speed;
    private int baud;
    private Optional<Thread> probing = Optional.empty();

    /** Makes the page. */
    public SerialSourcePage() {
        super("serial");
        setTitle(Messages.Title);
        setDescription(Messages.Description);
    }

    @Override
    public void createControl(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).applyTo(box);
        ports = new Table(box, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION);
        ports.setHeaderVisible(true);
        column(Messages.Port, 170);
        column(Messages.Maker, 330);
        GridDataFactory.fillDefaults().span(3, 1).grab(true, true).hint(SWT.DEFAULT, FontRoom.height(ports, 80))
                .applyTo(ports);
        ports.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            path.setText(((PortInfo) event.item.getData()).path());
            startProbe();
        }));
        new Label(box, SWT.NONE).setText(Messages.Path);
        path = new Text(box, SWT.BORDER);
        path.setMessage(Messages.PathExample);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(path);
        path.addModifyListener(event -> check());
        path.addTraverseListener(event -> {
            if (event.detail == SWT.TRAVERSE_RETURN) {
                // Enter in this field asks to listen; it must not finish the wizard.
                event.doit = false;
                startProbe();
            }
        });
        listen = new Button(box, SWT.PUSH);
        listen.setText(Messages.Listen);
        listen.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> startProbe()));
        meter = AddressFields.add(box, AddressFields.meterLabel(), AddressFields.meterName(), this::check);
        new Label(box, SWT.NONE);
        // The header has room for what is wrong, and would cut what to do about it.
        remedy = new Label(box, SWT.WRAP);
        GridDataFactory.fillDefaults().span(3, 1).grab(true, false)
                .hint(FontRoom.width(remedy, RECEIVED_WIDTH), SWT.DEFAULT).exclude(true).applyTo(remedy);
        speed = new Label(box, SWT.NONE);
        speed.setText(Messages.Received);
        GridDataFactory.fillDefaults().span(3, 1).grab(true, false).applyTo(speed);
        received = new Text(box, SWT.BORDER | SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.WRAP);
        received.setFont(JFaceResources.getTextFont());
        GridDataFactory.fillDefaults().span(3, 1).grab(true, true)
                .hint(FontRoom.width(received, RECEIVED_WIDTH), FontRoom.height(received, 90)).applyTo(received);
        setControl(box);
        check();
        listPorts();
    }

    private void column(String title, int width) {
        var column = new TableColumn(ports, SWT.LEFT);
        column.setText(title);
        column.setWidth(width);
    }

    /** Once, when the page is made: the list is slow, and asking for it all the time has crashed virtual machines. */
    private void listPorts() {
        var display = Display.getCurrent();
        var thread = new Thread(() -> {
            var found = SerialPorts.list();
            onPage(display, () -> showPorts(found));
        }, "serial-ports");
        thread.setDaemon(true);
        thread.start();
    }

    private void showPorts(List<PortInfo> found) {
        for (var port : found) {
            var item = new TableItem(ports, SWT.NONE);
            String name = port.maker().isEmpty() ? port.description() : port.maker() + " " + port.description();
            String user = port.user().isEmpty() ? "" : Messages.bind(Messages.UsedBy, port.user());
            item.setText(new String[]{port.path(), (name + " " + user).strip()});
            item.setData(port);
        }
        var adapters = found.stream().filter(PortInfo::usb).toList();
        if (adapters.size() == 1 && path.getText().isEmpty()) {
            ports.select(found.indexOf(adapters.getFirst()));
            path.setText(adapters.getFirst().path());
            startProbe();
        } else if (found.isEmpty()) {
            setMessage(Messages.NoPorts, IMessageProvider.INFORMATION);
        }
    }

    private void startProbe() {
        stopProbe();
        String port = path.getText().strip();
        if (port.isEmpty()) {
            return;
        }
        received.setText("");
        speed.setText(Messages.Received);
        setErrorMessage(null);
        advise("");
        // Nobody can listen beside the source that has the port, and what is heard there stands in the Raw monitor.
        var holder = receivedBy(address -> isPort(address, port));
        if (holder.isPresent()) {
            setMessage(Messages.bind(Messages.ReceivedBy, port, holder.get()), IMessageProvider.INFORMATION);
            return;
        }
        setMessage(Messages.bind(Messages.Listening, port), IMessageProvider.NONE);
        var display = Display.getCurrent();
        var thread = new Thread(() -> probe(display, port), "serial-probe");
        thread.setDaemon(true);
        probing = Optional.of(thread);
        thread.start();
    }

    /** {@return whether an address is of a port, which may have several names} */
    static boolean isPort(String address, String port) {
        if (!address.startsWith(SCHEME)) {
            return false;
        }
        int options = address.lastIndexOf('?');
        String path = address.substring(SCHEME.length(), options < 0 ? address.length() : options);
        try {
            return path.equals(port) || Path.of(path).toRealPath().equals(Path.of(port).toRealPath());
        } catch (IOException | InvalidPathException e) {
            // One of them is not there.
            return false;
        }
    }

    private void probe(Display display, String port) {
        try {
            var self = Thread.currentThread();
            var result = SerialProbe.probe(port, new SerialProbe.Listener() {
                @Override
                public void trying(int next) {
                    onPage(display, () -> showTrying(self, next));
                }

                @Override
                public void received(String text) {
                    onPage(display, () -> showReceived(self, text));
                }
            });
            onPage(display, () -> {
                if (probing.filter(one -> one == self).isPresent()) {
                    show(port, result);
                }
            });
        } catch (InterruptedException e) {
            // the user chose another port or closed the wizard
        }
    }

    private void showTrying(Thread prober, int next) {
        if (probing.filter(one -> one == prober).isPresent()) {
            baud = next;
            speed.setText(Messages.bind(Messages.ListeningAt, next));
        }
    }

    private void showReceived(Thread prober, String text) {
        if (probing.filter(one -> one == prober).isPresent()) {
            speed.setText(Messages.bind(Messages.ReceivedAt, baud));
            String all = received.getText() + text;
            received.setText(all.substring(Math.max(0, all.length() - LONGEST_RECEIVED_TEXT)));
            received.setSelection(received.getCharCount());
        }
    }

    private void show(String port, SerialProbe.Result result) {
        probing = Optional.empty();
        switch (result) {
            case SerialProbe.Result.Received found -> {
                String sentence = DetectedMeter.in(found.bytes())
                        .map(known -> Messages.bind(Messages.Found,
                                new Object[]{known.name(), port, known.sensorWords()}))
                        .orElse(Messages.bind(Messages.FoundUnknown, port));
                setErrorMessage(null);
                setMessage(sentence, IMessageProvider.INFORMATION);
            }
            case SerialProbe.Result.Nothing nothing -> {
                setErrorMessage(nothing.reason());
                advise(nothing.remedy());
                if (received.getText().isEmpty()) {
                    speed.setText(Messages.ReceivedNothing);
                }
            }
        }
        check();
    }

    private void advise(String sentence) {
        remedy.setText(sentence);
        ((GridData) remedy.getLayoutData()).exclude = sentence.isEmpty();
        remedy.setVisible(!sentence.isEmpty());
        remedy.requestLayout();
    }

    private void stopProbe() {
        probing.ifPresent(Thread::interrupt);
        probing = Optional.empty();
    }

    /** Does something on the UI thread, unless the page is gone by then. */
    private void onPage(Display display, Runnable work) {
        if (!display.isDisposed()) {
            display.asyncExec(() -> {
                if (!ports.isDisposed()) {
                    work.run();
                }
            });
        }
    }

    private void check() {
        boolean named = !meter.getText().isBlank();
        if (!named) {
            setErrorMessage(AddressFields.meterMissing());
        }
        listen.setEnabled(!path.getText().isBlank());
        setPageComplete(named && !path.getText().isBlank());
    }

    @Override
    public void close() {
        stopProbe();
    }

    @Override
    public String meter() {
        return meter.getText().strip();
    }

    @Override
    public String address() {
        return SCHEME + path.getText().strip();
    }
}
