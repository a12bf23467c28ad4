// The page of `examples/team` works in tabs of a real browser, used through its labels and roles, as a person (or a screen
// reader) finds its parts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { ask } from "../support/client.mjs";
import { openTab, startBrowser } from "../support/browser.mjs";
import { serverFor } from "../support/server.mjs";
import { ENVIRONMENT, tab } from "../support/team.mjs";

let browser;

before(async () => {
  browser = await startBrowser();
});

after(() => browser?.close());

/** A restarted server knows the tokens of the one before. */
async function startTeam(t, env = {}) {
  const team = await serverFor(t, "team", { env: { ...ENVIRONMENT, ...env } });
  return team;
}

/** A tab, and the parts of the page that the tests use. */
async function open(t, url) {
  const { page, errors } = await openTab(t, browser, url);
  page.setDefaultTimeout(10_000);
  const button = (name) => page.getByRole("button", { name, exact: true });
  const items = (role, name) => page.getByRole(role, { name, exact: true }).getByRole("listitem");
  return {
    errors,
    page,
    name: page.getByLabel("Name", { exact: true }),
    password: page.getByLabel("Password"),
    logIn: button("Log in"),
    online: items("list", "Online"),
    room: page.getByLabel("Room", { exact: true }),
    join: button("Join"),
    rooms: items("list", "Rooms"),
    leave: (room) => button(`Leave ${room}`),
    to: page.getByLabel("To", { exact: true }),
    text: page.getByLabel("Message", { exact: true }),
    send: button("Send"),
    messages: items("log", "Messages"),
    kicked: page.getByLabel("User", { exact: true }),
    kick: button("Kick"),
    announcement: page.getByLabel("Announcement", { exact: true }),
    announce: button("Announce"),
    /** Waits until the page shows one of these connection states. */
    state: (...names) =>
      page.getByRole("status").and(page.locator(names.map((name) => `[data-state=${name}]`).join())).waitFor(),
    /** Waits until the line that is read aloud at once says this. */
    fails: (text) => page.getByRole("alert").filter({ hasText: text }).waitFor(),
    /** Waits until a line that is read aloud says this. */
    says: (text) => page.getByRole("status").filter({ hasText: text }).waitFor(),
    /** Waits until a message says this. */
    receives: (text) => items("log", "Messages").filter({ hasText: text }).waitFor(),
  };
}

async function logIn(part, user) {
  await part.name.fill(user);
  await part.password.fill("secret");
  await part.password.press("Enter");
  await part.state("connected");
  await part.says(`Connected as ${user}`);
}

/** A tab of a user. */
async function openAs(t, url, user) {
  const part = await open(t, url);
  await logIn(part, user);
  return part;
}

/** A tab of a user that is in a room. */
async function openIn(t, url, user, room) {
  const part = await openAs(t, url, user);
  await part.room.fill(room);
  await part.join.click();
  await part.rooms.filter({ hasText: `${room}:` }).waitFor();
  return part;
}

test("a wrong password is told, and the right one logs in", async (t) => {
  const team = await startTeam(t);
  const part = await open(t, team.url);
  await part.name.fill("an");
  await part.password.fill("wrong");
  await part.logIn.click();
  await part.fails("the name or the password is wrong");
  await logIn(part, "an");
  assert.equal(await part.logIn.isVisible(), false);
  assert.equal(await part.page.getByRole("alert").filter({ hasText: /./ }).count(), 0);
  // The browser reports the answer 401.
  assert.deepEqual(part.errors.filter((error) => !/status of 401/.test(error)), []);
});

test("a message in a room is shown to its members, after the typing", async (t) => {
  const team = await startTeam(t);
  const [an, binh] = [await openIn(t, team.url, "an", "lobby"), await openIn(t, team.url, "binh", "lobby")];
  const chi = await openAs(t, team.url, "chi");
  await an.rooms.filter({ hasText: "lobby: an, binh" }).waitFor();

  await an.to.selectOption("room lobby");
  await an.text.pressSequentially("hello");
  await binh.says("an (lobby) typing…");
  await an.text.press("Enter");
  for (const part of [an, binh]) await part.receives("[lobby] an: hello");
  await binh.page.getByText("typing…").waitFor({ state: "detached" });
  assert.equal(await an.text.inputValue(), "");

  await binh.leave("lobby").click();
  await an.rooms.filter({ hasText: /lobby: an(?!,)/ }).waitFor();
  assert.deepEqual(await Promise.all([an, binh, chi].map(({ messages }) => messages.count())), [1, 1, 0]);
  assert.deepEqual([an, binh, chi].flatMap(({ errors }) => errors), []);
});

test("a direct message is shown in all tabs of both users, and in no other", async (t) => {
  const team = await startTeam(t);
  const parts = [];
  for (const user of ["an", "an", "binh", "binh", "chi"]) parts.push(await openAs(t, team.url, user));
  const [an] = parts;
  await an.to.selectOption("only binh");
  await an.text.fill("just you");
  await an.send.click();
  for (const part of parts.slice(0, 4)) await part.receives("an → binh: just you");
  assert.deepEqual(await Promise.all(parts.map(({ messages }) => messages.count())), [1, 1, 1, 1, 0]);
});

