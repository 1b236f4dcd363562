// The protocol's TypeScript SDK in two versions, over both transports.
const SDKS = { new: "sdk-new", old: "sdk-old" };

/**
 * A client that is connected.
 * @param sdk new (1.32.2) or old (1.12.3)
 * @param target {url, key} for HTTP or {command, args, env} for stdio
 */
export async function connect(sdk, target, options = {}) {
  const name = SDKS[sdk];
  const { Client } = await import(`${name}/client/index.js`);
  const client = new Client({ name: `palimpsest-it-${sdk}`, version: "1.0.0" }, options);
  if (target.command) {
    const { StdioClientTransport } = await import(`${name}/client/stdio.js`);
    await client.connect(new StdioClientTransport({ ...target, stderr: "pipe" }));
  } else {
    const { StreamableHTTPClientTransport } = await import(`${name}/client/streamableHttp.js`);
    const transport = new StreamableHTTPClientTransport(new URL(target.url), {
      requestInit: { headers: { Authorization: `Bearer ${target.key}` } },
    });
    await client.connect(transport);
    client.sessionOf = () => transport.sessionId;
  }
  return client;
}

/** What a tool answers, structured and the same as its text where that is JSON. */
export async function call(client, name, args = {}) {
  const result = await client.callTool({ name, arguments: args });
  if (result.isError) {
    throw new Error(`${name}: ${result.content[0].text}`);
  }
  return result.structuredContent ?? JSON.parse(result.content[0].text);
}

/** As call, for what adds: until it can be searched. The same again counts as the same. */
export async function add(client, name, args) {
  for (let tries = 0; ; tries++) {
    const answer = await call(client, name, args);
    if (answer.searchable || tries === 10) {
      return answer;
    }
  }
}

/** Why a tool did not. */
export async function failure(client, name, args = {}) {
  const result = await client.callTool({ name, arguments: args });
  if (!result.isError) {
    throw new Error(`${name} answered: ${JSON.stringify(result)}`);
  }
  return result.content[0].text;
}
