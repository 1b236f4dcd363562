package dev.palimpsest.query.mem0;

import static dev.palimpsest.query.mem0.ProjectDoor.ACME;
import static dev.palimpsest.query.mem0.ProjectDoor.ORGANIZATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Role;
import dev.palimpsest.access.Sight;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.mem0.ProjectDoor.Answer;
import dev.palimpsest.query.settings.Settings.Sort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectsTest {

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
    void shouldMakeAProjectThatIsATenantWithAKeyOfItsOwn() throws Exception {
        Answer made = door.make(ada, "red team");
        Answer ping = door.get(made.text("api_key"), "/v1/ping/");

        assertThat(made.status()).isEqualTo(201);
        assertThat(ping.text("org_id")).isEqualTo("org-acme");
        assertThat(ping.text("project_id")).isEqualTo(made.text("project_id")).startsWith("proj-acme-");
        assertThat(door.get(ada, "/v1/ping/").text("project_id")).isEqualTo("proj-acme");
        assertThat(door.keys.of(made.text("api_key")).orElseThrow().tenant()).isNotEqualTo(new TenantId("acme"));
        assertThat(acts("acme")).contains("project-create").doesNotContain(made.text("api_key"));
    }

    @Test
    void shouldListAllProjectsToTheOrganizationsAdministratorsAndOnesOwnToOthers() throws Exception {
        Answer red = door.make(ada, "red");
        door.make(ada, "blue");
        String reader = door.keys.create(new Caller(new TenantId("acme"), "rita", Set.of(Role.READER), Sight.ALL));

        assertThat(names(ada)).containsExactly("default", "blue", "red");
        assertThat(names(red.text("api_key"))).containsExactly("red");
        assertThat(names(reader)).containsExactly("default");
    }

    @Test
    void shouldSetWhatTheOrganizationsAdministratorSaysOfAProject() throws Exception {
        Answer red = door.make(ada, "red");
        String path = ACME + "/projects/" + red.text("project_id") + "/";

        assertThat(door.send(ada, "PATCH", path, "{\"custom_instructions\":\"Do not store names.\"}").status())
                .isEqualTo(200);
        assertThat(door.get(red.text("api_key"), path).text("custom_instructions")).isEqualTo("Do not store names.");
        assertThat(door.get(red.text("api_key"), path).text("name")).isEqualTo("red");
        assertThat(door.get(ada, ACME + "/projects/proj-acme/").json().path("custom_instructions").isNull()).isTrue();
    }

    @Test
    void shouldAnswerForAProjectOfOthersAsForNone() throws Exception {
        Answer red = door.make(ada, "red");
        String stranger = door.admin("elsewhere");
        for (String key : List.of(stranger, red.text("api_key"))) {
            for (String method : List.of("GET", "PATCH", "DELETE")) {
                String base = (key.equals(stranger) ? ORGANIZATIONS + "org-elsewhere" : ACME) + "/projects/";
                String theirs = key.equals(stranger) ? red.text("project_id") : "proj-acme";
                Answer foreign = door.send(key, method, base + theirs, "{\"decay\":true}");
                Answer none = door.send(key, method, base + "proj-none", "{\"decay\":true}");

                assertThat(foreign.status()).isEqualTo(none.status()).isEqualTo(404);
                assertThat(foreign.json().toString().replace(theirs, "proj-none"))
                        .isEqualTo(none.json().toString());
            }
        }
        assertThat(door.get(stranger, ACME + "/projects/").status()).isEqualTo(404);
        assertThat(names(ada)).containsExactly("default", "red");
    }

    @Test
    void shouldMakeProjectsInTheFirstOneAloneAndNoneTwice() throws Exception {
        Answer red = door.make(ada, "red");

        assertThat(door.make(red.text("api_key"), "deeper").status()).isEqualTo(403);
        assertThat(door.make(ada, "red").status()).isEqualTo(409);
        assertThat(door.make(ada, " ").status()).isEqualTo(400);
        assertThat(door.send(ada, "POST", ACME + "/projects/", "{\"name\":\"x\",\"organization\":\"y\"}").status())
                .isEqualTo(400);
    }

    @Test
    void shouldEndAProjectWithItsKeysAndWhatIsRememberedInIt() throws Exception {
        Answer red = door.make(ada, "red");
        TenantId tenant = door.keys.of(red.text("api_key")).orElseThrow().tenant();

        Answer ended = door.send(red.text("api_key"), "DELETE", ACME + "/projects/" + red.text("project_id") + "/",
                "");

        assertThat(ended.status()).isEqualTo(200);
        assertThat(door.takenBack).containsExactly(tenant);
        assertThat(door.get(red.text("api_key"), "/v1/ping/").status()).isEqualTo(401);
        assertThat(names(ada)).containsExactly("default");
        assertThat(acts("acme")).contains("project-delete");
        assertThat(door.make(ada, "red").text("project_id")).isNotEqualTo(red.text("project_id"));
    }

    @Test
    void shouldLetNobodyInAfterAProjectEndedNotEvenWhoWasLetInMeanwhile() throws Exception {
        Answer red = door.make(ada, "red");
        String path = ACME + "/projects/" + red.text("project_id");
        List<String> meanwhile = new ArrayList<>();
        door.meanwhile = admin -> {
            try {
                meanwhile.add(door.keys.create(admin));
                assertThat(door.send(ada, "POST", path + "/members/", "{\"email\":\"m\",\"role\":\"OWNER\"}").status())
                        .isEqualTo(409);
                assertThat(door.send(ada, "PATCH", path, "{\"decay\":true}").status()).isEqualTo(409);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
        assertThat(door.send(ada, "DELETE", path, "").status()).isEqualTo(200);

        assertThat(meanwhile).singleElement().satisfies(key -> assertThat(door.keys.of(key)).isEmpty());
        assertThat(door.keys.of(red.text("api_key"))).isEmpty();
    }

    @Test
    void shouldEndAProjectAgainWhereItBrokeOffAlsoForItsOwnOwner() throws Exception {
        Answer red = door.make(ada, "red");
        String path = ACME + "/projects/" + red.text("project_id");
        door.meanwhile = _ -> {
            throw Refusal.unavailable("the index does not answer now");
        };
        assertThat(door.send(red.text("api_key"), "DELETE", path, "").status()).isEqualTo(503);
        assertThat(names(ada)).containsExactly("default", "red");

        door.meanwhile = _ -> {};
        assertThat(door.send(red.text("api_key"), "DELETE", path, "").status()).isEqualTo(200);
        assertThat(names(ada)).containsExactly("default");
    }

    @Test
    void shouldLeaveNothingThatAnybodySeesOfAProjectThatIsNotMade() throws Exception {
        String much = "{\"name\":\"red\",\"description\":\"" + "x".repeat(70_000) + "\"}";
        assertThat(door.send(ada, "POST", ACME + "/projects/", much).status()).isEqualTo(413);
        assertThat(names(ada)).containsExactly("default");
    }

    @Test
    void shouldMakeAProjectForWhoComesWithATokenOrAnOddName() throws Exception {
        String odd = door.keys.create(Caller.admin(new TenantId("acme"), "feeds/odd"));

        Answer made = door.make(odd, "red");

        assertThat(made.status()).isEqualTo(201);
        assertThat(door.keys.of(made.text("api_key")).orElseThrow().name()).isEqualTo("owner");
    }

    @Test
    void shouldEndNeitherTheFirstProjectNorAnyForWhoSeesNotAll() throws Exception {
        Answer red = door.make(ada, "red");
        String narrow = door.keys.create(new Caller(new TenantId("acme"), "ned", Set.of(Role.ADMIN), Sight.USUAL));

        assertThat(door.send(ada, "DELETE", ACME + "/projects/proj-acme/", "").status()).isEqualTo(409);
        assertThat(door.send(narrow, "DELETE", ACME + "/projects/" + red.text("project_id"), "").status())
                .isEqualTo(403);
        assertThat(door.takenBack).isEmpty();
        assertThat(door.get(red.text("api_key"), "/v1/ping/").status()).isEqualTo(200);
    }

    @Test
    void shouldRefuseARequestThatMeansAnotherProjectThanItsKeyOpens() throws Exception {
        Answer red = door.make(ada, "red");
        String path = ACME + "/projects/proj-acme/";

        assertThat(door.get(ada, "/v1/ping/?project_id=" + red.text("project_id")).status()).isEqualTo(403);
        assertThat(door.get(ada, "/v1/ping/?project_id=proj-none").status()).isEqualTo(403);
        assertThat(door.get(ada, "/v1/ping/?project_id=proj-acme").status()).isEqualTo(200);
        assertThat(door.get(ada, "/v1/ping/?project_id=of-another-service").status()).isEqualTo(200);
        assertThat(door.send(ada, "DELETE", "/memories?user_id=a&project_id=proj-none", "").status()).isEqualTo(403);
        assertThat(door.send(ada, "PATCH", ACME + "/projects/" + red.text("project_id"),
                "{\"decay\":true,\"project_id\":\"" + red.text("project_id") + "\"}").status()).isEqualTo(200);
        assertThat(door.send(ada, "PATCH", path, "{\"decay\":true,\"project_id\":\"proj-none\"}").status())
                .isEqualTo(403);
    }

    @Test
    void shouldMakeAndEndOrganizationsForTheOperatorAlone() throws Exception {
        String operator = door.admin(Caller.OPERATOR.value());
        Answer made = door.send(operator, "POST", ORGANIZATIONS, "{\"name\":\"Blue Harbour\"}");
        String key = made.text("api_key");
        String path = ORGANIZATIONS + made.text("org_id");
        String red = door.send(key, "POST", path + "/projects/", "{\"name\":\"red\"}").text("api_key");
        door.meanwhile = _ -> assertThat(door.keys.of(key)).isEmpty();

        assertThat(made.text("org_id")).startsWith("org-blue-harbour-");
        assertThat(door.get(key, "/v1/ping/").text("project_id")).isEqualTo(made.text("project_id"));
        assertThat(door.send(ada, "POST", ORGANIZATIONS, "{\"name\":\"mine\"}").status()).isEqualTo(403);
        assertThat(door.send(ada, "DELETE", ACME, "").status()).isEqualTo(403);
        assertThat(door.send(operator, "POST", ORGANIZATIONS, "{\"name\":\"!\"}").status()).isEqualTo(400);
        assertThat(door.send(operator, "DELETE", ORGANIZATIONS + "org-none", "").status()).isEqualTo(404);
        assertThat(door.send(operator, "DELETE", path, "").status()).isEqualTo(200);
        assertThat(door.takenBack).hasSize(2);
        assertThat(door.keys.of(red)).isEmpty();
        assertThat(door.get(ada, "/v1/ping/").status()).isEqualTo(200);
    }

    private List<String> names(String key) throws Exception {
        return door.get(key, ACME + "/projects/").json().findValuesAsText("name");
    }

    private String acts(String tenant) {
        return door.settings.all(new TenantId(tenant), Sort.ACT).toString();
    }
}
