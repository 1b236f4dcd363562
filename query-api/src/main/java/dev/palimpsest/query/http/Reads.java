package dev.palimpsest.query.http;

import dev.palimpsest.query.audit.Export;
import dev.palimpsest.query.audit.Past;
import dev.palimpsest.query.audit.Verification;
import dev.palimpsest.query.recall.Lineage;
import dev.palimpsest.query.recall.ReceiptLog;
import dev.palimpsest.query.recall.Receipts;
import dev.palimpsest.query.recall.Recalls;
import java.time.InstantSource;

/** What the routes read with. */
public record Reads(Recalls recalls, Past past, Lineage lineage, Verification verification, ReceiptLog receiptLog,
        Receipts receipts, Export export, InstantSource clock) {}
