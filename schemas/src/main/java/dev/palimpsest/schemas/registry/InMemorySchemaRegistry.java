package dev.palimpsest.schemas.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A registry for one process: tests, and folds that need none of the real one's promises. Checks no compatibility. */
public final class InMemorySchemaRegistry implements SchemaRegistry {

    private final List<Schema> schemas = new ArrayList<>();

    @Override
    public synchronized int register(String subject, Schema schema) {
        int known = schemas.indexOf(schema);
        if (known < 0) {
            schemas.add(schema);
        }
        return known < 0 ? schemas.size() : known + 1;
    }

    @Override
    public synchronized Schema byId(int id) {
        if (id < 1 || id > schemas.size()) {
            throw new IllegalArgumentException("no schema has the id " + id);
        }
        return schemas.get(id - 1);
    }
}