test("who is online is shown, once for several tabs", async (t) => {
  const team = await startTeam(t);
  const an = await openAs(t, team.url, "an");
  const [one, two] = [await openAs(t, team.url, "binh"), await openAs(t, team.url, "binh")];
  await an.online.filter({ hasText: "binh" }).waitFor();
  assert.deepEqual(await two.online.allTextContents(), ["an", "binh"]);
  await one.page.close();
  await team.logged(/disconnected .*user="binh"/);
  assert.deepEqual(await an.online.allTextContents(), ["an", "binh"]);
  await two.page.close();
  await an.online.filter({ hasText: "binh" }).waitFor({ state: "detached" });
});

test("an admin announces and kicks; others see no such forms", async (t) => {
  const team = await startTeam(t);
  const [an, binh] = [await openAs(t, team.url, "an"), await openAs(t, team.url, "binh")];
  assert.deepEqual([await an.kick.isVisible(), await binh.kick.isVisible()], [true, false]);

  await an.announcement.fill("tea is ready");
  await an.announce.click();
  for (const part of [an, binh]) await part.receives("Announcement by an: tea is ready");

  await an.kicked.fill("binh");
  await an.kick.click();
  await binh.fails("You were kicked by an");
  await binh.state("disconnected");
  await an.online.filter({ hasText: "binh" }).waitFor({ state: "detached" });
  await logIn(binh, "binh");

  await an.kicked.fill("dung");
  await an.kick.click();
  await an.fails("there is no user dung");
});

test("a limit is told, and a message passes after it", async (t) => {
  const team = await startTeam(t);
  const an = await openIn(t, team.url, "an", "lobby");
  await an.to.selectOption("room lobby");
  const refused = an.page.getByRole("alert").filter({ hasText: "too many requests" });
  let number = 0;
  while (!(await refused.isVisible())) {
    number += 1;
    assert.ok(number < 50, "no limit");
    await an.text.fill(`number ${number}`);
    await an.send.click();
    // Sent, or refused: what is refused stays there to be sent again.
    await an.page.waitForFunction(() => {
      const [text, error] = ["#text", "#error"].map((selector) => document.querySelector(selector));
      return text.value === "" || error.textContent !== "";
    });
  }
  assert.ok(number > 5, `number ${number} was refused`);
  assert.equal(await an.text.inputValue(), `number ${number}`);
  await an.page.waitForTimeout(1_100);
  await an.send.click();
  await an.receives(`[lobby] an: number ${number}`);
});

test("a token that has expired brings the form back, also if nobody does anything", async (t) => {
  const team = await startTeam(t, { TOKEN_SECONDS: "5" });
  const an = await openIn(t, team.url, "an", "lobby");
  an.page.setDefaultTimeout(20_000);
  await an.fails("the token has expired: log in again");
  assert.equal(await an.send.isVisible(), false);
  await logIn(an, "an");
});

test("what others write is shown as text, never as markup", async (t) => {
  const team = await startTeam(t);
  const markup = "<img src=x onerror=alert(1)>";
  const an = await openIn(t, team.url, "an", markup);
  const binh = await tab(t, team.url, "binh");
  await ask(binh, "join", { room: markup });
  await ask(binh, "say", { room: markup, text: markup });
  await ask(binh, "typing", { room: markup });
  await an.receives(`[${markup}] binh: ${markup}`);
  await an.says(`binh (${markup}) typing…`);
  assert.equal(await an.page.locator("img").count(), 0);
  assert.deepEqual(an.errors, []);
});

test("the page says that the server is gone, and finds it and its rooms again", async (t) => {
  const team = await startTeam(t);
  const an = await openIn(t, team.url, "an", "lobby");
  await team.stop();
  await an.state("disconnected", "reconnecting");
  // It does not give up: the word stays until there is a server again.
  await an.state("reconnecting");

  const { port } = new URL(team.url);
  const again = await startTeam(t, { PORT: port });
  await an.state("connected");
  const binh = await tab(t, again.url, "binh");
  await an.online.filter({ hasText: "binh" }).waitFor();
  await ask(binh, "join", { room: "lobby" });
  await an.rooms.filter({ hasText: "lobby: an, binh" }).waitFor();
});

test("the page says that the server is about to end, and moves to the next one", async (t) => {
  const team = await startTeam(t, { DRAIN_SECONDS: "2" });
  const an = await openAs(t, team.url, "an");
  // The only client leaves soon after the announcement: what the page has said by then is written down.
  await an.page.evaluate(() => {
    globalThis.said = [];
    const state = document.querySelector("#state");
    new MutationObserver(() => said.push(state.textContent)).observe(state, { childList: true });
  });
  await team.stop("SIGTERM");
  await an.state("reconnecting");
  // As if behind a proxy, the next server has the address of the first.
  const { port } = new URL(team.url);
  await startTeam(t, { PORT: port });
  await an.says("Connected as an");
  const said = await an.page.evaluate(() => said);
  assert.deepEqual(said.slice(0, 2), ["This server ends: the page moves to another one", "Reconnecting"]);
  assert.equal(said.at(-1), "Connected as an");
  assert.equal(await an.logIn.isVisible(), false);
});
