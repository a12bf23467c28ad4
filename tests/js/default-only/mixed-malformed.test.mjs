// A server of ours goes on, whatever it reads on the channels of servers of Node; some of that would end those.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { ask } from "../support/client.mjs";
import { listenTo } from "../support/listener.mjs";
import { malformed, PARTICULAR } from "../support/malformed.mjs";
import { hearing, member, OURS, settled, startNode, startRust } from "../support/mixed.mjs";
import { read } from "../support/node-format.mjs";
import { seeded } from "../support/random.mjs";
import { startRedis } from "../support/redis.mjs";
import { fresh, stopAll } from "../support/sharing.mjs";
import { until } from "../support/until.mjs";

/** How many messages by chance, for each of the two servers. */
const BY_CHANCE = 4_000;
/** Announced lengths are no reason to take memory: so much a server has at most, in kilobytes. */
const MEMORY = 400_000;
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32));

describe("messages that are malformed", { skip: !OURS && "they end servers of Node" }, () => {
  const servers = {};
  let redis;
  let listener;

  before(async () => {
    redis = await startRedis();
    listener = await listenTo(redis.url);
    const env = { REQUEST_TIMEOUT: "1000" };
    [servers.rust, servers.packedRust] = await Promise.all([startRust(redis.url, { env }), startRust(redis.url, { env, parser: "msgpack" })]);
  });
  after(async () => {
    await stopAll(Object.values(servers));
    await listener?.close();
    await redis?.stop();
  });

  /** The channels of both servers: those that they are subscribed to, and what their patterns match. */
  const channels = async () => {
    const known = await listener.channels("socket.io*");
    for (const channel of ["socket.io-request#/verbs#", "socket.io-response#/verbs#"]) assert.ok(known.includes(channel), known.join());
    return [...known, "socket.io#/verbs#", "socket.io#/verbs#nobody#", "socket.io#/verbs#a", "socket.io#/verbs##", "socket.io#/elsewhere#"];
  };

  /** The servers hear one another and answer, with new clients: the old ones may have been disconnected. */
  async function assertWell(t) {
    const room = fresh();
    const sockets = { rust: await member(t, servers.rust, [room]), packedRust: await member(t, servers.packedRust, [room]) };
    const heard = hearing(sockets);
    for (const [name, socket] of Object.entries(sockets)) {
      const verbs = servers[name].verbsOf(servers[name], socket);
      await verbs.emit({ to: [room] }, name);
      await settled(heard, verbs);
      assert.equal((await verbs.fetch({ to: [room] })).length, 2);
      assert.ok((await verbs.rooms()).includes(room));
    }
    assert.deepEqual(heard, { rust: [["rust"], ["packedRust"]], packedRust: [["rust"], ["packedRust"]] });
    for (const [name, { pid, log }] of Object.entries(servers)) {
      const [, peak] = readFileSync(`/proc/${pid}/status`, "latin1").match(/VmHWM:\s+(\d+) kB/);
      assert.ok(Number(peak) < MEMORY, `${name} had ${peak} kB`);
      assert.doesNotMatch(log(), /panicked at/);
    }
  }

  /** Clients that hear what becomes of the messages: nothing that they cannot read. */
  async function clients(t) {
    const reasons = [];
    for (const server of Object.values(servers)) {
      const socket = await member(t, server, ["nobody"]);
      socket.on("question", (_, answer) => answer?.(1));
      socket.on("disconnect", (reason) => reasons.push(reason));
    }
    return reasons;
  }
  const readable = (reasons) => assert.deepEqual(reasons.filter((reason) => reason === "parse error"), []);

  test("each in a way of its own, are survived", async (t) => {
    const reasons = await clients(t);
    for (const channel of await channels()) {
      for (const message of PARTICULAR) await listener.publish(channel, message);
    }
    await assertWell(t);
    readable(reasons);
  });

  test("by chance, are survived", async (t) => {
    t.diagnostic(`SEED=${SEED}`);
    const random = seeded(SEED);
    const all = await channels();
    let reasons = [];
    for (let count = 0; count < BY_CHANCE; count += 1) {
      // One that happens to be good may have disconnected everyone.
      if (count % 1_000 === 0) {
        readable(reasons);
        reasons = await clients(t);
      }
      await listener.publish(random.one(all), malformed(random));
    }
    await assertWell(t);
    readable(reasons);
  });

  test("that answer a question which is being asked, do not keep who asks", async (t) => {
    const room = fresh();
    const socket = await member(t, servers.rust, [room]);
    const other = await member(t, servers.packedRust, [room]);
    for (const one of [socket, other]) one.on("question", (_, answer) => answer(7));
    const verbs = servers.rust.verbsOf(servers.rust, socket);
    const random = seeded(SEED);
    // One that is counted, and answers everything wrongly.
    const { stop } = await listener.subscribe("socket.io-request#/verbs#", async (bytes) => {
      const { requestId, uid } = read(bytes);
      const wrong = [
        { requestId }, { requestId, sockets: 1 }, { requestId, sockets: [1, null, {}, { id: 1 }, { id: "x" }, { id: "x".repeat(1_000), rooms: [], handshake: null, data: 1 }] },
        { requestId, rooms: {} }, { requestId, rooms: [1, null, []] }, { requestId, type: 8 }, { requestId, type: 8, clientCount: -1 }, { requestId, type: 8, clientCount: 1e300 },
        { requestId, type: 8, clientCount: "1" }, { requestId, type: 8, clientCount: 2 ** 53 }, { requestId, type: 9, packet: [null] }, { requestId, type: 6, data: 1 },
      ];
      for (let times = 0; times < 3; times += 1) {
        for (const channel of ["socket.io-response#/verbs#", `socket.io-response#/verbs#${uid}#`]) {
          await listener.publish(channel, JSON.stringify(random.one(wrong)));
        }
      }
    });
    t.after(stop);
    for (let round = 0; round < 5; round += 1) {
      // Whatever it says: it says so in time.
      await Promise.all([
        ask(socket, "know", { to: [room] }),
        ask(socket, "rooms", {}),
        ask(socket, "ask-values", { to: [room] }, "?", 300),
        ask(socket, "count", { to: [room] }),
      ]);
    }
    await stop();
    await until(async () => (await verbs.serverCount()) === 2, "the subscriber to be gone");
    await assertWell(t);
  });

  test("have left nothing behind that keeps servers of Node and ours from one another", async (t) => {
    // Who was asked by chance may still answer.
    await listener.during(async () => {});
    const node = await startNode(redis.url);
    t.after(() => node.stop());
    await until(async () => (await listener.subscribers("socket.io-request#/verbs#")) === 3, "the server of Node to be subscribed");
    const room = fresh();
    const sockets = { node: await member(t, node, [room]), rust: await member(t, servers.rust, [room]), packedRust: await member(t, servers.packedRust, [room]) };
    for (const [name, socket] of Object.entries(sockets)) socket.on("question", (_, answer) => answer(name));
    const all = { ...servers, node };
    const heard = hearing(sockets);
    for (const [name, socket] of Object.entries(sockets)) {
      const verbs = all[name].verbsOf(all[name], socket);
      await verbs.emit({ to: [room] }, name);
      await settled(heard, verbs);
      assert.equal((await verbs.fetch({ to: [room] })).length, 3);
      assert.deepEqual((await verbs.ask({ to: [room] }, "?")).sort(), ["node", "packedRust", "rust"]);
    }
    for (const list of Object.values(heard)) assert.deepEqual(list, [["node"], ["rust"], ["packedRust"]]);
  });
});
