package dev.palimpsest.index.opensearch;

import dev.palimpsest.index.Memories;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.embed.BundledModel;
import dev.palimpsest.index.embed.HashEmbedder;
import dev.palimpsest.index.embed.OnnxEmbedder;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Speed of the embedders and of one OpenSearch, printed. First argument: its address. */
public final class IndexMeasurement {

    private static final int MEMORIES = 10_000;
    private static final int SEARCHES = 500;
    private static final List<String> VERBS = List.of("Remote service installed on", "Lateral movement to",
            "Beacon every minute from", "Credential dump attempted on", "Encoded PowerShell ran on",
            "Admin share mounted on", "Scheduled task made on", "Suspicious login to");

    private IndexMeasurement() {}

    public static void main(String[] args) throws Exception {
        long begin = System.nanoTime();
        try (BilingualEmbedder bundled = BilingualEmbedder.bundled()) {
            bundled.query("warm 上");
            print("both models loaded, ms", (System.nanoTime() - begin) / 1e6);
            embeds(BundledModel.ENGLISH, i -> text(i) + " by PSEXESVC started from C:\\Windows, seen by the sensor");
            embeds(BundledModel.CHINESE, i -> "在主机 srv" + i + " 上发现可疑的远程服务安装，可能是横向移动");
            index(args[0], "hash vectors", HashEmbedder.bilingual());
            index(args[0], "bundled models", bundled);
        }
    }

    private static void embeds(BundledModel model, IntFunction<String> text) throws Exception {
        try (OnnxEmbedder embedder = OnnxEmbedder.load(model)) {
            IntStream.range(0, 100).forEach(i -> embedder.embed(text.apply(-i)));
            for (int threads : new int[]{1, 2, 4}) {
                int each = 600 / threads;
                try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
                    List<Callable<Integer>> work = new ArrayList<>();
                    for (int t = 0; t < threads; t++) {
                        int from = t * each;
                        work.add(() -> IntStream.range(from, from + each)
                                .map(i -> embedder.embed(text.apply(i)).length).sum());
                    }
                    long begin = System.nanoTime();
                    for (var done : pool.invokeAll(work)) {
                        done.get();
                    }
                    print(model.name() + ", threads " + threads + ", embeds/s",
                            600 / ((System.nanoTime() - begin) / 1e9));
                }
            }
        }
    }

    private static void index(String uri, String what, BilingualEmbedder embedder) {
        IndexConfig config = IndexConfig.at(URI.create(uri)).withAlias("measurement");
        try (OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(config, embedder);
                OpenSearchMemoryReader reader = new OpenSearchMemoryReader(config, embedder)) {
            writer.deleteIndex();
            writer.ensureIndex();
            List<Memory> memories = IntStream.range(0, MEMORIES).mapToObj(IndexMeasurement::memory).toList();
            long begin = System.nanoTime();
            for (int from = 0; from < MEMORIES; from += 500) {
                writer.write(memories.subList(from, from + 500));
            }
            print(what + ", written/s", MEMORIES / ((System.nanoTime() - begin) / 1e9));
            begin = System.nanoTime();
            writer.write(memories);
            print(what + ", written again (stale)/s", MEMORIES / ((System.nanoTime() - begin) / 1e9));
            writer.refresh();
            latency(what + ", search 10 by sentence, new text", i -> reader.search(Memories.TENANT,
                    "was there any " + text(i * 7) + " lately", MemoryFilter.CURRENT, 10));
            latency(what + ", search 10 in Chinese, new text", i -> reader.search(Memories.TENANT,
                    "最近主机 srv" + i + " 有没有横向移动", MemoryFilter.CURRENT, 10));
            latency(what + ", search 10 by address", i -> reader.search(Memories.TENANT, "10.1." + i % 250 + ".7",
                    MemoryFilter.CURRENT, 10));
            latency(what + ", list 50 about one address", i -> reader.list(Memories.TENANT, MemoryFilter.CURRENT
                    .withAbout(Set.of(memories.get(i * 11).subject())), 50, null));
            begin = System.nanoTime();
            writer.scan(null, _ -> {});
            print(what + ", scanned/s", MEMORIES / ((System.nanoTime() - begin) / 1e9));
            writer.deleteIndex();
        }
    }

    private static void latency(String what, IntFunction<?> call) {
        for (int i = 0; i < 100; i++) {
            var _ = call.apply(SEARCHES + i);
        }
        double[] times = new double[SEARCHES];
        for (int i = 0; i < SEARCHES; i++) {
            long begin = System.nanoTime();
            var _ = call.apply(i);
            times[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(times);
        print(what + ", p50 ms", times[SEARCHES / 2]);
        print(what + ", p99 ms", times[SEARCHES * 99 / 100]);
    }

    private static Memory memory(int i) {
        return Memories.of(Memories.TENANT, Kind.DETECTION, "ip:10.1." + i % 250 + "." + i / 250, text(i))
                .entities("host:srv" + i % 900, "technique:T1021.00" + i % 7).categories("lateral-movement")
                .attribute("service.name", "svc" + i).lastSeen(Memories.NOON.plusSeconds(i)).memory();
    }

    private static String text(int i) {
        return VERBS.get(Math.floorMod(i, VERBS.size())) + " srv" + i % 900 + " from 10.1." + i % 250 + "." + i / 250
                + " (T1021.00" + i % 7 + ")";
    }

    private static void print(String what, double value) {
        System.out.println(String.format(Locale.ROOT, "%-55s %10.1f", what, value));
    }
}
