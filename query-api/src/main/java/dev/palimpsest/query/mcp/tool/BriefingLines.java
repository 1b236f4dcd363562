package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.query.brief.Briefing;
import dev.palimpsest.query.brief.BriefingJson;

/** A briefing for an assistant: every line that rests on an outsider's or an assistant's word is between marks. */
public final class BriefingLines {

    private BriefingLines() {}

    /** As text, each line with its citations. */
    public static String text(Briefing briefing) {
        BriefingJson json = BriefingJson.of(briefing);
        StringBuilder out = new StringBuilder(4_096).append(json.title()).append('\n');
        for (BriefingJson.Section section : json.sections()) {
            out.append('\n').append(section.title()).append('\n');
            section.notes().forEach(note -> out.append("  ").append(note).append('\n'));
            for (BriefingJson.Group group : section.groups()) {
                if (!group.title().isEmpty()) {
                    out.append("  ").append(Fence.words(group.title())).append('\n');
                }
                group.lines().forEach(line -> out.append("  - ").append(fenced(line)).append(' ')
                        .append(line.citations()).append('\n'));
            }
            if (section.omitted() > 0) {
                out.append("  … ").append(section.omitted()).append('\n');
            }
        }
        return out.toString();
    }

    /** As records. */
    static ObjectNode json(Briefing briefing) {
        ObjectNode json = Door.JSON.valueToTree(BriefingJson.of(briefing));
        json.path("sections").forEach(section -> section.path("groups").forEach(group -> {
            ((ObjectNode) group).put("title", Fence.words(group.path("title").asText()));
            ((ObjectNode) group).put("key", Fence.name(group.path("key").asText()));
            group.path("lines").forEach(line -> {
                if (line.path("untrusted").asBoolean()) {
                    ((ObjectNode) line).put("text", Fence.words(line.path("text").asText()));
                }
            });
        }));
        return json;
    }

    private static String fenced(BriefingJson.Line line) {
        return line.untrusted() ? Fence.words(line.text()) : line.text();
    }
}
