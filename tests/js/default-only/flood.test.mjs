// One client that sends as fast as it can harms nobody else: the memory of the server is bounded, and others are served
// in time (guarantees 5 and 11). What becomes of its messages is in tests/rust/gateways/flood.rs.

import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, test } from "node:test";

import { ask, connect } from "../support/client.mjs";
import { openRaw } from "../support/raw.mjs";
import { serverFor } from "../support/server.mjs";
import { within } from "../support/within.mjs";

const MESSAGES = 100_000;
/** How many may be in work. */
const IN_FLIGHT = 1_024;
/** How far a client that reads is ahead of its answers: less than the 16,384 that may wait for it. */
const AHEAD = 8_000;
/** Sent with each message: if the server kept them all, it would be seen. */
const BALLAST = "x".repeat(500);
/** What the server may need for one flood, in kilobytes. */
const MEMORY = 16 * 1_024;
/** How long another client may wait for an answer on a machine that has nothing else to spare. */
const SERVED = 2_000;

describe(`guarantee 5: memory is bounded: ${MESSAGES} messages as fast as a client can`, { timeout: 120_000 }, () => {
  test("from one that does not read: it is disconnected, others are served", async (t) => {
    const { server, flooder, id, watch } = await start(t);
    const watched = watch();
    flooder.stream.pause();
    await flood(flooder, (number) => `42/flood,${number}["hold"`);
    await server.logged(new RegExp(`WARN.*does not read its answers.*${id}`));
    await server.entry({ gateway: "Flood", what: "left", id });
    await watched.end();
    assert.equal(server.entries({ gateway: "Flood", what: "left", id }).length, 1);
    assert.deepEqual(await server.stop("SIGTERM"), { code: 0, signal: null });
  });

  test("from one that reads: each is answered or refused, others are served", async (t) => {
    const { server, flooder, other, watch } = await start(t);
    const watched = watch();
    const answers = new Map();
    let more = () => {};
    const all = new Promise((resolve, reject) => {
      flooder.onPacket = (packet) => {
        const [, number, answer] = packet.match(/^43\/flood,(\d+)\[(.*)\]$/s) ?? [];
        if (number === undefined || answers.has(number)) return reject(new Error(`unexpected: ${packet}`));
        answers.set(number, answer);
        // All that are refused: now the others may end.
        if (answers.size === MESSAGES - IN_FLIGHT) other.emit("let-go");
        if (answers.size === MESSAGES) resolve();
        return more();
      };
      flooder.closed.then(() => reject(new Error("the flooder is disconnected")));
    });
    const room = (number) =>
      new Promise((resolve) => {
        more = () => number < answers.size + AHEAD && resolve();
        more();
      });
    const sent = flood(flooder, (number) => `42/flood,${number}["hold"`, room);
    await within(60_000, Promise.all([all, sent]), `${MESSAGES} answers`);
    await watched.end();
    const values = [...answers].filter(([number, answer]) => answer === number);
    const refused = [...answers.values()].filter((answer) => JSON.parse(answer).code === "too_many_requests");
    // The first ones got in.
    assert.deepEqual(values.map(([number]) => Number(number)).sort((a, b) => a - b), [...Array(IN_FLIGHT).keys()]);
    assert.equal(refused.length, MESSAGES - IN_FLIGHT);
    assert.deepEqual(await server.stop("SIGTERM"), { code: 0, signal: null });
  });
});

/** A server with a client that is about to flood it and one that is well, and what the latter sees. */
async function start(t) {
  const server = await serverFor(t, "test-server", {
    env: { PING_INTERVAL: 60_000, PING_TIMEOUT: 2_000 },
  });
  const flooder = await openRaw(server.url);
  t.after(() => flooder.stream.destroy());
  const id = await flooder.join("/flood");
  const other = await connect(t, `${server.url}/flood`, { transports: ["websocket"] });
  return { server, flooder, id, other, watch: () => watch(t, server, other) };
}

/** Asks all the time, until `end()` says that the answers came in time and the memory is bounded. */
function watch(t, server, other) {
  let slowest = 0;
  let most = 0;
  let asked = 0;
  let ended = false;
  const memory = async () => (await fetch(`${server.url}/memory`)).json();
  const watching = (async () => {
    const before = await memory();
    while (!ended) {
      const since = Date.now();
      assert.equal(await ask(other, "echo", asked), asked);
      slowest = Math.max(slowest, Date.now() - since);
      asked += 1;
      if (before !== null) most = Math.max(most, (await memory()) - before);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  watching.catch(() => {});
  return {
    async end() {
      ended = true;
      await watching;
      t.diagnostic(`${asked} answers to another client, the slowest after ${slowest} ms; ${most} kB more memory`);
      assert.ok(asked > 10, `only ${asked} answers`);
      assert.ok(slowest < SERVED, `another client has waited ${slowest} ms`);
      assert.ok(most < MEMORY, `the server needed ${most} kB more`);
      // Either side would have ended it if its pings were not served.
      assert.equal(other.connected, true);
    },
  };
}

/** Sends all, as fast as the connection takes them and there is `room`, or until it is closed. */
async function flood(raw, head, room = () => {}) {
  for (let number = 0; number < MESSAGES && !raw.stream.destroyed; number += 100) {
    await Promise.race([raw.closed, room(number)]);
    const packets = Array.from({ length: 100 }, (_, more) => `${head(number + more)},${number + more},"${BALLAST}"]`);
    if (!raw.send(...packets)) {
      // An error is how the server's end of the connection shows.
      await Promise.race([raw.closed, once(raw.stream, "drain").catch(() => {})]);
    }
  }
}
