package dev.palimpsest.query.http;

import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.query.erasure.ErasureLog;
import dev.palimpsest.query.erasure.Erasures;
import dev.palimpsest.query.settings.Settings;

/** What administrators act on. */
public record Administration(ApiKeys keys, Settings settings, Erasures erasures, ErasureLog certificates) {}
