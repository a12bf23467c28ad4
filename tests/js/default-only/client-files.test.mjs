// The client's files from the server: `/socket.io/socket.io.js`, as Node's server has them.

import assert from "node:assert/strict";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { Server } from "socket.io";

import { openTab, startBrowser } from "../support/browser.mjs";
import { serverFor, serverForAll, startServer } from "../support/server.mjs";

const DIRECTORY = fileURLToPath(new URL("../node_modules/socket.io-client/dist", import.meta.url));
const FILES = ["socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"].flatMap(
  (file) => [file, `${file}.map`],
);

/** One request, whose path is sent as it is. */
async function get(url, path, { method = "GET", headers = {} } = {}) {
  const { hostname, port } = new URL(url);
  const sent = request({ hostname, port, path, method, headers, agent: false });
  sent.end();
  const [response] = await once(sent, "response");
  const chunks = await response.toArray();
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
}

/** A server of socket.io on Node, with its own files. */
async function nodeServer(t, options) {
  const http = createServer();
  const io = new Server(http, options);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  t.after(() => io.close());
  return `http://127.0.0.1:${http.address().port}`;
}

const server = serverForAll("endpoints-server", { env: { SERVE_CLIENT: DIRECTORY } });

test("the files are those of the directory, below the path of each server", async () => {
  await server.logged(/^asks is at /m);
  const [, asks] = server.log().match(/^asks is at (\S+)$/m);
  for (const file of FILES) {
    const contents = await readFile(join(DIRECTORY, file));
    for (const url of [server.url, asks]) {
      const { status, headers, body } = await get(url, `/socket.io/${file}?v=1`);
      assert.equal(status, 200, file);
      assert.ok(body.equals(contents), file);
      assert.equal(headers["content-length"], `${contents.length}`);
    }
    const head = await get(server.url, `/socket.io/${file}`, { method: "HEAD" });
    assert.deepEqual([head.status, head.body.length], [200, 0]);
    assert.equal(head.headers["content-length"], `${contents.length}`);
  }
});

test("headers and status are those of Node", async (t) => {
  const node = await nodeServer(t);
  for (const file of FILES) {
    const path = `/socket.io/${file}`;
    for (const method of ["GET", "HEAD"]) {
      const [theirs, ours] = await Promise.all([node, server.url].map((url) => get(url, path, { method })));
      assert.equal(ours.status, theirs.status);
      for (const header of ["content-type", "cache-control", "access-control-allow-origin", "vary"]) {
        assert.equal(ours.headers[header], theirs.headers[header], `${header} of ${file}`);
      }
      // Node's is the version of its package; here it is a hash of the file.
      for (const { headers } of [theirs, ours]) assert.match(headers.etag, /^"[^"]+"$/);

      for (const known of ["", "W/"]) {
        const again = await Promise.all(
          [
            [node, theirs],
            [server.url, ours],
          ].map(([url, { headers }]) =>
            get(url, path, { method, headers: { "If-None-Match": `${known}${headers.etag}` } }),
          ),
        );
        for (const { status, body } of again) assert.deepEqual([status, body.length], [304, 0]);
        assert.equal(again[1].headers.etag, ours.headers.etag);
      }
      const other = { "If-None-Match": '"other"' };
      const changed = await Promise.all(
        [node, server.url].map((url) => get(url, path, { method, headers: other })),
      );
      for (const { status } of changed) assert.equal(status, 200);
    }
  }
});

test("CORS is that of Node", async (t) => {
  const path = "/socket.io/socket.io.esm.min.js";
  const [allowed, foreign] = ["https://app.example.com", "https://evil.example"];
  for (const [ours, theirs] of [
    ["*", { origin: "*" }],
    ["https://app.example.com", { origin: ["https://app.example.com"], credentials: true }],
    ["https://*.example.com", { origin: /^https:\/\/[^.]+\.example\.com$/, credentials: true }],
  ]) {
    const { url } = await serverFor(t, "endpoints-server", { env: { SERVE_CLIENT: DIRECTORY, CORS: ours } });
    const node = await nodeServer(t, { cors: theirs });
    for (const origin of [allowed, foreign]) {
      const answers = await Promise.all(
        [node, url].map((server) => get(server, path, { headers: { Origin: origin } })),
      );
      const [expected, got] = answers.map(({ status, headers }) => [status, headers["access-control-allow-origin"]]);
      assert.deepEqual(got, expected, `${origin} with ${ours}`);
      if (ours !== "*") assert.match(answers[1].headers.vary, /origin/i);
    }
  }
});

