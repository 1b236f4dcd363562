package dev.palimpsest.processor.extract.conversation;

/** Ways of writing that make no difference to what is said. Every fold keeps the length, so places stay the same. */
final class Fold {

    private static final String TRADITIONAL = "請時關監視點這個臺說問嗎們決離處經幫裡裏後為報來對專門負責級資訊類術戰機務結優級組織員師應該從現開實體產檢測應簡單詳細語華韓國記帳號網絡連線層學習貓讓誰還會話總數據庫與釣魚橫動別著寫讀麼換擔當較盡長無須繼續辦僅圖題異馬剛認識夠過進邊遠電腦惡郵財銷訂緊積極確詢誤鬧動樣態雲漢簡釋終端歲測險風脅偵勞煩憑證勒軟體發覺歡慣習喜歸給複雜間嚴輕軸條備註顧線運維護擊團隊響應鏈導";
    private static final String SIMPLIFIED = "请时关监视点这个台说问吗们决离处经帮里里后为报来对专门负责级资讯类术战机务结优级组织员师应该从现开实体产检测应简单详细语华韩国记帐号网络连线层学习猫让谁还会话总数据库与钓鱼横动别着写读么换担当较尽长无须继续办仅图题异马刚认识够过进边远电脑恶邮财销订紧积极确询误闹动样态云汉简释终端岁测险风胁侦劳烦凭证勒软体发觉欢惯习喜归给复杂间严轻轴条备注顾线运维护击团队响应链导";

    private Fold() {}

    /** Lower case, full-width signs as narrow ones, curly apostrophes straight, traditional signs simplified. */
    static char sign(char sign) {
        if (sign < 128) {
            return sign >= 'A' && sign <= 'Z' ? (char) (sign + 32) : sign;
        }
        if (sign >= '！' && sign <= '～') {
            return sign((char) (sign - '！' + '!'));
        }
        if (sign == '’' || sign == '‘' || sign == 'ʼ') {
            return '\'';
        }
        if (Character.isWhitespace(sign) || sign == '\u00a0' || sign == '\u3000') {
            return ' ';
        }
        int traditional = TRADITIONAL.indexOf(sign);
        return traditional < 0 ? Character.toLowerCase(sign) : SIMPLIFIED.charAt(traditional);
    }

    static String lower(String text) {
        char[] signs = text.toCharArray();
        for (int i = 0; i < signs.length; i++) {
            signs[i] = sign(signs[i]);
        }
        return new String(signs);
    }

    /** Chinese characters and the punctuation written with them. */
    static boolean isChinese(char sign) {
        return (sign >= 0x3400 && sign <= 0x9fff) || (sign >= 0xf900 && sign <= 0xfaff);
    }
}
