// Nothing is left of clients that a guard refuses, or that leave while it waits (docs/guarantees.md, 2).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, client, connect } from "../support/client.mjs";
import { openRaw } from "../support/raw.mjs";
import { serverForAll } from "../support/server.mjs";
import { PATIENCE, within } from "../support/within.mjs";

const REFUSED = 5_000;
/**
 * How much more may be held after as many again, in kilobytes: one for each, less than a session with its socket. The
 * first make the allocator keep what it keeps, since the protocol library holds what is left of each for a while.
 */
const SLACK = REFUSED;

/** What `GET /name` answers. */
async function get(server, name) {
  const response = await fetch(`${server.url}/${name}`);
  assert.equal(response.status, 200);
  return response.json();
}

/** Waits until `isSo` is. */
function until(isSo, what) {
  const wait = async () => {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
  };
  return within(PATIENCE * 4, wait(), what);
}

/** Waits until no value of a guard and no socket is left. */
function nothingLeft(server) {
  const isGone = async () => (await get(server, "guards")).every((count) => count === 0);
  return until(isGone, "the values of the guards to be dropped");
}

describe(`guarantee 2: nothing is left of ${REFUSED} clients that were refused`, { timeout: 240_000 }, () => {
  // The protocol library remembers a connection that is in no namespace for as long as it may take to one.
  const server = serverForAll("enhanced-server", { env: { CONNECT_TIMEOUT: "2000" } });

  test("neither values nor sockets nor memory are left", async (t) => {
    await refuse(server, REFUSED);
    await nothingLeft(server);
    const before = await get(server, "memory");
    await refuse(server, REFUSED);
    await nothingLeft(server);
    if (before === null) return t.diagnostic("the system does not tell how much memory a process holds");
    const grown = (await get(server, "memory")) - before;
    t.diagnostic(`${before} kB after ${REFUSED} refusals, ${grown} kB more after as many others`);
    assert.ok(grown < SLACK, `${grown} kB have been kept, ${SLACK} kB are allowed`);
    return undefined;
  });
});

async function refuse(server, count) {
  let left = count;
  const visitor = async () => {
    while (left > 0) {
      left -= 1;
      const raw = await openRaw(server.url);
      const refused = raw.next("44/guarded,");
      raw.send("40/guarded,");
      assert.deepEqual(JSON.parse(await refused), { message: "log in first" });
      await raw.close();
    }
  };
  await Promise.all(Array.from({ length: 16 }, visitor));
}

describe("guarantee 2: nothing is left of clients that leave while their guard waits", () => {
  const server = serverForAll("enhanced-server");

  test("their values are dropped once the guard lets them in", async (t) => {
    const gone = Array.from({ length: 20 }, () =>
      client(t, `${server.url}/guarded`, { transports: ["websocket"], extraHeaders: { "x-token": "gate" } }),
    );
    const areWaiting = async () => (await get(server, "guards"))[0] >= gone.length;
    await until(areWaiting, "the guards to wait");
    for (const socket of gone) socket.disconnect();
    const opener = await connect(t, `${server.url}/opener`);
    for (const _ of gone) await ask(opener, "open");
    await nothingLeft(server);
  });
});
