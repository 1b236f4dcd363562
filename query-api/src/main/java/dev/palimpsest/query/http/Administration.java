package dev.palimpsest.query.http;

import dev.palimpsest.query.erasure.ErasureLog;
import dev.palimpsest.query.erasure.Erasures;
import dev.palimpsest.query.keys.Keyring;
import dev.palimpsest.query.settings.Settings;

/** What administrators act on. */
public record Administration(Keyring keys, Settings settings, Erasures erasures, ErasureLog certificates) {}
