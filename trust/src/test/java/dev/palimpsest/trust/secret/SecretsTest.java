package dev.palimpsest.trust.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    /** Stands for the secret in the examples. */
    private static final String SECRET = "Tr0ub4dor-and-3";

    private static List<String> found(String text) {
        return Secrets.EVERYWHERE.find(text).stream().map(each -> text.substring(each.start(), each.end())).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"net use Z: \\\\files\\share ¤ /user:corp\\bob", "net use \\\\files\\c$ /user:bob ¤",
            "cmd /c net.exe use \\\\10.0.0.5\\admin$ /user:adm ¤", "net user backdoor ¤ /add",
            "C:\\Windows\\system32\\net.exe user helper ¤ /add /domain", "sshpass -p ¤ ssh root@10.0.0.1",
            "sshpass -p¤ scp x y:", "mysql -u root -p¤ -h db", "mysqldump --password=¤ shop", "mysql --password ¤ shop",
            "psql \"host=db user=app password=¤ dbname=x\"", "curl -u admin:¤ https://x.example/",
            "curl --user admin:¤ https://x.example/", "PGPASSWORD=¤ psql", "plink -ssh bob@h -pw ¤ ls",
            "psexec \\\\host -u corp\\adm -p ¤ cmd", "schtasks /create /s h /ru adm /rp ¤ /tn x",
            "xfreerdp /u:bob /p:¤ /v:10.0.0.1", "cmdkey /add:host /user:bob /pass:¤",
            "wmic /node:h /user:bob /password:¤ process list", "smbclient //h/s -U bob%¤",
            "ConvertTo-SecureString '¤' -AsPlainText -Force",
            "ConvertTo-SecureString -String \"¤\" -AsPlainText -Force",
            "$p = ConvertTo-SecureString ¤ -AsPlainText -Force", "redis-cli -h r -a ¤ ping",
            "ldapsearch -x -D cn=admin -w ¤ -b dc=x", "7z a -p¤ out.7z docs", "docker login -u bob -p ¤ reg.example",
            "openssl rsa -in k.pem -passin pass:¤", "nxc smb 10.0.0.0/24 -u bob -p ¤", "tool --db-password ¤ --x",
            "tool -AdminPassword ¤", "evil-winrm -i h -u bob -p ¤"})
    void shouldFindPasswordOnCommandLine(String line) {
        assertThat(found(line.replace("¤", SECRET))).containsExactly(SECRET);
        String json = line.replace("¤", SECRET).replace("\\", "\\\\").replace("\"", "\\\"");
        assertThat(found("{\"CommandLine\":\"" + json + "\",\"x\":1}")).as(json).containsExactly(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password=¤", "Password: ¤", "\"password\":\"¤\"", "\\\"password\\\":\\\"¤\\\"",
            "\"userPassword\" : [\"¤\"]", "DB_PASSWORD='¤'", "<Password>¤</Password>", "密码：¤", "口令: ¤",
            "Server=db;Database=x;User Id=sa;Password=¤;Encrypt=true", "Driver=x;Uid=sa;Pwd=¤;",
            "https://x.example/cb?token=¤&state=1", "https://x.example/?a=1&access_token=¤",
            "https://bob:¤@git.example/repo.git", "amqp://svc:¤@mq:5672/v", "mongodb+srv://app:¤@c.example/db",
            "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=¤;EndpointSuffix=core.windows.net",
            "Authorization: Bearer ¤", "\"Authorization\":[\"Basic ¤\"]", "authorization=¤", "X-Api-Key: ¤",
            "Proxy-Authorization: Basic ¤", "curl -H 'X-Vault-Token: ¤' https://v", "cpassword=\"¤\"",
            "aws_secret_access_key = ¤", "SecretAccessKey\": \"¤\"", "api_key=¤q7", "client_secret: ¤q7",
            "?sig=¤&se=2020"})
    void shouldFindValueThatItsNameGivesAway(String line) {
        String secret = line.contains("¤q7") ? SECRET + "q7" : SECRET;
        assertThat(found(line.replace("¤q7", "¤").replace("¤", secret))).containsExactly(secret);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Failed password for root from 10.0.0.1 port 22 ssh2", "password: ", "password=null",
            "password=\"\"", "password=********", "password=${DB_PASSWORD}", "password=%PASS%", "--password -x",
            "net use Z: \\\\files\\share * /user:bob", "net use", "net user bob /domain", "net user",
            "token elevation type: 1936", "mysql -p", "curl -u admin https://x", "https://x.example/a?b=c",
            "https://x.example:8443/@handle", "PasswordLastSet 3/1/2020", "the secret of the api key is simple",
            "-----BEGIN CERTIFICATE----- MIIB", "-----BEGIN PUBLIC KEY----- MIIB", "cookie: none", "cookies are set",
            "access_token=short", "Password must be changed", "basic usage", "the bearer of this letter",
            "password=<redacted>", "powershell -p foo", "ssh -p 2222 host", "mkdir -p /tmp/x",
            "user.password=«secret:password:0123456789ab»"})
    void shouldLeaveInnocentTextAlone(String line) {
        assertThat(found(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\\n", "\\\\n", " ", "\\r\\n"})
    void shouldFindPrivateKeyHoweverItsLinesAreBroken(String newline) {
        String key = Fakes.privateKey(newline);

        assertThat(found("{\"k\":\"" + key + "\"}")).containsExactly(key);
    }

    @Test
    void shouldFindPrivateKeyThatIsCutOff() {
        String key = Fakes.privateKey("\n").substring(0, 60);

        assertThat(found("x " + key)).containsExactly(key);
    }

    @Test
    void shouldFindTokensGivenAwayByTheirMiddle() {
        String azure = "abc" + "8Q~" + "dEfGhIjKlMnOpQrStUvWxYz0123456789";
        String telegram = "123456789" + ":AA" + "bCdEfGhIjKlMnOpQrStUvWxYz01234567";
        String mailchimp = "0123456789abcdef0123456789abcdef" + "-us" + "12";
        String terraform = "abcdefgh012345" + ".atlasv1." + "a1b2c3d4e5".repeat(6);

        assertThat(found("a " + azure + " b " + telegram + " c " + mailchimp + " d " + terraform + " e "
                + Fakes.jwt())).containsExactly(azure, telegram, mailchimp, terraform, Fakes.jwt());
    }

    @Test
    void shouldFindWholeCookieLine() {
        assertThat(found("GET / HTTP/1.1\r\nCookie: sid=0123456789; theme=dark\r\nHost: x"))
                .containsExactly("sid=0123456789; theme=dark");
    }

    @Property(tries = 2_000)
    void shouldNotFailAndNotOverlapOnAnyText(@ForAll @StringLength(max = 200) String one,
            @ForAll @StringLength(max = 40) String other) {
        String text = one + " password=\"" + other + " net use \\\\h\\s " + one + "://" + other + "@ eyJ" + other
                + " -----BEGIN PRIVATE KEY-----" + one;
        int from = 0;
        for (Found each : Secrets.EVERYWHERE.find(text)) {
            assertThat(each.start()).isGreaterThanOrEqualTo(from);
            assertThat(each.end()).isGreaterThan(each.start()).isLessThanOrEqualTo(text.length());
            from = each.end();
        }
    }
}
