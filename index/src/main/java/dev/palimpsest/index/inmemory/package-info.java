/**
 * The projection held in memory: what tests use, and what the contract of a memory index is checked against beside
 * OpenSearch. It is here and not among the tests because other modules' tests need it too and it needs no test library;
 * the contract itself does, and so is in this module's test archive.
 */
@NullMarked
package dev.palimpsest.index.inmemory;

import org.jspecify.annotations.NullMarked;
