package dev.palimpsest.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What is killed when: the same for the same seed. Each victim has its turn once before any has a second one.
 *
 * @param seed   of all that is random here
 * @param rounds in order
 */
record Plan(long seed, List<Round> rounds) {

    private static final int BEFORE_MS_MIN = 500;
    private static final int BEFORE_MS_MAX = 5_000;
    private static final int DOWN_MS_MAX = 2_000;

    /** One round in so many does not wait until the victim is back. */
    private static final int HASTY_ONE_IN = 5;

    /**
     * A kill.
     *
     * @param number from 1
     * @param before how long the load runs undisturbed first
     * @param down   how long the victim stays away before it is started
     * @param hasty  whether the next round begins before the victim is ready
     */
    record Round(int number, String victim, Duration before, Duration down, boolean hasty) {}

    Plan {
        rounds = List.copyOf(rounds);
    }

    /** @param victims at least one */
    static Plan of(List<String> victims, int rounds, long seed) {
        Random random = new Random(seed);
        List<String> order = new ArrayList<>(victims);
        Collections.shuffle(order, random);
        List<Round> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            String victim = i < order.size() ? order.get(i) : victims.get(random.nextInt(victims.size()));
            all.add(new Round(i + 1, victim, Duration.ofMillis(random.nextInt(BEFORE_MS_MIN, BEFORE_MS_MAX)),
                    Duration.ofMillis(random.nextInt(DOWN_MS_MAX)), random.nextInt(HASTY_ONE_IN) == 0));
        }
        return new Plan(seed, all);
    }
}
