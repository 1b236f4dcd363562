package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Memory;
import java.util.List;

/**
 * An intrusion remembered: a server contacts a listed address, its memory is read, it moves to two other hosts. And the
 * people who work on it.
 *
 * @param server    the machine that Alice watches, by address
 * @param name      its host name
 * @param movement  the technique it moves with
 * @param malware   the software whose infrastructure it contacts
 * @param address   that infrastructure
 */
record Plot(String server, String name, String movement, String malware, String address) {

    static final Plot USUAL = new Plot("10.120.8.21", "srv-app01", "T1021.002", "Cobalt Strike", "203.0.113.77");
    static final Plot OTHER = new Plot("10.55.3.9", "erp-db2", "T1021.006", "Sliver", "198.51.100.23");

    Remembered remembered() {
        Remembered all = new Remembered();
        String ip = "ip:" + server;
        String host = "host:" + name;
        String software = "malware:" + Names.slug(malware);
        all.watch("user:alice", ip);
        all.habit("user:alice", software);
        all.slot("user:alice", "grouping", "attack-tactic", "喜欢按 ATT&CK 战术整理结果");
        all.fact("user:alice", "asset", server + " 是我们的关键服务器", ip);
        all.hasAddress(host, ip);
        all.hasAddress("host:dc01", "ip:10.120.8.10");
        for (String technique : List.of(movement, "T1569.002", "T1003.001", "T1071.001")) {
            all.uses(software, technique);
        }
        all.uses("malware:brute-ratel-c4", "T1569.002");
        Memory c2 = all.indicator("ip:" + address, "stix-lab", malware, malware + " C2 server " + address);
        all.contact(ip, c2, Remembered.seen("11-21 22:05", "11-22 02:40", 42));
        all.detection("T1003.001", host, host, "LSASS memory read", Remembered.seen("11-22 00:12", "11-22 00:12", 1));
        all.detection(movement, ip, "host:dc01", "Remote share", Remembered.seen("11-22 01:10", "11-22 01:31", 4));
        all.detection(movement, ip, "ip:10.120.8.10", "Remote share", Remembered.seen("11-22 01:11", "11-22 01:11", 1));
        all.detection(movement, ip, "host:fs02", "Remote share", Remembered.seen("11-22 02:02", "11-22 02:13", 2));
        all.detection("T1569.002", ip, "host:dc01", "Service made from afar",
                Remembered.seen("11-22 01:12", "11-22 01:12", 1));
        elsewhere(all);
        return all;
    }

    /** Bob's phishing case and somebody's backups. */
    private static void elsewhere(Remembered all) {
        all.watch("user:bob", "host:ws-bob7");
        all.watch("user:bob", "domain:invoices-portal.example");
        all.habit("user:bob", "technique:T1566.002");
        all.slot("user:bob", "grouping", "host", "wants findings by host");
        all.slot("user:bob", "detail", "short", "likes short answers");
        all.hasAddress("host:ws-bob7", "ip:10.120.40.7");
        Memory phish = all.indicator("domain:invoices-portal.example", "mail-feed", "Emotet",
                "phishing domain invoices-portal.example");
        all.contact("ip:10.120.40.7", phish, Remembered.seen("11-21 10:02", "11-21 10:03", 2));
        all.detection("T1204.002", "host:ws-bob7", "host:ws-bob7", "Office started a script",
                Remembered.seen("11-21 10:05", "11-21 10:05", 1));
        all.detection("T1021.002", "host:backup01", "host:fs02", "Remote share",
                Remembered.seen("11-16 01:00", "11-22 01:00", 7));
    }
}
