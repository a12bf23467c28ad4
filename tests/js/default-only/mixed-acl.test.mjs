// A Redis with access control: servers and emitters of a mixed cluster need no more than what the guide says.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Emitter } from "@socket.io/redis-emitter";
import { createClient } from "redis";

import { ask } from "../support/client.mjs";
import { startEmitter } from "../support/emitter.mjs";
import { assertHeard, settled } from "../support/heard.mjs";
import { gather, ids, member, OURS, startNode, startRust } from "../support/mixed.mjs";
import { startRedis } from "../support/redis.mjs";
import { fresh, stopAll, told } from "../support/sharing.mjs";
import { until } from "../support/until.mjs";

/** What each user may do: the channels, and the commands. */
// Every server has the namespace `/`, whether it wants it or not.
const SERVER = "&socket.io#/#* &socket.io#/verbs#* &socket.io#/elsewhere#* &socket.io-request#* &socket.io-response#*";
const COMMANDS = "-@all +publish +subscribe +psubscribe +unsubscribe +punsubscribe +pubsub|numsub +hello +ping +client";
const USERS = {
  server: `${SERVER} ${COMMANDS}`,
  emitter: "&socket.io#* -@all +publish +hello +ping +client",
  silent: `${SERVER} ${COMMANDS.replace("+publish ", "")}`,
  uncounting: `${SERVER} ${COMMANDS.replace("+pubsub|numsub ", "")}`,
  // Without the requests of one namespace.
  mute: `${SERVER.replace("&socket.io-request#*", "&socket.io-request#/# &socket.io-request#/elsewhere#")} ${COMMANDS}`,
};

describe("with users who may do no more than they need", () => {
  let redis;
  const mixed = { names: ["node", "ioredis", "rust"], servers: {} };
  const url = (user) => redis.url.replace("redis://", `redis://${user}:secret@`);

  before(async () => {
    redis = await startRedis();
    const admin = createClient({ url: redis.url });
    await admin.connect();
    for (const [user, rights] of Object.entries(USERS)) {
      await admin.sendCommand(["ACL", "SETUSER", user, "on", ">secret", "resetchannels", ...rights.split(" ")]);
    }
    admin.destroy();
    mixed.servers.node = await startNode(url("server"));
    mixed.servers.ioredis = await startNode(url("server"), { client: "ioredis" });
    mixed.servers.rust = await startRust(url("server"));
  });
  after(async () => {
    await stopAll(Object.values(mixed.servers));
    await redis?.stop();
  });

  test("servers share everything", async (t) => {
    const [room, joined] = [fresh(), fresh()];
    const { sockets, verbs, heard } = await gather(t, mixed, [room]);
    for (const name of mixed.names) sockets[name].on("question", (_, answer) => answer(name));
    for (const from of mixed.names) {
      await verbs[from].emit({ to: [room] }, from);
      await settled(heard, verbs[from]);
      assert.deepEqual((await verbs[from].fetch({ to: [room] })).map(({ id }) => id).sort(), ids(sockets));
      assert.ok((await verbs[from].rooms()).includes(room));
      assert.equal(await verbs[from].serverCount(), 3);
      assert.deepEqual((await verbs[from].ask({ to: [room] }, "?")).sort(), [...mixed.names].sort());
      await verbs[from].join({ to: [room] }, [joined]);
      await settled(heard, verbs[from]);
      await verbs[from].emit({ to: [joined] }, "joined");
      await verbs[from].leave({ to: [room] }, [joined]);
      await settled(heard, verbs[from]);
    }
    const expected = mixed.names.flatMap((name) => [[name], ["joined"]]);
    assertHeard(heard, Object.fromEntries(mixed.names.map((name) => [name, expected])));
  });

  test("an emitter of Node may emit, and nothing else", async (t) => {
    const room = fresh();
    const { verbs, heard } = await gather(t, mixed, [room]);
    const client = createClient({ url: url("emitter") });
    await client.connect();
    t.after(() => client.close());
    new Emitter(client).of("/verbs").to(room).emit("heard", "emitted");
    await until(() => mixed.names.every((name) => heard[name].length === 1), "all to hear");
    await settled(heard, verbs.node);
    await assert.rejects(client.publish("socket.io-request#/verbs#", "{}"), /NOPERM/);
  });

  test("our emitter may emit, and is told that it may do nothing else", { skip: !OURS }, async (t) => {
    const room = fresh();
    const { sockets, verbs, heard } = await gather(t, mixed, [room]);
    const emitter = await startEmitter({ REDIS_URL: url("emitter"), FORMAT: "node" });
    t.after(() => emitter.stop());
    told(await emitter.run("emit", { recipients: { to: [room] }, payload: "emitted" }));
    const joined = fresh();
    const answer = await emitter.run("join-all", { recipients: { to: [room] }, rooms: [joined] });
    assert.match(answer?.error ?? "no error", /cannot be reached|not reached/);
    assert.equal(await emitter.run("health"), true, "a refusal is no outage");
    told(await emitter.run("emit", { recipients: { to: [room] }, payload: "again" }));
    await settled(heard, verbs.rust);
    assertHeard(heard, Object.fromEntries(mixed.names.map((name) => [name, [["emitted"], ["again"]]])));
    for (const name of mixed.names) assert.ok(!(await ask(sockets[name], "my-rooms")).includes(joined));
  });

  test("a server that may not answer says so, for Node waits in vain", { skip: !OURS }, async (t) => {
    const node = await startNode(url("server"), { options: { requestsTimeout: 500 } });
    t.after(() => node.stop());
    const silent = await startRust(url("silent"));
    t.after(() => silent.stop());
    await assert.rejects(node.verbs.fetchSockets(), /timeout reached/);
    await silent.logged(/other servers wait for answers of this one.*'publish'/);
  });

  test("a server that may not count the others says so to who asks", { skip: !OURS }, async (t) => {
    const uncounting = await startRust(url("uncounting"));
    t.after(() => uncounting.stop());
    const socket = await member(t, uncounting);
    const node = await member(t, mixed.servers.node);
    for (const client of [socket, node]) client.on("question", (_, answer) => answer(7));
    const refused = await ask(socket, "fetch-sockets", {});
    assert.match(refused?.message ?? "no error", /pubsub\|numsub/, JSON.stringify(refused));
    const asked = await ask(socket, "ask-all", { to: [socket.id, node.id] }, 500);
    assert.deepEqual(asked.answers, [[socket.id, 7]]);
    assert.match(asked.failure ?? "no failure", /pubsub\|numsub/);
    const found = await mixed.servers.node.verbsOf(mixed.servers.node, node).fetch({ to: [socket.id] });
    assert.deepEqual(found.map(({ id }) => id), [socket.id]);
  });

  test("a server that may not listen to what it has to hear does not start", { skip: !OURS }, async () => {
    const starting = startRust(url("mute")).then((server) => server.stop());
    await assert.rejects(starting, /NOPERM|permission|No permissions/i);
  });
});
