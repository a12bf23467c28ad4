// The page of `examples/payments` works in tabs of a real browser, used through its labels and roles, as a
// person (or a screen reader) finds its parts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openTab, startBrowser } from "../support/browser.mjs";
import { pay } from "../support/payments.mjs";
import { startRedis } from "../support/redis.mjs";
import { serverFor } from "../support/server.mjs";

let browser;

before(async () => {
  browser = await startBrowser();
});

after(() => browser?.close());

async function startPayments(t, options) {
  const payments = await serverFor(t, "payments", options);
  return payments;
}

/** A tab, and the parts of the page that the tests use. */
async function open(t, url, options) {
  const { page, errors } = await openTab(t, browser, url, options);
  page.setDefaultTimeout(10_000);
  return {
    errors,
    page,
    user: page.getByLabel("User id"),
    connect: page.getByRole("button", { name: "Connect" }),
    tellUser: page.getByRole("button", { name: "Tell the user" }),
    tellTab: page.getByRole("button", { name: "Tell this tab only" }),
    received: page.getByRole("log", { name: "Received" }).getByRole("listitem"),
    /** Waits until the page shows one of these connection states. */
    state: (...names) =>
      page.getByRole("status").and(page.locator(names.map((name) => `[data-state=${name}]`).join())).waitFor(),
    /** Waits until one of the lines that are read aloud says this. */
    says: (text) => page.getByRole("status").filter({ hasText: text }).waitFor(),
  };
}

/** A tab that is connected as `user`. */
async function openAs(t, url, user, options) {
  const tab = await open(t, url, options);
  await tab.user.fill(user);
  await tab.connect.click();
  await tab.state("connected");
  await tab.says(`Joined the room of user ${user}`);
  return tab;
}

test("a payment is shown in every tab of its user, and in no other", async (t) => {
  const payments = await startPayments(t);
  const tabs = [];
  for (const user of ["an", "an", "binh"]) tabs.push(await openAs(t, payments.url, user));
  const [one, two, other] = tabs;

  await one.tellUser.click();
  await one.says("Posted to /payments/an/success");
  for (const tab of [one, two]) await tab.received.filter({ hasText: "Payment of user an: success" }).waitFor();

  // By keyboard, and the other user: by then the first payment would have been there too.
  await other.tellUser.focus();
  await other.page.keyboard.press("Enter");
  await other.received.filter({ hasText: "Payment of user binh: success" }).waitFor();
  assert.deepEqual(await Promise.all(tabs.map((tab) => tab.received.count())), [1, 1, 1]);

  assert.deepEqual(tabs.flatMap(({ errors }) => errors), []);
});

test("a payment for one tab only is shown there", async (t) => {
  const payments = await startPayments(t);
  const [one, two] = [await openAs(t, payments.url, "an"), await openAs(t, payments.url, "an")];
  await one.tellTab.click();
  await one.says("Posted to /payments/success");
  await one.received.first().waitFor();
  await two.tellUser.click();
  await two.received.first().waitFor();
  await one.received.nth(1).waitFor();
  assert.deepEqual([await one.received.count(), await two.received.count()], [2, 1]);
});

test("a refused user id is told with the reason, as text, and another may be tried", async (t) => {
  const payments = await startPayments(t);
  const tab = await open(t, payments.url);
  for (const text of ["", "<img src=x onerror=alert(1)>"]) {
    await tab.user.fill(text);
    await tab.user.press("Enter");
    await tab.says(/Refused: .*a user id has 1 to 64 letters/);
    await tab.state("disconnected");
    assert.equal(await tab.tellUser.isEnabled(), false);
  }
  assert.equal(await tab.page.locator("img").count(), 0);

  await tab.user.fill("an");
  await tab.user.press("Enter");
  await tab.says("Joined the room of user an");
  await tab.state("connected");
  // The browser reports a poll that crosses the goodbye of a client that was refused.
  assert.deepEqual(tab.errors.filter((error) => !/status of 400/.test(error)), []);
});

test("a tab that changes its user gets no payments of the former one", async (t) => {
  const payments = await startPayments(t);
  const tab = await openAs(t, payments.url, "an");
  await tab.user.fill("binh");
  await tab.connect.click();
  await tab.says("Joined the room of user binh");
  await pay(payments.url, "an");
  await tab.tellUser.click();
  await tab.received.filter({ hasText: "Payment of user binh: success" }).waitFor();
  assert.equal(await tab.received.count(), 1);
});

test("what the servers emit is shown as text", async (t) => {
  const payments = await startPayments(t);
  const tab = await openAs(t, payments.url, "an");
  const markup = "<img src=x onerror=alert(1)>";
  // No server of this example sends it, so it is put where it would arrive.
  await tab.page.evaluate((status) => socket.listeners("status-payment")[0]({ status }), markup);
  await tab.received.filter({ hasText: markup }).waitFor();
  assert.equal(await tab.page.locator("img").count(), 0);
});

test("the page says that the clients of other servers were not told", async (t) => {
  const redis = await startRedis();
  t.after(() => redis.stop());
  const payments = await startPayments(t, { env: { REDIS_URL: redis.url } });
  const tab = await openAs(t, payments.url, "an");
  await redis.stop();
  await payments.logged(/WARN|ERROR/);
  await tab.tellUser.click();
  await tab.says("Posted to /payments/an/success, but the clients of other servers were not told");
  await tab.received.filter({ hasText: "Payment of user an: success" }).waitFor();
});

test("the page says that the server is gone, and finds it and its room again", async (t) => {
  const payments = await startPayments(t);
  const tab = await openAs(t, payments.url, "an");
  await payments.stop();
  await tab.state("disconnected", "reconnecting");
  assert.equal(await tab.tellUser.isEnabled(), false);
  // It does not give up: the word stays until there is a server again.
  await tab.state("reconnecting");

  const { port } = new URL(payments.url);
  await startPayments(t, { env: { PORT: port } });
  await tab.state("connected");
  await pay(payments.url, "an");
  await tab.received.filter({ hasText: "Payment of user an: success" }).waitFor();
});
