package dev.palimpsest.processor.extract.conversation;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Checks on what a speaker seems to be, which patterns alone cannot make. */
final class Speaker {

    private static final int NAME_LENGTH_MAX = 40;
    private static final int ROLE_LENGTH_MAX = 120;

    /** The usual family names: a Chinese word of two or three signs is a name if it begins with one. */
    private static final String FAMILY_NAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝";

    private static final Set<Character> FAMILIAR = Set.of('小', '老', '阿');

    private Speaker() {}

    /** The role in the speaker's words; empty where it is none after all. */
    static Optional<String> role(Reading reading) {
        String role = reading.parts().getOrDefault("role", "");
        Grammar grammar = reading.chinese() ? Grammar.CHINESE : Grammar.ENGLISH;
        return role.isEmpty() || role.length() > ROLE_LENGTH_MAX || grammar.finds("role-not", Fold.lower(role))
                ? Optional.empty()
                : Optional.of(Wording.words(role));
    }

    /** The name as the speaker writes it; empty where it does not look like one. */
    static Optional<String> name(Reading reading) {
        String name = Wording.words(reading.parts().getOrDefault("name", ""));
        Grammar grammar = reading.chinese() ? Grammar.CHINESE : Grammar.ENGLISH;
        if (name.isEmpty() || name.length() > NAME_LENGTH_MAX || grammar.finds("name-not", Fold.lower(name))) {
            return Optional.empty();
        }
        boolean fits = Fold.isChinese(name.charAt(0))
                ? isChineseName(name)
                : isLatinName(name, reading.meaning() == Meaning.NAME);
        return fits ? Optional.of(name) : Optional.empty();
    }

    private static boolean isChineseName(String name) {
        boolean all = name.chars().allMatch(sign -> Fold.isChinese((char) sign) || sign == '·');
        boolean known = FAMILIAR.contains(name.charAt(0)) || FAMILY_NAMES.indexOf(Fold.sign(name.charAt(0))) >= 0;
        return all && known && name.length() >= 2 && name.length() <= 4;
    }

    /** Every word begins with a capital; after "my name is" a single word may do without. */
    private static boolean isLatinName(String name, boolean mayBeSmall) {
        String[] words = name.split(" ", -1);
        for (String word : words) {
            boolean capital = !word.isEmpty() && Character.isUpperCase(word.charAt(0))
                    && (words.length > 1 || word.length() > 1)
                    && !(word.length() > 3 && word.equals(word.toUpperCase(Locale.ROOT)));
            boolean letters = word.chars()
                    .allMatch(sign -> Character.isLetter(sign) || sign == '-' || sign == '\'' || sign == '.');
            if (!letters || !(capital || (mayBeSmall && words.length == 1))) {
                return false;
            }
        }
        return true;
    }

    /** "We can't decide" is no decision. */
    static boolean isDecision(Reading reading) {
        Grammar grammar = reading.chinese() ? Grammar.CHINESE : Grammar.ENGLISH;
        return !grammar.finds("decision-not", Fold.lower(reading.parts().getOrDefault("what", "")));
    }

    /** A server of the attacker's, or one that something happened to, is not described as an asset. */
    static boolean isAsset(Reading reading) {
        String words = Fold.lower(reading.parts().getOrDefault("words", ""));
        return !Grammar.ENGLISH.finds("asset-not", words) && !Grammar.CHINESE.finds("asset-not", words);
    }
}
