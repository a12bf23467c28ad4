// What is particular about sharded adapters in a mixed cluster: a channel for each room, which a server of ours has to follow.

process.env.SHARDED = "dynamic";

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { createClient } from "redis";

import { ask, next } from "../support/client.mjs";
import { assertHeard, onlyBy, settled } from "../support/heard.mjs";
import { startRedis } from "../support/redis.mjs";
import { fresh, stopAll, told } from "../support/sharing.mjs";
import { until } from "../support/until.mjs";

// They read SHARDED when they are loaded.
const { startEmitter } = await import("../support/emitter.mjs");
const { cluster, gather, member, OURS, startNode, startRust } = await import("../support/mixed.mjs");

const mixed = cluster({ node: { node: {} }, rust: { rust: {} }, otherRust: { rust: { parser: "msgpack" } } });
const { names, servers } = mixed;

const channelOf = (room) => `socket.io#/verbs#${room}#`;
/** Waits until so many servers are subscribed to the channel of `room`. */
async function followed(room, count, listener = mixed.listener) {
  const subscribers = () => listener.subscribers(channelOf(room));
  await until(async () => (await subscribers()) === count, async () => `${count} servers to be subscribed to ${room}`);
}

describe("the channel of a room", () => {
  test("is subscribed to while a socket of the server is in the room", async (t) => {
    const room = fresh();
    const [one, two] = [await member(t, servers.rust, [room]), await member(t, servers.rust, [room])];
    await followed(room, 1);
    const other = await member(t, servers.otherRust, [room]);
    await followed(room, 2);
    await ask(one, "leave", room);
    other.disconnect();
    await followed(room, 1);
    two.disconnect();
    await followed(room, 0);
  });

  test("is subscribed to when servers tell each other to let sockets join and leave", async (t) => {
    const { sockets, verbs } = await gather(t, mixed);
    for (const name of names) {
      const room = fresh();
      const chosen = { to: [sockets.rust.id, sockets.otherRust.id] };
      await verbs[name].join(chosen, [room]);
      await followed(room, 2);
      await verbs[name].leave(chosen, [room]);
      await followed(room, 0);
      await verbs[name].join(chosen, [room]);
      await followed(room, 2);
    }
  });

  test("is that of a socket too, whose id is shorter than those of Node", { skip: !OURS }, async (t) => {
    const { sockets, heard, verbs } = await gather(t, mixed);
    for (const name of ["rust", "otherRust"]) {
      assert.notEqual(sockets[name].id.length, 20);
      servers.node.verbs.to(sockets[name].id).emit("heard", "by id");
    }
    await settled(heard, verbs.node);
    assertHeard(heard, onlyBy(mixed, ["rust", "otherRust"], ["by id"]));
    const { id } = sockets.rust;
    await followed(id, 1);
    sockets.rust.disconnect();
    await followed(id, 0);
  });

  test("may be that of many rooms at once", async (t) => {
    const rooms = Array.from({ length: 2_000 }, fresh);
    const socket = await member(t, servers.rust, rooms);
    const heard = [];
    socket.on("heard", (room) => heard.push(room));
    const channels = async () => {
      const all = new Set(await mixed.listener.channels("socket.io#/verbs#room-*"));
      return rooms.filter((room) => all.has(channelOf(room))).length;
    };
    await until(async () => (await channels()) === rooms.length, "all channels to be subscribed to");
    for (const room of rooms) servers.node.verbs.to(room).emit("heard", room);
    await until(() => heard.length === rooms.length, () => `all to be heard, and not only ${heard.length}`);
    assert.deepEqual(heard, rooms);
    socket.disconnect();
    await until(async () => (await channels()) === 0, "the channels to be left");
  });

  test("is left by who joins and leaves quickly, and heard by who is there in the end", async (t) => {
    const { sockets, heard, verbs } = await gather(t, mixed);
    const [staying, leaving] = [fresh(), fresh()];
    const steps = [];
    for (let times = 0; times < 50; times += 1) {
      steps.push(ask(sockets.rust, "join", [leaving]), ask(sockets.rust, "leave", staying));
      steps.push(ask(sockets.rust, "leave", leaving), ask(sockets.rust, "join", [staying]));
    }
    await Promise.all(steps);
    await followed(staying, 1);
    await followed(leaving, 0);
    await verbs.node.emit({ to: [staying] }, "staying");
    await verbs.node.emit({ to: [leaving] }, "leaving");
    await settled(heard, verbs.node);
    assertHeard(heard, onlyBy(mixed, ["rust"], ["staying"]));
  });

  test("is left with the last client: only the channels of the servers stay", async () => {
    const own = async () => (await mixed.listener.channels("socket.io#/verbs#*")).sort();
    // That of everyone, and one for the answers to each server.
    await until(async () => (await own()).length === 1 + names.length, async () => `the channels of the servers alone: ${await own()}`);
    assert.ok((await own()).includes("socket.io#/verbs#"));
  });
});

