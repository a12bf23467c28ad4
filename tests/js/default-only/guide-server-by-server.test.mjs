// The page "Moving over, server by server": its NestJS application and its gateways behind its nginx, from the first step to the
// last one, and back. The title of a test is a sentence of the page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";

import { Emitter } from "@socket.io/redis-emitter";
import { createClient } from "redis";

import { ask, beside, client, connect, next } from "../support/client.mjs";
import { startNginxWith } from "../support/nginx.mjs";
import { startNodeServer } from "../support/node-server.mjs";
import { startRedis } from "../support/redis.mjs";
import { serverFor, startServer } from "../support/server.mjs";
import { startNest } from "../support/side-by-side.mjs";
import { statementsOf } from "../support/statements.mjs";
import { asking, assertNothingLost, connectTalker, talkingWorker } from "../support/talker.mjs";
import { until } from "../support/until.mjs";
import { WORKSPACE } from "../support/workspace.mjs";

const PAGE = "server-by-server";
const says = statementsOf(PAGE);

const text = readFileSync(join(WORKSPACE, `docs/guide/${PAGE}.md`), "utf8");

/** The configuration of step 1, and what the later steps change. */
const [STEP_1, SWITCH, OTHERS, LAST] = [...text.matchAll(/```nginx\n(.*?)```/gs)].map(([, block]) => block);

/** The configuration with what these steps change: lines of paths are in the place of those of step 1, other lines are new. */
const changed = (...steps) =>
  steps.join("").split("\n").filter(Boolean).reduce((configuration, line) => {
    const [path] = line.match(/location \S+/) ?? [];
    const isReplaced = (there) => (path ? there.includes(`${path} `) : there.includes("upstream nest "));
    const lines = configuration.split("\n");
    const found = lines.filter(isReplaced);
    assert.equal(found.length, 1, line);
    return lines.map((there) => (!isReplaced(there) ? there : path ? line : `${there}\n${line}`)).join("\n");
  }, STEP_1);

/** Which server a client is on: the ids of Node are longer. */
const sideOf = (id) => (id.length === 20 ? "nest" : "rust");

let redis;
let nginx;
let publisher;
let worker;
const servers = {};
/** Which servers the names in the configuration stand for. */
const named = (rust) => ({ "nest:3000": servers.nest.url, ...(rust && { "rust:3000": servers[rust].url }) });

before(async () => {
  redis = await startRedis();
  publisher = createClient({ url: redis.url });
  await publisher.connect();
  worker = new Emitter(publisher);
  const env = { REDIS_URL: redis.url };
  servers.nest = await startNest({ ...env, PAGE });
  servers.first = await startServer("guide", { env: { ...env, PAGE: `${PAGE}, the first gateway` } });
  servers.all = await startServer("guide", { env: { ...env, PAGE } });
  nginx = await startNginxWith(STEP_1, named());
});
after(async () => {
  await nginx?.stop();
  await Promise.all(Object.values(servers).map((server) => server.stop()));
  publisher?.destroy();
  await redis?.stop();
});

const chat = (name, room = "kitchen") => ({ auth: { name, room } });

says(
  'If that server lacks one of the namespaces, the client gets `connect_error` with the message "Invalid namespace", and does not try again.',
  async (t) => {
    for (const [server, namespace] of [["nest", "/elsewhere"], ["first", "/orders"]]) {
      const socket = client(t, `${servers[server].url}/chat`, { reconnection: true, ...chat("An") });
      await next(socket, "connect");
      const lacking = socket.io.socket(namespace);
      t.after(() => lacking.disconnect());
      const { message } = await next(lacking, "connect_error");
      assert.equal(message, "Invalid namespace", server);
      assert.equal(lacking.active, false, server);
      assert.equal(socket.connected, true, server);
    }
  },
);

says('A page that has `io("/chat")` and `io("/orders")` has **one** connection for both, which ends at one server.', async (t) => {
  const options = { forceNew: false };
  const one = client(t, `${nginx.url}/chat`, { ...options, ...chat("An") });
  const two = client(t, `${nginx.url}/orders`, options);
  assert.equal(one.io, two.io);
});

says("the front end gives each gateway a path of its own, and with it a connection of its own", async (t) => {
  const options = { forceNew: false };
  const one = client(t, `${nginx.url}/chat`, { ...options, ...chat("An"), path: "/chat-io" });
  const two = client(t, `${nginx.url}/orders`, { ...options, path: "/orders-io" });
  assert.notEqual(one.io, two.io);
  await Promise.all([one, two].map((socket) => socket.connected || next(socket, "connect")));
});

says("A room has its members on both sides.", async (t) => {
  const room = "both sides";
  const sides = {};
  for (const side of ["nest", "first", "all"]) sides[side] = await connect(t, `${servers[side].url}/chat`, chat(side, room));
  const heard = Object.fromEntries(Object.entries(sides).map(([side, socket]) => {
    const said = [];
    socket.on("said", ({ name }) => said.push(name));
    return [side, said];
  }));
  for (const [count, side] of Object.keys(sides).entries()) {
    assert.equal(await ask(sides[side], "say", "hello"), true);
    await until(() => Object.values(heard).every((said) => said.length === count + 1), () => JSON.stringify(heard));
    assert.deepEqual((await ask(sides[side], "who")).sort(), ["all", "first", "nest"]);
  }
  for (const said of Object.values(heard)) assert.deepEqual(said, ["nest", "first", "all"]);
});

