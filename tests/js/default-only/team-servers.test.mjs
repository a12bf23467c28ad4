// `examples/team` runs on two servers that share rooms through a real Redis, behind a real nginx with the configuration that the
// example ships; one of them ends under traffic.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { Agent, createServer } from "node:http";
import { after, before, describe, test } from "node:test";

import { parse } from "yaml";

import { ask, next, record, TRANSPORTS, upgraded } from "../support/client.mjs";
import { startNginxWith } from "../support/nginx.mjs";
import { claims, logIn, refusal, sign, stranger, tab, tabWith } from "../support/team.mjs";
import { serverOf, shipped, startTeams } from "../support/team-pair.mjs";
import { until } from "../support/until.mjs";

/** What a client comes from an address of its own with: what nginx chooses the server by. */
const from = (host) => ({ agent: new Agent({ localAddress: `127.0.0.${host}` }) });
// The servers' ports, which are others each time, decide who goes where: so many are not all on one.
const HOSTS = Array.from({ length: 24 }, (_, index) => 11 + index);
const NAMES = ["an", "binh", "chi"];

/** The health check of the compose file, asked of this server. */
function healthy(server) {
  const [kind, program, ...rest] = parse(shipped("docker-compose.yml"), { merge: true }).services["team-1"].healthcheck.test;
  assert.equal(kind, "CMD");
  const args = rest.map((arg) => arg.replace("http://127.0.0.1:3000", server.url));
  assert.notDeepEqual(args, rest);
  return spawnSync(program, args).status === 0;
}

/** Tabs of all users, each from an address of its own, through nginx; with the index of their server each. */
async function tabs(t, { nginx, servers }, options = {}) {
  const tokens = await Promise.all(NAMES.map((name) => logIn(nginx.url, name)));
  const clients = await Promise.all(
    HOSTS.map((host, index) => tabWith(t, nginx.url, tokens[index % NAMES.length], { ...options, ...from(host) })),
  );
  const places = await Promise.all(clients.map((socket) => serverOf(socket, servers)));
  assert.deepEqual([...new Set(places)].sort(), [0, 1]);
  return { clients, places };
}

