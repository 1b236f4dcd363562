package dev.palimpsest.query.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What became of lines of an import. Lines are numbered from 1 in the order of the request. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = Acknowledgement.Durable.class, name = "durable"),
        @JsonSubTypes.Type(value = Acknowledgement.Refused.class, name = "refused"),
        @JsonSubTypes.Type(value = Acknowledgement.Stopped.class, name = "stopped"),
        @JsonSubTypes.Type(value = Acknowledgement.End.class, name = "end")})
public sealed interface Acknowledgement {

    /**
     * Every line up to this one is dealt with, and what was taken of them is written for good.
     *
     * @param through the last of them
     * @param taken   how many memories or versions of the request so far go to the ledger
     * @param known   how many are here already, in this version or a later one
     * @param refused how many are not taken
     */
    record Durable(long through, long taken, long known, long refused) implements Acknowledgement {}

    /**
     * A line that is not taken.
     *
     * @param memory its id, where the line could be read
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refused(long line, @Nullable String memory, String reason) implements Acknowledgement {}

    /**
     * Nothing of this line and those after it can be relied on: send them again.
     *
     * @param line the first of them
     */
    record Stopped(long line, String reason) implements Acknowledgement {}

    /** Every line is dealt with. */
    record End(long lines, long taken, long known, long refused) implements Acknowledgement {}
}