says("What they share is not checked, since the code above takes any `auth`", async (t) => {
  const room = "any auth";
  await connect(t, `${servers.nest.url}/chat`, { auth: { name: { first: "An" }, room } });
  const asker = await connect(t, `${servers.first.url}/chat`, chat("Bo", room));
  assert.deepEqual(await ask(asker, "who"), ["Bo"]);
});

says("a client whose `auth` lacks a member of `Guest`, or has another type there, is disconnected here.", async (t) => {
  for (const auth of [{ room: "kitchen" }, { name: 7, room: "kitchen" }]) {
    const taken = await connect(t, `${servers.nest.url}/chat`, { auth });
    assert.equal(await ask(taken, "say", "hello"), true);
    const refused = client(t, `${servers.first.url}/chat`, { auth });
    assert.equal(([].concat(await next(refused, "disconnect")))[0], "io server disconnect");
  }
});

says("To a gateway that is not ported yet, emit with an `Emitter`, which has the same options.", async (t) => {
  const beside = await serverFor(t, "guide", { env: { REDIS_URL: redis.url, PAGE: `${PAGE}, beside orders` } });
  const orders = await connect(t, `${servers.nest.url}/orders`);
  const chatting = await connect(t, `${beside.url}/chat`, chat("An"));
  const closed = next(orders, "closed");
  assert.equal(await ask(chatting, "close-kitchen"), true);
  await closed;
  const lacking = client(t, `${beside.url}/orders`);
  assert.equal((await next(lacking, "connect_error")).message, "Invalid namespace");
});

/** All who talk during a step: clients that nginx leads to a server, others that are at the servers `steady`, and a worker. */
async function gather(t, steady) {
  const talkers = [];
  const direct = [];
  for (const server of steady) {
    direct.push(await connectTalker(t, `${servers[server].url}/chat`, { name: `at ${server}`, talkers }));
  }
  const moving = [];
  for (const transports of [["polling"], ["websocket"], ["polling", "websocket"]]) {
    const name = `over ${transports.join(" and ")}`;
    moving.push(await connectTalker(t, `${nginx.url}/chat`, { name, talkers, transports, path: "/chat-io" }));
  }
  const page = await connectTalker(t, `${nginx.url}/chat`, { name: "an old page", talkers });
  const pagesOrders = await beside(t, page.socket, "/orders");
  const orders = await connectTalker(t, `${nginx.url}/orders`, { name: "orders", event: "place", talkers, path: "/orders-io" });
  talkingWorker(t, worker, { name: "worker", talkers });
  const present = direct.map(({ name }) => name);
  const askers = direct.map((talker) => asking(t, talker, present));
  for (const each of [...talkers, ...askers]) each.talk();
  const more = () => Promise.all([...talkers, ...askers].map((each) => each.more(20)));
  await more();
  return { talkers, listeners: [...direct, ...moving, page], direct, moving, page, pagesOrders, orders, askers, more };
}

/** Which server each path leads to. */
function sides({ moving, page, pagesOrders, orders }) {
  const side = (...sockets) => [...new Set(sockets.map(({ id }) => sideOf(id)))].join(" and ");
  return {
    chat: side(...moving.map(({ socket }) => socket)),
    orders: side(orders.socket),
    page: side(page.socket, pagesOrders),
  };
}

const NODE = { chat: "nest", orders: "nest", page: "nest" };
const FIRST = { ...NODE, chat: "rust" };
const BOTH = { ...FIRST, orders: "rust" };
const ALL = { ...BOTH, page: "rust" };

/**
 * nginx gets another configuration while everybody talks, and nothing is lost. `rust` is the server here, `steady` are those
 * whose own clients stay, and `from` and `to` say where each path leads.
 */
async function step(t, { configuration, rust, steady, from, to }) {
  const all = await gather(t, steady);
  const { talkers, listeners, direct, moving, page, pagesOrders, orders, askers, more } = all;
  assert.deepEqual(sides(all), from);
  const { oldOnesEnded } = await nginx.reload(configuration, named(rust));
  const [polling, overWebSocket] = moving;
  await ask(overWebSocket.socket, "who");
  assert.deepEqual([overWebSocket.ids.length, overWebSocket.closings], [1, []], "nginx has closed a connection at once");
  await oldOnesEnded();

  // Who polls notices only that its server is another one.
  const closed = [...moving, page, orders].filter((talker) => talker !== polling || from.chat !== to.chat);
  const away = () => closed.filter(({ closings }) => !closings.at(-1)?.back).map(({ name }) => name);
  const refused = () => talkers.flatMap(({ name, refusals }) => refusals.map((refusal) => `${name}: ${refusal}`));
  const missing = () => `all to be back: ${away()}; refused were ${refused()}`;
  await until(() => away().length === 0 && pagesOrders.connected, missing, 20_000);
  assert.equal(await ask(pagesOrders, "place", "by the old page"), true);
  await more();
  assert.deepEqual(sides(all), to);

  await Promise.all(askers.map((asker) => asker.stop()));
  for (const { name, errors } of askers) assert.deepEqual(errors, [], name);
  await assertNothingLost(talkers, listeners);
  for (const { name, closings } of direct) assert.deepEqual(closings, [], name);
  for (const { name, closings, ids } of closed) {
    assert.equal(closings.length, 1, name);
    assert.match(closings[0].reason, /^transport (close|error)$/, name);
    assert.equal(new Set(ids).size, 2, name);
  }
  const { worker: heard } = overWebSocket.heard;
  assert.ok(heard.length <= heard.at(-1), "nothing was said while a client was away");
  await assertFoundOnce(direct, listeners);
}

