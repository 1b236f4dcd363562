package dev.palimpsest.query.http;

import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.query.barrier.WriteBarrier;
import dev.palimpsest.query.order.SessionOwners;
import dev.palimpsest.schemas.ObservationLog;

/** What the routes write with. */
public record Writes(ObservationLog observations, WriteBarrier barrier, MemoryReader reader, SessionOwners sessions) {}
