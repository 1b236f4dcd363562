// npm mem0ai 3.3.1, unmodified: node v3.js HOST KEY
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import MemoryClient, { MemoryNotFoundError, ValidationError } from "mem0-v3";

const [host, apiKey] = process.argv.slice(2);
const client = new MemoryClient({ apiKey, host });
const userId = `user/${randomUUID()}`;
const runId = randomUUID();

await client.ping();
assert.ok(client.organizationId && client.projectId);
const stranger = new MemoryClient({ apiKey: "nobody", host });
await assert.rejects(stranger.ping());
await assert.rejects(client.get("no-uuid"), ValidationError);
await assert.rejects(client.get(randomUUID()), MemoryNotFoundError);

// add, and read it in the very next request
const added = await client.add(
  [
    { role: "user", content: "Hi, I'm Robin. My favorite color is blue." },
    { role: "assistant", content: "Nice to meet you, Robin! Blue is a calm color." },
  ],
  { userId, runId, metadata: { aB: 1, nested: { x_y: [true, null, "s"] }, text: "10" } },
);
assert.equal(added.status, "PENDING");
assert.equal(typeof added.eventId, "string");
const page = await client.getAll({ filters: { userId }, page: 1, pageSize: 1 });
assert.ok(page.count >= 2 && page.results.length === 1 && typeof page.next === "string" && page.previous === null);
const both = await client.getAll({ filters: { AND: [{ user_id: userId }, { run_id: runId }] } });
assert.ok(both.results.length >= 2);
assert.deepEqual(both.results[0].metadata, { aB: 1, nested: { x_y: [true, null, "s"] }, text: "10" });
assert.equal((await client.getAll({ filters: { user_id: `nobody-${randomUUID()}` } })).results.length, 0);

// verbatim, and there at once
const kept = await client.add([{ role: "user", content: "The vault code is kept by Dana." }], { userId, infer: false });
assert.equal(kept.status, "SUCCEEDED");
assert.equal(kept.results[0].event, "ADD");
assert.equal(kept.results[0].data.memory, "The vault code is kept by Dana.");
const id = kept.results[0].id;
const memory = await client.get(id);
assert.equal(memory.memory, "The vault code is kept by Dana.");
assert.equal(memory.userId, userId);
assert.ok(memory.metadata === null && !Number.isNaN(Date.parse(memory.createdAt)));

// search, every sort of filter
const found = await client.search("What is my favorite color?", { filters: { user_id: userId } });
assert.ok(found.results.length > 0 && found.results[0].score > 0 && found.results[0].score <= 1);
const known = await client.search("What do you know about me?", { filters: { OR: [{ user_id: userId }] } });
assert.ok(known.results.length > 0);
const narrowed = await client.search("color", {
  filters: { AND: [{ user_id: userId }, { metadata: { aB: { gte: 1 } } }, { NOT: { metadata: { text: "11" } } }] },
  topK: 1,
});
assert.equal(narrowed.results.length, 1);
for (const filters of [undefined, {}, { user_id: userId, colour: "x" }, { user_id: { like: "x" } }, { NOT: { user_id: userId } }]) {
  await assert.rejects(client.search("x", { filters }), ValidationError);
}

// update: words, labels, an end; history from the log
await client.update(id, { text: "The vault code is kept by Erin.", metadata: { source: "test", priority: "high", n: 2 } });
const updated = await client.get(id);
assert.equal(updated.memory, "The vault code is kept by Erin.");
assert.deepEqual(updated.metadata, { source: "test", priority: "high", n: 2 });
await client.update(id, { metadata: { source: "test" } });
assert.deepEqual((await client.get(id)).metadata, { source: "test" });
await client.update(id, { expirationDate: "2020-01-01" });
assert.equal((await client.get(id)).expirationDate, "2020-01-01");
const shown = async (showExpired) => (await client.getAll({ filters: { user_id: userId, memory_ids: [id] }, showExpired })).count;
assert.equal(await shown(false), 0);
assert.equal(await shown(true), 1);
await client.update(id, { expirationDate: null });
assert.equal(await shown(false), 1);
const history = await client.history(id);
assert.equal(history[0].event, "ADD");
assert.ok(history.some((entry) => entry.event === "UPDATE" && entry.oldMemory.endsWith("Dana.") && entry.newMemory.endsWith("Erin.")));