/** All are found in the room, once. Who polls may be found twice for a while: its old server does not know yet that it is gone. */
async function assertFoundOnce(askers, listeners) {
  const names = listeners.map(({ name }) => name).sort();
  for (const { socket } of askers) {
    let found;
    const isComplete = async () => {
      found = (await ask(socket, "who")).sort();
      const others = found.filter((name, index) => name !== "over polling" || found.indexOf(name) === index);
      return `${others}` === `${names}`;
    };
    await until(isComplete, () => `${names} to be found; found are ${found}`);
  }
}

says("what a client sends, and is acknowledged | is handled, once", (t) =>
  step(t, { configuration: changed(SWITCH), rust: "first", steady: ["nest", "first"], from: NODE, to: FIRST }),
);

says("**The way back** is the line of the path as it was, and a reload.", (t) =>
  step(t, { configuration: STEP_1, steady: ["nest", "first"], from: FIRST, to: NODE }),
);

says("For each: port it, deploy the Rust server with it, and only then change its line.", (t) =>
  step(t, { configuration: changed(SWITCH, OTHERS), rust: "all", steady: ["nest", "first", "all"], from: NODE, to: BOTH }),
);

says("When no old page is left, or at once, the line of old pages changes too", (t) =>
  step(t, { configuration: changed(SWITCH, OTHERS, LAST), rust: "all", steady: ["nest", "all"], from: BOTH, to: ALL }),
);

says("Then no client is on Node any more, and its last server can be stopped.", async (t) => {
  const all = await gather(t, ["all"]);
  await servers.first.stop();
  await servers.nest.stop("SIGTERM");
  await all.more();
  assert.deepEqual(sides(all), ALL);
  const { talkers, listeners, askers, direct, orders } = all;
  await Promise.all(askers.map((asker) => asker.stop()));
  for (const { name, errors } of askers) assert.deepEqual(errors, [], name);
  await assertNothingLost(talkers, listeners);
  for (const { name, closings } of [...listeners, orders]) assert.deepEqual(closings, [], name);
  await assertFoundOnce(direct, listeners);
});

says("The log says so once", async (t) => {
  const wrong = await serverFor(t, "sharing-server", { env: { REDIS_URL: redis.url, KEY_PREFIX: "socket.io" } });
  const node = await startNodeServer(redis.url);
  t.after(() => node.stop());
  const asked = node.verbs.fetchSockets();
  const [, remedy] = text.replaceAll(/\s+/g, " ").match(/The log says so once: "(.*?)"/);
  await wrong.logged(new RegExp(remedy.replaceAll(/[.`]/g, "\\$&")));
  await assert.rejects(asked, /timeout reached/);
});

says("a server, and a worker that only emits, need no more than this", async (t) => {
  const own = await startRedis();
  const as = (user) => own.url.replace("redis://", `redis://${user}:secret@`);
  const admin = createClient({ url: own.url });
  const restricted = createClient({ url: as("worker") });
  let ours;
  t.after(async () => {
    for (const connection of [admin, restricted]) connection.destroy();
    await ours?.stop();
    await own.stop();
  });
  await admin.connect();
  const [, commands] = text.match(/```sh\n(redis-cli ACL.*?)```/s);
  for (const command of commands.replaceAll("\\\n", "").trim().split("\n")) {
    const [, ...words] = command.split(/\s+/).map((word) => word.replaceAll("'", ""));
    await admin.sendCommand(words);
  }
  await restricted.connect();
  ours = await startServer("guide", { env: { REDIS_URL: as("rust"), PAGE } });
  const listener = await connect(t, `${ours.url}/chat`, chat("An"));
  const said = next(listener, "said");
  new Emitter(restricted).of("/chat").to("kitchen").emit("said", { name: "worker", text: "hello" });
  assert.deepEqual(await said, { name: "worker", text: "hello" });
  assert.deepEqual(await ask(listener, "who"), ["An"]);
  await ours.stop();
  assert.deepEqual(await admin.sendCommand(["ACL", "LOG"]), [], "Redis has refused something");
  await assert.rejects(restricted.publish("socket.io-request#/chat#", "{}"), /NOPERM/);
});
