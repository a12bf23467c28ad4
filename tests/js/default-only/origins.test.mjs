// Which pages may connect, with patterns and with a function: the official client, and pages in a real browser.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";

import { openTab, startBrowser } from "../support/browser.mjs";
import { connect, TRANSPORTS } from "../support/client.mjs";
import { serverFor } from "../support/server.mjs";

for (const { way, transports } of TRANSPORTS) {
  describe(`a page of another origin, over ${way}`, () => {
    const assertMay = async (t, url, origin) => {
      const extraHeaders = { Origin: origin };
      await connect(t, `${url}/prices`, { transports, extraHeaders });
    };
    const assertMayNot = async (t, url, origin) => {
      await assert.rejects(assertMay(t, url, origin), origin);
    };

    test("a pattern stands for one label", async (t) => {
      const CORS = "https://*.example.com,http://*.localhost:5173";
      const { url } = await serverFor(t, "endpoints-server", { env: { CORS } });
      for (const origin of ["https://app.example.com", "http://app.localhost:5173"]) {
        await assertMay(t, url, origin);
      }
      for (const origin of [
        "https://example.com",
        "https://evil-example.com",
        "https://example.com.evil",
        "https://a.b.example.com",
        "https://app.example.com.",
        "https://APP.example.com",
        "https://app.example.com:8443",
        "https://evil@app.example.com",
        "http://app.example.com",
        "http://app.localhost",
        "null",
      ]) {
        await assertMayNot(t, url, origin);
      }
    });

    test("a function decides, and one that panics refuses", async (t) => {
      const server = await serverFor(t, "endpoints-server", { env: { CORS_MATCHING: "https://app." } });
      await assertMay(t, server.url, "https://app.example.com");
      await assertMayNot(t, server.url, "https://example.com");
      await assertMayNot(t, server.url, "https://app.panic.example");
      await server.logged(/ERROR.*`Cors::matching` has panicked.*app\.panic\.example/);
      await assertMayNot(t, server.url, "https://app.panic.example");
      await assertMay(t, server.url, "https://app.example.com");
    });
  });
}

describe("in a real browser", () => {
  let browser, port;
  const pages = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end('<!doctype html><link rel="icon" href="data:,"><title>page</title>');
  });

  before(async () => {
    pages.listen(0, "127.0.0.1");
    await once(pages, "listening");
    ({ port } = pages.address());
    browser = await startBrowser();
  });

  after(async () => {
    await browser?.close();
    pages.close();
  });

  /** What becomes of a request of Engine.IO from a page of `host`, by fetch and by a WebSocket, with cookies. */
  const outcome = async (t, host, url) => {
    const { page } = await openTab(t, browser, `http://${host}:${port}/`);
    return page.evaluate(async (url) => {
      const path = `${url}/socket.io/?EIO=4&transport=`;
      const poll = await fetch(`${path}polling`, { credentials: "include" }).then(
        async (response) => (await response.text()).startsWith("0{"),
        () => false,
      );
      // Its header is one that a browser asks the server for beforehand.
      const headers = { "X-Token": "a" };
      const preflight = await fetch(`${path}polling`, { credentials: "include", headers }).then(
        (response) => response.ok,
        () => false,
      );
      const socket = await new Promise((resolve) => {
        const socket = new WebSocket(`${path.replace("http", "ws")}websocket`);
        socket.onopen = () => resolve(true);
        socket.onerror = () => resolve(false);
      });
      return [poll, preflight, socket];
    }, url);
  };

  const YES = [true, true, true];
  const NO = [false, false, false];

  for (const [by, env] of [
    ["a pattern", () => ({ CORS: `http://*.localhost:${port}` })],
    ["a function", () => ({ CORS_MATCHING: "http://app.localhost:" })],
  ]) {
    test(`pages that ${by} allows poll, with cookies and headers of their own, and open WebSockets`, async (t) => {
      const { url } = await serverFor(t, "endpoints-server", { env: env() });
      assert.deepEqual(await outcome(t, "app.localhost", url), YES);
      for (const host of ["localhost", "a.app.localhost", "127.0.0.1"]) {
        assert.deepEqual(await outcome(t, host, url), NO, host);
      }
    });
  }
});
