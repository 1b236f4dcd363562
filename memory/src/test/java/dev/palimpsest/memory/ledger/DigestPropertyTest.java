package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.TrustTier;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class DigestPropertyTest {

    @Property(tries = 200)
    void shouldNotDependOnOrder(@ForAll @Size(max = 12) List<String> texts, @ForAll Random random) {
        List<Digest> members = members(texts);
        Digest inOrder = sum(members);
        Collections.shuffle(members, random);

        assertThat(sum(members)).isEqualTo(inOrder);
        assertThat(inOrder.hex()).matches("[0-9a-f]{64}");
    }

    @Property(tries = 200)
    void shouldTakeAwayWhatWasAdded(@ForAll @Size(max = 6) List<String> texts, @ForAll String text) {
        Digest before = sum(members(texts));
        Digest member = member(text);

        assertThat(before.plus(member).minus(member)).isEqualTo(before);
        assertThat(before.minus(member).plus(member)).isEqualTo(before);
        assertThat(before.plus(member)).isNotEqualTo(before);
    }

    @Example
    void shouldCountAMemberTwiceWhereItIsThereTwice() {
        assertThat(member("a").plus(member("a"))).isNotEqualTo(member("a"));
        assertThat(Digest.EMPTY.plus(member("a"))).isEqualTo(member("a"));
    }

    @Example
    void shouldWriteAllSixtyFourDigits() {
        assertThat(Digest.EMPTY.hex()).isEqualTo("0".repeat(64));
        assertThat(new Digest(BigInteger.TWO.pow(256).subtract(BigInteger.ONE), 1).hex()).isEqualTo("f".repeat(64));
        assertThat(new Digest(BigInteger.TEN, 1).hex()).isEqualTo("0".repeat(63) + "a");
    }

    private static List<Digest> members(List<String> texts) {
        return new ArrayList<>(texts.stream().map(DigestPropertyTest::member).toList());
    }

    private static Digest member(String text) {
        return Digest.of(Events.of(Sample.statement(Identity.Form.SLOT, text, 1, TrustTier.ANALYST, "a")).memory());
    }

    private static Digest sum(List<Digest> members) {
        return members.stream().reduce(Digest.EMPTY, Digest::plus);
    }
}
