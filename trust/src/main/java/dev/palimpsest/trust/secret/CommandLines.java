package dev.palimpsest.trust.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Passwords on command lines, where only the program tells that a flag carries one: {@code mysql -p…},
 * {@code sshpass -p …}, {@code net use … /user:x …}, {@code curl -u user:…}, {@code ConvertTo-SecureString …}.
 */
final class CommandLines implements Detector {
    private static final String KIND = "command-line-password";
    /** Words of one command that are looked at. */
    private static final int WORDS_MAX = 24;
    /** Most characters of a user, its domain, its password and its host together. */
    private static final int USER_MAX = 512;

    /** How a program takes a password. */
    private enum Form {
        /** {@code -pSECRET}. */
        ATTACHED,
        /** {@code -p SECRET}, also {@code -pSECRET}. */
        FOLLOWING,
        /** {@code -u user:SECRET} or {@code -U user%SECRET}. */
        AFTER_USER,
        /** The second word that is no flag, as of {@code net user}. */
        SECOND,
        /** The first word that is no flag, drive or share, as of {@code net use}. */
        BESIDE_SHARE,
        /** The first word that is no flag. */
        FIRST,
        /** {@code domain/user:SECRET@host}. */
        TARGET
    }

    /** A program and the flag by which it takes a password; flags of Windows programs in any case. */
    private record Program(String name, Form form, String flag, boolean anyCase) {}

    private static final List<Program> PROGRAMS = Stream.of(
            programs(Form.ATTACHED, "-p", false, "mysql", "mysqldump", "mysqladmin", "mariadb", "7z", "7za", "rar"),
            programs(Form.ATTACHED, "-hp", false, "rar"),
            programs(Form.FOLLOWING, "-p", false, "sshpass", "mongo", "mongosh", "mongodump", "docker login",
                    "podman login", "nxc", "crackmapexec", "netexec", "evil-winrm", "psexec", "psexec64", "paexec",
                    "certutil", "bloodhound-python", "kerbrute", "helm registry login", "rdesktop", "az login", "twine",
                    "cqlsh", "oc login", "hydra", "medusa", "ncrack", "smbmap"),
            programs(Form.FOLLOWING, "-c", false, "snmpget", "snmpwalk", "snmpbulkwalk", "snmpset", "snmptable"),
            programs(Form.FIRST, "", true, "snmp-server community"),
            programs(Form.FOLLOWING, "-k", false, "openssl enc", "openssl"),
            programs(Form.FIRST, "", false, "configure set aws_secret_access_key",
                    "configure set aws_session_token"),
            programs(Form.TARGET, "", false, "secretsdump", "secretsdump.py", "psexec.py", "wmiexec", "wmiexec.py",
                    "smbexec", "smbexec.py", "atexec.py", "dcomexec.py", "getuserspns.py", "getnpusers.py",
                    "impacket-psexec", "impacket-smbclient", "smbclient.py", "mssqlclient.py", "lookupsid.py"),
            programs(Form.FOLLOWING, "-P", false, "sqlcmd", "osql", "bcp", "zip", "ipmitool", "unzip"),
            programs(Form.ATTACHED, "-p:", true, "winrs"), programs(Form.FIRST, "", false, "rclone obscure"),
            programs(Form.FOLLOWING, "-a", false, "redis-cli"),
            programs(Form.FOLLOWING, "-w", false, "ldapsearch", "ldapmodify", "ldapadd"),
            programs(Form.FOLLOWING, "-pw", true, "plink", "pscp", "psftp", "putty", "klink"),
            programs(Form.FOLLOWING, "/rp", true, "schtasks"), programs(Form.FOLLOWING, "/p", true, "schtasks"),
            programs(Form.ATTACHED, "/p:", true, "xfreerdp", "wfreerdp", "mstsc", "sdl-freerdp"),
            programs(Form.AFTER_USER, "-u", false, "curl"), programs(Form.AFTER_USER, "--user", false, "curl"),
            programs(Form.AFTER_USER, "-U", false, "smbclient", "rpcclient", "winexe", "smbmap", "net rpc"),
            programs(Form.SECOND, "", true, "net user", "net1 user", "htpasswd"),
            programs(Form.BESIDE_SHARE, "", true, "net use", "net1 use", "net.exe use", "net.exe\" use",
                    "net.exe' use"),
            programs(Form.SECOND, "", true, "net.exe user", "net.exe\" user", "net1.exe user"),
            programs(Form.FIRST, "", true, "convertto-securestring"),
            programs(Form.ATTACHED, "pass:", false, "openssl")).flatMap(List::stream).toList();

    private static List<Program> programs(Form form, String flag, boolean anyCase, String... names) {
        return Stream.of(names).map(name -> new Program(name, form, flag, anyCase)).toList();
    }

    @Override
    public List<String> keywords() {
        return PROGRAMS.stream().map(Program::name).toList();
    }

