package dev.palimpsest.query.http;

import dev.palimpsest.query.audit.Past;
import dev.palimpsest.query.audit.Verification;
import dev.palimpsest.query.recall.ReceiptLog;
import dev.palimpsest.query.recall.Receipts;
import dev.palimpsest.query.recall.Recalls;
import java.time.InstantSource;

/** What the routes read with. */
public record Reads(Recalls recalls, Past past, Verification verification, ReceiptLog receiptLog, Receipts receipts,
        InstantSource clock) {}
