// The page of `examples/chat` works in two tabs of a real browser, used through its labels and roles, as a
// person (or a screen reader) finds its parts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openTab, startBrowser } from "../support/browser.mjs";
import { serverFor } from "../support/server.mjs";

let browser;

before(async () => {
  browser = await startBrowser();
});

after(() => browser?.close());

/** The parts of the page that the tests use. */
function parts({ page, errors }) {
  return {
    errors,
    page,
    name: page.getByLabel("Your name"),
    send: page.getByRole("button", { name: "Send" }),
    messages: page.getByRole("log", { name: "Messages" }).getByRole("listitem"),
    /** Waits until the page shows one of these connection states. */
    state: (...names) =>
      page.getByRole("status").and(page.locator(names.map((name) => `[data-state=${name}]`).join())).waitFor(),
    /** Waits until the page shows this text. */
    shows: (text) => page.getByText(text).waitFor(),
  };
}

async function openChat(t, url) {
  const tab = parts(await openTab(t, browser, url));
  tab.page.setDefaultTimeout(10_000);
  await tab.state("connected");
  await tab.shows("Connected");
  return tab;
}

async function startChat(t, options) {
  const chat = await serverFor(t, "chat", options);
  return chat;
}

test("what one tab sends reaches both, and is acknowledged to the one", async (t) => {
  const chat = await startChat(t);
  const [an, binh] = [await openChat(t, chat.url), await openChat(t, chat.url)];

  await an.name.fill("An");
  await an.send.click();
  for (const tab of [an, binh]) {
    await tab.messages.filter({ hasText: "Hello An" }).waitFor();
    assert.equal(await tab.messages.count(), 1);
  }
  await an.shows('Acknowledged: {"name":"An"}');
  assert.equal(await binh.page.getByText("Acknowledged").count(), 0);

  // The other way round, by keyboard.
  await binh.name.fill("Bình");
  await binh.name.press("Enter");
  for (const tab of [an, binh]) {
    await tab.messages.filter({ hasText: "Hello Bình" }).waitFor();
    assert.equal(await tab.messages.count(), 2);
  }
  await binh.shows('Acknowledged: {"name":"Bình"}');

  assert.deepEqual([...an.errors, ...binh.errors], []);
});

test("a name is shown as text, never as markup", async (t) => {
  const chat = await startChat(t);
  const tab = await openChat(t, chat.url);
  const name = "<img src=x onerror=alert(1)>";

  await tab.name.fill(name);
  await tab.send.click();
  await tab.messages.filter({ hasText: `Hello ${name}` }).waitFor();

  assert.equal(await tab.page.locator("img").count(), 0);
  assert.deepEqual(tab.errors, []);
});

test("the page says that the server is gone, and finds it again", async (t) => {
  const chat = await startChat(t);
  const tab = await openChat(t, chat.url);
  assert.deepEqual(tab.errors, []);

  await chat.stop();
  await tab.state("disconnected", "reconnecting");
  assert.equal(await tab.send.isEnabled(), false);
  // It does not give up: the word stays until there is a server again.
  await tab.state("reconnecting");

  await startChat(t, { env: { PORT: new URL(chat.url).port } });
  await tab.state("connected");
  await tab.name.fill("An");
  await tab.send.click();
  await tab.messages.filter({ hasText: "Hello An" }).waitFor();
});
