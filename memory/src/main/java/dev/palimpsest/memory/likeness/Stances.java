package dev.palimpsest.memory.likeness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The words that turn a sentence into another one though it reads much the same: negation, modality, quantity, condition, time,
 * and sides of what is opposite. Each has a label; two sentences with differing labels are never one.
 */
final class Stances {

    /** {@code label: words}; a star is any ending, an underscore a space, {@code -} a label that counts for nothing. */
    private static final String ENGLISH = """
            not: not never no none nobody nothing neither nor without cannot forbid* prohibit* ban banned bans disallow* refuse* except
            permit: may can could allow* permit* optional*
            doubt: might perhaps maybe possibl* likely probabl* suspect* seem* appear* apparent* unconfirmed unclear
            must: must shall have_to has_to had_to need needs needed requir* mandatory oblig*
            should: should ought recommend* advis*
            all: always every all each any everyone everything everywhere whenever
            some: some sometimes often usually mostly rarely seldom occasionally few many partly
            only: only solely exclusively
            if: if unless until provided
            before: before
            after: after
            former: no_longer used_to formerly previously former
            future: will would planned plan going_to
            day1: monday
            day2: tuesday
            day3: wednesday
            day4: thursday
            day5: friday
            day6: saturday weekend*
            day7: sunday weekend*
            past: yesterday
            today: today
            tomorrow: tomorrow
            hourly: hourly hour hours
            daily: daily day days nightly night nights
            weekly: weekly week weeks
            monthly: monthly month months
            yearly: yearly annual* year years quarter*
            minutes: minute minutes
            seconds: second seconds
            block: block* deny denied denies reject* drop dropped drops
            enable: enable* turn_on turned_on activat*
            disable: disable* turn_off turned_off deactivat*
            in: inbound incoming ingress
            out: outbound outgoing egress
            inside: internal intranet
            outside: external internet public
            source: source sources
            target: destination destinations
            more: more above over least increas* raise* rais* longer
            less: less below under at_most decreas* reduc* lower* shorter fewer
            open: open* unlock*
            shut: close closed closes lock locked locks shut*
            start: start* begin* began launch*
            stop: stop* halt* end ended ends
            add: add added adds
            remove: remov* delet*
            clear: plaintext cleartext unencrypted decrypt*
            cipher: encrypt*
            trust: trusted trustworthy legitimate benign
            distrust: untrusted malicious hostile
            fine: success* succeed* pass passed
            fail: fail* unsuccessful
            up: online
            down: offline
            first: first primary main
            backup: second_choice secondary backup standby spare fallback
            live: production
            test: test testing staging development
            upload: upload*
            download: download*
            high: high highest
            low: low lowest
            medium: medium
            isolate: isolat* quarantin* disconnect*
            connect: connect*
            infect: infect* compromis* breach*
            clean: clean cleaned unaffected
            attack: attacker* attack* adversar*
            victim: victim*
            """;

