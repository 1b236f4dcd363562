package dev.palimpsest.access;

import dev.palimpsest.memory.TenantId;

/**
 * Who is calling, by their credential alone.
 *
 * @param tenant whose memory they may touch
 * @param name   how receipts and orders name them
 */
public record Caller(TenantId tenant, String name) {

    /** Whose credential is the operator's: of it is what belongs to no tenant, and nothing else. No customer may be called so. */
    public static final TenantId OPERATOR = new TenantId("palimpsest-operator");
}
