// A server that is about to end lets its clients go little by little (guarantee 7): real processes, real connections and the
// official client, which comes back by itself. What a handler, a hook and a call do is in tests/rust/gateways/drain.rs.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { ask, connect, upgraded } from "../support/client.mjs";
import { IDLE, IN_WORK, openAll, UNREAD } from "../support/connections.mjs";
import { io } from "../support/protocol.mjs";
import { openRaw } from "../support/raw.mjs";
import { serverFor, startServer } from "../support/server.mjs";
import { until } from "../support/until.mjs";
import { PATIENCE, within } from "../support/within.mjs";

const OVER = 5_000;
/** How many clients of our own there are, and how many official ones of each kind. */
const RAW = 1_850;
const OFFICIAL = 50;
const KINDS = [["websocket"], ["polling"], ["polling", "websocket"]];
const CLIENTS = RAW + OFFICIAL * KINDS.length;
/** How often each of them says something. */
const TALK = 2_000;
/** How many parts of the time are looked at. */
const PARTS = 10;
/** What the shutdown may take, where that is no matter: a busy machine has the time that it needs. */
const SHUTDOWN = 30_000;
const MARGIN = 2_500;
const HELD = { code: 1, signal: null };
const SUCCESS = { code: 0, signal: null };

test(`guarantee 7: ${CLIENTS} clients leave in even portions, lose no answer and are back elsewhere`, { timeout: 240_000 }, async (t) => {
  const going = await startServer("test-server", { env: { DRAIN: OVER, SHUTDOWN_DEADLINE: SHUTDOWN } });
  t.after(() => going.kill("SIGKILL"));
  const other = await serverFor(t, "test-server");
  let answered = 0;
  const announced = {};
  const hears = (kind) => (announced[kind] = (announced[kind] ?? 0) + 1);
  let back = 0;
  let atTheEnd = 0;
  const left = [];
  const unexpected = [];
  const leaves = () => left.push(Date.now());

  const raws = [];
  for (let number = 0; number < RAW; number += 50) {
    raws.push(...(await Promise.all(Array.from({ length: 50 }, () => openRaw(going.url)))));
  }
  await Promise.all(raws.map((raw) => raw.join("/going")));
  for (const raw of raws) {
    t.after(() => raw.stream.destroy());
    raw.onPacket = (packet) => {
      if (packet.startsWith('42/going,["server-draining",{"in":')) hears("raw");
      else if (packet.startsWith("43/going,")) answered += 1;
      // Engine.IO's own goodbye: of those whose turn was the last, and who said something just then.
      else if (packet === "1") atTheEnd += 1;
      else unexpected.push(packet);
    };
    raw.closed.then(() => {
      leaves();
      return openRaw(other.url);
    }).then(
      ({ stream }) => {
        t.after(() => stream.destroy());
        back += 1;
      },
      (error) => unexpected.push(error),
    );
  }

  const officials = [];
  for (const transports of KINDS) {
    for (let number = 0; number < OFFICIAL; number += 1) {
      const socket = io(`${going.url}/going`, { transports, forceNew: true, reconnectionDelay: 100 });
      t.after(() => socket.disconnect());
      await within(PATIENCE, new Promise((resolve) => socket.once("connect", resolve)), "a client");
      if (transports.length > 1) await upgraded(socket);
      socket.on("server-draining", ({ in: time }) => {
        assert.ok(time > 0 && time <= OVER);
        hears(transports.join());
      });
      socket.on("disconnect", (reason) => {
        if (!["transport close", "transport error"].includes(reason)) unexpected.push(reason);
        leaves();
        // What a balancer does.
        socket.io.uri = other.url;
      });
      // Not by a call: the official client does so itself.
      socket.on("connect", () => (back += 1));
      officials.push(socket);
    }
  }

  // Each begins at another moment.
  const talk = async (says, isThere) => {
    await sleep(Math.random() * TALK);
    for (; isThere(); await sleep(TALK)) says();
  };
  let number = 0;
  for (const raw of raws) {
    void talk(() => raw.send(`42/going,${(number += 1)}["work"]`), () => !raw.stream.destroyed && !raw.stream.readableEnded);
  }
  for (const socket of officials) {
    const first = socket.io.engine;
    void talk(() => socket.emit("work", () => (answered += 1)), () => socket.connected && socket.io.engine === first);
  }
  await sleep(1_000);

  const since = Date.now();
  going.kill("SIGTERM");
  assert.deepEqual(await within(OVER + SHUTDOWN + MARGIN, going.ended, "the end of the server"), SUCCESS, going.log());
  await until(() => back === CLIENTS, () => `${back} of ${CLIENTS} to be back: ${unexpected.slice(0, 3)}`, SHUTDOWN);
  t.diagnostic(`ended after ${Date.now() - since} ms, ${answered} answers`);

  assert.deepEqual(unexpected, []);
  assert.ok(atTheEnd < CLIENTS / 20, `${atTheEnd} were left at the end`);
  assert.deepEqual(announced, { raw: RAW, websocket: OFFICIAL, polling: OFFICIAL, "polling,websocket": OFFICIAL });
  assert.equal(left.length, CLIENTS);
  // A message that the server has taken is answered, though its client's turn comes meanwhile.
  const [{ taken, sent_away }] = going.entries({ gateway: "Going" });
  assert.ok(taken > CLIENTS, "they have talked");
  assert.equal(answered, taken);
  assert.equal(sent_away, CLIENTS);

  const first = Math.min(...left);
  const gone = Array.from({ length: PARTS }, (_, part) => left.filter((time) => time - first <= (OVER * (part + 1)) / PARTS).length);
  t.diagnostic(`gone after each tenth: ${gone.join(" ")}`);
  // Far enough from all at the beginning and from all at the end, on a machine with other work to do.
  for (const [part, count] of gone.entries()) {
    assert.ok(Math.abs(count / CLIENTS - (part + 1) / PARTS) < 0.25, gone.join(" "));
  }
});

