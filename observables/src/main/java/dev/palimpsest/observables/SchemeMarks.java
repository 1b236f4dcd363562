package dev.palimpsest.observables;

import org.jspecify.annotations.Nullable;

/** Schemes in disguise together with what follows them: {@code h[tt]p://}, {@code [hxxp://]}, {@code http ://}, {@code http//}, {@code http__}. */
final class SchemeMarks {

    private static final int NAME_LENGTH_MAX = 8;
    private static final int SLASHES_MAX = 3;
    private static final int SPACES_MAX = 3;

    private final Ahead source;

    SchemeMarks(Ahead source) {
        this.source = source;
    }

    /** The scheme, colon and slashes that begin here, unless they are written plainly. */
    @Nullable
    Mark at(int i) {
        char first = source.at(i);
        if (!isStart(first) || Chars.isAlnum(source.at(i - 1))) {
            return null;
        }
        boolean opened = Chars.isOpener(first);
        Name name = name(opened ? i + 1 : i);
        if (name == null) {
            return null;
        }
        int end = separatorEnd(name, opened);
        boolean host = Chars.isAlnum(source.at(end)) || Chars.isForeignLetter(source.at(end))
                || Chars.isUnspaced(source.at(end)) || source.at(end) == '[';
        boolean plain = end == i + name.scheme().length() + 3 && source.isWord(name.scheme() + "://", i);
        return end < 0 || !host || plain || (opened && !closes(i, end))
                ? null
                : new Mark(name.scheme() + "://", end - i);
    }

    /** {@code [http://evil.example]} is a URL in brackets and no mark. */
    private boolean closes(int from, int end) {
        for (int at = from; at < end; at++) {
            if (Chars.isCloser(source.at(at))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStart(char c) {
        return switch (c) {
            case 'h', 'H', 'f', 'F', 's', 'S', 'x', 'X', 'm', 'M', 't', 'T', '[', '(', '{' -> true;
            default -> false;
        };
    }

    /** A scheme, whether it was spelt so that it does not work, and where it ends. */
    private record Name(String scheme, boolean disguised, int end) {}

    /** A known scheme with stars and brackets in it. */
    private @Nullable Name name(int from) {
        StringBuilder name = new StringBuilder(NAME_LENGTH_MAX);
        int at = from;
        for (; at < from + 2 * NAME_LENGTH_MAX && name.length() <= NAME_LENGTH_MAX; at++) {
            char c = Character.toLowerCase(source.at(at));
            if (c == '*') {
                name.append('x');
            } else if (Chars.isAlnum(c) || (c == '_' && name.length() > 0 && name.length() < 4)) {
                name.append(c);
            } else if (name.isEmpty() || !isBracketInside(at)) {
                break;
            }
        }
        String scheme = name.length() < 3 ? null : Schemes.byName(name.toString());
        return scheme == null ? null : new Name(scheme, !name.toString().equals(scheme), at);
    }

    private boolean isBracketInside(int at) {
        char c = source.at(at);
        if (Chars.isOpener(c)) {
            return Chars.isAsciiLetter(source.at(at + 1)) || source.at(at + 1) == '*';
        }
        char next = source.at(at + 1);
        boolean inside = Chars.isAsciiLetter(source.at(at - 1)) || source.at(at - 1) == '*';
        return Chars.isCloser(c) && inside && (Chars.isAsciiLetter(next) || next == ':' || Chars.isOpener(next));
    }

    /** The exclusive end of colon and slashes, -1 if they are not there. */
    private int separatorEnd(Name name, boolean opened) {
        int at = brackets(source.skipSpaces(name.end(), SPACES_MAX), ':');
        boolean colon = source.at(at) == ':' || source.at(at) == '\uff1a';
        boolean web = name.scheme().startsWith("http") || name.scheme().contains("ftp");
        if (!colon) {
            boolean underscores = web && !opened && at == name.end() && source.at(at) == '_'
                    && source.at(at + 1) == '_';
            if (underscores) {
                return source.at(at + 2) == '_' ? -1 : spaceAfter(name, at + 2);
            }
            if (!web || at != name.end()) {
                return -1;
            }
        }
        if (web && colon && source.at(at + 1) == '_' && source.at(at + 2) == '_') {
            return source.at(at + 3) == '_' ? -1 : at + 3;
        }
        int slash = brackets(source.skipSpaces(at + (colon ? 1 : 0), SPACES_MAX), '/');
        int slashes = 0;
        int end = slash;
        while (slashes < SLASHES_MAX && isSlash(source.at(end))) {
            slashes++;
            end = brackets(end + 1, '/');
        }
        boolean disguised = slashes == 1 && name.disguised() && web && Chars.isAlnum(source.at(end));
        boolean enough = slashes == 2 || disguised
                || (slashes == SLASHES_MAX && web && !isSlash(source.at(end)));
        if (!enough) {
            return -1;
        }
        return spaceAfter(name, end);
    }

    /** {@code http:// evil.example}: a space after the slashes, where the name has a dot. */
    private int spaceAfter(Name name, int end) {
        boolean web = name.scheme().startsWith("http");
        int host = source.skipSpaces(end, SPACES_MAX);
        return web && source.at(end) == ' ' && Chars.isAlnum(source.at(host)) ? host : end;
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\' || c == '\uff0f';
    }

    /** Steps over closing brackets and those that open what is awaited; others may begin an IPv6 address. */
    private int brackets(int from, char awaited) {
        int at = from;
        while (at < from + 2 && (Chars.isCloser(source.at(at))
                || (Chars.isOpener(source.at(at)) && source.at(at + 1) == awaited))) {
            at++;
        }
        return at;
    }
}
