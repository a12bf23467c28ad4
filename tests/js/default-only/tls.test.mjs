// The app's own listener over TLS, for the official client; and a certificate that changes while the app runs.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { connect as connectTls } from "node:tls";

import { io } from "socket.io-client";

import { startServer } from "../support/server.mjs";
import { until } from "../support/until.mjs";
import { PATIENCE, within } from "../support/within.mjs";
import { WORKSPACE } from "../support/workspace.mjs";

const CERTIFICATES = join(WORKSPACE, "tests/certificates");
const folder = mkdtempSync(join(tmpdir(), "gateway-tls-"));
const CERTIFICATE = join(folder, "tls.crt");
const KEY = join(folder, "tls.key");

const use = (name, files = ["crt", "key"]) => {
  for (const file of files) cpSync(join(CERTIFICATES, `${name}.${file}`), join(folder, `tls.${file}`));
};
const authority = (name) => readFileSync(join(CERTIFICATES, `${name}.crt`));

use("first");
const server = await startServer("tls-server", { env: { CERTIFICATE, KEY, ADMIN_UI: "1" } });
const url = await server.url;
const { hostname, port } = new URL(url);
const clients = new Set();

after(async () => {
  for (const client of clients) client.disconnect();
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** A client that trusts the certificate `name` alone. */
function trusting(name, options = {}) {
  const client = io(`${url}/secret`, { ca: authority(name), forceNew: true, reconnection: false, ...options });
  clients.add(client);
  return client;
}

const connected = (client) =>
  within(
    PATIENCE,
    new Promise((resolve, reject) => {
      client.once("connect", resolve);
      client.once("connect_error", reject);
    }),
    "the client connects",
  );

/** The name in the certificate that the server at `at` shows. */
function shown(at = port) {
  return within(
    PATIENCE,
    new Promise((resolve, reject) => {
      const socket = connectTls({ host: hostname, port: at, rejectUnauthorized: false }, () => {
        resolve(socket.getPeerCertificate().subject.CN);
        socket.destroy();
      });
      socket.once("error", reject);
    }),
    "the server shows a certificate",
  );
}

for (const transports of [["websocket"], ["polling"], ["polling", "websocket"]]) {
  test(`a client gets its answers over TLS: ${transports.join(", then ")}`, async () => {
    const client = trusting("first", { transports });
    await connected(client);
    assert.equal(await client.timeout(5_000).emitWithAck("echo", "secret"), "secret");
    if (transports.length === 2) {
      await until(() => client.io.engine.transport.name === "websocket", "the client upgrades");
      assert.equal(await client.timeout(5_000).emitWithAck("echo", "again"), "again");
    }
    client.disconnect();
  });
}

test("the Admin UI shows that clients are encrypted, also behind an unknown proxy that says otherwise", async () => {
  const client = trusting("first", { extraHeaders: { "X-Forwarded-Proto": "http" } });
  await connected(client);
  const admin = io(`${url}/admin`, { ca: authority("first"), forceNew: true, reconnection: false });
  clients.add(admin);
  const sockets = await within(PATIENCE, new Promise((resolve) => admin.once("all_sockets", resolve)), "the sockets are shown");
  const shown = sockets.find(({ id }) => id === client.id);
  assert.equal(shown.handshake.secure, true);
  for (const socket of [admin, client]) socket.disconnect();
});

test("a client that does not trust the certificate does not connect", async () => {
  await assert.rejects(connected(trusting("second")));
});

test("who speaks no TLS gets no answer, and does no harm", async () => {
  const answer = await within(
    PATIENCE,
    new Promise((resolve) => {
      let text = "";
      const socket = connectTcp({ host: hostname, port }, () => socket.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n"));
      socket.on("data", (data) => (text += data.toString("latin1")));
      socket.once("error", () => {});
      socket.once("close", () => resolve(text));
    }),
    "the server closes the connection",
  );
  assert.ok(!answer.includes("HTTP/1.1"), answer);
  await connected(trusting("first"));
});

test("who is silent is cut off, and does no harm", async () => {
  const silent = new Promise((resolve) => {
    const socket = connectTcp({ host: hostname, port });
    socket.once("error", () => {});
    socket.once("close", resolve);
  });
  await connected(trusting("first"));
  await within(PATIENCE, silent, "the server closes the connection");
});

test("a new certificate is for new connections, once its key fits; what is open lives on", async () => {
  const old = trusting("first", { transports: ["websocket"] });
  await connected(old);
  assert.equal(await shown(), "first");

  use("second", ["crt"]);
  await until(() => server.log().includes("the old ones are kept"), "the log says that the files do not fit");
  assert.equal(await shown(), "first");

  use("second", ["key"]);
  await until(async () => (await shown()) === "second", "the server shows the new certificate");
  await connected(trusting("second"));
  assert.equal(await old.timeout(5_000).emitWithAck("echo", "still here"), "still here");

  const before = server.log().split("the old ones are kept").length;
  writeFileSync(CERTIFICATE, "rubbish");
  await until(() => server.log().split("the old ones are kept").length > before, "the log says it again");
  assert.equal(await shown(), "second");
});

test("files that did not fit are used once they do, though nothing can be seen of it in their times", async () => {
  const own = mkdtempSync(join(tmpdir(), "gateway-tls-"));
  const [certificate, key] = [join(own, "tls.crt"), join(own, "tls.key")];
  const time = new Date(1_700_000_000_000);
  // A file comes into its place with its time, so that no look sees half of it.
  const put = (file, contents) => {
    writeFileSync(join(own, "next"), contents);
    utimesSync(join(own, "next"), time, time);
    renameSync(join(own, "next"), file);
  };
  cpSync(join(CERTIFICATES, "first.crt"), certificate);
  cpSync(join(CERTIFICATES, "first.key"), key);
  const reloading = await startServer("tls-server", { env: { CERTIFICATE: certificate, KEY: key } });
  try {
    const { port } = new URL(await reloading.url);
    const lines = () => reloading.log().split("the old ones are kept").length - 1;
    put(certificate, "rubbish");
    await until(() => lines() === 1, "the log says that the files do not fit");
    put(key, readFileSync(join(CERTIFICATES, "second.key")));
    await until(() => lines() === 2, "the log says it of the new key too");

    put(certificate, authority("second"));
    await until(async () => (await shown(port)) === "second", "the server shows the certificate");
    assert.equal(lines(), 2);
  } finally {
    await reloading.stop();
    rmSync(own, { recursive: true });
  }
});
