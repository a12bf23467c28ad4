// Servers of Node and ours on one Redis have namespaces that the others lack, or have no gateways for; and nobody waits
// for an answer there that does not come.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask } from "../support/client.mjs";
import { cluster, gather, member, OURS, settled, startNode, startRust } from "../support/mixed.mjs";
import { startRedis } from "../support/redis.mjs";
import { fresh, stopAll } from "../support/sharing.mjs";
import { until } from "../support/until.mjs";

const mixed = cluster({ node: { node: {} }, otherNode: { node: {} }, rust: { rust: {} } });
const { servers } = mixed;

/** A client of each server of Node, in the same room of `namespace`, where a server of Node gives an answer to each question. */
async function nodeClients(t, namespace) {
  const room = fresh();
  const sockets = [];
  for (const name of ["node", "otherNode"]) {
    const { io } = servers[name];
    io.of(namespace).removeAllListeners("connection").on("connection", (socket) => socket.join(room));
  }
  // Each is subscribed before it is asked for its clients.
  const channel = `socket.io-request#${namespace}#`;
  await until(async () => (await mixed.listener.subscribers(channel)) >= 2, `${channel} to have both`);
  for (const name of ["node", "otherNode"]) {
    const socket = await member(t, servers[name], [], { namespace: namespace.slice(1) });
    socket.on("question", (question, answer) => answer(`${name}: ${question}`));
    sockets.push(socket);
  }
  return { room, sockets, namespace: servers.node.io.of(namespace) };
}

for (const [namespace, whose] of [["/", "which every server has"], ["/of-node-alone", "which only servers of Node have"]]) {
  describe(`the namespace ${namespace}, ${whose},`, () => {
    test("is asked without waiting for ours in vain", async (t) => {
      const { room, sockets, namespace: asked } = await nodeClients(t, namespace);
      const found = await asked.in(room).fetchSockets();
      assert.deepEqual(found.map(({ id }) => id).sort(), sockets.map(({ id }) => id).sort());
      const rooms = await asked.adapter.allRooms();
      for (const { id } of sockets) assert.ok(rooms.has(id));
      const answers = await asked.in(room).timeout(3_000).emitWithAck("question", "?");
      assert.deepEqual(answers.sort(), ["node: ?", "otherNode: ?"]);
      const everyone = await asked.timeout(3_000).emitWithAck("question", "all?");
      assert.deepEqual(everyone.sort(), ["node: all?", "otherNode: all?"]);
    });
  });
}

describe("servers with another key", () => {
  test("do not hear the others", { skip: !OURS }, async (t) => {
    const { verbs, heard } = await gather(t, mixed);
    const apart = await startRust(mixed.redis.url, { env: { KEY_PREFIX: "shop" } });
    t.after(() => apart.stop());
    const socket = await member(t, apart);
    const others = apart.verbsOf(apart, socket);
    const listening = [];
    socket.on("heard", (...values) => listening.push(values));
    await verbs.node.emit({}, "of node");
    await settled(heard, verbs.node);
    await others.emit({}, "apart");
    await until(() => listening.length > 0, "the client to hear its server");
    assert.deepEqual(listening, [["apart"]]);
    assert.equal(await others.serverCount(), 1);
    assert.equal((await others.fetch({})).length, 1);
    await settled(heard, verbs.rust);
    for (const list of Object.values(heard)) assert.deepEqual(list, [["of node"]]);
  });
});

describe("servers of ours that speak the wrong language", { skip: !OURS }, () => {
  /** A Redis that is not that of the cluster: what is said there has other forms. */
  const start = async (t, ...servers) => {
    const redis = await startRedis();
    const started = await Promise.all(servers.map((start) => start(redis.url)));
    // Those of Node are ended before Redis is.
    t.after(async () => {
      await stopAll(started);
      await redis.stop();
    });
    return started;
  };
  const foreign = (url) => startRust(url, { env: { KEY_PREFIX: "socket.io", FORMAT: "own" } });
  /** The lines of a log that name the option. */
  const lines = ({ log }) => log().split("\n").filter((line) => line.includes("node_compatible"));

  test("are told so in their log, once, with the remedy, by what servers of Node say", async (t) => {
    const [node, wrong] = await start(t, startNode, foreign);
    for (let times = 0; times < 5; times += 1) {
      node.verbs.emit("heard", times);
      node.verbs.socketsJoin("room");
    }
    await wrong.logged(/node_compatible/);
    const socket = await member(t, wrong);
    await ask(socket, "emit", { local: true }, "and is served");
    assert.equal(lines(wrong).length, 1, wrong.log());
  });

  test("tell those of the other language, which say so once", async (t) => {
    const [right, wrong] = await start(t, startRust, foreign);
    const [here, there] = [await member(t, right), await member(t, wrong)];
    for (let times = 0; times < 5; times += 1) {
      await ask(there, "emit", {}, times);
      await ask(here, "join-all", { to: ["nobody"] }, ["room"]);
    }
    for (const server of [right, wrong]) {
      await server.logged(/node_compatible/);
      assert.equal(lines(server).length, 1, server.log());
    }
  });
});
