package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.memory.proof.Ed25519;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what came of an order to forget somebody. */
@Command(name = "certificate", mixinStandardHelpOptions = true, description = "Show the certificate of an erasure, or how far it is; without an id, all erasures.", footer = {
        "", "Exit status 1 where the signature is not that of the key beside it. Whose key that is, keys show tells."})
final class CertificateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", arity = "0..1", description = "An erasure's id, as forget tells it.")
    private @Nullable String id;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        JsonNode found = flags.api().get("/api/v1/certificates"
                + (id == null ? "" : "/" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
        boolean sound = !found.has("signature") || Ed25519.isSigned(
                found.path("signed").asText().getBytes(StandardCharsets.UTF_8), found.path("publicKey").asText(),
                found.path("signature").asText());
        if (flags.json()) {
            System.out.println(Output.pretty(found));
        } else if (id == null) {
            found.path("erasures").forEach(CertificateCommand::line);
        } else {
            line(found);
            if (found.has("signed")) {
                System.out.println(found.path("signed").asText());
                System.out.println(sound ? "the signature holds" : "THE SIGNATURE DOES NOT HOLD");
            }
        }
        return sound ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void line(JsonNode erasure) {
        System.out.println(erasure.path("id").asText() + "  " + Output.minute(erasure.path("at").asText()) + " UTC  "
                + erasure.path("subject").asText() + "  " + erasure.path("state").asText());
        erasure.path("missing").forEach(missing -> System.out.println("    still to come: " + missing.asText()));
    }
}
