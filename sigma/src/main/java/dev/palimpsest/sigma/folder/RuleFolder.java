package dev.palimpsest.sigma.folder;

import dev.palimpsest.sigma.Rule;
import dev.palimpsest.sigma.RuleFile;
import dev.palimpsest.sigma.RuleFile.Refusal;
import dev.palimpsest.sigma.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a folder on top of others, as of the last look. A file that turns bad is told of once, and what it held before
 * stays in force until it is good again. One thread looks; any may ask for the rules.
 */
public final class RuleFolder {

    /** A file as it was when it was read, and what it contributes. */
    private record Seen(FileTime changed, long size, List<Rule> rules) {}

    private final Path folder;
    private final List<Rule> base;
    private final Map<Path, Seen> files = new TreeMap<>();
    private @Nullable String trouble;
    private volatile RuleSet rules;

    /**
     * @param folder may be absent, now or later
     * @param base   rules that hold without it; one in the folder replaces the one here with its id
     */
    public RuleFolder(Path folder, List<Rule> base) {
        this.folder = folder;
        this.base = List.copyOf(base);
        rules = RuleSet.of(base);
    }

    /** What is in force. */
    public RuleSet rules() {
        return rules;
    }

    /**
     * What a look found.
     *
     * @param changed  whether other rules are in force than before
     * @param refusals of files that are new or changed
     */
    public record Look(boolean changed, List<Refusal> refusals) {
        public Look {
            refusals = List.copyOf(refusals);
        }
    }

    /** Reads what was added, changed or taken away since the last look. */
    public Look look() {
        List<Refusal> refusals = new ArrayList<>();
        List<Path> present = present(refusals);
        boolean changed = trouble == null && files.keySet().retainAll(present);
        for (Path file : present) {
            changed |= isRead(file, refusals);
        }
        if (changed) {
            rules = RuleSet.of(Stream.concat(base.stream(), files.values().stream()
                    .flatMap(seen -> seen.rules().stream())).toList());
        }
        return new Look(changed, refusals);
    }

    /** A folder that cannot be listed is told of once, and all stays as it is. */
    private List<Path> present(List<Refusal> refusals) {
        try {
            List<Path> present = Files.isDirectory(folder) ? RuleText.files(folder) : List.of();
            trouble = null;
            return present;
        } catch (IOException e) {
            String reason = "cannot be listed: " + e.getClass().getSimpleName();
            if (!reason.equals(trouble)) {
                refusals.add(new Refusal(folder.toString(), 1, reason));
            }
            trouble = reason;
            return List.of();
        }
    }

    private boolean isRead(Path file, List<Refusal> refusals) {
        Seen before = files.get(file);
        FileTime changed;
        long size;
        try {
            changed = Files.getLastModifiedTime(file);
            size = Files.size(file);
        } catch (IOException e) { // gone since it was listed: the next look sees that
            return false;
        }
        if (before != null && before.changed().equals(changed) && before.size() == size) {
            return false;
        }
        RuleFile read = RuleText.read(file, file.toString());
        refusals.addAll(read.refusals());
        List<Rule> held = before == null ? List.of() : before.rules();
        List<Rule> now = before == null || read.refusals().isEmpty() ? read.rules() : held;
        files.put(file, new Seen(changed, size, now));
        return !now.equals(held);
    }
}
