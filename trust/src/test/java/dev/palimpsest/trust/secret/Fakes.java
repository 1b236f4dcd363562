package dev.palimpsest.trust.secret;

/** Made-up tokens, put together here so that no file holds anything that looks like a real one. */
final class Fakes {
    private Fakes() {}

    /** A token of the format with so many characters after its prefix, all of its alphabet, many different ones. */
    static String of(TokenFormat format, int length) {
        String members = format.alphabet().members().replaceAll("[.=/@-]", "");
        StringBuilder token = new StringBuilder(format.prefix());
        for (int i = 0; i < length; i++) {
            token.append(members.charAt((i * 7 + 3) % members.length()));
        }
        return token.toString();
    }

    static String jwt() {
        return "eyJ" + "hbGciOiJIUzI1NiJ9" + ".eyJ" + "zdWIiOiJub2JvZHkifQ" + "." + "c2lnbmF0dXJlLW9mLW5vYm9keQ";
    }

    static String privateKey(String newline) {
        return "-----BEGIN RSA PRIV" + "ATE KEY-----" + newline + "MIIBfakefakefakefake0123456789" + newline
                + "abcdefghijklmnopqrstuvwxyz+/==" + newline + "-----END RSA PRIV" + "ATE KEY-----";
    }
}
