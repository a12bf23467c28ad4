// Servers of ours that start and stop disturb nobody who asks all the time: neither servers of Node nor ours.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { cluster, gather, member, OURS, SHARDED, startRust } from "../support/mixed.mjs";
import { fresh } from "../support/sharing.mjs";
import { until } from "../support/until.mjs";

const mixed = cluster({ node: { node: {} }, otherNode: { node: {} }, rust: { rust: {} } });
const { names, servers } = mixed;

const TIMES = 5;
const EVERY = 2;

/** Does `act` every few milliseconds, without waiting for the last time; `stop()` gives what has failed. */
function repeat(t, act) {
  let count = 0;
  let ended = 0;
  const failures = [];
  const timer = setInterval(async () => {
    count += 1;
    try {
      await act();
    } catch (error) {
      failures.push(error.message);
    }
    ended += 1;
  }, EVERY);
  t.after(() => clearInterval(timer));
  return {
    count: () => count,
    async stop() {
      clearInterval(timer);
      await until(() => ended === count, () => `${count - ended} questions to end`, 10_000);
      // Who asks in the very moment in which a server with a sharded adapter leaves waits for it in vain.
      const lost = failures.filter((message) => SHARDED && message.startsWith("timeout reached"));
      assert.deepEqual(failures.filter((message) => !lost.includes(message)), [], `${failures.length} of ${count} have failed`);
      assert.ok(lost.length < count / 20, `${lost.length} of ${count} were lost`);
    },
  };
}

describe("while a server of ours starts and stops again and again", { skip: !OURS && "those of Node disturb each other" }, () => {
  /** Everybody who stays is there in each answer. */
  const rolling = async (t, asking) => {
    const room = fresh();
    const { sockets, verbs } = await gather(t, mixed, [room]);
    for (const name of names) sockets[name].on("question", (_, answer) => answer(name));
    const asked = repeat(t, () => asking({ room, sockets, verbs }));
    for (let time = 0; time < TIMES; time += 1) {
      const coming = await startRust(mixed.redis.url, { parser: time % 2 ? "msgpack" : undefined });
      const guest = await member(t, coming, [room]).catch(async (error) => {
        await coming.stop();
        throw error;
      });
      guest.on("question", (_, answer) => answer("guest"));
      await sleep(50);
      const { code } = await coming.stop("SIGTERM");
      assert.equal(code, 0);
    }
    await asked.stop();
    assert.ok(asked.count() > 100, `only ${asked.count()} questions`);
  };

  test("each `fetchSockets()` of a server of Node has an answer, with all who are there", (t) =>
    rolling(t, async ({ room, sockets }) => {
      const found = new Set((await servers.node.verbs.in(room).fetchSockets()).map(({ id }) => id));
      const missing = names.filter((name) => !found.has(sockets[name].id));
      assert.deepEqual(missing, []);
    }));

  test("each `allRooms()` of a server of Node has an answer, with all rooms", { skip: SHARDED && "it has no such verb" }, (t) =>
    rolling(t, async ({ sockets }) => {
      const rooms = await servers.node.verbs.adapter.allRooms();
      assert.deepEqual(names.filter((name) => !rooms.has(sockets[name].id)), []);
    }));

  test("each `emitWithAck()` of a server of Node is answered by all who stay", (t) =>
    rolling(t, async ({ room, sockets }) => {
      const chosen = servers.node.verbs.to(names.map((name) => sockets[name].id));
      const answers = await chosen.timeout(3_000).emitWithAck("question", room);
      assert.deepEqual(answers.sort(), [...names].sort());
    }));

  test("each `fetch_sockets` of a server of ours has all who are there", (t) =>
    rolling(t, async ({ room, sockets, verbs }) => {
      const found = new Set((await verbs.rust.fetch({ to: [room] })).map(({ id }) => id));
      const missing = names.filter((name) => !found.has(sockets[name].id));
      assert.deepEqual(missing, []);
    }));

  test("each `emit_with_ack` of a server of ours is answered by all who stay", (t) =>
    rolling(t, async ({ room, sockets, verbs }) => {
      const chosen = { to: names.map((name) => sockets[name].id) };
      const answers = await verbs.rust.ask(chosen, room, 3_000);
      assert.deepEqual(answers.sort(), [...names].sort());
    }));
});
