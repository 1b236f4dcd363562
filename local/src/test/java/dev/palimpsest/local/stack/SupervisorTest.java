package dev.palimpsest.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.palimpsest.local.stack.Ports.Port;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SupervisorTest {

    private final List<String> happened = new CopyOnWriteArrayList<>();

    @Test
    void shouldStartAServiceAfterWhatItNeedsAndStopItBefore() {
        Supervisor supervisor = supervise(new TestingComponent("server", Set.of()),
                new TestingComponent("service", Set.of("server")));

        supervisor.start();
        supervisor.close();

        assertThat(happened).containsExactly("start server", "start service", "stop service", "stop server");
    }

    @Test
    void shouldStopTheOthersAndTellTheReasonWhenOneDiesWhileStarting() {
        TestingComponent dying = new TestingComponent("dying", Set.of());
        dying.died.complete("dying ended with status 1");
        Supervisor supervisor = supervise(new TestingComponent("server", Set.of()), dying);

        assertThatExceptionOfType(StackException.class).isThrownBy(supervisor::start)
                .withMessage("dying ended with status 1");

        assertThat(happened).contains("stop server", "stop dying");
    }

    @Test
    void shouldReportADeathAfterTheStart() {
        TestingComponent server = new TestingComponent("server", Set.of());
        Supervisor supervisor = supervise(server);
        supervisor.start();

        server.died.complete("server ended with status 137");

        assertThat(supervisor.died()).isCompletedWithValue("server ended with status 137");
    }

    @Test
    void shouldStopOnlyOnce() {
        Supervisor supervisor = supervise(new TestingComponent("server", Set.of()));
        supervisor.start();

        supervisor.close();
        supervisor.close();

        assertThat(happened).containsOnlyOnce("stop server");
    }

    private Supervisor supervise(Component... components) {
        return new Supervisor(List.of(components), Progress.SILENT, Supervisor.STOP_MAX);
    }

    private final class TestingComponent implements Component {

        private final String name;
        private final Set<String> needs;
        private final CompletableFuture<String> died = new CompletableFuture<>();

        TestingComponent(String name, Set<String> needs) {
            this.name = name;
            this.needs = needs;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<String> needs() {
            return needs;
        }

        @Override
        public List<Port> ports() {
            return List.of();
        }

        @Override
        public void start() {
            happened.add("start " + name);
        }

        @Override
        public boolean isReady() {
            return !died.isDone();
        }

        @Override
        public CompletableFuture<String> died() {
            return died;
        }

        @Override
        public void stop() {
            happened.add("stop " + name);
        }
    }
}
