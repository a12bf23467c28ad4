// Clients with the default transports on a slow line, who are sent much before their WebSocket is there,
// upgrade, and no message is lost, doubled or out of order.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { ask, client } from "../support/client.mjs";
import { serverForAll } from "../support/server.mjs";
import { slowLine } from "../support/slow-line.mjs";
import { within } from "../support/within.mjs";

/** How many clients join at a time. */
const CLIENTS = 20;
/** How long an upgrade may take on the slowest of these lines: 4.4 s, and what a busy machine adds. */
const UPGRADED = 20_000;
/** How long the chatter goes on after the upgrade. */
const AFTERWARDS = 1_000;

/** A line of 100 ms there and back. */
const SLOW = { oneWay: 50, opening: 200 };
/** One of 400 ms. */
const SLOWER = { oneWay: 200, opening: 800 };
/** One of 800 ms, without TLS. */
const SLOWEST = { oneWay: 400, opening: 800 };
const server = serverForAll("test-server");

describe(`${CLIENTS} clients upgrade on a slow line`, { timeout: 120_000 }, () => {
  for (const [what, line, wish] of [
    ["300 messages at once", SLOW, { send: "burst", count: 300, length: 0 }],
    ["2,000 messages at once", SLOW, { send: "burst", count: 2_000, length: 0 }],
    ["2,000 messages of 600 bytes at once", SLOW, { send: "burst", count: 2_000, length: 600 }],
    ["150 messages of 20,000 bytes at once", SLOW, { send: "burst", count: 150, length: 20_000 }],
    ["2,000 broadcasts at once", SLOW, { send: "broadcasts", count: 2_000, length: 0 }],
    ["a message every millisecond", SLOWER, { send: "chatter" }],
    ["a message every millisecond", SLOWEST, { send: "chatter" }],
  ]) {
    test(`of ${line.oneWay} ms each way while they are sent ${what}`, (t) => assertAllUpgrade(t, line, wish));
  }
});

/** All clients, who wish for `wish`, upgrade over `line` and have then been sent exactly what they should. */
async function assertAllUpgrade(t, line, wish) {
  const url = await slowLine(t, server.url, line);
  const clients = Array.from({ length: CLIENTS }, () => join(t, url, wish));
  await Promise.all(clients.map(({ upgraded }) => upgraded));
  if (wish.send === "chatter") {
    await sleep(AFTERWARDS);
    for (const { socket } of clients) socket.emit("enough");
  }
  await Promise.all(clients.map(({ all }) => all));
  // Whatever would be sent a second time has arrived by then.
  const echoes = await Promise.all(clients.map(({ socket }, number) => ask(socket, "echo", number)));
  assert.deepEqual(echoes, [...clients.keys()]);
  const sent = clients.map(({ numbers }) => numbers.length);
  t.diagnostic(`${Math.min(...sent)} to ${Math.max(...sent)} messages to each`);
  for (const { numbers, all, socket } of clients) {
    const count = await all;
    assert.deepEqual(mistakes(numbers, count), { lost: [], twice: [], late: [] });
    assert.equal(numbers.length, count);
    assert.equal(socket.connected, true);
    assert.equal(socket.io.engine.transport.name, "websocket");
  }
}

/**
 * A client with the default transports.
 *
 * - `numbers`: what it has been sent so far.
 * - `upgraded`, `all`: resolve when it has upgraded, and to how many it was sent when it has been sent all;
 *   they fail if it is disconnected.
 */
function join(t, url, wish) {
  const socket = client(t, `${url}/slow-lines`, { auth: wish });
  const numbers = [];
  socket.on("number", (number) => numbers.push(number));
  const ended = new Promise((_, reject) => {
    const fail = (what) => (reason) => reject(new Error(`${what} after ${numbers.length} messages: ${reason}`));
    socket.once("connect_error", fail("not connected"));
    socket.once("disconnect", fail("disconnected"));
    socket.io.engine.once("upgradeError", fail("not upgraded"));
  });
  const unless = (promise, what) =>
    within(UPGRADED, Promise.race([promise, ended]), () => `${what} (${numbers.length} messages so far)`);
  // Listened for from the beginning: the engine may upgrade before the socket is connected.
  const upgraded = unless(new Promise((resolve) => socket.io.engine.once("upgrade", resolve)), "the upgrade");
  const all = unless(new Promise((resolve) => socket.once("last", resolve)), "the last message");
  // Seen by whoever waits for it.
  for (const promise of [ended, upgraded, all]) promise.catch(() => {});
  return { socket, numbers, upgraded, all };
}

/** What of 0 to `count` - 1 is not among `numbers`, is there again, or comes behind a larger one. */
function mistakes(numbers, count) {
  const seen = new Set();
  const found = { lost: [], twice: [], late: [] };
  let largest = -1;
  for (const number of numbers) {
    if (seen.has(number)) found.twice.push(number);
    else if (number < largest) found.late.push(number);
    seen.add(number);
    largest = Math.max(largest, number);
  }
  for (let number = 0; number < count; number += 1) if (!seen.has(number)) found.lost.push(number);
  return found;
}
