// A server with a certificate ends as one without does (guarantee 7): the connection of a client is a stream within another,
// and its end has to go through both.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { io } from "socket.io-client";

import { upgraded } from "../support/client.mjs";
import { end, MARGIN, SUCCESS } from "../support/ending.mjs";
import { startServer } from "../support/server.mjs";
import { PATIENCE, within } from "../support/within.mjs";
import { WORKSPACE } from "../support/workspace.mjs";

const CERTIFICATES = join(WORKSPACE, "tests/certificates");
const CERTIFICATE = join(CERTIFICATES, "first.crt");
const OVER = 4_000;
const ca = readFileSync(CERTIFICATE);
const KINDS = [["websocket"], ["polling"], ["polling", "websocket"]];
/** How many clients of each kind there are. */
const OF_EACH = 8;

test("guarantee 7: clients leave a server with a certificate little by little and lose no answer", { timeout: 60_000 }, async (t) => {
  const server = await startWith(t, { DRAIN: OVER });
  // As a browser does: without it Node makes a handshake for each poll.
  const agent = new Agent({ ca, keepAlive: true });
  t.after(() => agent.destroy());
  let answered = 0;
  let announced = 0;
  const left = [];

  const sockets = [];
  for (const transports of KINDS) {
    for (let number = 0; number < OF_EACH; number += 1) {
      const socket = await connected(t, `${server.url}/going`, { transports, ca, agent });
      if (transports.length > 1) await upgraded(socket);
      socket.on("server-draining", () => (announced += 1));
      socket.on("disconnect", (reason) => left.push({ kind: transports.join(), reason, time: Date.now() }));
      sockets.push(socket);
    }
  }
  // Seldom enough to be silent when it is their turn, on a machine with other work to do.
  const talk = async (socket) => {
    for (; socket.connected; await sleep(Math.random() * 1_500)) socket.emit("work", (answer) => (answered += answer === "done"));
  };
  const talks = sockets.map(talk);

  assert.deepEqual(await end(server, "SIGTERM", OVER + MARGIN), SUCCESS);
  await within(PATIENCE, Promise.all(talks), () => `all to see the end: ${JSON.stringify(left)}`);

  assert.equal(announced, sockets.length);
  assert.equal(left.length, sockets.length);
  // A DISCONNECT, after which the client does not come back by itself, would be `io server disconnect`.
  for (const { kind, reason } of left) assert.match(reason, /^transport (close|error)$/, kind);
  const [{ taken, sent_away }] = server.entries({ gateway: "Going" });
  assert.equal(answered, taken);
  assert.equal(sent_away, sockets.length);
  for (const transports of KINDS) {
    const times = left.filter(({ kind }) => kind === transports.join()).map(({ time }) => time);
    assert.ok(Math.max(...times) - Math.min(...times) > OVER / 4, `all at once: ${transports}`);
  }
  assert.match(server.log(), /let_go=\d+ cut_off=0/);
  assert.doesNotMatch(server.log(), /WARN|ERROR/);
});

test("guarantee 7: a client that polls gets its last answer over a connection that begins while the server ends", async (t) => {
  const server = await startWith(t, {});
  // Without an agent each poll has a connection of its own.
  const socket = await connected(t, `${server.url}/secret`, { transports: ["polling"], ca });
  const answers = [200, 2_000].map((milliseconds) => socket.timeout(PATIENCE).emitWithAck("later", milliseconds));
  await server.journal({ gateway: "Secret", what: "later" }, 2);
  const ended = end(server, "SIGTERM", 2_000 + MARGIN);
  assert.deepEqual(await Promise.all(answers), [200, 2_000]);
  assert.deepEqual(await ended, SUCCESS);
});

async function startWith(t, env) {
  const server = await startServer("tls-server", { env: { CERTIFICATE, KEY: join(CERTIFICATES, "first.key"), ...env } });
  t.after(() => server.kill("SIGKILL"));
  return server;
}

/** A client that does not come back by itself. */
async function connected(t, url, options) {
  const socket = io(url, { forceNew: true, reconnection: false, ...options });
  t.after(() => socket.disconnect());
  await within(PATIENCE, new Promise((resolve) => socket.once("connect", resolve)), "a client");
  return socket;
}
