// A server with a certificate lets its clients go as one without does (guarantee 7): the connection of a client is a stream
// within another, and its end has to go through both.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
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
const KINDS = [["websocket"], ["polling"], ["polling", "websocket"]];
/** How many clients of each kind there are. */
const OF_EACH = 8;

test("guarantee 7: clients leave a server with a certificate little by little and lose no answer", { timeout: 60_000 }, async (t) => {
  const env = { CERTIFICATE, KEY: join(CERTIFICATES, "first.key"), DRAIN: OVER };
  const server = await startServer("tls-server", { env });
  t.after(() => server.kill("SIGKILL"));
  let answered = 0;
  let announced = 0;
  const left = [];

  const sockets = [];
  for (const transports of KINDS) {
    for (let number = 0; number < OF_EACH; number += 1) {
      const options = { transports, ca: readFileSync(CERTIFICATE), forceNew: true, reconnection: false };
      const socket = io(`${server.url}/going`, options);
      t.after(() => socket.disconnect());
      await within(PATIENCE, new Promise((resolve) => socket.once("connect", resolve)), "a client");
      if (transports.length > 1) await upgraded(socket);
      socket.on("server-draining", () => (announced += 1));
      socket.on("disconnect", (reason) => left.push({ kind: transports.join(), reason, time: Date.now() }));
      sockets.push(socket);
    }
  }
  // Seldom enough to be silent when it is their turn, on a machine with other work to do.
  const talk = async (socket) => {
    for (; socket.connected; await sleep(Math.random() * 1_500)) socket.emit("work", () => (answered += 1));
  };
  const talks = sockets.map(talk);

  assert.deepEqual(await end(server, "SIGTERM", OVER + MARGIN), SUCCESS);
  await within(PATIENCE, Promise.all(talks), () => `all to see the end: ${JSON.stringify(left)}`);

  t.diagnostic(server.log().split("\n").filter((line) => line.includes("let go")).join("\n"));
  t.diagnostic(left.map(({ kind, time, reason }) => `${kind} ${time - left[0].time} ${reason}`).join("\n"));

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
  assert.match(server.log(), /let_go=\d+ with_work=0/);
  assert.doesNotMatch(server.log(), /WARN|ERROR/);
});
