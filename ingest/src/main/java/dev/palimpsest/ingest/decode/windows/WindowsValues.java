package dev.palimpsest.ingest.decode.windows;

import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.HostNames;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rewrites single values from the way Windows writes them to the way ECS does. */
final class WindowsValues {

    private WindowsValues() {}

    /** Sets category and action from {@code category action}. */
    static void name(@Nullable String categoryAndAction, FieldSet fields) {
        if (categoryAndAction != null) {
            int space = categoryAndAction.indexOf(' ');
            fields.put("event.category", categoryAndAction.substring(0, space)).put("event.action",
                    categoryAndAction.substring(space + 1));
        }
    }

    /** Sets the path and the name of a program under a prefix. */
    static void executable(@Nullable String path, String prefix, FieldSet fields) {
        if (path != null && !FieldSet.isNone(path)) {
            fields.put(prefix + ".executable", path).put(prefix + ".name", HostNames.lastStep(path));
        }
    }

    /** A pipe's bare name: {@code \srvsvc} and {@code \\.\pipe\srvsvc} are {@code srvsvc}. */
    static @Nullable String pipe(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String bare = name.toLowerCase(Locale.ROOT).startsWith("\\\\.\\pipe\\") ? name.substring(9) : name;
        return bare.startsWith("\\") ? bare.substring(1) : bare;
    }

    /** A share's bare name: {@code \\*\ADMIN$} and {@code \\dc01\ADMIN$} are {@code ADMIN$}. */
    static @Nullable String share(@Nullable String path) {
        return path == null ? null : HostNames.lastStep(path);
    }

    /** A process id in decimal; Security events write it in hexadecimal. */
    static @Nullable String pid(@Nullable String id) {
        if (id == null || !id.startsWith("0x")) {
            return id;
        }
        try {
            return Long.toString(Long.parseUnsignedLong(id.substring(2), 16));
        } catch (NumberFormatException e) {
            return id;
        }
    }

    /** The transport's name for an IANA protocol number. */
    static @Nullable String transport(@Nullable String protocol) {
        return switch (protocol == null ? "" : protocol) {
            case "1" -> "icmp";
            case "6" -> "tcp";
            case "17" -> "udp";
            case "58" -> "ipv6-icmp";
            default -> protocol;
        };
    }

    /** A port; 0 means none. */
    static @Nullable String port(@Nullable String port) {
        return "0".equals(port) ? null : port;
    }
}
