package dev.palimpsest.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.local.chaos.Account.Contact;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoundTest {

    private static final Contact CONTACT = new Contact("ip:10.9.1.1", "ip:10.9.2.1");

    private static Account account() {
        Account account = new Account();
        Connections batch = Connections.batch(0, 0, 24);
        account.events(batch.contacts());
        account.turn("I noted case C-1.", "user:a");
        account.receipt("kept", true);
        account.receipt("perhaps", false);
        return account;
    }

    private static Found asAcknowledged() {
        return new Found(account().expected().contacts(), Map.of("I noted case C-1.", 1L), Set.of("kept"), List.of());
    }

    @Test
    void shouldFindNothingWhereAllIsAsAcknowledged() {
        assertThat(account().expected().events()).isEqualTo(24);
        assertThat(asAcknowledged().differences(account().expected())).isEmpty();
        assertThat(asAcknowledged().lostUnpromised(account().expected())).isEqualTo(1);
    }

    @Test
    void shouldTellEveryLossAndEverySurplus() {
        Account account = account();
        account.events(Map.of(CONTACT, 1L));
        account.turn("I noted case C-2.", "user:a");
        account.receipt("lost", true);

        assertThat(asAcknowledged().differences(account.expected())).hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("2 times and is remembered 1 times"))
                .anySatisfy(line -> assertThat(line).contains("C-2"))
                .anySatisfy(line -> assertThat(line).contains("receipts that were said to be durable are lost: lost"));
        assertThat(new Found(asAcknowledged().contacts(), Map.of("I noted case C-1.", 2L, "unheard of", 1L),
                Set.of("kept"), List.of("poison")).differences(account().expected())).hasSize(3);
    }

    @Test
    void shouldSendTheSameBatchForTheSameNumber() {
        assertThat(Connections.batch(1, 5, 40)).isEqualTo(Connections.batch(1, 5, 40));
        assertThat(Connections.batch(1, 5, 40).lines()).isNotEqualTo(Connections.batch(0, 5, 40).lines());
    }
}
