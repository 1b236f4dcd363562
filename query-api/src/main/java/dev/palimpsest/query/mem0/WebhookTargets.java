package dev.palimpsest.query.mem0;

import dev.palimpsest.access.Refusal;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where deliveries may go: to the outside. A webhook is somebody's wish that this service calls an address, and what lies
 * beside this service on its own network is none of theirs to call.
 *
 * @param inward whether addresses of this machine and of private networks are allowed too
 */
public record WebhookTargets(boolean inward) {

    private static final int URL_LENGTH_MAX = 2_000;

    /**
     * The address of a webhook.
     *
     * @throws Refusal where it is none that may be called, with the same words whatever answers there
     */
    URI require(@Nullable String text) {
        if (text == null || text.length() > URL_LENGTH_MAX) {
            throw Refusal.badRequest("url is an address such as https://example.org/hook");
        }
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if (url.getHost() == null || url.getUserInfo() != null || !scheme.matches("https?")) {
                throw Refusal.badRequest("url is an http or https address without credentials");
            }
            if (!inward && isInwardByName(url.getHost())) {
                throw Refusal.badRequest("url leads to this machine or a private network");
            }
            return url;
        } catch (URISyntaxException e) {
            throw Refusal.badRequest("url is an address such as https://example.org/hook");
        }
    }

    /**
     * The place to connect to, looked at anew for each delivery: a name may lead elsewhere by then.
     *
     * @throws UnknownHostException where there is none, or none that may be called
     */
    InetAddress resolve(URI url) throws UnknownHostException {
        InetAddress[] all = InetAddress.getAllByName(url.getHost());
        for (InetAddress address : all) {
            if (!inward && isInward(address)) {
                throw new UnknownHostException("the address leads to this machine or a private network");
            }
        }
        return all[0];
    }

    private static boolean isInwardByName(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        if (bare.equalsIgnoreCase("localhost") || bare.toLowerCase(Locale.ROOT).endsWith(".localhost")) {
            return true;
        }
        if (!bare.matches("[0-9.]+") && !bare.contains(":")) {
            return false; // a name: it is looked up when something is delivered
        }
        try {
            return isInward(InetAddress.getByName(bare));
        } catch (UnknownHostException e) {
            return true;
        }
    }

    private static boolean isInward(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean shared = bytes.length == 4 && ((bytes[0] == 100 && (bytes[1] & 0xc0) == 64) || bytes[0] == 0);
        boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean mapped = bytes.length == 16 && bytes[0] == 0 && bytes[1] == 0x64; // 64:ff9b::/96 leads to IPv4
        return address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()
                || address.isAnyLocalAddress() || address.isMulticastAddress() || shared || unique || mapped;
    }
}
