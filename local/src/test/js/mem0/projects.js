// Two projects of one organization, by unmodified clients of both versions: node projects.js HOST KEY
import assert from "node:assert/strict";
import MemoryClient, { AuthenticationError } from "mem0-v3";
import { MemoryClient as Older } from "mem0-v2";

const [host, apiKey] = process.argv.slice(2);
const first = new MemoryClient({ apiKey, host });
await first.ping();
const projects = `${host}/api/v1/orgs/organizations/${first.organizationId}/projects/`;
const ask = async (key, method, path, body) => {
  const answer = await fetch(projects + path, { method, headers: { Authorization: `Token ${key}`, "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
  return { status: answer.status, ...(await answer.json()) };
};

const made = await ask(apiKey, "POST", "", { name: "red team", description: "What red does" });
assert.equal(made.status, 201);
const second = new MemoryClient({ apiKey: made.api_key, host });
await second.ping();
assert.equal(second.projectId, made.project_id);
assert.equal(second.organizationId, first.organizationId);
assert.equal((await second.getProject({ fields: ["name"] })).name, "red team");

const filters = { user_id: "robin" };
await second.add([{ role: "user", content: "Robin keeps the lantern in the blue shed." }], { userId: "robin" });
assert.equal((await second.getAll({ filters })).count, 1);
assert.equal((await first.getAll({ filters })).count, 0);
assert.deepEqual((await first.search("Where is the lantern?", { filters })).results, []);

// Who names another project than the key's is told, and nothing lands anywhere.
const astray = new Older({ apiKey, host, organizationId: first.organizationId, projectId: made.project_id });
await assert.rejects(astray.add([{ role: "user", content: "Robin is astray." }], { user_id: "robin" }));
assert.equal((await first.getAll({ filters })).count, 0);
assert.equal((await second.getAll({ filters })).count, 1);

const reader = await ask(apiKey, "POST", `${made.project_id}/members/`, { email: "rita@acme.example", role: "READER" });
const ritas = new MemoryClient({ apiKey: reader.api_key, host });
assert.equal((await ritas.getAll({ filters })).count, 1);
await assert.rejects(ritas.add([{ role: "user", content: "No." }], { userId: "robin" }), AuthenticationError);

assert.equal((await ask(made.api_key, "DELETE", `${made.project_id}/`)).message, "Project deleted successfully");
await assert.rejects(ritas.getAll({ filters }), AuthenticationError);
await assert.rejects(second.getAll({ filters }), AuthenticationError);
console.log(`${made.project_id} projects ok`);