// batch, feedback, entities
await client.batchUpdate([{ memoryId: id, text: "The vault code is kept by Finn." }]);
assert.equal((await client.get(id)).memory, "The vault code is kept by Finn.");
await client.feedback({ memory_id: id, feedback: "POSITIVE", feedback_reason: "right" });
const users = await client.users();
assert.equal(typeof users.count, "number");
assert.ok(users.results.some((entity) => entity.name === userId && entity.type === "user" && typeof entity.id === "string"));

// project, webhooks, exports, profiles
const instructions = `Do not store passport numbers. ${randomUUID()}`;
await client.updateProject({ customInstructions: instructions, customCategories: [{ food_habits: "what somebody eats or drinks" }] });
const project = await client.getProject({ fields: ["custom_instructions"] });
assert.equal(project.customInstructions, instructions);
assert.deepEqual(project.customCategories, [{ food_habits: "what somebody eats or drinks" }]);
await client.add([{ role: "user", content: "Robin drinks espresso." }, { role: "user", content: "My passport number is X1." }], { userId });
const drinks = await client.getAll({ filters: { AND: [{ user_id: userId }, { categories: { contains: "FOOD_HABITS" } }] } });
assert.deepEqual(drinks.results.map((each) => each.memory), ["Robin drinks espresso."]);
assert.equal((await client.getAll({ filters: { user_id: userId, keywords: { icontains: "PASSPORT" } } })).count, 0);
await client.updateProject({ customInstructions: "", customCategories: [] });
const webhook = await client.createWebhook({ name: "w", url: "https://example.org/hook", eventTypes: ["memory_add"] });
assert.equal(webhook.isActive, true);
assert.ok(Array.isArray(await client.getWebhooks()));
assert.equal(typeof (await client.updateWebhook({ webhookId: webhook.webhookId, name: "v" })).message, "string");
await client.deleteWebhook({ webhookId: webhook.webhookId });
const made = await client.createMemoryExport({ filters: { AND: [{ user_id: userId }] }, schema: { memory: "string", user_id: "string" } });
const exported = await client.getMemoryExport({ memoryExportId: made.id });
assert.equal(exported.userId, userId);
assert.equal(typeof exported.memory, "string");
await client.updateProfileSettings({ enabled: true, schema: { type: "object", properties: { aB: { type: "integer" } } } });
assert.deepEqual((await client.getProfileSettings()).entities.user.schema.properties, { aB: { type: "integer" } });
const job = await client.generateProfile({ entityId: userId, idempotencyKey: "one" });
assert.equal((await client.getProfileJob(job.statusUrl)).jobId, job.jobId);
const profile = await client.getProfile({ entityId: userId });
assert.equal(profile.status, "succeeded");
assert.deepEqual(profile.profile, { aB: 1 });

// delete one, many, all
assert.equal(typeof (await client.delete(id)).message, "string");
await assert.rejects(client.get(id), MemoryNotFoundError);
assert.ok((await client.history(id)).some((entry) => entry.event === "DELETE" && entry.newMemory === null));
await client.batchDelete([both.results[0].id]);
await assert.rejects(client.deleteAll({}), ValidationError);
assert.equal(typeof (await client.deleteAll({ userId: `nobody-${randomUUID()}` })).message, "string");
await client.deleteAll({ userId });
assert.equal((await client.getAll({ filters: { user_id: userId } })).count, 0);
assert.equal((await client.deleteUsers({ userId })).message, "Entity deleted successfully.");
console.log("v3 ok");
