package dev.palimpsest.processor.extract.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Span;
import dev.palimpsest.memory.claim.Claim;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConversationClaimsProperties {

    private static final List<String> PIECES = List.of("I ", "usually ", "handle ", "Cobalt Strike ", "cases", ". ",
            "? ", ", ",
            "watch ", "10.120.8.21", " and ", "please ", "keep an eye on ", "findings ", "by host",
            "by ATT&CK technique",
            "answer in ", "Chinese", "not ", "if ", "Bob said ", "\"", "“", "”", "「", "」", "```\n", "\n", "{", "}",
            ": ", "> ",
            "我", "经常", "处理", "重点关注", "喜欢", "按", "主机", "整理", "结果", "请用", "中文", "回答", "。", "？", "，", "吗", "如果", "他说", "不",
            "我们", "决定", "隔离", "是", "关键服务器", "二线分析师", "\ud83d", "\ue000", "\u202e", "\u0000", "\t", "FS02", "it ", "它");

    @Property(tries = 400)
    void shouldReadAnyTextWithinBoundsAndAlwaysAlike(@ForAll("turns") String text) {
        List<Claim> claims = ConversationClaims.of(Turns.said(text));

        assertThat(claims).hasSizeBetween(1, ConversationClaims.CLAIMS_MAX)
                .isEqualTo(ConversationClaims.of(Turns.said(text)));
        assertThat(claims.subList(1, claims.size())).flatMap(Claim::evidence).allSatisfy(evidence -> {
            Span span = Objects.requireNonNull(evidence.span());
            assertThat(span.start()).isBetween(0, span.end());
            assertThat(span.end()).isLessThanOrEqualTo(text.length());
        });
        assertThat(claims).extracting(Claim::memory).doesNotHaveDuplicates();
    }

    @Property(tries = 200)
    void shouldReadAnyCharactersWithoutFailing(@ForAll String text) {
        assertThat(ConversationClaims.of(Turns.said(text))).isNotEmpty();
    }

    @Property(tries = 200)
    void shouldNeverReadAProfileOutOfFencedText(@ForAll("turns") String text) {
        String fenced = "```\n" + text.replace("`", "").replace("~", "") + "\n```";

        assertThat(ConversationClaims.of(Turns.said(fenced)))
                .noneMatch(claim -> claim instanceof Claim.Statement statement && statement.kind() == Kind.PROFILE);
    }

    @Property(tries = 200)
    void shouldNeverReadAProfileOutOfALogLine(@ForAll("turns") String text) {
        String line = "2026-03-01T09:00:00Z app01 chat[12]: " + text.replace("\n", " ").replace("\r", " ");

        assertThat(ConversationClaims.of(Turns.said(line))).hasSize(1);
    }

    @Provide
    Arbitrary<String> turns() {
        return Arbitraries.of(PIECES).list().ofMaxSize(60).map(pieces -> String.join("", pieces));
    }
}
