// What the page "Moving over" says of Node's servers and ours on one Redis.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { Emitter } from "@socket.io/redis-emitter";
import { createClient } from "redis";

import { startNodeServer } from "../support/node-server.mjs";
import { startRedis } from "../support/redis.mjs";
import { emit, fresh, hearing, member, settledFrom, startServers, stopAll } from "../support/sharing.mjs";
import { statementsOf } from "../support/statements.mjs";
import { until } from "../support/until.mjs";

const says = statementsOf("moving-over");

let redis;
let node;
let ours;

before(async () => {
  redis = await startRedis();
  [node, ours] = await Promise.all([startNodeServer(redis.url), startServers(2, { REDIS_URL: redis.url })]);
});

after(async () => {
  await stopAll([node, ...(ours ?? [])]);
  await redis?.stop();
});

says("`@socket.io/redis-emitter` of Node does not reach these servers.", async (t) => {
  const room = fresh();
  const theirs = await member(t, node, [room]);
  const mine = await member(t, ours[0], [room]);
  const sender = await member(t, ours[1]);
  const [there, here] = hearing([theirs, mine]);
  const connection = createClient({ url: redis.url });
  await connection.connect();
  t.after(() => connection.close());
  const worker = new Emitter({ publish: (...message) => connection.publish(...message) });
  worker.of("/verbs").to(room).emit("heard", "from the worker");
  await until(() => there.length > 0, "Node's client to hear the worker");
  // What the other one of ours emits comes by the same way, and later.
  await emit(sender, { to: [room] }, "ours");
  await settledFrom(sender, [here]);
  assert.deepEqual([there, here], [["from the worker"], ["ours"]]);
});
