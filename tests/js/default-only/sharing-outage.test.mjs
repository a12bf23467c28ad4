// The Redis that three servers share rooms through goes away in mid-traffic, and comes back.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask } from "../support/client.mjs";
import { throughOutages } from "../support/outage.mjs";
import { startRedis } from "../support/redis.mjs";
import { startServer } from "../support/server.mjs";
import { emit, fresh, health, hearing, IN_NODES_LANGUAGE, isUp, member, members, settledFrom, startServers, stopAll } from "../support/sharing.mjs";
import { until } from "../support/until.mjs";

/**
 * Each way to go away, and to come back. A pause closes no connection: only silence tells. The connection is the same in
 * both languages, so one way is enough in the second.
 */
const OUTAGES = [
  {
    name: "killed and restarted",
    leave: (redis) => redis.stop("SIGKILL"),
    comeBack: ({ port }) => startRedis({ port }),
  },
  {
    name: "paused for a moment",
    leave: (redis) => redis.kill("SIGSTOP"),
    comeBack: (redis) => redis.kill("SIGCONT") && redis,
  },
  {
    name: "paused until the servers have given up their connections",
    leave: (redis) => redis.kill("SIGSTOP"),
    lasts: 5_000,
    comeBack: (redis) => redis.kill("SIGCONT") && redis,
  },
];

for (const { name, leave, lasts, comeBack } of IN_NODES_LANGUAGE ? OUTAGES.slice(0, 1) : OUTAGES) {
  test(`Redis is ${name} in mid-traffic, twice`, async (t) => {
    let redis = await startRedis();
    t.after(() => redis.stop());
    const servers = await startServers(3, { REDIS_URL: redis.url });
    t.after(() => stopAll(servers));
    await throughOutages(t, servers, {
      lasts,
      leave: () => leave(redis),
      async comeBack() {
        redis = await comeBack(redis);
      },
    });
  });
}

describe("while Redis is away", () => {
  /** Three servers, with a client on each, after Redis was killed. */
  async function away(t) {
    const redis = await startRedis();
    t.after(() => redis.stop());
    const servers = await startServers(3, { REDIS_URL: redis.url });
    t.after(() => stopAll(servers));
    const [stays, left] = [fresh(), fresh()];
    const sockets = await members(t, servers, [stays], [stays, left], [stays]);
    assert.deepEqual(await Promise.all(servers.map(isUp)), [true, true, true]);
    await redis.stop("SIGKILL");
    await health(servers, false);
    return {
      servers,
      sockets,
      stays,
      left,
      async back() {
        const again = await startRedis({ port: redis.port });
        t.after(() => again.stop());
        await health(servers, true);
      },
    };
  }

  test("what is joined and left is right afterwards, and so are clients that came and went", async (t) => {
    const { servers, sockets, stays, left, back } = await away(t);
    const [one, two, three] = sockets;
    const joined = fresh();
    await ask(two, "join", [joined]);
    await ask(two, "leave", left);
    const late = await member(t, servers[2], [joined]);
    const { id } = three;
    three.disconnect();
    await servers[2].entry({ what: "left", id });
    await back();

    const heard = hearing([one, two, late]);
    await emit(one, { to: [joined] }, "joined");
    await emit(one, { to: [left] }, "left");
    await emit(one, { to: [stays] }, "stays");
    await settledFrom(one, heard);
    assert.deepEqual(heard, [["stays"], ["joined", "stays"], ["joined"]]);
    assert.deepEqual((await ask(one, "fetch-sockets", { to: [joined] })).sort(), [two.id, late.id].sort());
    assert.deepEqual(await ask(one, "fetch-sockets", { to: [left] }), []);
    assert.deepEqual((await ask(one, "fetch-sockets", {})).sort(), [one.id, two.id, late.id].sort());
    assert.equal(await ask(late, "server-count"), 3);
  });

  test("asking all servers is an error or says so, at once, and this server is served", async (t) => {
    const { servers, sockets, stays, back } = await away(t);
    const [one] = sockets;
    const started = Date.now();
    for (const [verb, ...values] of [["fetch-sockets", {}], ["rooms", {}], ["server-count"]]) {
      const error = await ask(one, verb, ...values);
      assert.equal(error.code, "unavailable", JSON.stringify(error));
      assert.match(error.message, /other servers cannot be reached/);
    }
    for (const socket of sockets) socket.on("question", (_, answer) => answer(7));
    const { answers, failure } = await ask(one, "ask-all", { to: [stays] }, 60_000);
    assert.deepEqual(answers, [[one.id, 7]]);
    assert.match(failure, /other servers were not reached/);
    assert.deepEqual(await ask(one, "fetch-sockets", { local: true }), [one.id]);

    const room = fresh();
    for (const [verb, rooms] of [["join-all", [room, fresh()]], ["leave-all", [stays]]]) {
      assert.match((await ask(one, verb, {}, rooms)).message, /other servers cannot be reached/);
    }
    assert.ok(Date.now() - started < 5_000, `it took ${Date.now() - started} ms`);
    const own = await ask(one, "my-rooms");
    assert.deepEqual([own.includes(room), own.includes(stays)], [true, false]);
    // It was not done later either.
    await back();
    const heard = hearing(sockets);
    await emit(one, { to: [room] }, "joined");
    await settledFrom(one, heard);
    assert.deepEqual(heard, [["joined"], [], []]);

    // From the servers that had only received, too.
    await emit(sockets[2], { to: [stays] }, "stayed");
    await settledFrom(sockets[2], heard);
    assert.deepEqual(heard, [["joined"], ["stayed"], ["stayed"]]);
    assert.equal((await ask(sockets[1], "ask-all", {}, 2_000)).answers.length, servers.length);
  });

  test("a question that is under way when Redis goes away ends with the answers that there are", async (t) => {
    const redis = await startRedis();
    t.after(() => redis.stop());
    const servers = await startServers(2, { REDIS_URL: redis.url, REQUEST_TIMEOUT: "1000" });
    t.after(() => stopAll(servers));
    const [one, two] = await members(t, servers);
    let asked = false;
    one.on("question", (_, answer) => answer(1));
    two.on("question", () => {
      asked = true;
    });
    const answered = ask(one, "ask-all", {}, 2_000);
    await until(() => asked, "the client of the other server to be asked");
    await redis.stop("SIGKILL");
    // In Node's language it is known how many were asked.
    const missing = IN_NODES_LANGUAGE ? [[null, "timeout"]] : [];
    assert.deepEqual((await answered).answers, [[one.id, 1], ...missing]);
  });

  test("a server that starts then ends with an error that names the address, without credentials", async (t) => {
    const redis = await startRedis();
    await redis.stop();
    const address = `127.0.0.1:${redis.port}`;
    await assert.rejects(
      startServer("sharing-server", { env: { REDIS_URL: `redis://shop:secret@${address}` } }).then((server) => server.stop()),
      ({ message }) => message.includes(`redis://***@${address}`) && !/shop|secret/.test(message),
    );
  });
});