describe("a server of ours beside servers of Node", () => {
  test("has the namespace / as they have, and answers there", async () => {
    const all = async () => (await mixed.listener.subscribers("socket.io#/#")) === names.length;
    await until(all, "all to be subscribed");
    assert.deepEqual(await servers.node.io.of("/").fetchSockets(), []);
    const answers = await servers.node.io.of("/").timeout(3_000).emitWithAck("question", "?");
    assert.deepEqual(answers, []);
  });

  test("hears what is emitted for servers with bytes in it, as Node's `JSON.stringify` has them", { skip: !OURS }, async () => {
    const product = fresh();
    servers.node.verbs.serverSideEmit("price-changed", { product, cents: 7, more: Buffer.from([1, 2]) });
    for (const name of ["rust", "otherRust"]) await servers[name].journal({ what: "told", product, cents: 7 }, 1);
  });

  test("has sockets of theirs whose data has bytes in it", { skip: !OURS }, async (t) => {
    const { sockets, verbs } = await gather(t, mixed);
    await ask(sockets.node, "share", { name: "é", picture: Buffer.from([1, 255]) });
    const [known] = await verbs.rust.fetch({ to: [sockets.node.id] });
    assert.deepEqual(known.data, { name: "é", picture: { type: "Buffer", data: [1, 255] } });
  });

  test("is counted until it stops, and leaves no channels behind", { skip: !OURS }, async (t) => {
    const room = fresh();
    const coming = await startRust(mixed.redis.url);
    t.after(() => coming.stop());
    const guest = await member(t, coming, [room]);
    await followed(room, 1);
    assert.equal(await servers.node.verbs.adapter.serverCount(), names.length + 1);
    const gone = next(guest, "disconnect");
    const { code } = await coming.stop("SIGTERM");
    assert.equal(code, 0);
    await gone;
    assert.equal(await servers.node.verbs.adapter.serverCount(), names.length);
    await followed(room, 0);
    assert.deepEqual(await servers.node.verbs.in(room).fetchSockets(), []);
  });
});

describe("with the rules of Redis", { skip: !OURS }, () => {
  /** Names of 16 letters: servers and sockets of ours. */
  const OWN = "&socket.io#/*# &socket.io#/*#????????????????#";
  const COMMANDS = "-@all +spublish +ssubscribe +sunsubscribe +pubsub|shardnumsub +hello +ping +client";

  test("a server goes on that may not listen to a room, and says so", async (t) => {
    const redis = await startRedis();
    const admin = createClient({ url: redis.url });
    const started = [];
    t.after(async () => {
      admin.destroy();
      await stopAll(started);
      await redis.stop();
    });
    await admin.connect();
    const rights = `${OWN.replaceAll("/*#", "/verbs#")} ${OWN.replaceAll("/*#", "/elsewhere#")} ${OWN.replaceAll("/*#", "/#")} ${COMMANDS}`;
    await admin.sendCommand(["ACL", "SETUSER", "server", "on", ">secret", "resetchannels", ...rights.split(" ")]);
    const rust = await startRust(redis.url.replace("redis://", "redis://server:secret@"));
    started.push(rust);
    const node = await startNode(redis.url);
    started.push(node);
    const room = fresh();
    const socket = await member(t, rust, [room]);
    await rust.logged(/single rooms is not heard/);
    const heard = [];
    socket.on("heard", (value) => heard.push(value));
    const counted = async () => Number((await admin.sendCommand(["PUBSUB", "SHARDNUMSUB", "socket.io#/verbs#"]))[1]) === 2;
    await until(counted, "both to be subscribed");
    // The room's channel is refused, and that of everyone is not.
    node.verbs.to(room).emit("heard", "lost");
    node.verbs.to([room, "another"]).emit("heard", "for two rooms");
    node.verbs.emit("heard", "for all");
    await until(() => heard.length >= 2, "the client to hear");
    assert.deepEqual(heard, ["for two rooms", "for all"]);
    told(await ask(socket, "emit", {}, "of ours"));
    const [fetched] = await node.verbs.in(room).fetchSockets();
    assert.equal(fetched.id, socket.id);
  });

  test("an emitter may emit, and needs no more than that", async (t) => {
    const admin = createClient({ url: mixed.redis.url });
    await admin.connect();
    t.after(() => admin.destroy());
    await admin.sendCommand(["ACL", "SETUSER", "emitter", "on", ">secret", "resetchannels", ..."&socket.io#* -@all +spublish +hello +ping +client".split(" ")]);
    const emitter = await startEmitter({ REDIS_URL: mixed.redis.url.replace("redis://", "redis://emitter:secret@"), FORMAT: "node-sharded" });
    t.after(() => emitter.stop());
    const room = fresh();
    const { heard, verbs } = await gather(t, mixed, [room]);
    told(await emitter.run("emit", { recipients: { to: [room] }, payload: "emitted" }));
    await until(() => names.every((name) => heard[name].length === 1), "all to hear");
    await settled(heard, verbs.node);
    assertHeard(heard, onlyBy(mixed, names, ["emitted"]));
  });
});
