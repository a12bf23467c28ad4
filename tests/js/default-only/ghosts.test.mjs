// A client that stops reading is gone in time, with all the buffers of a real connection: its disconnect hook runs, its
// rooms forget it, and nobody else notices (guarantees 6 and 11). The other ways to stop are in
// tests/rust/gateways/ghosts.rs.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect } from "../support/client.mjs";
import { openRaw } from "../support/raw.mjs";
import { serverFor, serverForAll } from "../support/server.mjs";
import { within } from "../support/within.mjs";

const PING_TIMEOUT = 400;
/** What a machine with other work to do may add. */
const MARGIN = 3_000;
/** A packet of which few fill a connection. */
const LONG = 256 * 1_024;
/** How many packets a connection's buffer holds here: few, so that it is full long before the next ping. */
const BUFFER = 128;
/** What the servers have in common. */
const ENVIRONMENT = { PING_TIMEOUT, MAX_BUFFER_SIZE: BUFFER };

describe("guarantee 11: a client that stops reading is gone in time, before the next ping", { timeout: 60_000 }, () => {
  const server = serverForAll("test-server", {
    env: { ...ENVIRONMENT, PING_INTERVAL: 60_000 },
  });

  test("is gone when all its buffers are full of what others shout", async (t) => {
    const haunted = await haunt(t, server);
    const { raw, id, other } = haunted;
    raw.stream.pause();
    await ask(other, "fill", id, LONG);
    await assertGone(t, haunted, Date.now(), PING_TIMEOUT, /^transport error$/);
  });
});

test("a connection that joins no namespace is closed in time", async (t) => {
  const server = await serverFor(t, "test-server", { env: { ...ENVIRONMENT, CONNECT_TIMEOUT: 300 } });
  const joined = await openRaw(server.url);
  t.after(() => joined.stream.destroy());
  await joined.join("/ghosts");
  const raw = await openRaw(server.url);
  await within(300 + MARGIN, raw.closed, "the server to close the connection");
  assert.equal(joined.stream.closed, false);
});

/** A client that can stop reading, and one that is well. */
async function haunt(t, server) {
  const raw = await openRaw(server.url);
  t.after(() => raw.stream.destroy());
  const id = await raw.join("/ghosts");
  const other = await connect(t, `${server.url}/ghosts`, { transports: ["websocket"] });
  assert.deepEqual(await ask(other, "members", id), [id]);
  return { server, raw, id, other };
}

/**
 * The hook of the client `id` runs, once, within what is promised `since` then; it is in no room any
 * more; and `other` is served all the time.
 */
async function assertGone(t, { server, id, other }, since, promised, reason) {
  const wanted = { gateway: "Ghosts", what: "left", id };
  const took = () => Date.now() - since;
  while (server.entries(wanted).length === 0) {
    assert.ok(took() < promised + MARGIN, `still there after ${took()} ms, ${promised} ms are promised`);
    const asked = Date.now();
    await ask(other, "members", "crowd");
    assert.ok(Date.now() - asked < MARGIN, "others are served meanwhile");
    await sleep(10);
  }
  t.diagnostic(`gone after ${took()} of ${promised} ms`);
  const [left] = server.entries(wanted);
  assert.match(left.reason, reason);
  assert.deepEqual(left.rooms, ["crowd", id].sort());
  assert.deepEqual(await ask(other, "members", "crowd"), [other.id]);
  assert.deepEqual(await ask(other, "members", id), []);
  // Whatever would run the hook a second time has done so by then.
  await sleep(2 * PING_TIMEOUT);
  assert.equal(server.entries(wanted).length, 1);
  assert.equal(other.connected, true);
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
