// Clients over a limit are refused over a real listener, and the official client comes back by itself as soon as there is
// room. A real nginx tells the addresses of its clients.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { test } from "node:test";

import { ask, client, connect, next } from "../support/client.mjs";
import { startNginxWith } from "../support/nginx.mjs";
import { EVERY_WAY } from "../support/protocol.mjs";
import { serverFor } from "../support/server.mjs";
import { until } from "../support/until.mjs";
import { PATIENCE, within } from "../support/within.mjs";
import { WORKSPACE } from "../support/workspace.mjs";

const HANDSHAKE = "/socket.io/?EIO=4&transport=polling";
/** The configuration of nginx that the guide shows, with what has to stand around it. */
const [, SHOWN] = readFileSync(join(WORKSPACE, "docs/guide/operations/keeping-out.md"), "utf8").match(/^```text\n(location [^]*?)^```$/m);
const NGINX = `
events {}
http {
  map $http_upgrade $connection_upgrade {
    default upgrade;
    "" close;
  }
  upstream app {
    server app:3000;
  }
  server {
    listen 80;
    ${SHOWN}
  }
}
`;

/** Asks for a new session, and never polls it. */
function handshake(url, options = {}) {
  const answered = new Promise((resolve, reject) => {
    const sent = request(`${url}${HANDSHAKE}`, options, (answer) => {
      const { statusCode: status, headers } = answer;
      let body = "";
      answer.setEncoding("utf8").on("data", (text) => (body += text));
      answer.once("end", () => resolve({ status, headers, body }));
    });
    sent.once("error", reject).end();
  });
  return within(PATIENCE, answered, "the answer to a handshake");
}

/** The status of each of these handshakes, one after another. */
async function statuses(count, url, options) {
  const found = [];
  for (let number = 0; number < count; number += 1) found.push((await handshake(url, options)).status);
  return found;
}

/** An official client that tries again often and has been refused once. */
async function patient(t, url, options) {
  const socket = client(t, url, {
    reconnection: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 50,
    ...options,
  });
  await next(socket, "connect_error");
  assert.equal(socket.connected, false);
  return socket;
}

test("handshakes over one connection that are followed by nothing are counted, and a client beside them is served", async (t) => {
  const server = await serverFor(t, "test-server", {
    env: { MAX_CONNECTIONS_PER_ADDRESS: 4, CONNECT_TIMEOUT: 4_000 },
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  const flooder = { agent, localAddress: "127.0.0.2" };
  assert.deepEqual(await statuses(6, server.url, flooder), [200, 200, 200, 200, 429, 429]);

  const { status, headers, body } = await handshake(server.url, flooder);
  assert.equal(status, 429);
  assert.match(headers["retry-after"], /^[1-9]\d*$/);
  assert.equal(headers["content-type"], "application/json");
  assert.deepEqual(JSON.parse(body), { code: 3, message: "Too many connections from this address" });
  const honest = await connect(t, `${server.url}/hold`, { transports: ["websocket"] });
  assert.equal(await ask(honest, "a-while", 0), "done");
  await server.logged(/WARN.*`max_connections_per_address`.*127\.0\.0\.2/);

  // The sessions end, and their places come back.
  await until200(server.url, flooder);
});

/** Waits until a handshake is let in. */
const until200 = (url, options) =>
  until(async () => (await handshake(url, options)).status === 200, "a place to come back", 2 * PATIENCE);

for (const { way, transports } of EVERY_WAY) {
  for (const [limit, env] of [
    ["503", { MAX_CONNECTIONS: 1 }],
    ["429", { MAX_CONNECTIONS_PER_ADDRESS: 1 }],
  ]) {
    test(`the official client comes back after a ${limit} over ${way}`, async (t) => {
      const server = await serverFor(t, "test-server", { env });
      const first = await connect(t, `${server.url}/hold`, { transports });
      assert.equal((await handshake(server.url)).status, Number(limit));
      const socket = await patient(t, `${server.url}/hold`, { transports });
      assert.equal(await ask(first, "a-while", 0), "done");
      const connected = next(socket, "connect");
      first.disconnect();
      await connected;
      assert.equal(await ask(socket, "a-while", 0), "done");
    });
  }
}

test("the official client comes back after it has connected too often", async (t) => {
  const server = await serverFor(t, "test-server", { env: { MAX_CONNECTS_PER_ADDRESS: 2 } });
  // At once, and so many that the time in which they come does not matter: two each second are let in.
  const all = await Promise.all(Array.from({ length: 20 }, () => handshake(server.url)));
  assert.ok(all.filter(({ status }) => status === 200).length >= 2);
  assert.ok(all.some(({ status }) => status === 429));
  const socket = client(t, `${server.url}/hold`, { reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 50 });
  await next(socket, "connect");
  assert.equal(await ask(socket, "a-while", 0), "done");
});

test("a place comes back whether the upgraded client leaves or is lost", async (t) => {
  const server = await serverFor(t, "test-server", { env: { MAX_CONNECTIONS: 1 } });
  for (const leave of [(socket) => socket.disconnect(), (socket) => socket.io.engine.transport.ws.terminate()]) {
    const socket = client(t, `${server.url}/hold`, { reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 50 });
    await next(socket, "connect");
    if (socket.io.engine.transport.name !== "websocket") {
      await within(PATIENCE, new Promise((resolve) => socket.io.engine.once("upgrade", resolve)), "the upgrade");
    }
    socket.io.reconnection(false);
    leave(socket);
  }
  await until200(server.url);
});

test("behind nginx each client counts for itself, whatever it says of its address", async (t) => {
  const server = await serverFor(t, "test-server", {
    env: { TRUSTED_PROXY: "127.0.0.1", MAX_CONNECTIONS_PER_ADDRESS: 2, ALLOWED_HOST: "127.0.0.1" },
  });
  const nginx = await startNginxWith(NGINX, { "app:3000": server.url });
  t.after(() => nginx.stop());
  const flooder = { localAddress: "127.0.0.2" };
  assert.deepEqual(await statuses(3, nginx.url, flooder), [200, 200, 429]);
  for (const header of ["X-Forwarded-For", "Forwarded", "X-Real-IP"]) {
    for (const address of ["6.6.6.6", "for=6.6.6.6", "127.0.0.1", "6.6.6.6, 127.0.0.1", "unknown"]) {
      const { status } = await handshake(nginx.url, { ...flooder, headers: { [header]: address } });
      assert.equal(status, 429, `${header}: ${address}`);
    }
  }
  assert.deepEqual(await statuses(3, nginx.url, { localAddress: "127.0.0.3" }), [200, 200, 429]);
  // The proxy passes the host on.
  const { status } = await handshake(nginx.url, { localAddress: "127.0.0.4", headers: { Host: "evil.example" } });
  assert.equal(status, 403);
  assert.equal((await handshake(nginx.url, { localAddress: "127.0.0.4" })).status, 200);
  await server.logged(/WARN.*`max_connections_per_address`.*127\.0\.0\.2/);
  await server.logged(/WARN.*`allowed_hosts`.*evil\.example/);
});
