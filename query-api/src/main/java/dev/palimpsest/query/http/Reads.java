package dev.palimpsest.query.http;

import dev.palimpsest.query.audit.DeadLetterReading;
import dev.palimpsest.query.audit.Export;
import dev.palimpsest.query.audit.Verification;
import dev.palimpsest.query.recall.ReceiptLog;
import dev.palimpsest.query.recall.Receipts;
import dev.palimpsest.query.recall.Recalls;
import dev.palimpsest.query.recall.Rechecks;
import java.time.InstantSource;

/** What the routes read with. */
public record Reads(Recalls recalls, Rechecks rechecks, Verification verification, ReceiptLog receiptLog,
        Receipts receipts, DeadLetterReading deadLetters, Export export, InstantSource clock) {}
