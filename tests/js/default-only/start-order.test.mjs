// Messages start in the order of their arrival also if each takes an async lock: a lock that is free is no
// suspension, however long the connection's task has been running (guarantee 4).

import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, test } from "node:test";

import { openRaw } from "../support/raw.mjs";
import { serverForAll } from "../support/server.mjs";
import { within } from "../support/within.mjs";

const MESSAGES = 100_000;
/** How many are sent in one write, so that the server reads many at a time. */
const AT_ONCE = 1_000;
/** How long a busy machine may take for all of them. */
const PATIENCE = 30_000;

describe(`guarantee 4: a free lock does not change the order of ${MESSAGES} messages`, { timeout: 60_000 }, () => {
  const server = serverForAll("test-server");

  test("messages start in order", async (t) => {
    const raw = await openRaw(server.url);
    t.after(() => raw.stream.destroy());
    await raw.join("/start-order");
    for (let number = 0; number < MESSAGES; number += AT_ONCE) {
      const packets = Array.from({ length: AT_ONCE }, (_, more) => `42/start-order,["next",${number + more}]`);
      if (!raw.send(...packets)) await once(raw.stream, "drain");
    }
    const seen = await within(PATIENCE, all(raw), `${MESSAGES} messages to start`);
    assert.deepEqual(seen, { past_the_lock: MESSAGES, astray: { count: 0, first: null } });
  });
});

/** What the server has seen when all are past the lock, or when the first went astray. */
async function all(raw) {
  for (;;) {
    const answer = raw.next("43/start-order,1", PATIENCE);
    raw.send('42/start-order,1["seen"]');
    const [seen] = JSON.parse(await answer);
    if (seen.past_the_lock === MESSAGES || seen.astray.count > 0) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
