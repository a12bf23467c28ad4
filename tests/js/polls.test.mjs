// The response to a poll brings all that waits.

import assert from "node:assert/strict";
import { test } from "node:test";

import { named } from "./support/protocol.mjs";
import { serverFor } from "./support/server.mjs";
import { rawPolling } from "./support/wire.mjs";

const MANY = 1_000;
/** Of packets in one request: what a client that knows of no limit keeps well below it with. */
const AT_ONCE = 100;

test(named("a poll brings all that waits"), async (t) => {
  const server = await serverFor(t, "test-server");
  const polling = await rawPolling(server.url, "/secret");
  const texts = Array.from({ length: MANY }, (_, number) => `number ${number}`);
  for (let start = 0; start < MANY; start += AT_ONCE) {
    await polling.send(texts.slice(start, start + AT_ONCE).map((text) => ({ type: 2, nsp: "/secret", data: ["say", text] })));
  }
  await server.journal({ gateway: "Secret", what: "said", id: polling.id }, MANY);
  const packets = await polling.receive();
  const said = packets.filter(({ data }) => data?.[0] === "said");
  assert.deepEqual(said.map(({ data: [, text] }) => text), texts);
});