describe("two servers", () => {
  let teams;
  before(async () => {
    teams = await startTeams({ proxied: true });
  });
  after(() => teams?.stop());

  /** A tab of a user on one of the servers. */
  const on = (t, index, name) => tab(t, teams.servers[index].url, name);

  test("are healthy, and clients cannot ask for that through nginx", async () => {
    for (const server of teams.servers) assert.ok(healthy(server), server.log());
    for (const path of ["/health", "/contract/", "/metrics"]) {
      assert.equal((await fetch(teams.nginx.url + path)).status, 404, path);
    }
    assert.equal((await fetch(teams.nginx.url)).status, 200);
  });

  test("are one team: who is there, who comes, who writes, and who leaves", async (t) => {
    const an = await on(t, 0, "an");
    const binh = await on(t, 1, "binh");
    assert.deepEqual(binh.welcome.online, ["an", "binh"]);
    assert.deepEqual(await ask(an, "join", { room: "lobby" }), ["an"]);
    const membership = next(an, "membership");
    assert.deepEqual(await ask(binh, "join", { room: "lobby" }), ["an", "binh"]);
    assert.deepEqual(await membership, { room: "lobby", name: "binh", here: true });

    const said = next(binh, "said");
    await ask(an, "say", { room: "lobby", text: "hello" });
    assert.deepEqual(await said, { room: "lobby", from: "an", text: "hello" });
    const direct = next(an, "direct");
    assert.deepEqual(await ask(binh, "direct", { to: "an", text: "hi" }), { from: "binh", to: "an", text: "hi" });
    await direct;

    const left = next(an, "presence");
    binh.disconnect();
    assert.deepEqual(await left, { name: "binh", online: false });
  });

  test("tell once that a user comes and goes, wherever the tabs are", async (t) => {
    const an = await on(t, 0, "an");
    const heard = record(an);
    const presence = () => heard.filter(([event]) => event === "presence").map(([, { name, online }]) => [name, online]);
    for (let round = 1; round <= 2; round += 1) {
      const first = await on(t, 0, "chi");
      const second = await on(t, 1, "chi");
      first.disconnect();
      await until(async () => (await ask(second, "direct", { to: "chi", text: "here" }))?.from === "chi", "chi to be there");
      second.disconnect();
      await until(() => presence().length >= 2 * round, () => `chi to go: ${JSON.stringify(presence())}`);
    }
    assert.deepEqual(presence(), [["chi", true], ["chi", false], ["chi", true], ["chi", false]]);
  });

  test("kick a user out of both, whose tokens hold on neither", async (t) => {
    const an = await on(t, 0, "an");
    const token = await logIn(teams.servers[1].url, "chi");
    const chi = await Promise.all(teams.servers.map(({ url }) => tabWith(t, url, token)));
    const ended = chi.map((socket) => next(socket, "disconnect"));
    assert.equal(await ask(an, "kick", { name: "chi", reason: "noise" }), 2);
    assert.deepEqual((await Promise.all(ended)).map(([reason]) => reason), ["io server disconnect", "io server disconnect"]);
    for (const { url } of teams.servers) {
      await until(
        async () => /^the token has been revoked/.test(await refusal(stranger(t, url, { token }))),
        "the token to hold no longer",
      );
    }
    // With a new one, which one server has signed, chi is in at the other.
    await tabWith(t, teams.servers[1].url, await logIn(teams.servers[0].url, "chi"));
  });

  for (const { way, transports } of TRANSPORTS) {
    test(`stay the same for each client over ${way}, and its address is in the log`, async (t) => {
      const { clients, places } = await tabs(t, teams, { transports });
      for (const socket of clients) await ask(socket, "join", { room: "lobby" });
      for (let round = 0; round < 3; round += 1) await Promise.all(clients.map((socket) => ask(socket, "heartbeat")));
      const texts = clients.map((socket) => next(socket, "said"));
      const an = await tab(t, teams.nginx.url, "an", { ...from(HOSTS[0]), transports, extraHeaders: { "x-forwarded-for": "10.9.8.7" } });
      await ask(an, "join", { room: "lobby" });
      await ask(an, "say", { room: "lobby", text: way });
      for (const { text } of await Promise.all(texts)) assert.equal(text, way);

      const knows = (server, id, host) => new RegExp(`client\\{address=127\\.0\\.0\\.${host}\\}.*\\bconnected id=${id}`).test(server.log());
      clients.forEach(({ id }, index) => {
        assert.ok(knows(teams.servers[places[index]], id, HOSTS[index]), `127.0.0.${HOSTS[index]}`);
      });
      // What a client has written itself is not believed.
      assert.ok(knows(teams.servers[await serverOf(an, teams.servers)], an.id, HOSTS[0]));
      assert.ok(teams.servers.every((server) => !server.log().includes("10.9.8.7")));
      assert.doesNotMatch(teams.nginx.log(), /\[(alert|crit|emerg)\]/);
    });
  }
});

