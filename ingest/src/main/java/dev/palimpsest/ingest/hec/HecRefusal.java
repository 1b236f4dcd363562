package dev.palimpsest.ingest.hec;

/** A request that is answered with an error in Splunk's words. */
final class HecRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient HecAnswer answer;

    HecRefusal(HecAnswer answer) {
        super(answer.text(), null, false, false);
        this.answer = answer;
    }

    HecAnswer answer() {
        return answer;
    }
}
