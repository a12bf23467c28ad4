// Tens of thousands of short visits leave nothing behind.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { openRaw } from "../support/raw.mjs";
import { serverForAll } from "../support/server.mjs";
import { within } from "../support/within.mjs";

/** Visits after which the allocator and the runtime have what they keep. */
const WARM_UP = 5_000;
const VISITS = 20_000;
/** How many are there at a time. */
const AT_A_TIME = 32;
/**
 * How much more may be held then, in kilobytes: a quarter of a kilobyte for each visit. Less than the
 * smallest thing that can be kept of one, its session without the socket.
 */
const SLACK = VISITS / 4;

/** Each way to leave, in turn. */
const GOODBYES = [
  // The official client's `disconnect()`.
  (raw) => {
    raw.send("41/soak,", "1");
    return raw.close();
  },
  (raw) => raw.close(),
  (raw) => {
    raw.stream.destroy();
    return raw.closed;
  },
];

describe(`guarantee 6: nothing is left of ${VISITS} visits`, { timeout: 300_000 }, () => {
  const server = serverForAll("test-server");

  test("visits leave nothing behind", async (t) => {
    await visits(server.url, WARM_UP);
    const before = await held(server.url, WARM_UP);
    const memory = await get(server.url, "memory");
    const since = Date.now();
    await visits(server.url, VISITS);
    t.diagnostic(`${VISITS} visits took ${Date.now() - since} ms`);
    const after = await held(server.url, WARM_UP + VISITS);
    assert.deepEqual([after.sockets, after.rooms], [0, 0]);
    assert.deepEqual([before.sockets, before.rooms], [0, 0]);
    if (memory === null) return t.diagnostic("the system does not tell how much memory a process holds");
    const grown = (await get(server.url, "memory")) - memory;
    t.diagnostic(`${memory} kB after ${WARM_UP} visits, ${grown} kB more after ${VISITS} others`);
    assert.ok(grown < SLACK, `${grown} kB have been kept, ${SLACK} kB are allowed`);
    return undefined;
  });
});

/** `count` clients that come, say hello and leave. */
async function visits(url, count) {
  let left = count;
  const visitor = async () => {
    while (left > 0) {
      left -= 1;
      const number = left;
      const raw = await openRaw(url);
      await raw.join("/soak");
      const hello = raw.next("43/soak,7");
      raw.send(`42/soak,7["hello","visitor ${number}"]`);
      assert.deepEqual(JSON.parse(await hello), [`visitor ${number}`]);
      await GOODBYES[number % GOODBYES.length](raw);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, visitor));
}

/** What the server holds when the disconnect hooks of `visits` have run. */
function held(url, visits) {
  const settled = async () => {
    for (;;) {
      const held = await get(url, "soak");
      if (held.ended >= visits) {
        assert.deepEqual([held.begun, held.ended], [visits, visits]);
        return held;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return within(10_000, settled(), `${visits} disconnect hooks`);
}

async function get(url, path) {
  const response = await fetch(`${url}/${path}`);
  assert.equal(response.status, 200);
  return response.json();
}
