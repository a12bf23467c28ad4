// `examples/team` serves the official client, as a process with a log and a clock. What its gateway and its routes do is tested
// beside them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, next, TRANSPORTS } from "../support/client.mjs";
import { assertError } from "../support/errors.mjs";
import { serverFor, serverForAll } from "../support/server.mjs";
import { claims, ENVIRONMENT, logIn, refusal, sign, stranger, tab, tabWith } from "../support/team.mjs";
import { until } from "../support/until.mjs";

const startTeam = (t, env = {}) => serverFor(t, "team", { env: { ...ENVIRONMENT, ...env } });

describe("logging in", () => {
  const team = serverForAll("team", { env: ENVIRONMENT });

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
    test(`a token of another key is refused before CONNECT over ${way}`, async (t) => {
      const token = sign(claims(), { secret: "another" });
      assert.match(await refusal(stranger(t, team.url, { token }, { transports })), /^the token is not valid/);
    });

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
