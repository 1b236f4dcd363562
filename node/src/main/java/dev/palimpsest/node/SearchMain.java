package dev.palimpsest.node;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;

/**
 * Runs one OpenSearch node from the official distribution. The stock bootstrap refuses to run as root and wants limits
 * of the operating system that a laptop does not have; a node constructed directly has neither demand, and loads the
 * same modules and plugins, each in its own class loader, from {@code path.home}.
 */
public final class SearchMain {

    private static final String NODE = "palimpsest";

    private SearchMain() {}

    /**
     * Runs until the parent lets go.
     *
     * @param args first the configuration directory (holds {@code log4j2.properties}), then settings as
     *            {@code name=value}; {@code path.home}, {@code path.data} and {@code path.logs} are required
     */
    public static void main(String[] args) {
        try {
            Node node = new Node(environment(args));
            Leash.holdTo(System.in, node);
            node.start();
            Thread.currentThread().join();
        } catch (Throwable e) {
            Fatal.halt(e);
        }
    }

    private static Environment environment(String[] args) throws Exception {
        Map<String, String> settings = new TreeMap<>();
        for (int i = 1; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            settings.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        Environment environment = InternalSettingsPreparer.prepareEnvironment(Settings.EMPTY, settings,
                Path.of(args[0]), () -> NODE);
        LogConfigurator.setNodeName(NODE);
        LogConfigurator.configure(environment);
        return environment;
    }
}