test("guarantee 7: a server that is told to end is not ready and takes clients for a time, and then refuses them", { timeout: 60_000 }, async (t) => {
  // So long that what is seen meanwhile is seen on a busy machine too.
  const server = await start(t, { DRAIN: 8_000, NOT_READY_FOR: 8_000, SHUTDOWN_DEADLINE: SHUTDOWN });
  const websocket = () => connect(t, `${server.url}/going`, { transports: ["websocket"] });
  const clients = await Promise.all(Array.from({ length: 20 }, websocket));
  server.kill("SIGTERM");
  await until(async () => (await health(server)).state === "draining", "the server to say that it is not ready");
  assert.equal((await health(server)).status, 503);
  clients.push(await websocket());
  assert.ok(clients.every(({ connected }) => connected));

  const handshake = () => fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
  await until(async () => (await handshake()).status === 503, "new clients to be refused", 10_000);
  assert.ok((await handshake()).headers.has("retry-after"));
  assert.deepEqual(await within(8_000 + SHUTDOWN + MARGIN, server.ended, "the end of the server"), SUCCESS);
});

describe("guarantee 7: the deadline of a server that drains", { concurrency: true, timeout: 60_000 }, () => {
  const DRAIN = { DRAIN: 1_000, NOT_READY_FOR: 300 };
  const ALL = 1_300;

  test("nobody is connected: it ends when it was not ready for long enough", async (t) => {
    const server = await start(t, { ...DRAIN, DRAIN: 60_000, SHUTDOWN_DEADLINE: 60_000 });
    assert.deepEqual(await end(server, "SIGTERM", MARGIN), SUCCESS);
    assert.doesNotMatch(server.log(), /WARN|ERROR/);
  });

  test("connections of every kind, some that read nothing, and handlers that take longer end by the deadline", async (t) => {
    const server = await start(t, { ...DRAIN, SHUTDOWN_DEADLINE: 3_000 });
    await openAll(t, server, IDLE, UNREAD, IN_WORK);
    assert.deepEqual(await end(server, "SIGTERM", ALL + 3_000 + MARGIN), SUCCESS);
    assert.match(server.log(), /WARN.*cut off.*in_work=Hold::a_while/);
  });

  test("handlers that hold every thread: the process is ended, and the log names them", async (t) => {
    const server = await start(t, { ...DRAIN, SHUTDOWN_DEADLINE: 2_000 });
    const clients = await Promise.all(Array.from({ length: 16 }, () => openRaw(server.url)));
    for (const { stream } of clients) t.after(() => stream.destroy());
    await Promise.all(clients.map((client) => client.join("/hold")));
    for (const client of clients) client.send('42/hold,["thread"]');
    await server.journal({ gateway: "Hold", what: "thread" }, 2);
    assert.deepEqual(await end(server, "SIGTERM", ALL + 2_000 + MARGIN), HELD);
    assert.match(server.log(), /ERROR.*held past.*in_work=Hold::thread \(\d+\)/);
  });

  test("a thread that a handler has left behind: the process is ended", async (t) => {
    const server = await start(t, { ...DRAIN, SHUTDOWN_DEADLINE: 2_000 });
    const socket = await connect(t, `${server.url}/hold`, { transports: ["websocket"] });
    await ask(socket, "leave-behind");
    assert.deepEqual(await end(server, "SIGTERM", ALL + 2_000 + MARGIN), HELD);
  });

  test("a second signal ends it at once", async (t) => {
    const server = await start(t, { DRAIN: 60_000, SHUTDOWN_DEADLINE: 60_000 });
    await connect(t, `${server.url}/hold`, { transports: ["websocket"] });
    await connect(t, `${server.url}/hold`, { transports: ["polling"] });
    server.kill("SIGTERM");
    await server.logged(/the clients are let go/);
    assert.deepEqual(await end(server, "SIGTERM", PATIENCE), { code: null, signal: "SIGTERM" });
  });
});

async function health(server) {
  const response = await fetch(`${server.url}/health`);
  const { state } = await response.json();
  return { state, status: response.status };
}

/** A server with durations in its environment, and two threads. */
async function start(t, env) {
  const server = await startServer("test-server", { env: { TOKIO_WORKER_THREADS: 2, ...env } });
  t.after(() => server.kill("SIGKILL"));
  assert.deepEqual(await health(server), { state: "ready", status: 200 });
  return server;
}

/** Sends it `signal`, and waits for at most so long. */
function end(server, signal, milliseconds) {
  server.kill(signal);
  return within(milliseconds, server.ended, () => `the end of the server\n${server.log()}`);
}
