package dev.palimpsest.local.stack;

import dev.palimpsest.local.stack.Ports.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;

/** Finds a taken port before anything starts, when it can still be said in one line. */
final class PortCheck {

    /** A stack that was killed a moment ago lets go of its ports within this time. */
    private static final Duration RELEASE_MAX = Duration.ofSeconds(2);

    private PortCheck() {}

    /** @throws StackException if one of the ports is taken and stays so for {@link #RELEASE_MAX} */
    static void requireFree(Collection<Port> ports) {
        Bound bound = Bound.of(RELEASE_MAX);
        for (Port port : ports.stream().sorted(Comparator.comparingInt(Port::number)).toList()) {
            while (!isFree(port.number())) {
                if (bound.isOver()) {
                    throw new StackException("port " + port.number() + " is taken and " + port.owner()
                            + " needs it: stop what listens there, or move all ports with --port-offset N");
                }
                bound.pause();
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
