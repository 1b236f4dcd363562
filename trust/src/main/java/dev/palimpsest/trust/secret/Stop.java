package dev.palimpsest.trust.secret;

/** Stretches that go on up to a sign that ends them. */
enum Stop implements Stretch {
    /** The end of an assigned value without quotes. */
    VALUE {
        @Override
        public boolean goesOn(String text, int at) {
            return "\"'<>|,;)}]&".indexOf(text.charAt(at)) < 0 && isWithin(text, at) && !isEncodedAmpersand(text, at);
        }
    },
    /** The end of a word of a command line; commas, brackets and the like are part of it. */
    WORD {
        @Override
        public boolean goesOn(String text, int at) {
            return "\"<>|".indexOf(text.charAt(at)) < 0 && isWithin(text, at);
        }
    },
    /** The end of a line, or of the quotes around it. */
    LINE {
        @Override
        public boolean goesOn(String text, int at) {
            char c = text.charAt(at);
            return c != '\n' && c != '\r' && Around.quote(text, at) == 0 && !text.startsWith("\\r", at)
                    && !text.startsWith("\\n", at);
        }
    },
    /** An equals sign. */
    EQUALS {
        @Override
        public boolean goesOn(String text, int at) {
            return text.charAt(at) != '=';
        }
    },
    /** The beginning or the end of a pseudonym. */
    PSEUDONYM {
        @Override
        public boolean goesOn(String text, int at) {
            return !Pseudonyms.isEdge(text, at);
        }
    },
    /** The part of a PuTTY key file that is secret. */
    PUTTY_LINES {
        @Override
        public boolean goesOn(String text, int at) {
            return !text.startsWith("Private-Lines", at);
        }
    };

    private static boolean isWithin(String text, int at) {
        return Around.blank(text, at) == 0 && Around.quote(text, at) == 0;
    }

    private static boolean isEncodedAmpersand(String text, int at) {
        return text.startsWith("%26", at) || text.startsWith("\\u0026", at);
    }
}
