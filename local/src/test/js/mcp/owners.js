// Who may do what: node owners.js ROOT KEY KEY_OF_ANOTHER_NAME KEY_OF_ANOTHER_TENANT
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { add, call, connect } from "./clients.js";

const [root, key, colleague, stranger] = process.argv.slice(2);
const url = `${root}/mcp`;

await assert.rejects(connect("new", { url, key: "nobody" }), /401|Unauthorized|credential/i);
const mine = await connect("new", { url, key });

// a session is its credential's alone
const message = { jsonrpc: "2.0", id: 1, method: "tools/list" };
const asked = (bearer) =>
  fetch(url, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${bearer}`,
      Accept: "application/json, text/event-stream",
      "Content-Type": "application/json",
      "Mcp-Session-Id": mine.sessionOf(),
    },
    body: JSON.stringify(message),
  });
assert.equal((await asked(key)).status, 200);
assert.equal((await asked(colleague)).status, 404);
assert.equal((await asked(stranger)).status, 404);

// OpenMemory's address: the user of the path, by a credential
const user = `path-${randomUUID()}`;
const openMemory = await connect("old", { url: `${root}/mcp/cursor/http/${user}`, key });
await add(openMemory, "add_memories", { text: "The kettle is in the lab." });
assert.equal((await call(openMemory, "search_memory", { query: "kettle" })).memories.length, 1);
assert.equal((await call(openMemory, "list_memories")).memories.length, 1);
const foreign = await connect("old", { url: `${root}/mcp/cursor/http/${user}`, key: stranger });
assert.deepEqual((await call(foreign, "list_memories")).memories, []);
assert.equal((await call(foreign, "delete_all_memories")).deleted, 0);
assert.equal((await call(openMemory, "delete_all_memories")).deleted, 1);

// progress, and an end before the end
const lines = Array.from({ length: 260 }, (_, i) => ({ role: "assistant", content: `line ${i} of ${user}` }));
await add(mine, "add_memory", { messages: lines, user_id: user });
const all = { name: "delete_all_memories", arguments: { user_id: user } };
const told = [];
const stop = new AbortController();
const onprogress = (progress) => {
  told.push(progress.progress);
  stop.abort("enough");
};
await assert.rejects(mine.callTool(all, undefined, { signal: stop.signal, onprogress }));
assert.ok(told.length > 0, "no progress was told");
const left = await call(mine, "get_memories", { user_id: user, page_size: 1 });
assert.ok(left.memories.length > 0, "it went on although nobody wanted it");
await call(mine, "delete_all_memories", { user_id: user });
assert.deepEqual((await call(mine, "get_memories", { user_id: user })).memories, []);
console.log("owners ok");
process.exit(0);
