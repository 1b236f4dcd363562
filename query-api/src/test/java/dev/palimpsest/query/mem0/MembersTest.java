package dev.palimpsest.query.mem0;

import static dev.palimpsest.query.mem0.ProjectDoor.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Role;
import dev.palimpsest.access.Sight;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.mem0.ProjectDoor.Answer;
import dev.palimpsest.query.settings.Settings.Sort;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembersTest {

    private static final String MEMBERS = ACME + "/projects/proj-acme/members/";

    private ProjectDoor door;
    private String ada;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        door = new ProjectDoor(folder);
        ada = door.admin("acme");
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void shouldGiveANewMemberAKeyThatMayDoWhatTheRoleSays() throws Exception {
        Answer rita = add("rita@acme.example", "READER");
        Answer omar = add("omar@acme.example", "OWNER");

        assertThat(rita.status()).isEqualTo(201);
        assertThat(door.send(rita.text("api_key"), "PATCH", ACME + "/projects/proj-acme/", "{\"decay\":true}")
                .status()).isEqualTo(403);
        assertThat(door.get(rita.text("api_key"), ACME + "/projects/proj-acme/").status()).isEqualTo(200);
        assertThat(door.send(omar.text("api_key"), "PATCH", ACME + "/projects/proj-acme/", "{\"decay\":true}")
                .status()).isEqualTo(200);
        assertThat(members(ada)).containsExactly("ada@palimpsest.invalid OWNER", "rita@acme.example READER",
                "omar@acme.example OWNER");
        assertThat(members(rita.text("api_key"))).containsExactly("rita@acme.example READER");
        assertThat(door.settings.all(new TenantId("acme"), Sort.ACT)).hasSize(2);
    }

    @Test
    void shouldChangeWhatAMemberMayDoWithTheKeyThatTheyHave() throws Exception {
        String rita = add("rita@acme.example", "READER").text("api_key");

        assertThat(change("rita@acme.example", "OWNER").status()).isEqualTo(200);
        assertThat(door.send(rita, "PATCH", ACME + "/projects/proj-acme/", "{\"decay\":true}").status())
                .isEqualTo(200);
        assertThat(change("rita@acme.example", "READER").status()).isEqualTo(200);
        assertThat(door.send(rita, "PATCH", ACME + "/projects/proj-acme/", "{\"decay\":true}").status())
                .isEqualTo(403);
    }

    @Test
    void shouldEndTheKeysOfWhoIsNoMemberAnyMore() throws Exception {
        String rita = add("rita@acme.example", "READER").text("api_key");

        assertThat(remove("rita%40acme.example").status()).isEqualTo(200);
        assertThat(door.get(rita, "/v1/ping/").status()).isEqualTo(401);
        assertThat(remove("rita%40acme.example").status()).isEqualTo(404);
    }

    @Test
    void shouldLeaveAProjectItsLastOwner() throws Exception {
        add("rita@acme.example", "READER");

        assertThat(remove("ada%40palimpsest.invalid").status()).isEqualTo(409);
        assertThat(change("ada@palimpsest.invalid", "READER").status()).isEqualTo(409);
        change("rita@acme.example", "OWNER");
        assertThat(change("ada@palimpsest.invalid", "READER").status()).isEqualTo(200);
    }

    @Test
    void shouldNotCountAnOwnerWhoseKeyEndsSooner() throws Exception {
        Instant end = Instant.parse("2026-06-01T00:00:00Z");
        String late = door.keys.create(Caller.admin(new TenantId("acme"), "omar@acme.example"), end).key();

        assertThat(remove("ada%40palimpsest.invalid").status()).isEqualTo(409);
        assertThat(door.send(late, "PUT", MEMBERS, "{\"email\":\"ada@palimpsest.invalid\",\"role\":\"OWNER\"}")
                .status()).isEqualTo(200);
        add("rita@acme.example", "OWNER");
        assertThat(door.send(late, "PUT", MEMBERS, "{\"email\":\"rita@acme.example\",\"role\":\"READER\"}")
                .status()).isEqualTo(200);
        assertThat(door.send(late, "PUT", MEMBERS, "{\"email\":\"rita@acme.example\",\"role\":\"OWNER\"}")
                .status()).isEqualTo(403);
        assertThat(remove("omar%40acme.example").status()).isEqualTo(200);
    }

    @Test
    void shouldSayWhatIsWrongWithAMember() throws Exception {
        add("rita@acme.example", "READER");

        assertThat(add("rita@acme.example", "OWNER").status()).isEqualTo(409);
        assertThat(add("omar@acme.example", "WRITER").text("detail")).isEqualTo("role is READER or OWNER");
        assertThat(add("", "OWNER").status()).isEqualTo(400);
        assertThat(add("two words", "OWNER").status()).isEqualTo(400);
        assertThat(change("nobody@acme.example", "READER").status()).isEqualTo(404);
        assertThat(door.send(ada, "DELETE", MEMBERS, "").status()).isEqualTo(400);
    }

    @Test
    void shouldGiveNobodyMoreThanWhoLetsThemIn() throws Exception {
        String narrow = door.keys.create(new Caller(new TenantId("acme"), "ned", Set.of(Role.ADMIN),
                Sight.USUAL.with("tlp=green").with("for=user%3Aned")));
        String key = door.send(narrow, "POST", MEMBERS, "{\"email\":\"rita@acme.example\",\"role\":\"READER\"}")
                .text("api_key");

        Sight sight = door.keys.of(key).orElseThrow().sight();
        assertThat(sight.text()).isEqualTo("tlp=green pap=amber for=user%3Aned");
        assertThat(door.send(narrow, "PUT", MEMBERS, "{\"email\":\"ada@palimpsest.invalid\",\"role\":\"READER\"}")
                .status()).isEqualTo(403);
    }

    @Test
    void shouldKeepTheMembersOfProjectsApart() throws Exception {
        Answer red = door.make(ada, "red");
        String members = ACME + "/projects/" + red.text("project_id") + "/members/";
        door.send(ada, "POST", members, "{\"email\":\"rita@acme.example\",\"role\":\"OWNER\"}");

        assertThat(members(ada)).containsExactly("ada@palimpsest.invalid OWNER");
        assertThat(names(door.get(red.text("api_key"), members))).containsExactly("ada@palimpsest.invalid OWNER",
                "rita@acme.example OWNER");
        assertThat(door.get(red.text("api_key"), MEMBERS).status()).isEqualTo(404);
        assertThat(door.get(red.text("api_key"), ACME + "/members/").status()).isEqualTo(404);
        assertThat(names(door.get(ada, ACME + "/members/"))).containsExactly("ada@palimpsest.invalid OWNER");
    }

    private Answer add(String email, String role) throws Exception {
        return door.send(ada, "POST", MEMBERS, "{\"email\":\"" + email + "\",\"role\":\"" + role + "\"}");
    }

    private Answer change(String email, String role) throws Exception {
        return door.send(ada, "PUT", MEMBERS, "{\"email\":\"" + email + "\",\"role\":\"" + role + "\"}");
    }

    private Answer remove(String email) throws Exception {
        return door.send(ada, "DELETE", MEMBERS + "?email=" + email, "");
    }

    private List<String> members(String key) throws Exception {
        return names(door.get(key, MEMBERS));
    }

    private static List<String> names(Answer answer) {
        JsonNode members = answer.json().path("members");
        return StreamSupport.stream(members.spliterator(), false)
                .map(member -> member.path("email").asText() + " " + member.path("role").asText()).toList();
    }
}
