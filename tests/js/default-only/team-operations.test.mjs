// `examples/team` has what operators need switched on: metrics that a real Prometheus reads and the dashboard shows, the Admin UI, spans
// in the log, health, and names that lead to it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { get } from "node:http";
import { resolve } from "node:path";
import { after, before, describe, test } from "node:test";

import { parse, stringify } from "yaml";

import { ask, client, connect, next } from "../support/client.mjs";
import { checkMetrics, startPrometheus } from "../support/prometheus.mjs";
import { serverFor } from "../support/server.mjs";
import { ENVIRONMENT, logIn, refusal, stranger, tab, tabWith } from "../support/team.mjs";
import { metricsOf, scrape, shipped, startTeams } from "../support/team-pair.mjs";
import { until } from "../support/until.mjs";
import { WORKSPACE } from "../support/workspace.mjs";

const read = (path) => readFileSync(resolve(WORKSPACE, path), "utf8");
const DASHBOARD = JSON.parse(read("docs/operations/grafana-dashboard.json"));
const GUIDE = read("docs/guide/operations/metrics.md");

/** The names that stand in a text: of a histogram, that of the histogram. */
const named = (text) => new Set([...text.matchAll(/\bgateway_[a-z_]+/g)].map(([name]) => name.replace(/_(bucket|sum|count)$/, "")));
/** The names of the runtime. */
const NAMES = new Set([...read("gateway-runtime/src/metrics/names.rs").matchAll(/"(gateway_[a-z_]+)"/g)].map(([, name]) => name));
/** All expressions of the dashboard, with the panel that shows them. */
const EXPRESSIONS = DASHBOARD.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));
/** Those of the guide, under "What to watch". */
const WATCHED = GUIDE.split("# What to watch")[1]
  .split("\n")
  .filter((line) => /^\| .*`/.test(line))
  .flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, expr]) => expr));

/** How many series a server has. */
const series = async (server) => (await scrape(server)).split("\n").filter((line) => line.startsWith("gateway_")).length;

const startTeam = (t, env = {}) => serverFor(t, "team", { env: { ...ENVIRONMENT, ...env } });

describe("the dashboard", () => {
  test("is what Grafana loads: panels with ids of their own, next to each other, that ask one data source", () => {
    const ids = DASHBOARD.panels.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(DASHBOARD.uid && DASHBOARD.title && DASHBOARD.schemaVersion > 30);
    const cells = new Set();
    for (const { title, type, gridPos: { x, y, w, h }, targets } of DASHBOARD.panels) {
      assert.match(type, /^(timeseries|stat)$/, title);
      assert.ok(x + w <= 24, title);
      for (let column = x; column < x + w; column += 1) {
        for (let row = y; row < y + h; row += 1) {
          assert.ok(!cells.has(`${column}:${row}`), `${title} lies over another panel`);
          cells.add(`${column}:${row}`);
        }
      }
      assert.equal(new Set(targets.map(({ refId }) => refId)).size, targets.length, title);
      for (const { datasource } of targets) assert.deepEqual(datasource, { type: "prometheus", uid: "${datasource}" }, title);
    }
    const variables = new Set(DASHBOARD.templating.list.map(({ name }) => name));
    for (const { expr } of EXPRESSIONS) {
      for (const [, variable] of expr.matchAll(/\$(\w+)/g)) assert.ok(variable.startsWith("__") || variables.has(variable), expr);
    }
  });

  test("and the guide name metrics that the runtime has, and the guide names all", () => {
    for (const name of named(JSON.stringify(DASHBOARD))) assert.ok(name === "gateway_runtime" || NAMES.has(name), name);
    const table = GUIDE.split("# What there is")[1].split("# What to watch")[0];
    const rows = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    assert.deepEqual(rows.sort(), [...NAMES].sort());
    for (const expr of WATCHED) for (const name of named(expr)) assert.ok(NAMES.has(name), name);
  });
});

describe("two servers that Prometheus asks", () => {
  /** How often Prometheus asks in this test. */
  const SECONDS = 1;
  /** What has no series while nothing is wrong. */
  const NOTHING_WRONG = ["min(gateway_sharing_up) < 1"];
  let teams;
  let prometheus;

  before(async () => {
    teams = await startTeams();
    // The shipped file, with other addresses and more often.
    const configuration = parse(shipped("operations/prometheus.yml"));
    configuration.global.scrape_interval = `${SECONDS}s`;
    const [job] = configuration.scrape_configs;
    job.static_configs[0].targets = await Promise.all(teams.servers.map(async (server) => new URL(await metricsOf(server)).host));
    prometheus = await startPrometheus(stringify(configuration));
  });

  after(async () => {
    await prometheus?.stop();
    await teams?.stop();
  });

  /** As Grafana replaces them: all values of a variable, each escaped for a regular expression within a text. */
  const values = (found) => `(${[...found].map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, "\\\\$&")).join("|")})`;
  const label = async (metric, name) => new Set((await prometheus.query(metric)).map(({ metric: labels }) => labels[name]));

  test("the exporters show what promtool accepts, with every metric of the runtime", async (t) => {
    const [one] = teams.servers;
    const an = await tab(t, one.url, "an");
    await ask(an, "join", { room: "lobby" });
    an.disconnect();
    await until(async () => (await scrape(one)).includes("gateway_disconnects_total{"), "the client to leave");
    const text = await scrape(one);
    assert.equal(checkMetrics(text), "");
    const types = Object.fromEntries([...text.matchAll(/^# TYPE (gateway_\w+) (\w+)$/gm)].map(([, name, type]) => [name, type]));
    assert.deepEqual(Object.keys(types).sort(), [...NAMES].sort());
    // A summary of one server cannot be added to that of another.
    assert.ok(!Object.values(types).includes("summary"));
    assert.equal(types.gateway_handler_duration_seconds, "histogram");
    // Nobody reaches them at the address of the app.
    assert.equal((await fetch(`${one.url}/metrics`)).status, 404);
  });

  test("each panel of the dashboard, and each query of the guide, has data", async (t) => {
    const clients = await Promise.all(teams.servers.map(({ url }) => tab(t, url, "an")));
    for (const socket of clients) await ask(socket, "join", { room: "lobby" });
    const token = await logIn(teams.servers[0].url, "chi");
    // One who is refused.
    await refusal(stranger(t, teams.servers[0].url, { token: "none" }));
    const passers = [];
    const traffic = setInterval(() => {
      for (const socket of clients) {
        socket.emit("members", { room: "lobby" });
        socket.emit("direct", { to: "nobody", text: "hello" });
      }
      passers.push(tabWith(t, teams.servers[0].url, token).then((passer) => passer.disconnect()));
    }, 200);
    const stop = () => {
      clearInterval(traffic);
      return Promise.all(passers);
    };
    t.after(stop);
    const there = () => prometheus.query("sum(gateway_connections{namespace='/team'})");
    await until(async () => Number((await there())[0]?.value[1]) >= 2, "both clients to be counted", 15_000);
    const rates = "min(sum by (instance) (rate(gateway_messages_total{event='members',outcome='ok'}[4s])))";
    const leaving = "sum(rate(gateway_disconnects_total[4s]))";

    await until(async () => Number((await prometheus.query(rates))[0]?.value[1]) > 1, "traffic on both servers", 15_000);
    await until(async () => Number((await prometheus.query(leaving))[0]?.value[1]) > 1, "clients that leave", 15_000);
    await stop();

    const namespaces = await label("gateway_connections", "namespace");
    assert.ok(namespaces.has("/team"));
    const instances = await label("gateway_sharing_up", "instance");
    assert.equal(instances.size, 2);
    const interpolated = (expr) =>
      expr
        .replaceAll("$namespace", values(namespaces))
        .replaceAll("$instance", values(instances))
        .replaceAll("$__rate_interval", `${4 * SECONDS}s`);
    for (const { title, expr } of EXPRESSIONS) {
      const query = interpolated(expr);
      assert.ok(!query.includes("$"), query);
      const found = await prometheus.query(query);
      assert.ok(found.length > 0, `${title}: ${query}`);
    }
    for (const expr of WATCHED) {
      const found = await prometheus.query(expr);
      assert.equal(found.length > 0, !NOTHING_WRONG.includes(expr), expr);
    }

    const one = async (title, labels) => {
      const { expr } = EXPRESSIONS.find((panel) => panel.title === title);
      const found = await prometheus.query(interpolated(expr));
      const match = found.find(({ metric }) => Object.entries(labels).every(([name, value]) => metric[name] === value));
      return Number(match?.value[1]);
    };
    const moved = [
      ["Sockets", { namespace: "/team" }],
      ["Messages by event", { event: "members" }],
      ["Messages that fail", { event: "direct", outcome: "too_many_requests" }],
      ["Messages that a limit refuses", { event: "direct" }],
      ["Events emitted", { event: "presence" }],
      ["Sockets that leave", { reason: "client namespace disconnect" }],
    ];
    for (const [title, labels] of moved) assert.ok((await one(title, labels)) > 0, title);
    const slow = await one("Time to the answer, one in a hundred", { event: "members" });
    assert.ok(slow > 0 && slow < 10, `${slow} s`);
    assert.equal(await one("Other servers can be reached", {}), 1);
  });
});

test("no client makes a series, whatever events, namespaces, rooms, names and headers it invents", async (t) => {
  const team = await startTeam(t);
  const invent = async (what) => {
    const attacker = await tab(t, team.url, "chi", {
      query: { [what]: what },
      extraHeaders: { "x-invented": what, "x-forwarded-for": "10.1.2.3" },
    });
    for (let number = 0; number < 60; number += 1) {
      const name = `${what}-${number}{a='b',}`;
      attacker.emit(name, { [name]: name });
      attacker.emit("join", { room: name.slice(0, 40) });
      attacker.emit("direct", { to: name, text: name });
      attacker.emit("say", { room: name, [name]: name });
      attacker.emit("members", name);
    }
    await ask(attacker, "heartbeat");
    for (let number = 0; number < 10; number += 1) {
      await refusal(client(t, `${team.url}/${what}-${number}`));
      await refusal(stranger(t, team.url, { token: `${what}-${number}`, name: what }));
    }
    attacker.disconnect();
    const { status } = await fetch(`${team.url}/${what}`);
    assert.equal(status, 404);
    const an = await tab(t, team.url, "an");
    await ask(an, "heartbeat");
    return series(team);
  };
  // The kinds of failures have series of their own once they have happened, some of them only on a busy machine; more names do not.
  let before = await invent("quokka");
  const sent = async () => Number((await scrape(team)).match(/event="unknown",outcome="(?!ok)[^"]+"\} [1-9]/)?.length);
  assert.ok((await sent()) > 0);
  const grown = [];
  for (const what of ["wombat", "numbat", "bilby", "potoroo"]) {
    const now = await invent(what);
    grown.push(now - before);
    before = now;
  }
  assert.ok(grown.filter((more) => more === 0).length >= 2, `more series with each round: ${grown}`);
  assert.doesNotMatch(await scrape(team), /quokka|wombat|numbat|bilby|potoroo/);
});

test("the Admin UI takes the password that is printed, and no other, from the page that may", async (t) => {
  const team = await startTeam(t, { ADMIN_PAGE: "http://localhost:5000" });
  await team.logged(/the Admin UI at http:\/\/localhost:5000 takes admin and \S+/);
  const [, password] = team.log().match(/takes admin and (\S+)/);
  const admin = (password) => client(t, `${team.url}/admin`, { auth: { username: "admin", password }, extraHeaders: { origin: "http://localhost:5000" } });
  assert.equal(await refusal(admin("wrong")), "invalid credentials");
  const an = await tab(t, team.url, "an");
  const socket = admin(password);
  const sockets = next(socket, "all_sockets");
  await next(socket, "session");
  const seen = (await sockets).find(({ id }) => id === an.id);
  assert.deepEqual([seen.nsp, seen.data], ["/team", { name: "an", role: "admin" }]);
  // Whoever signs in may disconnect everybody, so the token of a user is not for the page.
  assert.ok(!JSON.stringify(seen).includes(await logIn(team.url, "an")));
  const ended = next(an, "disconnect");
  socket.emit("_disconnect", "/team", false, an.id);
  await ended;
  const other = client(t, `${team.url}/team`, { extraHeaders: { origin: "http://elsewhere" }, transports: ["websocket"] });
  await next(other, "connect_error");
});

test("the Admin UI takes the password whose hash is in the environment", async (t) => {
  const hash = "$2b$04$vo8Clw9Sye5/e2F8aPB0Au0sjOinomgJq3LoAhL2JEqr3uuRhxylK";
  const team = await startTeam(t, { ADMIN_USER: "root", ADMIN_PASSWORD_HASH: hash });
  await team.logged(/takes root and the password of ADMIN_PASSWORD_HASH/);
  await connect(t, `${team.url}/admin`, { auth: { username: "root", password: "changeit" } });
});

test("each message is a span in the log, within the span of its client, with the trace that its page has begun", async (t) => {
  const team = await startTeam(t);
  const trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const an = await tab(t, team.url, "an", { extraHeaders: { traceparent: trace } });
  await ask(an, "join", { room: "lobby" });
  await ask(an, "direct", { to: "nobody", text: "hello" });
  const around = `client\\{address=127\\.0\\.0\\.1 trace="${trace}"\\}:message\\{namespace="/team" event="%"[^}]* socket=${an.id}`;
  const line = (event, rest) => new RegExp(around.replace("%", event) + rest);
  await team.logged(line("join", '\\}: team::logging: handled event="join"'));
  await team.logged(line("join", ' outcome="ok"\\}: .*close time\\.busy='));
  await team.logged(line("direct", ' outcome="not_found"\\}: .*close time\\.busy='));
});

test("RUST_LOG says what the log has", async (t) => {
  const team = await startTeam(t, { RUST_LOG: "warn,team::gateway=info" });
  const an = await tab(t, team.url, "an");
  await ask(an, "join", { room: "lobby" });
  await team.logged(new RegExp(`connected id=${an.id}`));
  assert.doesNotMatch(team.log(), /handled|message\{|listening/);
  await assert.rejects(startTeam(t, { RUST_LOG: "team=loud" }), /ended before it listened: 1\b/);
});

test("only the names of the server lead to it, and it is ready", async (t) => {
  const team = await startTeam(t);
  const health = await fetch(`${team.url}/health`);
  assert.deepEqual([health.status, (await health.json()).state], [200, "ready"]);
  const { port } = new URL(team.url);
  const status = (host) =>
    new Promise((resolve, reject) => {
      const options = { port, host: "127.0.0.1", path: "/socket.io/?EIO=4&transport=polling", headers: { host } };
      get(options, (response) => response.resume() && resolve(response.statusCode)).on("error", reject);
    });
  assert.equal(await status(`localhost:${port}`), 200);
  assert.equal(await status("rebound.example.com"), 403);
});
