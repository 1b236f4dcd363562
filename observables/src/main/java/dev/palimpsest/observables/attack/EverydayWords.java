package dev.palimpsest.observables.attack;

import java.util.Set;

/** Names of threats that are also words people use. Chosen by reading the list of names. */
final class EverydayWords {

    /** Commands and words so common that finding them in text says nothing. They can still be looked up. */
    static final Set<String> NEVER_IN_TEXT = Set.of("at", "arp", "cmd", "cmd.exe", "net", "net.exe", "at.exe",
            "reg.exe", "arp.exe", "ftp.exe", "route.exe", "ping.exe", "netsh.exe", "attrib.exe", "cipher.exe", "reg",
            "route", "ftp", "ping", "page",
            "play",
            "expand", "photo", "calendar", "equation", "silence", "tick", "carbon", "explosive", "medusa group", "lv",
            "attrib", "systeminfo", "tasklist", "netstat", "ipconfig", "ifconfig", "nbtstat", "forfiles", "httpclient",
            "ps1", "cleaver", "avenger", "backspace", "spaceship", "soldier", "embargo");

    /** Words and first names: found only as ATT&CK writes them. */
    static final Set<String> EXACT_CASE = Set.of("agenda", "akira", "anchor", "apostle", "armageddon", "aurora",
            "axiom",
            "biscuit", "bitter", "bookworm", "buckeye", "bumblebee", "cannon", "canopy", "chaos", "chimera",
            "chopstick",
            "chromium", "cicada", "conti", "confucius", "covenant", "crimson", "crutch", "cuba", "denis", "disco",
            "donut",
            "dragonfly", "elise", "elmer", "emissary", "empire", "epic", "flame", "gallium", "hexane", "inception",
            "james", "kevin", "krypton", "leviathan", "lucifer", "lurid", "machete", "mango", "mantis", "maze",
            "medusa",
            "meek", "mercury", "meteor", "milan", "mirage", "monsoon", "mosquito", "mythic", "nickel", "ninja",
            "octopus",
            "pandora", "parisite", "patchwork", "phosphorus", "platinum", "plead", "pony", "prestige", "proton",
            "reaper",
            "reptile", "responder", "royal", "rover", "ruler", "samurai", "sardonic", "scorpion", "shark", "silicon",
            "skid", "sliver", "snake", "solar", "spark", "spica", "strider", "tor", "trinity", "turian", "vermin",
            "viper",
            "wiper", "zinc", "zlib", "peppy", "bazar", "rancor", "havoc", "bismuth", "barium", "radium", "thallium",
            "iridium", "rubidium", "potassium", "manganese", "bromine", "actinium", "americium", "neodymium",
            "plutonium",
            "polonium", "promethium", "strontium", "tantalum", "yttrium", "zirconium", "curium", "europium", "holmium",
            "teardrop", "raindrop", "whitefly", "waterbug", "skeleton key", "supernova", "driftwood", "calisto",
            "carbon",
            "frankenstein", "rattlesnake", "sidewinder", "seasalt", "blackfly", "megazord", "telebots",
            "cuba ransomware",
            "dok", "orz", "frp", "kaba", "kido", "mori", "out1", "solarstorm", "gazer", "winmm", "osinfo");

    private EverydayWords() {}
}
