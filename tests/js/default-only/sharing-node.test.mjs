// Servers of socket.io on Node run beside ours, on one Redis and all with the defaults. They do not speak
// the same language, so neither may hear, count or wait for the other.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { ask } from "../support/client.mjs";
import { startNodeServer } from "../support/node-server.mjs";
import { startRedis } from "../support/redis.mjs";
import { emit, fresh, hearing, members, settled, settledFrom, startServers, stopAll } from "../support/sharing.mjs";
import { PATIENCE } from "../support/within.mjs";

let redis;
let ours;
let nodes;

before(async () => {
  redis = await startRedis();
  [ours, nodes] = await Promise.all([
    startServers(2, { REDIS_URL: redis.url }),
    Promise.all([startNodeServer(redis.url), startNodeServer(redis.url)]),
  ]);
});

after(async () => {
  await stopAll(nodes);
  await stopAll(ours);
  await redis?.stop();
});

const ids = (sockets) => sockets.map(({ id }) => id).sort();

describe("two servers of socket.io on Node and two of ours on one Redis", () => {
  /** A client of each server, ours first, all in a room of the same name. */
  const gather = async (t) => {
    const room = fresh();
    const mine = await members(t, ours, [room], [room]);
    const theirs = await members(t, nodes, [room], [room]);
    return { room, mine, theirs, verbs: nodes[0].verbs };
  };

  test("what a Node server asks the others is answered, by the Node servers alone", async (t) => {
    const { room, theirs, verbs } = await gather(t);
    assert.deepEqual(ids(await verbs.in(room).fetchSockets()), ids(theirs));
    const rooms = await verbs.adapter.allRooms();
    assert.ok(rooms.has(room), [...rooms].join());
    assert.equal(await verbs.adapter.serverCount(), 2);
    theirs.forEach((socket, index) => socket.on("question", (answer) => answer(index)));
    // Rejected unless all who are counted have answered in time.
    const answers = await verbs.in(room).timeout(PATIENCE).emitWithAck("question");
    assert.deepEqual(answers.sort(), [0, 1]);
  });

  test("what one of ours asks the others is answered, by ours alone", async (t) => {
    const { room, mine } = await gather(t);
    assert.deepEqual((await ask(mine[0], "fetch-sockets", { to: [room] })).sort(), ids(mine));
    assert.equal(await ask(mine[0], "server-count"), 2);
    mine.forEach((socket, index) => socket.on("question", (_, answer) => answer(index)));
    const { answers, failure } = await ask(mine[0], "ask-all", { to: [room] }, 60_000);
    assert.deepEqual([new Map(answers), failure], [new Map(mine.map(({ id }, index) => [id, index])), null]);
  });

  test("what is emitted on either side reaches all clients of that side, and no others", async (t) => {
    const { room, mine, theirs, verbs } = await gather(t);
    const [here, there] = [hearing(mine), hearing(theirs)];
    await emit(mine[0], { to: [room] }, "ours");
    verbs.to(room).emit("heard", "Node's");
    await settledFrom(mine[0], here);
    await settled(there, async (mark) => verbs.emit("heard", mark));
    assert.deepEqual([here, there], [[["ours"], ["ours"]], [["Node's"], ["Node's"]]]);
  });
});

describe("one of ours with Node's prefix", () => {
  test("makes each `fetchSockets()` of the Node servers fail, as the guide warns", async (t) => {
    const own = await startRedis();
    const started = [];
    // Node's clients of Redis wait for it when they are closed.
    t.after(async () => {
      await stopAll(started);
      await own.stop();
    });
    const [one, two] = await Promise.all([startNodeServer(own.url), startNodeServer(own.url)]);
    started.push(one, two);
    const room = fresh();
    const theirs = await members(t, [one, two], [room], [room]);
    assert.deepEqual(ids(await one.verbs.in(room).fetchSockets()), ids(theirs));
    const [intruder] = await startServers(1, { REDIS_URL: own.url, KEY_PREFIX: "socket.io" });
    started.push(intruder);
    await assert.rejects(one.verbs.in(room).fetchSockets(), /timeout reached/);
  });
});