/** A server that is full, and serves whoever is in. */
async function fullServer(t) {
  const server = createServer((request, response) => {
    const isIn = request.url.includes("&sid=");
    response.writeHead(isIn ? 200 : 503).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

test("servers that are full, and refuse all who come, still serve those who poll", async (t) => {
  const urls = [await fullServer(t), await fullServer(t)];
  const nginx = await startNginxWith(shipped("nginx.conf"), { "team-1:3000": urls[0], "team-2:3000": urls[1] });
  t.after(() => nginx.stop());
  const ask = async (more) => (await fetch(`${nginx.url}/socket.io/?EIO=4&transport=polling${more}`)).status;
  for (let round = 0; round < 5; round += 1) {
    assert.equal(await ask(""), 503);
    assert.equal(await ask("&sid=of-somebody"), 200);
  }
  assert.match(nginx.log(), /no live upstreams/);
});

test("several servers without a common secret do not start", async () => {
  await assert.rejects(startTeams({ env: { JWT_SECRET: "" } }), /ended before it listened: 1\b[^]*JWT_SECRET/);
});

test("a server that ends lets its clients go, and they come back on the other by themselves, under traffic", async (t) => {
  const teams = await startTeams({ proxied: true, env: { DRAIN_SECONDS: "4" } });
  t.after(() => teams.stop());
  const { servers: [ending, staying], nginx } = teams;
  const { clients, places } = await tabs(t, teams, { reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 200 });
  await Promise.all(clients.map(upgraded));
  const [leaving, others] = [0, 1].map((place) => clients.filter((_, index) => places[index] === place));

  // Each client asks again when it has its answer. An answer is lost only if the connection closes meanwhile.
  let stopped = false;
  t.after(() => {
    stopped = true;
  });
  const wrong = [];
  const answers = clients.map(() => 0);
  const lost = clients.map(() => 0);
  const traffic = clients.map(async (socket, index) => {
    while (!stopped) {
      const { id } = socket;
      try {
        await ask(socket, "heartbeat");
        answers[index] += 1;
      } catch (error) {
        if (socket.id === id && !stopped) wrong.push(`${id} stays connected and has no answer: ${error.message}`);
        lost[index] += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
  await until(() => answers.every((count) => count > 3), "traffic");

  const announced = leaving.map(() => undefined);
  leaving.forEach((socket, index) => socket.once("server-draining", (what) => (announced[index] = what)));
  const events = clients.map(record);
  ending.kill("SIGTERM");
  await until(() => !healthy(ending), "the server not to be ready");
  assert.ok(healthy(staying));
  await until(() => announced.every(Boolean), "all to hear that the server ends");
  for (const { in: milliseconds } of announced) assert.ok(milliseconds > 0 && milliseconds <= 4000);

  // Whoever comes now is let in by the other server, whatever address it has, and stays there while it polls.
  await until(() => leaving.some((socket) => events[clients.indexOf(socket)].some(([event]) => event === "disconnect")), "the first to leave");
  const token = sign(claims());
  for (const host of HOSTS) {
    const late = await tabWith(t, nginx.url, token, { transports: ["polling"], ...from(host) });
    assert.equal(await serverOf(late, teams.servers), 1);
    await ask(late, "heartbeat");
    await ask(late, "heartbeat");
  }

  assert.deepEqual(await ending.ended, { code: 0, signal: null });
  await until(() => leaving.every((socket) => socket.connected), "all to be back", 15_000);
  for (const socket of leaving) assert.equal(await serverOf(socket, teams.servers), 1);
  const before = [...answers];
  await until(() => answers.every((count, index) => count > before[index] + 3), "the traffic to go on");
  stopped = true;
  await Promise.all(traffic);
  assert.deepEqual(wrong, []);

  clients.forEach((socket, index) => {
    const seen = events[index].map(([event]) => event);
    if (others.includes(socket)) {
      assert.ok(!seen.includes("disconnect"), "a client of the other server has noticed something");
      assert.equal(lost[index], 0);
    } else {
      // Once out and once in, without a refusal between.
      const own = seen.filter((event) => ["connect", "disconnect", "connect_error"].includes(event));
      assert.deepEqual(own, ["disconnect", "connect"]);
    }
  });
  // The clients that came back are told what happens.
  const said = leaving.map((socket) => next(socket, "announcement"));
  const response = await fetch(`${nginx.url}/announce`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await logIn(nginx.url, "an")}` },
    body: JSON.stringify({ text: "all here" }),
  });
  assert.equal(response.status, 204);
  await Promise.all(said);
});
