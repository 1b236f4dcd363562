package dev.palimpsest.ingest.decode.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.memory.observation.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogonLinesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", value = {
            "sshd[1]: Accepted publickey for alice from 10.0.0.9 port 51234 ssh2: RSA SHA256:abc|success|alice|10.0.0.9",
            "sshd[1]: Accepted password for root from 2001:db8::9 port 22 ssh2|success|root|2001:db8::9",
            "sshd[1]: Failed password for root from 203.0.113.9 port 4242 ssh2|failure|root|203.0.113.9",
            "sshd[1]: Failed password for invalid user ad min from 203.0.113.9 port 4242 ssh2|failure|ad min|203.0.113.9",
            "sshd[1]: Failed none for invalid user  from 203.0.113.9 port 4242 ssh2|failure|-|203.0.113.9",
            "sshd[1]: Invalid user admin from 203.0.113.9 port 4242|failure|admin|203.0.113.9",
            "sshd[1]: Invalid user admin from 203.0.113.9|failure|admin|203.0.113.9",
            "sshd[1]: message repeated 5 times: [ Failed password for root from 203.0.113.9 port 4242 ssh2]|failure|root|203.0.113.9",
            "sshd[1]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9  user=root|failure|root|203.0.113.9",
            "su: FAILED SU (to root) bob on pts/2|failure|bob|-", "su[4]: (to root) bob on pts/2|success|bob|-",
            "su: 'su root' failed for bob on /dev/pts/8|failure|bob|-",
            "sudo:   bob : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=/bin/sh|failure|bob|-"})
    void shouldReadWhoTriedFromWhereAndWhetherItWorked(String line, String outcome, String user, String address) {
        Payload.Event event = Decoding.event("<38>Apr 30 10:11:12 gw " + line);

        assertThat(event.first("event.category")).contains("authentication");
        assertThat(event.first("event.outcome")).contains(outcome);
        assertThat(event.first("user.name").orElse(null)).isEqualTo(user);
        assertThat(event.first("source.ip").orElse(null)).isEqualTo(address);
    }

    @Test
    void shouldBelieveTheAddressOfSshdAndNotTheOneInATypedName() {
        Payload.Event event = Decoding.event("<38>Apr 30 10:11:12 gw sshd[1]: Failed password for invalid user "
                + "root from 10.1.1.1 port 22 ssh2 from 203.0.113.9 port 4242 ssh2");

        assertThat(event.first("source.ip")).contains("203.0.113.9");
        assertThat(event.first("user.name")).contains("root from 10.1.1.1 port 22 ssh2");
    }

    @Test
    void shouldReadWhatSudoAndCronRan() {
        Payload.Event sudo = Decoding.event("<85>Apr 30 10:11:12 gw sudo:    alice : TTY=pts/0 ; PWD=/home/alice ; "
                + "USER=root ; COMMAND=/usr/bin/nmap -sS 10.0.0.0/24");
        Payload.Event cron = Decoding.event("<78>Apr 30 10:11:12 gw CRON[9]: (root) CMD (  /usr/bin/backup (daily))");

        assertThat(sudo.first("process.command_line")).contains("/usr/bin/nmap -sS 10.0.0.0/24");
        assertThat(sudo.first("user.effective.name")).contains("root");
        assertThat(sudo.first("event.category")).contains("process");
        assertThat(cron.first("process.command_line")).contains("/usr/bin/backup (daily)");
        assertThat(cron.first("user.name")).contains("root");
    }
}