test("a page of a foreign origin gets the files, and no line in the log", async () => {
  const headers = { Origin: "https://evil.example" };
  const { status } = await get(server.url, "/socket.io/socket.io.js", { headers });
  assert.equal(status, 200);
  assert.doesNotMatch(server.log(), /foreign origin/);
});

test("nothing else of the directory or beside it can be asked for", async () => {
  for (const path of [
    "/socket.io/../package.json",
    "/socket.io/%2e%2e/package.json",
    "/socket.io/..%2fpackage.json",
    "/socket.io/..%5cpackage.json",
    "/socket.io/socket.io.js/../../package.json",
    "/socket.io/./socket.io.js",
    "/socket.io//socket.io.js",
    "/socket.io/socket.io.js/",
    "/socket.io/socket.io.js%00",
    "/socket.io/socket%2eio.js",
    "/socket.io/SOCKET.IO.JS",
    "/socket.io/socket.io.js.map.map",
    "/socket.io/socket.io.js;x",
    "/socket.io/package.json",
    "/socket.io/",
    "/socket.io.js",
    "/socket.iosocket.io.js",
  ]) {
    const { status, body } = await get(server.url, path);
    assert.ok([400, 404].includes(status), `${path}: ${status}`);
    assert.ok(body.length < 200, path);
  }
  for (const method of ["POST", "PUT", "DELETE"]) {
    const { status } = await get(server.url, "/socket.io/socket.io.js", { method });
    assert.equal(status, 400, method);
  }
});

test("without the call the answer names it", async (t) => {
  const { url } = await serverFor(t, "endpoints-server");
  const { status, body } = await get(url, "/socket.io/socket.io.js");
  assert.equal(status, 404);
  assert.match(body.toString(), /\.serve_client\("node_modules\/socket\.io-client\/dist"\)/);
});

test("what is missing is named when the app is built", async (t) => {
  const failing = (directory) =>
    startServer("endpoints-server", { env: { SERVE_CLIENT: directory } }).then(
      (server) => {
        t.after(() => server.stop());
        return "it starts";
      },
      (error) => error.message,
    );
  assert.match(await failing("no/such/directory"), /there is no directory `\/.*no\/such\/directory`.*npm install/);
  assert.match(await failing(dirname(DIRECTORY)), /are in the folder `dist` of it; write `\/.*socket\.io-client\/dist`/);

  const copy = await mkdtemp(join(tmpdir(), "client-"));
  t.after(() => rm(copy, { recursive: true }));
  await cp(DIRECTORY, copy, { recursive: true });
  await Promise.all(["socket.io.js", "socket.io.min.js.map"].map((file) => rm(join(copy, file))));
  const error = await failing(copy);
  assert.match(error, /`socket\.io\.js` cannot be read from[^]*`socket\.io\.min\.js\.map` cannot be read from/);
});

describe("in a real browser", () => {
  let browser;

  before(async () => {
    browser = await startBrowser();
  });

  after(() => browser?.close());

  /** A page at a port of its own, so that its origin is a foreign one for the server. */
  async function servePage(t, html) {
    const http = createServer((_, response) => {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end(`<!doctype html><link rel="icon" href="data:,"><title>page</title>${html()}`);
    });
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    t.after(() => http.close());
    return http.address().port;
  }

  const CONNECT = (url) =>
    `const socket = io("${url}/prices", { reconnection: false, withCredentials: true });
     socket.on("connect", () => { document.title = "connected"; });
     socket.on("connect_error", () => { document.title = "refused"; });`;

  test("a page loads the script and the module from the server and connects", async (t) => {
    let url;
    const script = await servePage(t, () => `<script src="${url}/socket.io/socket.io.js"></script><script>${CONNECT(url)}</script>`);
    const module = await servePage(
      t,
      () => `<script type="module">import { io } from "${url}/socket.io/socket.io.esm.min.js"; ${CONNECT(url)}</script>`,
    );
    const CORS = `http://*.localhost:${script},http://*.localhost:${module}`;
    ({ url } = await serverFor(t, "endpoints-server", { env: { SERVE_CLIENT: DIRECTORY, CORS } }));
    for (const port of [script, module]) {
      const { page, errors } = await openTab(t, browser, `http://app.localhost:${port}/`);
      await page.waitForFunction(() => document.title === "connected", undefined, { timeout: 10_000 });
      assert.deepEqual(errors, []);
    }
    // A script may be loaded by every page; a module that `cors` does not allow is not read.
    const { page } = await openTab(t, browser, `http://a.b.localhost:${script}/`);
    await page.waitForFunction(() => document.title === "refused", undefined, { timeout: 10_000 });
    const { errors } = await openTab(t, browser, `http://a.b.localhost:${module}/`);
    assert.match(errors.join("\n"), /CORS/);
  });
});
