package dev.palimpsest.ingest.decode.record;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes machine and account names in the one form the memory keeps them in. */
public final class HostNames {

    private HostNames() {}

    /** Sets {@code host.name} to the first label and {@code host.fqdn} to the whole name; an address goes to {@code host.ip}. */
    public static void write(@Nullable String name, FieldSet fields) {
        if (name == null || FieldSet.isNone(name)) {
            return;
        }
        String whole = name.strip().toLowerCase(Locale.ROOT);
        if (isAddress(whole)) {
            fields.add("host.ip", whole);
            return;
        }
        int dot = whole.indexOf('.');
        fields.replace("host.name", dot > 0 ? whole.substring(0, dot) : whole);
        if (dot > 0) {
            fields.replace("host.fqdn", whole);
        }
    }

    /** Sets the account's name and domain from {@code DOMAIN\name}, {@code name@domain} or a bare name, where they are not set yet. */
    public static void writeAccount(@Nullable String account, String prefix, FieldSet fields) {
        if (account == null || FieldSet.isNone(account)) {
            return;
        }
        int backslash = account.lastIndexOf('\\');
        int at = account.indexOf('@');
        if (backslash >= 0) {
            fields.known(prefix + ".domain", account.substring(0, backslash));
            fields.known(prefix + ".name", account.substring(backslash + 1));
        } else if (at > 0) {
            fields.known(prefix + ".name", account.substring(0, at));
            fields.known(prefix + ".domain", account.substring(at + 1));
        } else {
            fields.known(prefix + ".name", account);
        }
    }

    /** The address without the IPv4-mapped prefix and zone; null for placeholders. */
    public static @Nullable String address(@Nullable String text) {
        if (text == null || FieldSet.isNone(text) || text.equals("LOCAL")) {
            return null;
        }
        String address = text.strip().toLowerCase(Locale.ROOT);
        address = address.startsWith("::ffff:") && address.indexOf('.') > 0 ? address.substring(7) : address;
        int zone = address.indexOf('%');
        return zone > 0 ? address.substring(0, zone) : address;
    }

    /** The last step of a Windows or Unix path. */
    public static String lastStep(String path) {
        return path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
    }

    private static boolean isAddress(String text) {
        return text.indexOf(':') >= 0 || text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
