// One of three servers that share rooms through a real Redis is lost in mid-traffic; the others go on.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask } from "../support/client.mjs";
import { startRedis } from "../support/redis.mjs";
import { emit, fresh, hearing, IN_NODES_LANGUAGE, isUp, member, members, settledFrom, startServers, stopAll } from "../support/sharing.mjs";
import { assertAll, assertOnly, startTraffic } from "../support/traffic.mjs";
import { until } from "../support/until.mjs";

/** How long a server waits for one that does not answer. */
const REQUEST_TIMEOUT = 2_000;

async function three(t) {
  const redis = await startRedis();
  t.after(() => redis.stop());
  const env = { REDIS_URL: redis.url, REQUEST_TIMEOUT };
  const servers = await startServers(3, env);
  t.after(() => stopAll(servers));
  return { servers, env };
}

const counts = (socket, count) =>
  until(async () => (await ask(socket, "server-count")) === count, `${count} servers to be counted`);

/**
 * The lines in which a server complains, but for those of the watchdog: on a busy machine the thread of a handler has to wait, and
 * the watchdog cannot tell that from a handler that holds its thread.
 */
const complaints = (server) => (server.log().match(/^.*\b(WARN|ERROR)\b.*$/gm) ?? []).filter((line) => !line.includes("watchdog"));

describe("a server is lost", () => {
  test("when a server is killed in mid-traffic, the others lose nothing, and another takes its place", async (t) => {
    const { servers, env } = await three(t);
    const [first, second, third] = servers;
    const room = fresh();
    const senders = await members(t, [first, second]);
    const rooms = [`${room} one`, `${room} two`];
    // Of each room, on each server, since two senders are not in order with each other.
    const gather = (server) => Promise.all(rooms.map((of) => member(t, server, [of])));
    const staying = (await Promise.all([first, second].map(gather))).flat();
    const lost = await gather(third);
    const [heard, heardByLost] = [hearing(staying), hearing(lost)];
    const traffic = senders.map((sender, index) => startTraffic(t, sender, rooms[index]));

    await Promise.all(traffic.map((one) => one.more(100)));
    const before = traffic.map((one) => new Set(one.answered()));
    await until(() => heardByLost.every((list, index) => list.includes([...before[index]].at(-1))), "the third server");
    await third.stop("SIGKILL");
    const gone = traffic.map((one) => one.next());
    await counts(senders[0], 2);
    await Promise.all(traffic.map((one) => one.more(100)));
    assert.deepEqual(await Promise.all([first, second].map(isUp)), [true, true]);
    assert.equal((await ask(senders[0], "fetch-sockets", {})).length, senders.length + staying.length);

    const [fourth] = await startServers(1, env);
    t.after(() => fourth.stop());
    const arrived = await gather(fourth);
    const heardByArrived = hearing(arrived);
    const there = traffic.map((one) => one.next());
    await counts(senders[1], 3);
    await Promise.all(traffic.map((one) => one.more(100)));

    const reports = await Promise.all(traffic.map((one) => one.stop()));
    for (const sender of senders) await settledFrom(sender, [...heard, ...heardByArrived]);
    for (const [index, { length }] of reports.entries()) {
      for (const list of [heard[index], heard[index + 2]]) assertAll(list, length);
      assertOnly(heardByLost[index], length, (number) => before[index].has(number));
      assert.ok(heardByLost[index].at(-1) < gone[index]);
      assertOnly(heardByArrived[index], length, (number) => number >= there[index]);
      assert.deepEqual(reports[index].filter(({ failure }) => failure !== null), []);
    }
    for (const server of [first, second, fourth]) assert.deepEqual(complaints(server), []);
  });

  test("when a server is killed while it is asked, the others' answers are there, and nobody waits without end", async (t) => {
    const { servers } = await three(t);
    const [one, two, third] = await members(t, servers);
    let asked = false;
    one.on("question", (_, answer) => answer(1));
    two.on("question", (_, answer) => answer(2));
    third.on("question", () => {
      asked = true;
    });
    const answered = ask(one, "ask-all", {}, 1_000);
    await until(() => asked, "the client of the third server to be asked");
    await servers[2].stop("SIGKILL");
    const { answers, failure } = await answered;
    assert.equal(failure, null);
    // In Node's language it is known how many were asked.
    const missing = IN_NODES_LANGUAGE ? [[null, "timeout"]] : [];
    assert.deepEqual(new Map(answers), new Map([[one.id, 1], [two.id, 2], ...missing]));
    // Whoever asks next does not wait for it at all.
    await counts(one, 2);
    const next = await ask(one, "ask-all", {}, 60_000);
    assert.deepEqual(new Map(next.answers), new Map([[one.id, 1], [two.id, 2]]));
  });

  test("when a server is paused, the others' clients are served as before, and asking waits no longer than it may", async (t) => {
    const { servers } = await three(t);
    const [one, two] = await members(t, servers);
    servers[2].kill("SIGSTOP");
    const started = Date.now();
    const heard = hearing([one, two]);
    await emit(one, {}, "hi");
    await settledFrom(one, heard);
    assert.deepEqual(heard, [["hi"], ["hi"]]);
    assert.ok(Date.now() - started < REQUEST_TIMEOUT, `it took ${Date.now() - started} ms`);
    assert.deepEqual((await ask(two, "fetch-sockets", {})).sort(), [one.id, two.id].sort());
    servers[2].kill("SIGCONT");
    await until(async () => (await ask(two, "fetch-sockets", {})).length === 3, "the third server to answer again");
  });
});
