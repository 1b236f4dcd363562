package dev.palimpsest.processor.extract.conversation;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.processor.extract.conversation.Mention.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds hosts and accounts by how people write and introduce them; both need a hint, for any word could be a name. */
final class HostNames {

    /** Host names as administrators give them: capitals with a number at the end, such as DC01 or SRV-APP01. */
    private static final Pattern CAPITALS = Pattern
            .compile("(?:^|[^A-Za-z0-9_.\\\\/@#&-])([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-?[0-9]{1,4})");

    /** What looks the same and is something else: catalogue numbers, groups, standards, shifts. */
    private static final Pattern NO_HOST = Pattern.compile(
            "(?:T|S|G|M|C|TA|DS|DET)[0-9]{4}|(?:APT|FIN|UNC|TA|TAG|DEV|STORM|TEMP|UAC|SHA|MD|IPV|UTF|KB|MS|CVE|CWE|RFC|ISO|GB|COVID|WIN|LOG|V|Q|P|H|L|TIER|BASE|AES|RC|CS|X|EVENT|SEV|NTLMV|SMBV|HTTP|TLSV|SOC|WAVE|TCP|UDP)-?[0-9]+(?:-[0-9]+)?|(?:CVE|CWE|MS|KB|INC|TICKET|CASE|REQ|CHG|SIEM|SOAR)-[0-9A-Z-]+");

    private static final Pattern HOST_BEFORE = Pattern
            .compile("(?i)(?:\\b(?:host|hosts|hostname|machine|workstation|laptop)|主机|机器|终端)\\s*$");
    private static final Pattern ACCOUNT = Pattern.compile(
            "(?i)(?:\\b(?:account|user account|service account)\\s+|(?:账号|账户|帐号|帐户|服务账号)\\s*)([A-Za-z][A-Za-z0-9]*(?:[._$-][A-Za-z0-9]+)+|[a-z]+[0-9]+)");
    private static final Pattern NAMED_HOST = Pattern.compile(
            "(?i)(?:\\b(?:host|hostname|workstation|machine|server)\\s+|(?:主机|机器|服务器|终端)\\s*)([A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+|[A-Za-z]{1,12}[0-9]{1,4})");

    /** Such as web-7 or srv-app01 where the words before say that it is being watched or looked after, or list it so. */
    private static final Pattern WATCHED = Pattern.compile(
            "(?:\\b(?:eye on|watch|watching|monitor|monitoring|responsible for|look after|in charge of|and|or)\\s+|(?:关注|盯着|盯住|负责|看着|监控|以及|和|与|及|、|,|，)\\s*)([a-z][a-z0-9]{0,14}(?:-[a-z0-9]{1,15}){0,4}-?[0-9]{1,4})");

    /** How far before a name its introduction may stand. */
    private static final int INTRODUCTION_LENGTH_MAX = 24;

    private HostNames() {}

    static List<Mention> in(String text) {
        List<Mention> mentions = new ArrayList<>();
        collect(mentions, ACCOUNT, text, "account");
        collect(mentions, NAMED_HOST, text, "host");
        collect(mentions, CAPITALS, text, "host");
        collect(mentions, WATCHED, text, "host");
        return mentions;
    }

    /** Whether the words right before a domain name say that it is a host of ours. */
    static boolean isCalledHost(String text, int start, int end) {
        return end > start
                && HOST_BEFORE.matcher(text.substring(Math.max(0, start - INTRODUCTION_LENGTH_MAX), start)).find();
    }

    private static void collect(List<Mention> mentions, Pattern pattern, String text, String type) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            boolean whole = matcher.end() == text.length() || isEnd(text, matcher.end());
            if (whole && !NO_HOST.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
                mentions.add(new Mention(matcher.start(1), matcher.end(1), new Subject(type, name), Sort.THING, name));
            }
        }
    }

    private static boolean isEnd(String text, int at) {
        char next = text.charAt(at);
        if (next == '.' || next == '-') {
            return at + 1 == text.length() || !isWord(text.charAt(at + 1));
        }
        return !isWord(next) && next != '@' && next != '\\' && next != '/';
    }

    private static boolean isWord(char sign) {
        return sign < 128 && (Character.isLetterOrDigit(sign) || sign == '_');
    }
}
