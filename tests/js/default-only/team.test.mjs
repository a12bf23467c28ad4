// `examples/team` serves the official client: logins, roles, rooms, messages, presence, limits, and what HTTP adds.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { ask, next, record, TRANSPORTS } from "../support/client.mjs";
import { assertError } from "../support/errors.mjs";
import { serverFor, serverForAll } from "../support/server.mjs";
import { announce, caughtUp, claims, logIn, post, refusal, SECRET, sign, stranger, tab, tabWith } from "../support/team.mjs";
import { until } from "../support/until.mjs";

/** Limits count by user, so each test has a server of its own. */
const startTeam = (t, env = {}) => serverFor(t, "team", { env: { JWT_SECRET: SECRET, ...env } });

/** Refused by a limit, which says how many milliseconds later a message would pass. */
function assertLimited(answer, event) {
  assertError(answer, "too_many_requests", event, { details: answer.details });
  assert.deepEqual(Object.keys(answer.details), ["retryAfterMs"]);
  assert.ok(answer.details.retryAfterMs > 0 && answer.details.retryAfterMs <= 1_000, JSON.stringify(answer));
}

describe("logging in", () => {
  const team = serverForAll("team", { env: { JWT_SECRET: SECRET } });

  test("a name and a password give a token and the user", async () => {
    const { status, answer } = await post(team.url, "/login", { name: "an", password: "secret" });
    assert.equal(status, 200);
    assert.deepEqual(answer.user, { name: "an", role: "admin" });
    assert.match(answer.token, /^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  for (const [what, body, status] of [
    ["a wrong password", { name: "an", password: "wrong" }, 401],
    ["an unknown user", { name: "nobody", password: "secret" }, 401],
    ["no password", { name: "an" }, 422],
  ]) {
    test(`${what} gives an error in JSON`, async () => {
      const refused = await post(team.url, "/login", body);
      assert.equal(refused.status, status);
      assert.equal(refused.answer.status, "error");
    });
  }

  test("the page and what it loads are served", async () => {
    for (const [path, type] of [
      ["/", "text/html"],
      ["/page.css", "text/css"],
      ["/team.css", "text/css"],
      ["/team.js", "text/javascript"],
      ["/socket.io.min.js", "text/javascript"],
    ]) {
      const response = await fetch(team.url + path);
      assert.equal(response.status, 200, path);
      assert.match(response.headers.get("content-type"), new RegExp(`^${type}\\b`), path);
      assert.notEqual(await response.text(), "", path);
    }
  });

  for (const { way, transports } of TRANSPORTS) {
    for (const [what, auth, message] of [
      ["no token", () => undefined, /^log in first$/],
      ["an auth without a token", () => ({ name: "an" }), /missing field `token`/],
      ["a token that is no text", () => ({ token: 7 }), /`token`: invalid type: integer/],
      ["a token that is none", () => ({ token: "secret" }), /^the token is not valid/],
      ["a token of another key", () => ({ token: sign(claims(), { secret: "another" }) }), /^the token is not valid/],
      ["a token without a signature", () => ({ token: sign(claims(), { algorithm: "none" }) }), /^the token is not valid/],
      ["a token that never expires", () => ({ token: sign(claims({ exp: undefined })) }), /^the token is not valid/],
      ["a token of an unknown role", () => ({ token: sign(claims({ role: "owner" })) }), /^the token is not valid/],
      ["an expired token", () => ({ token: sign(claims({ exp: Math.floor(Date.now() / 1000) - 5 })) }), /^the token has expired/],
    ]) {
      test(`${what} is refused before CONNECT over ${way}`, async (t) => {
        assert.match(await refusal(stranger(t, team.url, auth(), { transports })), message);
      });
    }

    test(`a token that the server has signed lets in over ${way}`, async (t) => {
      const binh = await tabWith(t, team.url, sign(claims()), { transports });
      assert.deepEqual(binh.welcome.user, { name: "binh", role: "member" });
    });
  }

  test("whoever is refused is nowhere: not online, and not in the log", async (t) => {
    await refusal(stranger(t, team.url, { token: "mallory" }));
    const an = await tab(t, team.url, "an");
    await team.logged(new RegExp(`connected id=${an.id}`));
    assert.deepEqual(an.welcome.online.includes("mallory"), false);
    assert.equal(/mallory/.test(team.log()), false);
  });
});

test("a token that expires while its client is connected is noticed before the next message", async (t) => {
  const team = await startTeam(t, { TOKEN_SECONDS: "2" });
  const binh = await tab(t, team.url, "binh");
  assert.deepEqual(await ask(binh, "join", { room: "lobby" }), ["binh"]);
  await until(async () => (await ask(binh, "heartbeat"))?.code === "unauthorized", "the token to expire");
  // The body is not even looked at.
  const refused = await ask(binh, "say", 7);
  assertError(refused, "unauthorized", "say", { message: "the token has expired: log in again" });
  const exception = next(binh, "exception");
  binh.emit("typing", { room: "lobby" });
  assertError(await exception, "unauthorized", "typing");
  // With a new token, the same client comes in again.
  binh.disconnect();
  binh.auth = { token: await logIn(team.url, "binh") };
  const welcome = next(binh, "welcome");
  binh.connect();
  assert.deepEqual((await welcome).user.name, "binh");
});

test("a client that only listens is disconnected some seconds after its token has expired", async (t) => {
  const team = await startTeam(t, { TOKEN_SECONDS: "1" });
  const [binh, chi] = [await tab(t, team.url, "binh"), await tabWith(t, team.url, sign(claims({ sub: "chi" })))];
  const events = record(binh);
  await until(() => !binh.connected, "the client to be disconnected", 15_000);
  assert.deepEqual(events.at(-1), ["disconnect", "io server disconnect"]);
  await caughtUp(chi);
  assert.equal(chi.connected, true);
});

for (const { way, transports } of TRANSPORTS) {
  describe(`the team over ${way}`, () => {
    const join = (t, { url }, name) => tab(t, url, name, { transports });

    test("several tabs of a user come and go once", async (t) => {
      const team = await startTeam(t);
      const an = await join(t, team, "an");
      assert.deepEqual(an.welcome, { user: { name: "an", role: "admin" }, online: ["an"] });
      const events = record(an);

      const one = await join(t, team, "binh");
      const two = await join(t, team, "binh");
      assert.deepEqual(two.welcome.online, ["an", "binh"]);
      const { id } = one;
      one.disconnect();
      await team.logged(new RegExp(`disconnected id=${id}`));
      await caughtUp(an);
      assert.deepEqual(events, [["presence", { name: "binh", online: true }]]);

      const left = next(an, "presence");
      two.disconnect();
      assert.deepEqual(await left, { name: "binh", online: false });
      assert.equal(events.length, 2);
    });

    test("rooms tell their members who comes, who goes, and who is there", async (t) => {
      const team = await startTeam(t);
      const [an, one] = [await join(t, team, "an"), await join(t, team, "binh")];
      const [two, chi] = [await join(t, team, "binh"), await join(t, team, "chi")];
      await Promise.all([an, chi].map(caughtUp));
      const [events, strangers] = [an, chi].map(record);

      assert.deepEqual(await ask(an, "join", { room: "lobby" }), ["an"]);
      assert.deepEqual(await ask(one, "join", { room: "lobby" }), ["an", "binh"]);
      assert.deepEqual(await ask(two, "join", { room: "lobby" }), ["an", "binh"]);
      assert.deepEqual(await ask(two, "members", { room: "lobby" }), ["an", "binh"]);
      // One of two tabs leaves: the user stays.
      assert.equal(await ask(one, "leave", { room: "lobby" }), undefined);
      await caughtUp(an);
      assert.deepEqual(events, [["membership", { room: "lobby", name: "binh", here: true }]]);

      // The other one is closed.
      const left = next(an, "membership");
      two.disconnect();
      assert.deepEqual(await left, { room: "lobby", name: "binh", here: false });
      assert.deepEqual(await ask(an, "members", { room: "lobby" }), ["an"]);
      await caughtUp(chi);
      assert.deepEqual(strangers, []);
    });

    test("what is for members is refused to others, with the body unread", async (t) => {
      const team = await startTeam(t);
      const binh = await join(t, team, "binh");
      for (const event of ["members", "say", "typing"]) {
        assertError(await ask(binh, event, { room: "lobby" }), "forbidden", event, { message: "join the room first" });
      }
      // A client cannot name the room of a user.
      assertError(await ask(binh, "members", { room: "user:binh" }), "forbidden", "members");
      await ask(binh, "join", { room: "lobby" });
      assertError(await ask(binh, "say", { room: "lobby" }), "bad_request", "say");
    });

    test("what is said in a room reaches its members, and is the answer", async (t) => {
      const team = await startTeam(t);
      const [an, binh, chi] = [await join(t, team, "an"), await join(t, team, "binh"), await join(t, team, "chi")];
      for (const socket of [an, binh]) await ask(socket, "join", { room: "lobby" });
      await Promise.all([an, binh, chi].map(caughtUp));
      const received = [an, binh, chi].map(record);
      const said = { room: "lobby", from: "an", text: "hello" };
      assert.deepEqual(await ask(an, "say", { room: "lobby", text: "hello" }), said);
      await Promise.all([an, binh, chi].map(caughtUp));
      assert.deepEqual(received, [[], [["said", said]], []]);
    });

    test("a direct message reaches all tabs of both users, and nobody else", async (t) => {
      const team = await startTeam(t);
      const tabs = [];
      for (const name of ["an", "an", "binh", "binh", "chi"]) tabs.push(await join(t, team, name));
      await Promise.all(tabs.map(caughtUp));
      const received = tabs.map(record);
      const direct = { from: "an", to: "binh", text: "hello" };
      assert.deepEqual(await ask(tabs[0], "direct", { to: "binh", text: "hello" }), direct);
      await Promise.all(tabs.map(caughtUp));
      const event = ["direct", direct];
      assert.deepEqual(received, [[], [event], [event], [event], []]);
    });

    test("an error of the application is told by its code, with what stands in its variant", async (t) => {
      const team = await startTeam(t);
      const an = await join(t, team, "an");
      assertError(await ask(an, "direct", { to: "binh", text: "hello" }), "offline", "direct", {
        message: "binh is not online",
        details: "binh",
      });
      assertError(await ask(an, "direct", { to: "dung", text: "hello" }), "not_found", "direct", {
        message: "there is no user dung",
        details: "dung",
      });
      for (let number = 0; number < 20; number += 1) await ask(an, "join", { room: `room ${number}` });
      assertError(await ask(an, "join", { room: "one more" }), "conflict", "join");
      // A room that the tab is in already is none more.
      assert.deepEqual(await ask(an, "join", { room: "room 0" }), ["an"]);
    });

    test("typing is shown to the others in the room", async (t) => {
      const team = await startTeam(t);
      const [an, binh] = [await join(t, team, "an"), await join(t, team, "binh")];
      for (const socket of [an, binh]) await ask(socket, "join", { room: "lobby" });
      const typing = next(binh, "typing");
      an.emit("typing", { room: "lobby" });
      assert.deepEqual(await typing, { room: "lobby", name: "an" });
    });

    test("an admin kicks a user out of all tabs, and the user's tokens hold no longer", async (t) => {
      const team = await startTeam(t);
      const an = await join(t, team, "an");
      const token = await logIn(team.url, "binh");
      const tabs = [await tabWith(t, team.url, token, { transports }), await join(t, team, "binh")];
      const chi = await join(t, team, "chi");
      for (const socket of [an, ...tabs]) await ask(socket, "join", { room: "lobby" });
      await Promise.all([an, chi, ...tabs].map(caughtUp));
      const [ofAn, ofChi, ...ofTabs] = [an, chi, ...tabs].map(record);
      const left = tabs.map((socket) => next(socket, "disconnect"));

      assert.equal(await ask(an, "kick", { name: "binh", reason: "noise" }), 2);
      await Promise.all(left);
      for (const events of ofTabs) {
        assert.deepEqual(events, [["kicked", { by: "an", reason: "noise" }], ["disconnect", "io server disconnect"]]);
      }
      await team.logged(/(disconnected id=\S+ user="binh"[^]*){2}/);
      await until(() => ofAn.length > 1 && ofChi.length > 0, "the others to hear of it");
      await Promise.all([an, chi].map(caughtUp));
      // Once, although no tab finds another one that is left.
      const membership = ["membership", { room: "lobby", name: "binh", here: false }];
      const offline = ["presence", { name: "binh", online: false }];
      assert.deepEqual([ofAn, ofChi], [[membership, offline], [offline]]);

      assert.match(await refusal(stranger(t, team.url, { token }, { transports })), /^the token has been revoked/);
      // Whoever still has the password logs in again.
      const again = await join(t, team, "binh");
      assert.deepEqual(again.welcome.online, ["an", "binh", "chi"]);
    });

    test("who is no admin may not kick, whatever the body is", async (t) => {
      const team = await startTeam(t);
      const [binh, chi] = [await join(t, team, "binh"), await join(t, team, "chi")];
      for (const body of [{ name: "chi" }, 7, null]) {
        assertError(await ask(binh, "kick", body), "forbidden", "kick", { message: "your role may not do this" });
      }
      await caughtUp(chi);
      assert.equal(chi.connected, true);
      const an = await join(t, team, "an");
      assertError(await ask(an, "kick", { name: "dung" }), "not_found", "kick", { details: "dung" });
    });

    for (const [what, event, body, path] of [
      ["an empty text", "say", { room: "lobby", text: "" }, "text"],
      ["a text that is too long", "say", { room: "lobby", text: "ö".repeat(501) }, "text"],
      ["an empty name", "direct", { to: "", text: "hello" }, "to"],
      ["a reason that is too long", "kick", { name: "binh", reason: "x".repeat(201) }, "reason"],
    ]) {
      test(`${what} is not valid`, async (t) => {
        const team = await startTeam(t);
        const an = await join(t, team, "an");
        await ask(an, "join", { room: "lobby" });
        const answer = await ask(an, event, body);
        assertError(answer, "bad_request", event, { message: "the validation failed", errors: answer.errors });
        assert.deepEqual(answer.errors.map(({ path }) => path), [path]);
      });
    }

    test("the name of a room is not valid if it is empty or too long", async (t) => {
      const team = await startTeam(t);
      const an = await join(t, team, "an");
      for (const room of ["", "ö".repeat(41)]) {
        const answer = await ask(an, "join", { room });
        assertError(answer, "bad_request", "join", { errors: answer.errors });
        assert.deepEqual(answer.errors.map(({ path }) => path), ["room"]);
      }
      assert.deepEqual(await ask(an, "join", { room: "ö".repeat(40) }), ["an"]);
    });

    test("messages are limited by user, over all tabs", async (t) => {
      const team = await startTeam(t);
      const [one, two, binh] = [await join(t, team, "an"), await join(t, team, "an"), await join(t, team, "binh")];
      for (const socket of [one, two, binh]) await ask(socket, "join", { room: "lobby" });
      const hello = { room: "lobby", text: "hello" };
      // Five come through at once, and one more each second: not five of each tab.
      const answers = await Promise.all(Array.from({ length: 10 }, () => [one, two].map((tab) => ask(tab, "say", hello))).flat());
      const refused = answers.filter((answer) => answer.status === "error");
      for (const answer of refused) assertLimited(answer, "say");
      const passed = answers.length - refused.length;
      assert.ok(passed >= 5 && passed < 10, `${passed} of ${answers.length} passed`);
      // Another user, and another event.
      assert.equal((await ask(binh, "say", hello)).text, "hello");
      assert.equal((await ask(one, "direct", { to: "binh", text: "hello" })).text, "hello");
      // A client that waits as long as it is told is not refused again.
      await sleep(Math.max(...refused.map(({ details }) => details.retryAfterMs)));
      assert.equal((await ask(two, "say", hello)).text, "hello");
    });

    test("typing is limited by tab, and without an acknowledgement the limit is an exception", async (t) => {
      const team = await startTeam(t);
      const [one, two] = [await join(t, team, "an"), await join(t, team, "an")];
      for (const socket of [one, two]) await ask(socket, "join", { room: "lobby" });
      const exception = next(one, "exception");
      for (let number = 0; number < 6; number += 1) one.emit("typing", { room: "lobby" });
      assertLimited(await exception, "typing");
      assert.equal(await ask(two, "typing", { room: "lobby" }), undefined);
    });

    test("all messages of a user together are limited, but no heartbeat", async (t) => {
      const team = await startTeam(t);
      const binh = await join(t, team, "binh");
      const beats = Array.from({ length: 100 }, () => ask(binh, "heartbeat"));
      assert.deepEqual(new Set(await Promise.all(beats)), new Set([undefined]));
      const answers = await Promise.all(Array.from({ length: 100 }, () => ask(binh, "leave", { room: "lobby" })));
      const refused = answers.filter((answer) => answer !== undefined);
      assert.ok(refused.length > 0 && refused.length <= 60, `${refused.length} of 100 were refused`);
      for (const answer of refused) assertLimited(answer, "leave");
      assert.equal(await ask(binh, "heartbeat"), undefined);
    });

    test("an admin announces by HTTP, through a service that is no gateway", async (t) => {
      const team = await startTeam(t);
      const clients = [await join(t, team, "an"), await join(t, team, "binh"), await join(t, team, "binh")];
      await Promise.all(clients.map(caughtUp));
      const received = clients.map(record);
      const [admin, member] = [await logIn(team.url, "an"), await logIn(team.url, "binh")];
      for (const [token, body, status] of [
        [undefined, { text: "tea" }, 401],
        [sign(claims({ role: "admin" }), { secret: "another" }), { text: "tea" }, 401],
        [member, { text: "tea" }, 403],
        [admin, { text: "" }, 422],
        [admin, {}, 422],
        [admin, { text: "tea" }, 204],
      ]) {
        const { answer, ...told } = await announce(team.url, token, body);
        assert.deepEqual(told, { status });
        assert.equal(answer?.status, status === 204 ? undefined : "error");
      }
      await Promise.all(clients.map(caughtUp));
      const announcement = ["announcement", { from: "an", text: "tea" }];
      assert.deepEqual(received, [[announcement], [announcement], [announcement]]);
    });
  });
}

test("each message is one record in the log, with its duration and how it ended", async (t) => {
  const team = await startTeam(t);
  const an = await tab(t, team.url, "an");
  await ask(an, "join", { room: "lobby" });
  await team.logged(/handled event="join" user="an" took=[\d.]+[mµn]?s answer=Answer/);
  await ask(an, "leave", { room: "lobby" });
  await team.logged(/handled event="leave" user="an" took=\S+ answer=Empty/);
  await ask(an, "direct", { to: "binh", text: "hello" });
  await team.logged(/failed event="direct" user="an" took=\S+ failed=Method error=binh is not online/);
});

test("a TOKEN_SECONDS that is no number ends the start-up with the reason", async (t) => {
  await assert.rejects(startTeam(t, { TOKEN_SECONDS: "soon" }), /ended before it listened: 1\b[^]*TOKEN_SECONDS/);
});

test("the program prints who can log in", async (t) => {
  const team = await startTeam(t);
  await team.logged(/log in as an \(an admin\), binh or chi/);
});
