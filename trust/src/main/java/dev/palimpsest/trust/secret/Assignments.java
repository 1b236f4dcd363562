package dev.palimpsest.trust.secret;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values that a name gives away: {@code password=…}, {@code "Password":"…"}, {@code --password …}, connection strings,
 * parameters of URLs, XML elements, 密码：…. A name that is often something else needs a value that looks like a secret.
 */
final class Assignments implements Detector {
    private static final String PASSWORD = "password";
    private static final int VARIED_LENGTH_MIN = 16;
    private static final int VARIED_SIGNS_MIN = 9;

    /**
     * A name.
     *
     * @param kind   of secret
     * @param sure   whether any value of this name is one; otherwise the value must look like it
     * @param spaced whether, as a flag, it may be followed by its value after a space
     */
    private record Label(String name, String kind, boolean sure, boolean spaced) {}

    private static final List<Label> LABELS = Stream.of(
            labels(PASSWORD, true, true, "password", "passwd", "passphrase", "passwort", "contraseña", "密码", "密碼",
                    "口令"),
            labels(PASSWORD, true, false, "pwd", "userpass", "ftppass", "dbpass", "db_pass", "pgpassword",
                    "mysql_pwd", "cpassword", "http_password"),
            labels(PASSWORD, true, true, "-pass"), labels(PASSWORD, true, false, "/pass", "?pass", "&pass"),
            labels("api-key", false, true, "api_key", "apikey", "api-key", "api key"),
            labels("aws-secret-access-key", true, true, "secret_access_key", "secretaccesskey", "secret-access-key"),
            labels("aws-session-token", false, true, "session_token", "sessiontoken", "x-amz-security-token"),
            labels("azure-storage-key", true, false, "accountkey"),
            labels("azure-shared-key", true, false, "sharedaccesskey", "sharedsecretvalue"),
            labels("url-signature", true, false, "?sig", "&sig", "x-amz-signature", "?signature", "&signature"),
            labels("secret-key", false, true, "secret_key", "secretkey", "secret-key", "access_key", "accesskey",
                    "access-key", "private_key", "privatekey", "encryption_key", "signing_key", "master_key",
                    "storage_key", "app_key", "appkey", "application_key", "deploy_key", "account_key"),
            labels("client-secret", false, true, "client_secret", "clientsecret", "client-secret", "app_secret",
                    "appsecret", "consumer_secret", "shared_secret", "webhook_secret", "jwt_secret", "-secret",
                    "_secret", "?secret", "&secret"),
            labels("access-token", false, true, "access_token", "accesstoken", "access-token", "auth_token",
                    "authtoken", "auth-token", "refresh_token", "refreshtoken", "id_token", "private_token",
                    "private-token", "bot_token", "botToken", "api_token", "api-token", "apitoken", "csrf_token",
                    "bearer_token", "-token", "_token", "令牌"),
            labels("url-token", true, false, "?token", "&token", "?access_token", "&access_token", "?jwt", "&jwt",
                    "?auth", "&auth", "?apikey", "&apikey", "?api_key", "&api_key", "?sessionid", "&sessionid"),
            labels("session-id", false, false, "jsessionid", "phpsessid", "sessionid", "session_id"))
            .flatMap(List::stream).toList();

    private static List<Label> labels(String kind, boolean sure, boolean spaced, String... names) {
        return Stream.of(names).map(name -> new Label(name, kind, sure, spaced)).toList();
    }

    @Override
    public List<String> keywords() {
        return LABELS.stream().map(Label::name).toList();
    }

    @Override
    public void look(String text, int keyword, int start, int end, Consumer<Found> found) {
        Label label = LABELS.get(keyword);
        int at = valueStart(text, label, start, end);
        Value value = at < 0 ? null : Value.assigned(text, at);
        if (value != null && isSecret(label, value.in(text))) {
            found.accept(Found.secret(label.kind(), value.start(), value.end()));
        }
    }

    /** Where the value begins; -1 where this is no assignment. */
    private static int valueStart(String text, Label label, int start, int end) {
        int at = end;
        at += Around.quote(text, at);
        boolean quoted = at > end;
        int blank = Around.blank(text, at);
        int mark = blank > 0 ? Value.skipBlanks(text, at) : at;
        int separator = separator(text, mark);
        if (separator > 0) {
            int value = Value.skipBlanks(text, mark + separator);
            return value < text.length() && text.charAt(value) == '[' ? value + 1 : value;
        }
        boolean flag = label.spaced() && !quoted && blank > 0 && isFlag(text, label, start);
        return flag && mark < text.length() && text.charAt(mark) != '-' && text.charAt(mark) != '/' ? mark : -1;
    }

    /** {@code = : => := ==} and their like, an XML tag's end, full-width marks; how long. */
    private static int separator(String text, int at) {
        if (at >= text.length()) {
            return 0;
        }
        return switch (text.charAt(at)) {
            case '=' -> text.startsWith("=>", at) || text.startsWith("==", at) ? 2 : 1;
            case ':' -> text.startsWith("://", at) ? 0 : text.startsWith(":=", at) ? 2 : 1;
            case '>', '：', '＝' -> 1;
            default -> 0;
        };
    }

    /** {@code --db-password}, {@code -AdminPassword}, {@code /password}: the word it ends begins with a dash or slash. */
    private static boolean isFlag(String text, Label label, int start) {
        int at = start;
        while (at > 0 && start - at < 40 && (Around.isWord(text.charAt(at - 1)) || text.charAt(at - 1) == '_'
                || text.charAt(at - 1) == '-')) {
            at--;
        }
        boolean own = label.name().charAt(0) == '-';
        return own || (at < start && text.charAt(at) == '-') || (at > 0 && text.charAt(at - 1) == '/');
    }

    private static boolean isSecret(Label label, String value) {
        if (Around.isPlaceholder(value)) {
            return false;
        }
        return label.sure() ? value.length() >= 2 : looksRandom(value);
    }

    /** Long enough, of many different signs, with digits, and no sentence. */
    static boolean looksRandom(String value) {
        return value.length() >= VARIED_LENGTH_MIN && value.indexOf(' ') < 0
                && value.chars().distinct().count() >= VARIED_SIGNS_MIN && value.chars().anyMatch(Character::isDigit)
                && value.chars().anyMatch(Character::isLetter);
    }

    /** The kind of secret that a field of this name holds; null for none. */
    static @Nullable String kindOfField(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        for (Label label : LABELS) {
            if (label.sure() && label.name().length() > 5 && last.endsWith(label.name())) {
                return label.kind();
            }
        }
        return null;
    }
}
