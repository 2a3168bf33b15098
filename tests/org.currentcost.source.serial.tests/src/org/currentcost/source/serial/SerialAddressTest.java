package org.currentcost.source.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialAddressTest {

    @Test
    void understandsPathsModelsAndSpeeds() {
        assertEquals(new SerialAddress("/dev/ttyUSB0", List.of(57_600, 9600, 2400)),
                SerialAddress.parse("/dev/ttyUSB0"));
        assertEquals(new SerialAddress("COM3", List.of(9600)), SerialAddress.parse("COM3?model=Classic"));
        assertEquals(new SerialAddress("/dev/ttyS0", List.of(57_600)), SerialAddress.parse("/dev/ttyS0?model=cc128"));
        assertEquals(new SerialAddress("/dev/a?b", List.of(2400)), SerialAddress.parse("/dev/a?b?baud=2400"));
        assertEquals(List.of(2400), SerialAddress.parse("x?baud=2400&model=classic").speeds());
        assertEquals(List.of(2400), SerialAddress.parse("x?model=classic&baud=2400").speeds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?model=cc128", "x?model=envi", "x?baud=fast", "x?baud=0", "x?baud=-9600",
        "x?parity=even",
        "x?"})
    void refusesAddressesWithASentence(String address) {
        IllegalArgumentException problem = assertThrows(IllegalArgumentException.class,
                () -> SerialAddress.parse(address));
        assertTrue(problem.getMessage().endsWith("."), problem.getMessage());
    }
}
