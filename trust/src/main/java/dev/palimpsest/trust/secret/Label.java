package dev.palimpsest.trust.secret;

import java.util.List;
import java.util.stream.Stream;

/**
 * A name that gives a secret away.
 *
 * @param name   in lower case
 * @param kind   of secret
 * @param proof  what it takes besides the name
 * @param spaced whether, as a flag, it may be followed by its value after a space
 */
record Label(String name, String kind, Proof proof, boolean spaced) {
    /** What it takes for a value to be a secret. */
    enum Proof {
        /** Nothing more than its name. */
        NAME,
        /** It is no number. */
        LIKELY,
        /** It looks as if it were drawn at random. */
        RANDOM,
        /** The same, and it is no UUID: those name things more often than they open them. */
        NO_UUID
    }

    private static final String PASSWORD = "password";

    static final List<Label> ALL = Stream.of(
            labels(PASSWORD, Proof.NAME, true, "password", "passwd", "passphrase", "passwort", "contraseña", "密码", "密碼",
                    "口令", "密码是", "密码为", "-pass", "storepass", "keypass", "identified by"),
            labels(PASSWORD, Proof.NAME, false, "pwd", "userpass", "ftppass", "dbpass", "db_pass", "pgpassword",
                    "mysql_pwd", "cpassword", "http_password", "/pass", "?pass", "&pass"),
            labels(PASSWORD, Proof.LIKELY, false, "_pass", "psk", "passcode", "pre_shared_key", "pre-shared-key",
                    "\"pass", " pass", "'pass", ",pass", ";pass", "{pass"),
            labels(PASSWORD, Proof.LIKELY, true, "enable secret"),
            labels("api-key", Proof.RANDOM, true, "api_key", "apikey", "api-key", "api key", "api%5fkey"),
            labels("aws-secret-access-key", Proof.NAME, true, "secret_access_key", "secretaccesskey",
                    "secret-access-key"),
            labels("aws-session-token", Proof.RANDOM, true, "session_token", "sessiontoken", "session-token",
                    "x-amz-security-token"),
            labels("azure-storage-key", Proof.NAME, false, "accountkey"),
            labels("azure-shared-key", Proof.NAME, false, "sharedaccesskey", "sharedsecretvalue"),
            labels("url-signature", Proof.NAME, false, "?sig", "&sig", "x-amz-signature", "?signature", "&signature"),
            labels("secret-key", Proof.RANDOM, true, "secret_key", "secretkey", "secret-key", "secret_key_base",
                    "access_key",
                    "accesskey", "access-key", "private_key", "privatekey", "encryption_key", "signing_key",
                    "master_key", "storage_key", "app_key", "appkey", "application_key", "deploy_key", "account_key"),
            labels("client-secret", Proof.RANDOM, true, "client_secret", "clientsecret", "client-secret",
                    "client%5fsecret", "app_secret", "appsecret", "apisecret", "consumer_secret", "shared_secret",
                    "webhook_secret", "jwt_secret", "-secret", "_secret", "?secret", "&secret"),
            labels("secret", Proof.NO_UUID, true, "secret"),
            labels("access-token", Proof.RANDOM, true, "access_token", "accesstoken", "access-token",
                    "access%5ftoken", "auth_token", "authtoken", "auth-token", "refresh_token", "refreshtoken",
                    "refresh%5ftoken", "id_token", "idtoken", "id%5ftoken", "private_token", "private-token",
                    "bot_token", "api_token", "api-token", "apitoken", "csrf_token", "bearer_token", "-token",
                    "_token", "令牌"),
            labels("token", Proof.NO_UUID, false, "token"),
            labels("saml", Proof.RANDOM, false, "samlresponse", "samlrequest", "samlart", "wresult"),
            labels("password-hash", Proof.RANDOM, true, "/rc4", "/ntlm", "/aes256", "/aes128", "-hashes"),
            labels("url-token", Proof.NAME, false, "?token", "&token", "?access_token", "&access_token",
                    "#access_token", "#id_token", "?jwt", "&jwt", "?auth", "&auth", "?apikey", "&apikey", "?api_key",
                    "&api_key", "?sessionid", "&sessionid"),
            labels("session-id", Proof.RANDOM, false, "jsessionid", "phpsessid", "asp.net_sessionid"))
            .flatMap(List::stream).toList();

    private static List<Label> labels(String kind, Proof proof, boolean spaced, String... names) {
        return Stream.of(names).map(name -> new Label(name, kind, proof, spaced)).toList();
    }
}
