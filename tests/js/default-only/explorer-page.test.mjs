// The page of the explorer works in a real browser, by keyboard alone, used through its labels and roles, as a person (or
// a screen reader) finds its parts.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { openTab, startBrowser } from "../support/browser.mjs";
import { serverFor } from "../support/server.mjs";
import { WORKSPACE } from "../support/workspace.mjs";

const CLIENT = join(WORKSPACE, "tests/js/node_modules/socket.io-client/dist");
const MARKUP = "<img src=x onerror=alert(1)>";

let browser;

before(async () => {
  browser = await startBrowser();
});

after(() => browser?.close());

async function startExplorer(t, env = {}) {
  const server = await serverFor(t, "explorer-server", { env: { SERVE_CLIENT: CLIENT, ...env } });
  return server;
}

/** A tab with the page, whose requests, reports of the policy and dialogs are collected. */
async function open(t, url, hash = "", options = {}) {
  const { page, errors } = await openTab(t, browser, "about:blank", options);
  page.setDefaultTimeout(10_000);
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("dialog", async (dialog) => {
    errors.push(`a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.addInitScript(() => {
    globalThis.reports = [];
    document.addEventListener("securitypolicyviolation", (report) => {
      globalThis.reports.push(`${report.violatedDirective} ${report.blockedURI}`);
    });
  });
  await page.goto(`${url}/contract/${hash}`);
  await page.getByRole("article").waitFor();
  const tab = {
    page,
    errors,
    requests,
    state: (word) => page.getByRole("status").and(page.locator("[data-state]")).filter({ hasText: word }).waitFor(),
    log: page.getByRole("log", { name: "Log" }).getByRole("listitem"),
    message: (name) => page.locator("details.card").filter({ has: page.getByRole("heading", { level: 3, name, exact: true }) }),
    /** Presses Tab until the element has the focus: whatever is used has to be reachable so. */
    async reach(element) {
      for (let presses = 0; presses < 120; presses += 1) {
        if (await element.evaluate((one) => one === document.activeElement)) return element;
        await page.keyboard.press("Tab");
      }
      throw new Error(`the keyboard does not reach ${element}`);
    },
    async press(element, key = "Enter") {
      await tab.reach(element);
      await page.keyboard.press(key);
    },
    /** Writes over what a field holds. */
    async write(element, text) {
      await tab.reach(element);
      await page.keyboard.press("ControlOrMeta+A");
      if (text === "") await page.keyboard.press("Delete");
      else await page.keyboard.insertText(text);
    },
    async connect() {
      await tab.press(page.getByRole("button", { name: "Connect", exact: true }));
      await tab.state("connected as");
    },
    /** Opens a message, and gives the parts of its form. */
    async openMessage(name) {
      const card = tab.message(name);
      await tab.press(card.locator("> summary"));
      return {
        card,
        send: card.getByRole("button", { name: "Send", exact: true }),
        answer: card.getByRole("group", { name: `Answer to ${name}` }),
      };
    },
    async assertClean() {
      assert.deepEqual(errors, []);
      assert.deepEqual(await page.evaluate(() => globalThis.reports), []);
    },
  };
  return tab;
}

const hashOf = (endpoint, namespace) => `#${encodeURIComponent(endpoint)}${encodeURIComponent(namespace)}`;
const SHOP = hashOf("main", "/shop");

test("by keyboard alone a message is sent, and its acknowledgement, an error and an event are shown", async (t) => {
  const server = await startExplorer(t);
  const tab = await open(t, server.url, SHOP);
  await tab.connect();

  const buy = await tab.openMessage("buy");
  await tab.press(buy.send);
  await buy.answer.getByText(/^Acknowledged after \d+ ms/).waitFor();
  await buy.answer.getByText('"left": 1').waitFor();
  await tab.log.filter({ hasText: "stock-changed" }).filter({ hasText: '"left":1' }).waitFor();

  await tab.write(buy.card.getByLabel("body"), '{ "item": "tea", "gift": true }');
  await tab.press(buy.send);
  await buy.answer.getByText(/^Error out_of_stock after \d+ ms/).waitFor();
  await buy.answer.getByText('"left": 0').waitFor();

  await tab.press(buy.card.getByRole("button", { name: "Send without acknowledgement" }));
  await buy.answer.getByText(/^Sent at .* without an acknowledgement/).waitFor();
  await tab.log.filter({ hasText: "exception" }).filter({ hasText: "out_of_stock" }).waitFor();

  // What is no JSON is not sent, and the field says so.
  await tab.write(buy.card.getByLabel("body"), "{ tea");
  await tab.press(buy.send);
  await buy.card.getByRole("alert").filter({ hasText: /JSON/ }).waitFor();
  assert.equal(await buy.card.getByLabel("body").getAttribute("aria-invalid"), "true");

  // Nothing came from anywhere else.
  assert.deepEqual(tab.requests.filter((url) => !url.startsWith(server.url) && !url.startsWith("about:")), []);
  await tab.assertClean();
});

test("the contract is shown with its types, which open, and its files are links", async (t) => {
  const server = await startExplorer(t);
  const tab = await open(t, server.url, SHOP);
  const buy = await tab.openMessage("buy");
  for (const text of ["Guard: is_open", "Limit: 100 in 1 s, counted by socket", "Timeout: 5 s", "out_of_stock", "Come again tomorrow.", "only {left} left"]) {
    await buy.card.getByText(text).first().waitFor();
  }
  const inside = await tab.openMessage("inside");
  // A type that is a part of itself is opened level by level.
  const levels = inside.card.locator("details.named > summary");
  const before = await levels.count();
  await tab.press(inside.card.locator("details.named details.named > summary").first());
  await levels.nth(before).waitFor();
  for (const file of ["contract.json", "contract.ts", "asyncapi.json", "asyncapi.yaml"]) {
    const link = tab.page.getByRole("link", { name: file, exact: true });
    const response = await tab.page.request.get(new URL(await link.getAttribute("href"), tab.page.url()).href);
    assert.equal(response.status(), 200);
    assert.match(await response.text(), /stock-changed/);
  }
  await tab.assertClean();
});

test("what looks like markup is text: documentation, names and payloads", async (t) => {
  const server = await startExplorer(t);
  const tab = await open(t, server.url, SHOP);
  await tab.connect();
  const buy = await tab.openMessage("buy");
  await buy.card.getByText("Everybody is told with stock-changed. <img src=x onerror=alert(2)>").waitFor();
  await buy.card.getByText("What is bought: <img src=x onerror=alert(3)>").waitFor();

  const markup = await tab.openMessage(MARKUP);
  await tab.press(markup.send);
  await markup.answer.getByText(`"${MARKUP}"`).waitFor();
  await tab.log.filter({ hasText: MARKUP }).first().waitFor();

  // An argument that may be left out is sent when somebody wants it.
  await tab.press(markup.card.getByRole("checkbox", { name: "Send text" }), "Space");
  await tab.write(markup.card.getByLabel("text", { exact: true }), '"<b>bold</b>"');
  await tab.press(markup.send);
  await markup.answer.getByText('"<b>bold</b>"').waitFor();

  assert.equal(await tab.page.locator("img, main b").count(), 0);
  await tab.assertClean();
});

test("binary data is written in hexadecimal, read from a file, and stands inside of JSON", async (t) => {
  const server = await startExplorer(t);
  const tab = await open(t, server.url, SHOP);
  await tab.connect();

  const reverse = await tab.openMessage("reverse");
  await tab.write(reverse.card.getByLabel("bytes", { exact: true }), "00 01 ff");
  await tab.press(reverse.send);
  await reverse.answer.getByText('"$hex": "ff0100"').waitFor();

  await tab.write(reverse.card.getByLabel("bytes", { exact: true }), "0");
  await tab.press(reverse.send);
  await reverse.card.getByRole("alert").filter({ hasText: "two for each byte" }).waitFor();

  const buffer = Buffer.from([1, 2, 3]);
  await reverse.card.getByLabel("File for bytes").setInputFiles({ name: "some.bin", mimeType: "application/octet-stream", buffer });
  await tab.press(reverse.send);
  await reverse.answer.getByText('"$hex": "030201"').waitFor();

  const inside = await tab.openMessage("inside");
  await tab.write(inside.card.getByLabel("value", { exact: true }), '{ "name": "a", "bytes": { "$hex": "beef" }, "children": [] }');
  await tab.press(inside.send);
  await tab.log.filter({ hasText: "inside-event" }).waitFor();
  await tab.assertClean();
});

test("the parameters of a dynamic namespace and auth are asked for, and a refusal is shown", async (t) => {
  const server = await startExplorer(t);
  const tab = await open(t, server.url, hashOf("main", "/rooms/{room}"));
  await tab.write(tab.page.getByLabel("room", { exact: true }), "");
  await tab.press(tab.page.getByRole("button", { name: "Connect", exact: true }));
  await tab.page.getByRole("alert").filter({ hasText: "room is empty" }).waitFor();

  await tab.write(tab.page.getByLabel("room", { exact: true }), "kitchen");
  await tab.press(tab.page.getByRole("button", { name: "Connect", exact: true }));
  await tab.state("refused");
  await tab.page.getByRole("alert").filter({ hasText: "the token is wrong" }).waitFor();

  await tab.write(tab.page.getByLabel("auth, as JSON"), '{ "token": "letmein" }');
  await tab.connect();
  const where = await tab.openMessage("where");
  await tab.press(where.send);
  await where.answer.getByText('"kitchen"').waitFor();

  await tab.press(tab.page.getByRole("button", { name: "Disconnect" }));
  await tab.state("not connected");
  await tab.press(where.send);
  await where.answer.getByText("Not connected").waitFor();
  // The browser reports a poll that crosses the goodbye of a client that was refused.
  assert.deepEqual(tab.errors.filter((error) => !/status of 400/.test(error)), []);
});

test("the log is paused and goes on, is filtered and cleared", async (t) => {
  const server = await startExplorer(t);
  const tab = await open(t, server.url, SHOP);
  await tab.connect();
  const buy = await tab.openMessage("buy");
  const pause = tab.page.getByRole("button", { name: "Pause" });
  await tab.press(pause);
  assert.equal(await pause.getAttribute("aria-pressed"), "true");
  await tab.press(buy.send);
  await buy.answer.getByText(/^Acknowledged/).waitFor();
  await tab.page.getByText(/^Paused: 3 waiting/).waitFor();
  assert.equal(await tab.log.filter({ hasText: "stock-changed" }).count(), 0);
  await tab.press(pause);
  await tab.log.filter({ hasText: "stock-changed" }).waitFor();

  await tab.write(tab.page.getByLabel("Filter the log"), "stock");
  assert.equal(await tab.log.filter({ visible: true }).count(), 1);
  await tab.press(tab.page.getByRole("button", { name: "Clear" }));
  assert.equal(await tab.log.count(), 0);

  // No more than the last entries are kept.
  await tab.write(tab.page.getByLabel("Filter the log"), "");
  await buy.send.evaluate((button) => {
    for (let sent = 0; sent < 300; sent += 1) button.click();
  });
  await tab.log.filter({ hasText: "too_many_requests" }).or(tab.log.nth(400)).first().waitFor();
  assert.ok((await tab.log.count()) <= 500);
  await tab.assertClean();
});

test("the filter finds namespaces, messages and events", async (t) => {
  const server = await startExplorer(t);
  const tab = await open(t, server.url, SHOP);
  const namespaces = tab.page.getByRole("navigation", { name: "Namespaces" }).getByRole("link");
  assert.equal(await namespaces.count(), 3);
  await tab.write(tab.page.getByLabel("Filter", { exact: true }), "stock");
  await tab.page.getByText("1 namespaces; 2 messages and events here").waitFor();
  assert.equal(await namespaces.filter({ visible: true }).count(), 1);
  await tab.assertClean();
});

test("a connection outlives the look at another namespace, and back goes back", async (t) => {
  const server = await startExplorer(t);
  const tab = await open(t, server.url, SHOP);
  await tab.connect();
  await tab.press(tab.page.getByRole("link", { name: "/rooms/{room}" }));
  await tab.page.getByRole("article", { name: "Namespace /rooms/{room}" }).waitFor();
  await tab.page.goBack();
  await tab.page.getByRole("article", { name: "Namespace /shop" }).waitFor();
  await tab.state("connected as");
  await tab.assertClean();
});

test("a gateway at another port is connected to", async (t) => {
  const server = await startExplorer(t, { OTHER_PORT: String(await freePort()) });
  const tab = await open(t, server.url);
  await tab.press(tab.page.getByRole("link", { name: "/elsewhere" }));
  await tab.page.getByRole("article", { name: "Namespace /elsewhere" }).waitFor();
  await tab.connect();
  const ping = await tab.openMessage("ping-pong");
  await tab.press(ping.send);
  await ping.answer.getByText('"pong"').waitFor();
  await tab.assertClean();
});

test("on a narrow screen, and in the dark, nothing is wider than the page", async (t) => {
  const server = await startExplorer(t);
  const tab = await open(t, server.url, SHOP, { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  await tab.connect();
  for (const name of ["buy", MARKUP, "reverse", "inside"]) await tab.openMessage(name);
  const buy = tab.message("buy");
  await tab.write(buy.getByLabel("body"), `{ "item": "${"long".repeat(200)}" }`);
  await buy.getByRole("button", { name: "Send", exact: true }).click();
  await tab.log.filter({ hasText: "stock-changed" }).waitFor();
  const [wide, page] = await tab.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= page, `${wide} of ${page} pixels`);
  await tab.assertClean();
});

test("without files of its own the page asks the CDN, in one version, and says when the client is missing", async (t) => {
  const server = await startExplorer(t, { SERVE_CLIENT: undefined });
  const response = await fetch(`${server.url}/contract/`);
  const page = await response.text();
  assert.match(page, /<script src="https:\/\/cdn\.socket\.io\/4\.8\.3\/socket\.io\.min\.js" integrity="sha384-[^"]+" crossorigin="anonymous">/);
  assert.match(response.headers.get("content-security-policy"), /script-src 'self' https:\/\/cdn\.socket\.io\/4\.8\.3\/socket\.io\.min\.js;/);

  // The CDN's file, without the way there: the browser compares the hash.
  for (const [contents, word] of [["real", "connected as"], ["false", "no connection"]]) {
    const { page: blank } = await openTab(t, browser, "about:blank");
    await blank.route("https://cdn.socket.io/**", (route) =>
      route.fulfill({
        ...(contents === "real" ? { path: join(CLIENT, "socket.io.min.js") } : { body: "globalThis.io = 1;" }),
        contentType: "application/javascript",
        headers: { "access-control-allow-origin": "*" },
      }),
    );
    await blank.goto(`${server.url}/contract/${SHOP}`);
    await blank.getByRole("button", { name: "Connect", exact: true }).click();
    await blank.locator("[data-state]").filter({ hasText: word }).waitFor({ timeout: 10_000 });
  }
});

/** A port that was free a moment ago. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
