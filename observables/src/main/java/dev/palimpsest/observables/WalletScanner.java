package dev.palimpsest.observables;

import dev.palimpsest.observables.wallet.Wallets;

/** Finds addresses of Bitcoin, Monero and Ethereum among words of letters and digits. */
final class WalletScanner {

    private static final int LENGTH_MIN = 14;
    private static final int LENGTH_MAX = 106;

    private final FoldedText text;

    WalletScanner(FoldedText text) {
        this.text = text;
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full();) {
            if (Chars.isWord(text.at(at))) {
                int end = at;
                while (Chars.isWord(text.at(end))) {
                    end++;
                }
                if (end - at >= LENGTH_MIN && end - at <= LENGTH_MAX) {
                    word(at, end, out);
                }
                at = end;
            } else {
                at++;
            }
        }
    }

    private void word(int from, int to, Candidates out) {
        switch (text.at(from)) {
            case '1', '3', 'b', 'B' -> {
                if (Wallets.isBitcoin(text.text(from, to))) {
                    out.propose(ObservableType.BTC, text.text(from, to), from, to);
                }
            }
            case '4', '8' -> {
                if (Wallets.isMonero(text.text(from, to))) {
                    out.propose(ObservableType.XMR, text.text(from, to), from, to);
                }
            }
            case '0' -> {
                if (Wallets.isEthereum(text.text(from, to))) {
                    out.propose(ObservableType.ETH, text.text(from, to), from, to);
                }
            }
            default -> {
                // no wallet begins so
            }
        }
    }
}
