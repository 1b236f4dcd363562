package dev.palimpsest.observables;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.palimpsest.observables.Limits.Limit;

/** One reading of one text: fold it, let every scanner that may find something wanted look, settle overlaps. */
final class TextScan {

    private final CharSequence text;
    private final int length;
    private final Limits limits;
    private final Options options;
    private final boolean plainUrls;
    private final FoldedText folded;
    private final FoldedText literal;
    private final Set<Limit> reached = EnumSet.noneOf(Limit.class);

    TextScan(CharSequence text, Limits limits, Options options) {
        this(text, limits, options, true);
    }

    private TextScan(CharSequence text, Limits limits, Options options, boolean plainUrls) {
        this.text = text;
        this.length = cutAt(text, limits);
        this.limits = limits;
        this.options = options;
        this.plainUrls = plainUrls;
        if (length < text.length()) {
            reached.add(Limit.TEXT_LENGTH);
        }
        CharSequence read = text.subSequence(0, length);
        this.folded = FoldedText.of(read);
        this.literal = FoldedText.literal(read);
    }

    /** Reads what stands inside a URL: another URL counts there only if it is encoded, or if that is an option. */
    static TextScan insideUrl(CharSequence text, Limits limits, Options options) {
        return new TextScan(text, limits, options, options.has(Choice.URLS_INSIDE_URLS));
    }

    Scan run() {
        Candidates candidates = new Candidates(text, limits, options, reached);
        if (plainUrls) {
            collect(candidates, folded, new UrlScanner(folded, options)::scan, ObservableType.URL);
        }
        if (options.has(Choice.ENCODED_URLS)) {
            collect(candidates, literal, new EncodedUrlScanner(literal, limits, options)::scan, ObservableType.URL);
        }
        collect(candidates, folded, new EmailScanner(folded)::scan, ObservableType.EMAIL, ObservableType.XMPP);
        collect(candidates, folded, new ColonScanner(folded)::scan, ObservableType.IPV6, ObservableType.CIDR,
                ObservableType.MAC);
        collect(candidates, folded, new HostScanner(folded, options)::scan, ObservableType.DOMAIN, ObservableType.IPV4,
                ObservableType.CIDR, ObservableType.MAC, ObservableType.URL);
        collectWords(candidates);
        collectPaths(candidates);
        collect(candidates, literal, new UserAgentScanner(literal)::scan, ObservableType.USER_AGENT);
        collect(candidates, literal, new YaraScanner(literal, limits.ruleLengthMax())::scan, ObservableType.YARA_RULE);
        boolean cutInside = length < text.length() && !Character.isWhitespace(text.charAt(length));
        List<Observable> observables = candidates.settled(cutInside ? length : Integer.MAX_VALUE);
        return reached.isEmpty() ? new Scan.Complete(observables) : new Scan.Cut(observables, reached);
    }

    private void collectWords(Candidates candidates) {
        collect(candidates, folded, new HashScanner(folded, options)::scan, ObservableType.MD5, ObservableType.SHA1,
                ObservableType.SHA256, ObservableType.SHA512, ObservableType.IMPHASH, ObservableType.AUTHENTIHASH,
                ObservableType.JA3, ObservableType.JA3S);
        collect(candidates, folded, new WordScanner(folded)::scan, ObservableType.CVE, ObservableType.ATTACK_TECHNIQUE,
                ObservableType.ATTACK_TACTIC, ObservableType.ATTACK_MITIGATION, ObservableType.TLP, ObservableType.ASN,
                ObservableType.GA_TRACKER, ObservableType.ADSENSE_PUBLISHER, ObservableType.ARN, ObservableType.JA4);
        collect(candidates, literal, new WalletScanner(literal)::scan, ObservableType.BTC, ObservableType.XMR,
                ObservableType.ETH);
        collect(candidates, literal, new SsdeepScanner(literal)::scan, ObservableType.SSDEEP);
        collect(candidates, literal, new PhoneScanner(literal)::scan, ObservableType.PHONE);
    }

    private void collectPaths(Candidates candidates) {
        collect(candidates, literal, new RegistryScanner(literal)::scan, ObservableType.REGISTRY_KEY);
        collect(candidates, literal, new ObjectNameScanner(literal)::scan, ObservableType.PIPE, ObservableType.MUTEX);
        collect(candidates, literal, new WindowsPathScanner(literal)::scan, ObservableType.FILE_PATH);
        collect(candidates, literal, new UnixPathScanner(literal)::scan, ObservableType.FILE_PATH);
        collect(candidates, folded, new FileNameScanner(folded)::scan, ObservableType.FILE_NAME);
    }

    private void collect(Candidates candidates, FoldedText read, Consumer<Candidates> scanner,
            ObservableType... finds) {
        for (ObservableType type : finds) {
            if (options.wants(type)) {
                candidates.collect(read, scanner);
                return;
            }
        }
    }

    /** Reads of the folded texts so far: what tests measure instead of time. */
    long steps() {
        return folded.reads() + literal.reads();
    }

    /** Cuts at white space where there is some near, so that no indicator is read by half. */
    private static int cutAt(CharSequence text, Limits limits) {
        if (text.length() <= limits.textLengthMax()) {
            return text.length();
        }
        int nearest = Math.max(1, limits.textLengthMax() - limits.spanLengthMax());
        for (int cut = limits.textLengthMax(); cut > nearest; cut--) {
            if (Character.isWhitespace(text.charAt(cut - 1))) {
                return cut - 1;
            }
        }
        return limits.textLengthMax();
    }
}
