package dev.palimpsest.query.brief;

import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.query.brief.Briefing.Group;
import dev.palimpsest.query.brief.Briefing.Line;
import dev.palimpsest.query.brief.Briefing.Section;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A briefing as text. A citation on a line is the first {@value #SHORT_ID} characters of a memory's id with the version;
 * the full {@code id@version} of each stands once at the end.
 */
public final class BriefingText {

    /** Characters of an id on a line. */
    static final int SHORT_ID = 8;

    private final Form form;

    private BriefingText(Form form) {
        this.form = form;
    }

    /** CommonMark. Remembered text is escaped, so that it makes no links, markup or HTML. */
    public static String markdown(Briefing briefing) {
        return new BriefingText(Form.MARKDOWN).of(briefing);
    }

    /** For a terminal: no markup, no control characters but line feeds. */
    public static String plain(Briefing briefing) {
        return new BriefingText(Form.PLAIN).of(briefing);
    }

    /** The most that one piece of either form costs, in tokens. */
    static int cost(Piece piece, String text) {
        return Math.max(Tokens.in(Form.MARKDOWN.of(piece, text)), Tokens.in(Form.PLAIN.of(piece, text)));
    }

    /** The pieces a text is made of. */
    enum Piece {
        TITLE, SECTION, NOTE, GROUP, LINE, MORE, CITATION
    }

    private enum Form {
        MARKDOWN {
            @Override
            String of(Piece piece, String text) {
                String safe = escaped(text);
                return switch (piece) {
                    case TITLE -> "# " + safe + "\n";
                    case SECTION -> "\n## " + safe + "\n\n";
                    case NOTE -> safe + "\n";
                    case GROUP -> "\n### " + safe + "\n\n";
                    case LINE, CITATION -> "- " + safe + "\n";
                    case MORE -> "\n*" + safe + "*\n";
                };
            }
        },
        PLAIN {
            @Override
            String of(Piece piece, String text) {
                return switch (piece) {
                    case TITLE -> text + "\n";
                    case SECTION -> "\n" + text + "\n";
                    case NOTE, GROUP -> "  " + text + "\n";
                    case LINE, CITATION -> "  - " + text + "\n";
                    case MORE -> "  … " + text + "\n";
                };
            }
        };

        abstract String of(Piece piece, String text);

        private static String escaped(String text) {
            return text.replace("\\", "\\\\").replace("`", "\\`").replace("*", "\\*").replace("<", "\\<")
                    .replace("|", "\\|").replace("](", "]\\(").replace("![", "\\![")
                    .replaceAll("&(?=#?\\w{1,31};)", "&amp;");
        }
    }

    /** A line with its short citations. */
    static String cited(Line line) {
        return line.text() + " [" + line.refs().stream().map(BriefingText::shortForm).collect(Collectors.joining(", "))
                + "]";
    }

    private static String shortForm(MemoryRef ref) {
        return ref.id().toString().substring(0, SHORT_ID) + "@" + ref.version();
    }

    private String of(Briefing briefing) {
        Wording wording = Wording.in(briefing.language());
        StringBuilder out = new StringBuilder(4_096).append(form.of(Piece.TITLE, briefing.title()));
        briefing.sections().forEach(section -> write(section, wording, out));
        List<MemoryRef> citations = briefing.citations();
        if (!citations.isEmpty()) {
            out.append(form.of(Piece.SECTION, wording.say("citations")));
            citations.forEach(ref -> out.append(form.of(Piece.CITATION, ref.toString())));
        }
        return out.toString();
    }

    private void write(Section section, Wording wording, StringBuilder out) {
        out.append(form.of(Piece.SECTION, section.title()));
        section.notes().forEach(note -> out.append(form.of(Piece.NOTE, note)));
        for (Group group : section.groups()) {
            if (!group.title().isEmpty()) {
                out.append(form.of(Piece.GROUP, group.title()));
            }
            group.lines().forEach(line -> out.append(form.of(Piece.LINE, cited(line))));
        }
        if (section.omitted() > 0) {
            out.append(form.of(Piece.MORE, wording.say("more", "count", section.omitted())));
        }
    }
}
