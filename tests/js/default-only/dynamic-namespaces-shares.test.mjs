// Each connection has its share of the namespaces that a pattern stands for, and no connection takes them
// all.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { client, connect, next } from "../support/client.mjs";
import { openRaw } from "../support/raw.mjs";
import { serverFor } from "../support/server.mjs";
import { until } from "../support/until.mjs";
import { PATIENCE, within } from "../support/within.mjs";

/** How many a connection may have, unless the builder says otherwise. */
const SHARE = 100;
/** As many as there may be by default, which one connection asks for. */
const ASKED = 10_000;
const REFUSED = "this connection is in too many namespaces of this kind; leave another one first";
/** So many answers fit into a connection's buffer; a client for which there are more is disconnected. */
const AT_A_TIME = 100;
const WARNING = /WARN.*max_dynamic_namespaces_per_connection.*/g;

const numbers = (count, start = 0) => Array.from({ length: count }, (_, index) => start + index);
const room = (number) => `/chat/${number}`;

/** A server with as many dynamic namespaces as there are by default. */
async function start(t) {
  const server = await serverFor(t, "test-server", { env: { MAX_DYNAMIC_NAMESPACES: ASKED } });
  return server;
}

async function open(t, server) {
  const raw = await openRaw(server.url);
  t.after(() => raw.stream.destroy());
  return raw;
}

/** Those that exist. */
const namespaces = async (server) => (await fetch(`${server.url}/dynamic`)).json();

/** Waits until there are `count`. */
async function count(server, count) {
  let found;
  const are = async () => (found = (await namespaces(server)).length) === count;
  await until(are, () => `${count} namespaces, of which there are ${found}`);
}

/** Asks for these rooms, and gives which of them it got and the errors of the others. */
async function ask(raw, rooms) {
  const joined = [];
  const errors = [];
  for (let first = 0; first < rooms.length; first += AT_A_TIME) {
    const some = rooms.slice(first, first + AT_A_TIME);
    const all = first + some.length;
    const answered = new Promise((resolve, reject) => {
      raw.onPacket = (packet) => {
        const [, kind, name, rest] = packet.match(/^4([04])\/chat\/([^,]+),(.*)$/) ?? [];
        if (kind === "0") joined.push(name);
        if (kind === "4") errors.push(JSON.parse(rest).message);
        if (joined.length + errors.length === all) resolve();
      };
      raw.closed.then(() => reject(new Error("the connection is closed")));
    });
    raw.send(...some.map((name) => `40${room(name)},`));
    await within(PATIENCE, answered, () => `${all} answers, of which there are ${joined.length + errors.length}`);
  }
  return { joined, errors };
}

/** Waits until the connection gets `number`, which it does not have. */
async function get(raw, number) {
  await until(async () => (await ask(raw, [number])).joined.length === 1, `${room(number)} to be had`);
}

describe("a connection's share of the dynamic namespaces", { timeout: 120_000 }, () => {
  test(`is ${SHARE} of ${ASKED} that it asks for; others get theirs meanwhile, and all is free when it has left`, async (t) => {
    const server = await start(t);
    const raw = await open(t, server);
    const asked = ask(raw, numbers(ASKED));
    let isAnswered = false;
    asked.finally(() => (isAnswered = true)).catch(() => {});
    let others = 0;
    while (!isAnswered || others === 0) {
      const other = await connect(t, `${server.url}/chat/other-${others++}`, { transports: ["websocket"] });
      other.disconnect();
    }
    const { joined, errors } = await asked;
    t.diagnostic(`${others} others have got a new room meanwhile`);
    assert.equal(joined.length, SHARE);
    assert.deepEqual(new Set(errors), new Set([REFUSED]));

    // Those of the others go, and nothing is left of those that were refused.
    await count(server, SHARE);
    assert.deepEqual((await namespaces(server)).sort(), joined.map(room).sort());
    // A room that exists is beyond its share too.
    const other = await connect(t, server.url + room("other"), { transports: ["websocket"] });
    assert.deepEqual(await ask(raw, ["other"]), { joined: [], errors: [REFUSED] });
    assert.equal(other.connected, true);
    other.disconnect();

    await raw.close();
    await count(server, 0);
    const [line, ...more] = server.log().match(WARNING);
    assert.match(line, /namespace="\/chat\/\{room\}" limit=100 socket=/);
    assert.deepEqual(more, []);
  });

  test("is free again namespace by namespace, as the connection leaves them", async (t) => {
    const server = await start(t);
    const raw = await open(t, server);
    await ask(raw, numbers(SHARE));
    assert.deepEqual((await ask(raw, [SHARE])).errors, [REFUSED]);
    raw.send(`41${room(7)},`, `41${room(8)},`);
    await get(raw, SHARE);
    await get(raw, SHARE + 1);
    assert.deepEqual((await ask(raw, [SHARE + 2])).errors, [REFUSED]);
    // One in which somebody stays does not outlive the connection's being in it.
    await connect(t, server.url + room(9), { transports: ["websocket"] });
    raw.send(`41${room(9)},`);
    await get(raw, SHARE + 3);
    assert.deepEqual((await ask(raw, [SHARE + 4])).errors, [REFUSED]);
  });

  test("is not had twice by leaving and asking again", async (t) => {
    const server = await start(t);
    const raw = await open(t, server);
    for (let time = 0; time < 5; time++) {
      const { joined } = await ask(raw, numbers(SHARE, time * SHARE));
      raw.send(...joined.map((name) => `41${room(name)},`));
      await raw.read();
      const { length } = await namespaces(server);
      assert.ok(length <= SHARE, `${length} namespaces`);
    }
  });

  test("is given back by those who are refused, or are gone, before they are in", async (t) => {
    const server = await start(t);
    const raw = await open(t, server);
    // The hook refuses this room, each time after it has got its place.
    for (let time = 0; time <= SHARE; time++) {
      const refused = raw.next("41/chat/closed,");
      raw.send("40/chat/closed,");
      await refused;
      await count(server, 0);
    }
    assert.equal((await ask(raw, numbers(SHARE))).joined.length, SHARE);
    await raw.close();
    for (let time = 0; time < 20; time++) {
      const gone = await openRaw(server.url);
      gone.send(...numbers(SHARE).map((number) => `40/chat/gone-${number},`));
      gone.stream.destroy();
      await gone.closed;
    }
    await count(server, 0);
  });

  test("is for each pattern, and the official client is told in words", async (t) => {
    const server = await start(t);
    const first = await connect(t, server.url + room(0), { transports: ["websocket"] });
    const join = (namespace) => {
      const socket = first.io.socket(namespace);
      t.after(() => socket.disconnect());
      return socket;
    };
    const others = numbers(SHARE - 1, 1).map((number) => join(room(number)));
    await Promise.all(others.map((socket) => next(socket, "connect")));
    assert.equal((await next(join(room(SHARE)), "connect_error")).message, REFUSED);
    await next(join("/numbers/7"), "connect");
    // Another connection has a share of its own.
    await next(client(t, server.url + room(SHARE), { transports: ["websocket"] }), "connect");
  });
});
