// npm mem0ai 2.4.6, unmodified: node v2.js HOST KEY
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { MemoryClient, MemoryNotFoundError } from "mem0-v2";

const [host, apiKey] = process.argv.slice(2);
const client = new MemoryClient({ apiKey, host });
const user_id = `user-${randomUUID()}`;

const added = await client.add([{ role: "user", content: "My favorite city is Lisbon." }], { user_id, metadata: { trip: "summer" } });
assert.ok(Array.isArray(added) && added[0].status === "PENDING" && typeof added[0].event_id === "string");
const sync = await client.add([{ role: "user", content: "I travel by train." }], { user_id, async_mode: false });
assert.equal(sync[0].event, "ADD");
const v1 = await client.getAll({ user_id });
assert.ok(Array.isArray(v1) && v1.length >= 2);
const v2 = await client.getAll({ filters: { OR: [{ user_id }] }, api_version: "v2", page: 1, page_size: 1 });
assert.ok(v2.results.length === 1 && v2.count >= 2);
const one = await client.search("Where do I like to be?", { user_id });
assert.ok(Array.isArray(one) && one.length > 0 && one[0].score > 0);
const two = await client.search("favorite city", { filters: { AND: [{ user_id }, { metadata: { trip: "summer" } }] }, api_version: "v2" });
assert.ok(Array.isArray(two) && two.length > 0 && two.every((memory) => memory.metadata.trip === "summer"));
const id = two[0].id;
await client.update(id, { text: "My favorite city is Porto." });
assert.equal((await client.get(id)).memory, "My favorite city is Porto.");
assert.ok((await client.history(id)).some((entry) => entry.event === "ADD"));
await client.batchUpdate([{ memoryId: id, text: "My favorite city is Faro." }]);
assert.ok((await client.users()).results.some((entity) => entity.name === user_id));
const project = await client.getProject({ fields: ["custom_instructions"] });
assert.ok("custom_instructions" in project);
await client.feedback({ memory_id: id, feedback: "NEGATIVE" });
const made = await client.createMemoryExport({ filters: { AND: [{ user_id }] }, schema: { memory: "string" } });
assert.equal(typeof (await client.getMemoryExport({ memory_export_id: made.id })).memory, "string");
await client.batchDelete([id]);
await assert.rejects(client.get(id), MemoryNotFoundError);
await client.deleteAll({ user_id });
assert.equal((await client.getAll({ user_id })).length, 0);
assert.equal((await client.deleteUsers({ user_id })).message, "Entity deleted successfully.");
console.log("v2 ok");
