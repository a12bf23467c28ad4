// A client that stops reading is gone in time: its disconnect hook runs, its rooms forget it, and
// nobody else notices (guarantees 6 and 11).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect } from "../support/client.mjs";
import { openRaw } from "../support/raw.mjs";
import { serverFor, serverForAll } from "../support/server.mjs";
import { rawPolling } from "../support/wire.mjs";
import { within } from "../support/within.mjs";

const PING_INTERVAL = 300;
const PING_TIMEOUT = 400;
/** What is promised of everyone: one ping that is not answered, then bytes that are not taken. */
const PROMISED = PING_INTERVAL + 2 * PING_TIMEOUT;
/** What a machine with other work to do may add. */
const MARGIN = 3_000;
/** A packet of which few fill a connection. */
const LONG = 256 * 1_024;
/** One that alone is more than the system buffers. */
const TOO_LONG = 32 * 1_024 * 1_024;
/** How many packets a connection's buffer holds here: few, so that it is full long before the next ping. */
const BUFFER = 128;
/** What the servers have in common. */
const ENVIRONMENT = { PING_TIMEOUT, MAX_BUFFER_SIZE: BUFFER };

describe("guarantee 11: a client that stops reading is gone in time, with a heartbeat", { timeout: 60_000 }, () => {
  const server = serverForAll("test-server", { env: { ...ENVIRONMENT, PING_INTERVAL } });

  test("is gone when all its buffers are full of what others shout", async (t) => {
    const haunted = await haunt(t, server);
    const { raw, id, other } = haunted;
    raw.stream.pause();
    const since = Date.now();
    const shouted = await ask(other, "fill", id, LONG);
    assert.ok(shouted > BUFFER, `the connection was full after ${shouted} packets`);
    await assertGone(t, haunted, since, PROMISED, /^ping timeout$/);
  });

  test("is gone though it answers the pings that it does not see", async (t) => {
    const haunted = await haunt(t, server);
    const { raw, id, other } = haunted;
    raw.stream.pause();
    const pongs = setInterval(() => raw.send("3"), PING_INTERVAL / 3);
    t.after(() => clearInterval(pongs));
    const since = Date.now();
    assert.equal(await ask(other, "shout", id, TOO_LONG), 0);
    await assertGone(t, haunted, since, PING_TIMEOUT, /^transport error$/);
  });

  test("is gone when it is sent nothing", async (t) => {
    const haunted = await haunt(t, server);
    haunted.raw.stream.pause();
    await assertGone(t, haunted, Date.now(), PING_INTERVAL + PING_TIMEOUT, /^ping timeout$/);
  });

  test("stays when it reads again in time", async (t) => {
    const patient = await serverFor(t, "test-server", { env: { ...ENVIRONMENT, PING_INTERVAL, PING_TIMEOUT: 2_000 } });
    const { raw, id, other } = await haunt(t, patient);
    raw.stream.pause();
    assert.equal(await ask(other, "shout", id, TOO_LONG), 0);
    await sleep(500);
    raw.stream.resume();
    await sleep(2_500);
    assert.deepEqual(await ask(other, "members", id), [id]);
  });

  test("does not hold up the end of the server", async (t) => {
    const ending = await serverFor(t, "test-server", { env: { ...ENVIRONMENT, PING_INTERVAL } });
    const { raw, id, other } = await haunt(t, ending);
    raw.stream.pause();
    await ask(other, "fill", id, LONG);
    const since = Date.now();
    assert.deepEqual(await ending.stop("SIGTERM"), { code: 0, signal: null });
    const took = Date.now() - since;
    assert.ok(took < PROMISED + MARGIN, `it took ${took} ms to end`);
    assert.doesNotMatch(ending.log(), /cut off|deadline/);
    assert.equal(ending.entries({ gateway: "Ghosts", what: "left", id }).length, 1);
  });
});

describe("guarantee 11: a client that stops reading is gone in time, before the next ping", { timeout: 60_000 }, () => {
  const server = serverForAll("test-server", {
    env: { ...ENVIRONMENT, PING_INTERVAL: 60_000, MAX_WAITING_ANSWERS: 500 },
  });

  test("is gone when all its buffers are full of what others shout", async (t) => {
    const haunted = await haunt(t, server);
    const { raw, id, other } = haunted;
    raw.stream.pause();
    await ask(other, "fill", id, LONG);
    await assertGone(t, haunted, Date.now(), PING_TIMEOUT, /^transport error$/);
  });

  test("is gone when it asks for more answers than may wait, into buffers that are full", async (t) => {
    const haunted = await haunt(t, server);
    const { raw, id, other } = haunted;
    raw.stream.pause();
    await ask(other, "fill", id, LONG);
    raw.send(...Array.from({ length: 1_000 }, (_, number) => `42/ghosts,${number}["short"]`));
    await server.logged(new RegExp(`WARN.*does not read its answers.*${id}`));
    await assertGone(t, haunted, Date.now(), PING_TIMEOUT, /^(server namespace disconnect|transport error)$/);
  });
});

test("4,096 packets may wait for a client that does not poll: broadcasts miss it then, answers wait", async (t) => {
  const server = await serverFor(t, "test-server");
  const polling = await rawPolling(server.url, "/ghosts");
  const other = await connect(t, `${server.url}/ghosts`, { transports: ["websocket"] });
  const count = await ask(other, "count", polling.id);
  // The first ping may be among them.
  assert.ok(count === 4_095 || count === 4_096, `${count} packets had room`);
  const asked = [...Array(1_000).keys()];
  await polling.send(asked.map((id) => ({ type: 2, nsp: "/ghosts", id, data: ["short"] })));
  const numbers = [];
  const answers = [];
  while (answers.length < asked.length) {
    for (const { type, id, data } of await polling.receive()) {
      if (type === 2) numbers.push(data[1]);
      else answers.push(id);
    }
  }
  assert.deepEqual(numbers, [...Array(count).keys()]);
  assert.deepEqual(answers, asked);
  await polling.close();
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
  await sleep(PROMISED);
  assert.equal(server.entries(wanted).length, 1);
  assert.equal(other.connected, true);
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
