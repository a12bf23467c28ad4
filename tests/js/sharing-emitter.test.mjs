// An emitter, which is no server, reaches the clients of three servers that share rooms through a real
// Redis.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { beside, next } from "./support/client.mjs";
import { startEmitter } from "./support/emitter.mjs";
import { named } from "./support/protocol.mjs";
import { startRedis } from "./support/redis.mjs";
import { fresh, hearing, member, members, RECOVERY, settled, threeServers, told } from "./support/sharing.mjs";
import { until } from "./support/until.mjs";

const { redis, servers } = threeServers();
let emitter;

const emit = async (recipients, payload) => told(await emitter.run("emit", { recipients, payload }));
const settledHere = (heard) => settled(heard, (mark) => emit({}, mark));

describe(named("an emitter that is no server"), () => {
  // Here, where the address of Redis is known: the hooks of a file all begin at once.
  before(async () => {
    emitter = await startEmitter({ REDIS_URL: redis.url });
  });

  after(() => emitter?.stop());

  test("emits a typed event to a room and to the namespace", async (t) => {
    const room = fresh();
    const heard = hearing(await members(t, servers, [room], [], [room]));
    await emit({ to: [room] }, { to: "the room" });
    await emit({}, "to all");
    await settledHere(heard);
    assert.deepEqual(heard, [[{ to: "the room" }, "to all"], ["to all"], [{ to: "the room" }, "to all"]]);
  });

  test("emits to a socket, to a list of sockets, and to all but some", async (t) => {
    const room = fresh();
    const sockets = await members(t, servers, [room], [], []);
    const heard = hearing(sockets);
    const ids = sockets.map(({ id }) => id);
    await emit({ to: [ids[2]] }, "one");
    await emit({ to: ids.slice(0, 2) }, "two");
    await emit({ except: [room, ids[1]] }, "not those");
    await settledHere(heard);
    assert.deepEqual(heard, [["two"], ["two"], ["one", "not those"]]);
  });

  test("emits to another namespace by its name", async (t) => {
    const room = fresh();
    const verbs = hearing(await members(t, servers, [room], [room], [room]));
    const elsewhere = await Promise.all(servers.map((server) => member(t, server, [room], "elsewhere")));
    const heard = hearing(elsewhere);
    const there = async (recipients, payload) => told(await emitter.run("emit-in", { namespace: "/elsewhere", recipients, payload }));
    await there({ to: [room] }, "there");
    await settled(heard, (mark) => there({}, mark));
    await settledHere(verbs);
    assert.deepEqual(heard, [["there"], ["there"], ["there"]]);
    assert.deepEqual(verbs, [[], [], []]);
  });

  test("lets sockets join, leave and go; the hooks run where they are", async (t) => {
    const [first, second] = [fresh(), fresh()];
    const sockets = await members(t, servers, [first], [first], []);
    const heard = hearing(sockets);
    await emitter.run("join-all", { recipients: { to: [first] }, rooms: [second] });
    await emit({ to: [second] }, "in");
    await emitter.run("leave-all", { recipients: { to: [sockets[0].id] }, rooms: [second] });
    await emit({ to: [second] }, "only 2");
    await settledHere(heard);
    assert.deepEqual(heard, [["in"], ["in", "only 2"], []]);
    const { id } = sockets[1];
    const gone = next(sockets[1], "disconnect");
    await emitter.run("disconnect-all", { recipients: { to: [second] } });
    await gone;
    await servers[1].entry({ what: "left", id });
    assert.deepEqual(sockets.map(({ connected }) => connected), [true, false, true]);
  });

  test("closes connections, with all their namespaces", async (t) => {
    const room = fresh();
    const sockets = await members(t, servers, [room], [], [room]);
    const others = await Promise.all(sockets.map((socket) => beside(t, socket, "/elsewhere")));
    const gone = [sockets[0], sockets[2], others[0], others[2]].map((socket) => next(socket, "disconnect"));
    await emitter.run("close-all", { recipients: { to: [room] } });
    await Promise.all(gone);
    assert.deepEqual([sockets[1].connected, others[1].connected], [true, true]);
  });

  test("counts the servers, is not counted itself, and cannot ask them", async () => {
    assert.equal(await emitter.run("server-count"), 3);
    assert.match((await emitter.run("fetch-sockets", { recipients: {} })).error, /an emitter cannot ask/);
    assert.match((await emitter.run("count", { recipients: {} })).error, /an emitter cannot ask/);
  });

  test("says that nobody was told while Redis is away, and comes back without help", async (t) => {
    const own = await startRedis();
    t.after(() => own.stop());
    const away = await startEmitter({ REDIS_URL: own.url });
    t.after(() => away.stop());
    assert.equal(await away.run("health"), true);
    await own.stop("SIGKILL");
    for (let emitted = 0; emitted < 3; emitted += 1) {
      const { failure, took } = await away.run("emit", { recipients: {}, payload: 1 });
      assert.match(failure, /other servers were not reached/);
      assert.ok(took < 2_000, `it took ${took} ms`);
    }
    assert.equal(await away.run("health"), false);
    const again = await startRedis({ port: own.port });
    t.after(() => again.stop());
    await until(() => away.run("health"), "the emitter to be back", RECOVERY);
    told(await away.run("emit", { recipients: {}, payload: 1 }));
    // Twice: that it went away, and that it is back.
    const lines = () => away.log().match(/rooms are (not )?shared/g) ?? [];
    await until(() => lines().length >= 2, () => `two lines on sharing in\n${away.log()}`);
    assert.equal(lines().length, 2, away.log());
  });

  test("an address that nobody answers at is an error that names it, without the password", async () => {
    await assert.rejects(
      startEmitter({ REDIS_URL: "redis://:secret@127.0.0.1:1" }).then((started) => started.stop()),
      ({ message }) => message.includes("127.0.0.1:1") && !message.includes("secret"),
    );
  });
});
