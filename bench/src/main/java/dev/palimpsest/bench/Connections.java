package dev.palimpsest.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Made-up Zeek connections: two hundred sources, fifty targets, every record with an id of its own. */
final class Connections {

    private Connections() {}

    static String line(int i) {
        return "{\"_path\":\"conn\",\"ts\":\"2026-11-20T10:" + two(i / 60 % 60) + ":" + two(i % 60)
                + ".000000Z\",\"uid\":\"CBench" + i + "\",\"id.orig_h\":\"10.7." + i % 2 + "." + (i % 100 + 1)
                + "\",\"id.orig_p\":" + (20_000 + i % 40_000) + ",\"id.resp_h\":\"10.8.0." + (i % 50 + 1)
                + "\",\"id.resp_p\":443,\"proto\":\"tcp\",\"service\":\"ssl\",\"duration\":1.5,\"orig_bytes\":"
                + i % 9_000 + ",\"resp_bytes\":" + i % 90_000 + ",\"conn_state\":\"SF\"}";
    }

    static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(Connections::line).collect(Collectors.joining("\n"));
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
