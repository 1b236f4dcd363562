/** The whole system on real parts. */
package dev.palimpsest.local.system;