    @Override
    public void look(Reading reading, int keyword, int start, int end, Consumer<Found> found) {
        String text = reading.text();
        if (!Around.beginsWord(text, start)) {
            return;
        }
        int at = end + (text.regionMatches(true, end, ".exe", 0, 4) ? 4 : 0);
        at += Around.quote(text, at);
        if (Around.blank(text, at) == 0) {
            return;
        }
        List<Value> words = words(reading, at);
        Value secret = secret(text, words, PROGRAMS.get(keyword));
        if (secret != null && secret.end() > secret.start()
                && !Around.isPlaceholder(text, secret.start(), secret.end())) {
            found.accept(Found.secret(KIND, secret.start(), secret.end()));
        }
    }

    private static List<Value> words(Reading reading, int from) {
        List<Value> words = new ArrayList<>();
        int at = Value.skipBlanks(reading, from);
        while (words.size() < WORDS_MAX && at < reading.text().length()) {
            Reading.CommandWord word = reading.word(at);
            Value value = word.value();
            if (value == null || isEnd(reading.text(), value)) {
                break;
            }
            words.add(value);
            if (word.after() == value.next() && Around.quote(reading.text(), value.next()) == 0) {
                break;
            }
            at = word.after();
        }
        return words;
    }

    private static boolean isEnd(String text, Value word) {
        return word.length() <= 2 && Set.of("&&", "||", ";", "&").contains(word.in(text));
    }

    private static @Nullable Value secret(String text, List<Value> words, Program program) {
        return switch (program.form()) {
            case ATTACHED -> attached(text, words, program);
            case FOLLOWING -> following(text, words, program);
            case AFTER_USER -> afterUser(text, following(text, words, program));
            case TARGET -> target(text, words);
            case FIRST -> plain(text, words, 0, false);
            case SECOND -> plain(text, words, 1, false);
            case BESIDE_SHARE -> plain(text, words, 0, true);
        };
    }

    private static @Nullable Value attached(String text, List<Value> words, Program program) {
        int flag = program.flag().length();
        for (int i = 0; i < words.size(); i++) {
            Value word = words.get(i);
            if (matches(text, word, program) && word.length() > flag) {
                return new Value(word.start() + flag, word.end(), word.next());
            }
            boolean glued = word.length() == flag && Around.quote(text, word.end()) > 0 && !word.isClosed();
            if (glued && matches(text, word, program) && i + 1 < words.size()) {
                return words.get(i + 1);
            }
        }
        return null;
    }

    private static boolean matches(String text, Value word, Program program) {
        return text.regionMatches(program.anyCase(), word.start(), program.flag(), 0, program.flag().length());
    }

    /** The word after the flag; glued to it only for flags of one letter, since {@code -pw} is not {@code -p w}. */
    private static @Nullable Value following(String text, List<Value> words, Program program) {
        int flag = program.flag().length();
        for (int i = 0; i < words.size(); i++) {
            Value word = words.get(i);
            if (matches(text, word, program)) {
                if (word.end() - word.start() == flag) {
                    return i + 1 < words.size() ? words.get(i + 1) : null;
                }
                if (flag == 2 && program.name().equals("sshpass")) {
                    return new Value(word.start() + flag, word.end(), word.next());
                }
            }
        }
        return null;
    }

    private static @Nullable Value afterUser(String text, @Nullable Value word) {
        if (word == null) {
            return null;
        }
        int limit = Math.min(word.end(), word.start() + USER_MAX);
        int mark = Math.max(text.indexOf(':', word.start(), limit), text.indexOf('%', word.start(), limit));
        return mark <= word.start() ? null : new Value(mark + 1, word.end(), word.next());
    }

    /** {@code domain/user:SECRET@host}. */
    private static @Nullable Value target(String text, List<Value> words) {
        for (Value word : words) {
            int limit = Math.min(word.end(), word.start() + USER_MAX);
            int mark = text.indexOf(':', word.start(), limit);
            int at = mark < 0 ? -1 : text.lastIndexOf('@', limit - 1);
            if (mark > word.start() && text.charAt(word.start()) != '-' && at > mark + 1) {
                return new Value(mark + 1, at, word.next());
            }
        }
        return null;
    }

    /** The so-manieth word that is no flag and, beside a share, neither the drive nor the share. */
    private static @Nullable Value plain(String text, List<Value> words, int number, boolean besideShare) {
        boolean shareSeen = false;
        int seen = 0;
        for (Value word : words) {
            char first = text.charAt(word.start());
            boolean share = text.startsWith("\\\\", word.start());
            boolean star = first == '*' && word.length() == 1;
            boolean drive = star
                    || (Character.isLetter(first) && word.length() == 2 && text.charAt(word.end() - 1) == ':');
            shareSeen |= share;
            if (first == '/' || first == '-' || (besideShare && (share || (drive && !shareSeen)))) {
                continue;
            }
            if (seen++ == number) {
                return (besideShare && !shareSeen) || star ? null : word;
            }
        }
        return null;
    }
}
