package dev.palimpsest.ingest.decode.ocsf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.EcsCopy;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.HostNames;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who acted, from where and on which machine. */
final class OcsfActors {

    private OcsfActors() {}

    static void write(JsonNode json, OcsfClass kind, FieldSet fields) {
        EcsCopy copy = new EcsCopy(json, fields);
        machine(copy, kind, fields);
        copy.address("src_endpoint.ip", "source.ip").port("src_endpoint.port", "source.port")
                .copy("src_endpoint.hostname", "source.domain").copy("src_endpoint.domain", "source.domain")
                .address("dst_endpoint.ip", "destination.ip").port("dst_endpoint.port", "destination.port")
                .copy("dst_endpoint.hostname", "destination.domain").copy("dst_endpoint.domain", "destination.domain");
        fields.known("network.transport", lower(copy.value("connection_info.protocol_name")))
                .known("network.direction", lower(copy.value("connection_info.direction")))
                .known("network.protocol", lower(copy.value("app_name")));
        users(copy, kind, fields);
    }

    /** The device that reports; of a logon, the machine that was logged on to. */
    private static void machine(EcsCopy copy, OcsfClass kind, FieldSet fields) {
        String[] places = kind.isAuthentication()
                ? new String[]{"dst_endpoint.hostname", "device.hostname", "device.name"}
                : new String[]{"device.hostname", "device.name", "resources.name"};
        for (String place : places) {
            if (fields.first("host.name").isEmpty()) {
                HostNames.write(copy.value(place), fields);
            }
        }
        copy.address("device.ip", "host.ip").copy("device.mac", "host.mac").copy("device.os.name", "host.os.name");
    }

    /** In authentication and account changes the user is whom it is about; elsewhere whoever acted. */
    private static void users(EcsCopy copy, OcsfClass kind, FieldSet fields) {
        boolean about = kind.uid() / 1000 == 3;
        String actor = copy.value("actor.user.name");
        String user = copy.value("user.name");
        if (about && !kind.isAuthentication()) {
            HostNames.writeAccount(user, "user.target", fields);
            copy.copy("user.uid", "user.target.id").copy("user.domain", "user.target.domain");
        }
        HostNames.writeAccount(kind.isAuthentication() && user != null ? user : actor, "user", fields);
        HostNames.writeAccount(about ? null : user, "user", fields);
        if (kind.isAuthentication()) {
            copy.copy("user.domain", "user.domain").copy("user.uid", "user.id")
                    .copy("logon_type_id", "ocsf.logon_type_id").copy("auth_protocol", "network.protocol");
        }
        copy.copy("actor.user.domain", "user.domain").copy("actor.user.uid", "user.id");
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