    private static final String CHINESE = """
            -: 不同 不过 不仅 不断 不管 不久 无线 无论 非常 未来 别名 区别 特别 类别 级别 识别 个别 分别 差别 告别 莫斯科 可疑 可信 可用 可视 能力 功能 性能 智能 能源 应用 响应 反应 供应 相应 应急 效应 适应 对应 需求 将军 即将 目标 将来 统一 一般 一样 一起 之一 同一 万一 一旦 进一步 第三方 十分 一个 一台 一致 主机 主要 主管 主题 主动 自主 准备 设备 备注 具备 中国 其中 中心 中间 集中 只读 经过 已经 成都
            not: 不 没 无 非 未 别 勿 莫 禁止 严禁 禁用 禁 拒绝 不得 不要 不能 不可 不准 不许 不会 不是
            permit: 可以 可 允许 能 能够 准许 许可
            doubt: 可能 也许 或许 大概 疑似 怀疑 似乎 好像 估计 恐怕
            must: 必须 务必 需要 需 须 要求 一定 一律
            should: 应该 应当 应 建议 最好
            all: 总是 一直 始终 所有 全部 每 任何 都
            some: 有时 经常 通常 偶尔 部分 一些 大多 很少 少数 往往
            only: 只 仅 唯一 只有 仅有
            if: 如果 假如 除非 直到 若
            before: 之前 以前
            after: 之后 以后 后
            former: 曾 曾经 原来 原先 旧 不再
            future: 将 将会 计划 打算 准备在
            day1: 周一 星期一
            day2: 周二 星期二
            day3: 周三 星期三
            day4: 周四 星期四
            day5: 周五 星期五
            day6: 周六 星期六 周末
            day7: 周日 星期日 星期天 周末
            past: 昨天
            today: 今天
            tomorrow: 明天
            hourly: 小时
            daily: 每天 每日 每晚 天
            weekly: 每周 周 星期
            monthly: 每月 月
            yearly: 每年 年 季度
            minutes: 分钟
            seconds: 秒
            block: 阻止 阻断 拦截 封禁 屏蔽 封堵
            enable: 启用 开启
            disable: 停用 关闭 关掉
            in: 入站 入方向
            out: 出站 出方向 外联
            inside: 内部 内网
            outside: 外部 外网 公网 互联网
            source: 源地址 来源
            target: 目的地址 目的
            more: 以上 超过 多于 增加 提高 高于 至少
            less: 以下 低于 少于 减少 降低 至多 不超过
            start: 开始 启动
            stop: 停止 结束 终止
            add: 添加 加入 新增
            remove: 删除 移除 去掉
            clear: 明文 解密
            cipher: 加密
            trust: 可信 良性 合法
            distrust: 恶意 敌对
            fine: 成功
            fail: 失败
            up: 在线 上线
            down: 离线 下线
            first: 主用 首要 主服务器 主域 第一
            backup: 备用 备份 备机 第二
            live: 生产
            test: 测试 开发 预发
            upload: 上传
            download: 下载
            high: 高
            low: 低
            medium: 中等 中危
            isolate: 隔离 断网
            connect: 连接 接入 联网
            infect: 感染 失陷 被攻破 中毒
            clean: 干净 清除 未受影响
            morning: 早上 上午 白天
            evening: 晚上 夜间 下午 凌晨
            attack: 攻击者 攻击
            victim: 受害
            """;

    private static final Map<String, List<String>> WORDS = new TreeMap<>();
    private static final Map<String, List<String>> BEGINNINGS = new TreeMap<>();
    private static final Map<String, List<String>> PHRASES = new TreeMap<>();
    private static final Map<String, List<String>> SIGNS = new TreeMap<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    static {
        read(ENGLISH).forEach(Stances::english);
        read(CHINESE).forEach((word, labels) -> SIGNS.put(word, labels));
    }

    private Stances() {}

    private static void english(String word, List<String> labels) {
        if (word.endsWith("*")) {
            BEGINNINGS.put(word.substring(0, word.length() - 1), labels);
        } else if (word.indexOf('_') >= 0) {
            PHRASES.put(" " + word.replace('_', ' ') + " ", labels);
        } else {
            WORDS.put(word, labels);
        }
    }

    private static Map<String, List<String>> read(String table) {
        Map<String, List<String>> labels = new TreeMap<>();
        table.lines().forEach(line -> {
            String[] row = line.split(": ", 2);
            for (String word : row[1].split(" ", -1)) {
                labels.computeIfAbsent(word, _ -> new ArrayList<>()).add(row[0]);
            }
        });
        return labels;
    }

    /** Adds the labels of lower-case words, once for each time they stand there. */
    static void ofWords(List<String> words, List<String> to) {
        String all = " " + String.join(" ", words) + " ";
        PHRASES.forEach((phrase, labels) -> {
            if (all.contains(phrase)) {
                to.addAll(labels);
            }
        });
        for (String word : words) {
            to.addAll(WORDS.getOrDefault(word, List.of()));
            if (word.endsWith("n't") || word.endsWith("n’t")) {
                to.add("not");
            }
            BEGINNINGS.forEach((beginning, labels) -> {
                if (word.startsWith(beginning)) {
                    to.addAll(labels);
                }
            });
        }
    }

    /** Adds the labels of Chinese text, the longest words first; none is read twice. */
    static void ofChinese(String text, List<String> to) {
        String left = text;
        for (Map.Entry<String, List<String>> word : SIGNS.entrySet()) {
            while (left.contains(word.getKey())) {
                left = left.replaceFirst(word.getKey(), " ");
                word.getValue().stream().filter(label -> !label.equals("-")).forEach(to::add);
            }
        }
    }

    /** Labels of which it counts how often they stand there; of the others, whether they do. */
    static final Set<String> COUNTED = Set.of("not");
}
