package dev.palimpsest.query.recall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.trust.seal.DataSubject;
import dev.palimpsest.trust.seal.ForgettingPolicy;
import dev.palimpsest.trust.seal.SealedRecords;
import dev.palimpsest.trust.seal.Sealer;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Receipts as they are written: what was asked is sealed as the words of the person it is asked for, where the request names
 * one alone, and of the caller otherwise. Safe for several threads.
 */
public record SealedReceipts(Sealer sealer) {

    /** Where nothing is sealed. */
    static final SealedReceipts NONE = new SealedReceipts(Sealer.none());

    private static final String PERSON = "user:";

    /** The receipt as it is written. */
    Receipt seal(Receipt receipt) {
        if (this.equals(NONE)) {
            return receipt;
        }
        Subject person = person(receipt.request()).orElseGet(() -> DataSubject.caller(receipt.caller()));
        String keyId = sealer.vault().keyFor(receipt.tenant(), person, ForgettingPolicy.RECEIPTS, receipt.at());
        return asked(receipt, sealer.seal(receipt.query(), keyId), sealer.seal(receipt.request(), keyId));
    }

    /** The receipt as it may be read. */
    Receipt open(Receipt receipt) {
        return asked(receipt, sealer.open(receipt.query()).orElse(SealedRecords.ERASED),
                sealer.open(receipt.request()).orElse(SealedRecords.ERASED));
    }

    private static Receipt asked(Receipt receipt, String query, String request) {
        return new Receipt(receipt.id(), receipt.tenant(), receipt.caller(), receipt.sight(),
                receipt.operation(), query, request,
                receipt.at(), receipt.positions(), receipt.returned());
    }

    private static Optional<Subject> person(String request) {
        try {
            JsonNode asked = Door.JSON.readTree(request);
            return Stream.of(asked.path("subject"), asked.at("/filter/subject")).map(SealedReceipts::only)
                    .flatMap(Optional::stream).findFirst();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Subject> only(JsonNode subject) {
        JsonNode one = subject.size() == 1 ? subject.path(0) : subject;
        return one.isTextual() && one.textValue().startsWith(PERSON)
                ? Optional.of(Subject.parse(one.textValue()))
                : Optional.empty();
    }
}
