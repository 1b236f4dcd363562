package dev.palimpsest.ingest.http;

import java.util.List;

/** The answer to a batch: how many of each, and each item in order. */
record BatchResult(long accepted, long ignored, long refused, long failed, List<ItemResult> items) {

    static BatchResult of(List<ItemResult> items) {
        return new BatchResult(count(items, "accepted"), count(items, "ignored"), count(items, "refused"),
                count(items, "failed"), items);
    }

    /** 200 where every item was dealt with, be it refused; 503 where something is to be sent again. */
    int status() {
        return failed > 0 ? 503 : 200;
    }

    private static long count(List<ItemResult> items, String status) {
        return items.stream().filter(item -> item.status().equals(status)).count();
    }
}
