package dev.palimpsest.processor.topology;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.processor.extract.typed.Prefix;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.avro.ErasureStep;
import java.util.List;

/** What a node hands on; the topology sorts it to its topics. */
public sealed interface Outcome {

    /** A claim for the ledger. */
    record Claimed(Claim claim) implements Outcome {}

    /** An event for the log, and the head it makes. */
    record Appended(LogRecord entry, Memory memory) implements Outcome {}

    /** An event for the log that another follows at once, so that the head it makes is nobody's to see. */
    record Logged(LogRecord entry) implements Outcome {}

    /** A record nobody can work on. */
    record SetAside(DeadLetter letter) implements Outcome {}

    /** What was done of an erasure in a partition, or is to be done next. */
    record Stepped(ErasureStep step) implements Outcome {}

    default List<ErasureStep> steps() {
        return this instanceof Stepped stepped ? List.of(stepped.step()) : List.of();
    }

    default List<Claim> claims() {
        return this instanceof Claimed claimed ? List.of(claimed.claim()) : List.of();
    }

    default List<LogRecord> entries() {
        return switch (this) {
            case Appended appended -> List.of(appended.entry());
            case Logged logged -> List.of(logged.entry());
            case Claimed _,SetAside _,Stepped _ -> List.of();
        };
    }

    default List<Memory> memories() {
        return this instanceof Appended appended ? List.of(appended.memory()) : List.of();
    }

    /** What stands now where it is an indicator that is a network, and not too wide to say something of addresses. */
    default List<Memory> networks() {
        return memories().stream()
                .filter(memory -> memory.kind() == Kind.INDICATOR && memory.subject().type().equals(Prefix.TYPE)
                        && Prefix.of(memory.subject()).filter(Prefix::isTelling).isPresent())
                .toList();
    }

    default List<DeadLetter> letters() {
        return this instanceof SetAside aside ? List.of(aside.letter()) : List.of();
    }
}
