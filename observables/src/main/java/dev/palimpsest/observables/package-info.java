/**
 * Finds, refangs and normalises indicators in text, in time linear in the text.
 *
 * <p>Start at {@link dev.palimpsest.observables.Observables}. The package depends on the JDK alone. Every scanner is
 * written by hand: peers that use nested quantifiers stall for seconds on texts such as {@code a.a.a.…}, and a linear
 * regex engine cannot express "not glued to a word" without lookbehind. Addresses are parsed here too: what is needed
 * (four octets, eight groups, RFC 5952 text) is smaller than any library that offers it.
 *
 * <p>The public suffix list is a data file taken at build time out of the Apache HttpClient jar, which tracks Mozilla's
 * list. Guava's {@code InternetDomainName} would carry three megabytes of collections into every user of this library
 * for one table, and a copy committed here would age silently.
 */
@NullMarked
package dev.palimpsest.observables;

import org.jspecify.annotations.NullMarked;
