package dev.palimpsest.schemas.codec;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * How one domain type is written in Avro. Stateless.
 *
 * @param schema what is written and registered
 * @param encode to the generated record
 * @param decode from the generated record; throws {@link IllegalArgumentException} where it breaks a rule of the domain
 */
public record AvroCodec<T>(Schema schema, Function<T, SpecificRecord> encode, Function<SpecificRecord, T> decode) {

    /** Of a contract without a domain type of its own. */
    public static <R extends SpecificRecord> AvroCodec<R> plain(Class<R> type, Schema schema) {
        return new AvroCodec<>(schema, record -> record, type::cast);
    }

    /** The same, and what is read goes through this; what cannot be read by it throws {@link IllegalArgumentException}. */
    public AvroCodec<T> read(UnaryOperator<T> further) {
        return new AvroCodec<>(schema, encode, record -> further.apply(decode.apply(record)));
    }

    static <T, R extends SpecificRecord> AvroCodec<T> of(Class<R> type, Schema schema, Function<T, R> encode,
            Function<R, T> decode) {
        return new AvroCodec<>(schema, encode::apply, record -> decode.apply(type.cast(record)));
    }
}
