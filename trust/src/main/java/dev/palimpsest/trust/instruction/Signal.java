package dev.palimpsest.trust.instruction;

import java.util.List;
import java.util.Locale;

/**
 * What makes text read like an order to an assistant, and how much each weighs alone. Phrases are looked for in the
 * letters alone, so that neither spaces nor hyphens nor dots hide them; marks in the text as it stands.
 */
enum Signal {
    /** To forget what was ordered before. Found by verb and object, see {@link InstructionLike}. */
    OVERRIDE(0.7, List.of(), List.of()),
    /** Marks of who speaks, as prompts have them. */
    ROLE_MARK(0.5, List.of("systemprompt", "developermessage", "系统提示", "系统消息", "开发者消息"),
            List.of("<|im_start|>", "<|system|>", "[inst]", "<<sys>>", "### instruction", "### system", "<system>",
                    "</system>", "system:", "assistant:", "\n\nhuman:", "系统：", "系统:", "助手：", "助手:", "<assistant>",
                    "[system]", "end of log", "begin instructions")),
    /** Speaks to the assistant. */
    ADDRESS(0.4, List.of("youarenow", "youareanai", "youareahelpful", "asanai", "dearassistant", "aiassistant",
            "notetoai", "notetoassistant", "attentionai", "languagemodel", "aiagent", "aianalyst", "chatgpt",
            "copilot", "actas", "你现在是", "你是一个", "人工智能", "大模型", "智能助手", "请助手", "致助手", "扮演"), List.of()),
    /** Wants to be remembered; enough by itself, because what merely reports does not ask for that. */
    MEMORY(0.6, List.of("rememberthat", "rememberthis", "savethisto", "addtomemory", "addthistomemory",
            "storeinmemory", "updateyourmemory", "toyourmemory", "memorize", "fromnowon", "alwaystreat", "alwaystrust",
            "alwaysignore", "neverflag", "neveralert", "neverreport", "请记住", "记住", "从现在起", "从现在开始",
            "今后", "以后都", "写入记忆", "保存到记忆", "加入记忆", "更新记忆", "永远不要"), List.of()),
    /** Says what the finding shall be. */
    VERDICT(0.4, List.of("markasbenign", "markthisasbenign", "markassafe", "isbenign", "issafe", "aresafe",
            "treatasbenign", "whitelist", "allowlist", "donotalert", "donotreport", "donotflag", "donotescalate",
            "donotinvestigate", "closethealert", "closetheticket", "closetheincident", "closethisincident",
            "suppressthisalert", "suppressalerts", "notmalicious", "nothreat", "autoclose", "标记为安全", "标记为良性", "不要报告",
            "不要告警", "不要上报", "不要调查", "加入白名单", "白名单", "是安全的", "无害", "关闭告警", "关闭该告警", "无需处理"), List.of()),
    /** Wants something run. */
    TOOL(0.4, List.of("toolcall", "functioncall", "tooluse", "calltool", "callthetool", "usethetool", "invoketool",
            "runthefollowing", "executethefollowing", "runthiscommand", "executethiscommand", "调用工具", "执行以下", "运行以下",
            "执行命令", "调用函数"), List.of("<tool", "\"tool_calls\"", "\"function\":", "<function")),
    /** Wants something told. */
    DISCLOSURE(0.5, List.of("revealyour", "printyourprompt", "printyoursystem", "showyourprompt", "yourinstructions",
            "sendallmemories", "listallmemories", "exfiltrate", "泄露", "输出你的提示", "显示你的指令", "发送所有"), List.of()),
    /** Characters that a person does not see. */
    HIDDEN(0.4, List.of(), List.of());

    private final double weight;
    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> phrases;
    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> marks;

    Signal(double weight, List<String> phrases, List<String> marks) {
        this.weight = weight;
        this.phrases = phrases;
        this.marks = marks;
    }

    double weight() {
        return weight;
    }

    List<String> phrases() {
        return phrases;
    }

    List<String> marks() {
        return marks;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
