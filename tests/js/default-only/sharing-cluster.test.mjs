// Three servers share rooms through a real Redis Cluster of three nodes, also while a node is lost.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { ask, next } from "../support/client.mjs";
import { startEmitter } from "../support/emitter.mjs";
import { throughOutages } from "../support/outage.mjs";
import { startRedisCluster } from "../support/redis-cluster.mjs";
import { startServer } from "../support/server.mjs";
import {
  assertNamespacesApart,
  emit,
  fresh,
  hearing,
  isUp,
  member,
  members,
  settled,
  settledFrom,
  startServers,
  stopAll,
  told,
} from "../support/sharing.mjs";
import { assertAll, startTraffic } from "../support/traffic.mjs";

let cluster;
/** What servers are started with. */
let env;

before(async () => {
  cluster = await startRedisCluster();
  env = { REDIS_CLUSTER_URLS: cluster.urls().join(",") };
});

after(() => cluster?.stop());

describe("three servers over a cluster", () => {
  let servers;

  before(async () => {
    servers = await startServers(3, env);
  });

  after(() => stopAll(servers));

  for (const from of [0, 1, 2]) {
    test(`server ${from + 1} emits: to everyone, to a room, to a socket, without some`, async (t) => {
      const room = fresh();
      const sockets = await members(t, servers, [room], [], [room]);
      const heard = hearing(sockets);
      const sender = sockets[from];
      const bytes = Buffer.from([0, 0x7f, 0xff]);
      await emit(sender, {}, "everyone");
      await emit(sender, { to: [room] }, "the room");
      await emit(sender, { to: [sockets[1].id] }, "one");
      await emit(sender, { to: [room, sockets[1].id], except: [sockets[0].id] }, "some");
      await emit(sender, { local: true, to: [sockets[(from + 1) % 3].id] }, "nobody here");
      await emit(sender, { to: [room] }, bytes, "emit-bytes");
      await settledFrom(sender, heard);
      assert.deepEqual(heard, [
        ["everyone", "the room", ["bytes", bytes]],
        ["everyone", "one", "some"],
        ["everyone", "the room", "some", ["bytes", bytes]],
      ]);
    });

    test(`server ${from + 1} asks: acknowledgements, sockets, rooms, the number of servers`, async (t) => {
      const [room, joined] = [fresh(), fresh()];
      const sockets = await members(t, servers, [room], [room], [room]);
      sockets.forEach((socket, index) => socket.on("question", (_, answer) => index < 2 && answer(index)));
      const [first, second, silent] = sockets.map(({ id }) => id);
      const sender = sockets[from];
      const { answers, failure } = await ask(sender, "ask-all", { to: [room] }, 500);
      assert.equal(failure, null);
      assert.deepEqual(new Map(answers), new Map([[first, 0], [second, 1], [silent, "timeout"]]));

      await ask(sender, "join-all", { to: [room], except: [first] }, [joined]);
      assert.deepEqual((await ask(sender, "fetch-sockets", { to: [joined] })).sort(), [second, silent].sort());
      assert.deepEqual(await ask(sender, "rooms", { to: [joined] }), [room, joined, second, silent].sort());
      await ask(sender, "leave-all", { to: [second] }, [joined]);
      assert.deepEqual(await ask(sender, "fetch-sockets", { to: [joined] }), [silent]);
      assert.equal(await ask(sender, "server-count"), 3);

      const other = (from + 1) % 3;
      const { id } = sockets[other];
      const gone = next(sockets[other], "disconnect");
      await ask(sender, "disconnect-all", { to: [id] });
      await gone;
      await servers[other].entry({ what: "left", id });
    });
  }

  test("an emitter that is no server emits to a room and to the namespace", async (t) => {
    const emitter = await startEmitter(env);
    t.after(() => emitter.stop());
    const room = fresh();
    const heard = hearing(await members(t, servers, [room], [], [room]));
    const emitted = async (recipients, payload) => told(await emitter.run("emit", { recipients, payload }));
    await emitted({ to: [room] }, "the room");
    await settled(heard, (mark) => emitted({}, mark));
    assert.deepEqual(heard, [["the room"], [], ["the room"]]);
    assert.equal(await emitter.run("server-count"), 3);
  });

  test("two namespaces with rooms of one name do not mix", (t) => assertNamespacesApart(t, servers));
});

describe("a node of the cluster is killed and restarted", () => {
  /** A prefix that puts all that servers say to each other on the node. */
  async function prefixOn(node) {
    for (;;) {
      const prefix = `{${fresh()}}`;
      if ((await cluster.nodeOf(prefix)) === node) return prefix;
    }
  }

  test("in mid-traffic, twice: as with one Redis for those whose node it is, and nothing at all for the others", async (t) => {
    const [its, anothers] = await Promise.all([prefixOn(0), prefixOn(1)]);
    const servers = await startServers(3, { ...env, KEY_PREFIX: its });
    t.after(() => stopAll(servers));
    const spared = await startServers(2, { ...env, KEY_PREFIX: anothers });
    t.after(() => stopAll(spared));
    const room = fresh();
    const sockets = await members(t, spared, [room], [room]);
    const heard = hearing(sockets);
    const traffic = startTraffic(t, sockets[0], room);

    await throughOutages(t, servers, {
      leave: () => cluster.kill(0),
      async comeBack() {
        assert.deepEqual(await Promise.all(spared.map(isUp)), [true, true]);
        await cluster.restart(0);
      },
    });

    const reports = await traffic.stop();
    await settledFrom(sockets[0], heard);
    for (const list of heard) assertAll(list, reports.length);
    assert.deepEqual(reports.filter(({ failure }) => failure !== null), []);
    for (const server of spared) assert.doesNotMatch(server.log(), /rooms are not shared/);
  });

  test("one node that can be reached is enough to start with, and none is an error that names all", async (t) => {
    const secret = "redis://shop:secret@127.0.0.1:1";
    const [one] = await startServers(1, { REDIS_CLUSTER_URLS: `redis://127.0.0.1:1,${cluster.urls()[2]}` });
    t.after(() => one.stop());
    const socket = await member(t, one);
    const heard = hearing([socket]);
    await settledFrom(socket, heard);
    await assert.rejects(
      startServer("sharing-server", { env: { REDIS_CLUSTER_URLS: `${secret},redis://127.0.0.1:2` } }).then((server) => server.stop()),
      ({ message }) => /\*\*\*@127\.0\.0\.1:1\b/.test(message) && /127\.0\.0\.1:2\b/.test(message) && !/shop|secret/.test(message),
    );
  });
});
