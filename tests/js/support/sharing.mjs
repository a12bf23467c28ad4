// `startServers` starts several servers that share rooms; its neighbours are clients on each of them.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { ask, connect } from "./client.mjs";
import { startRedis } from "./redis.mjs";
import { startServer } from "./server.mjs";
import { until } from "./until.mjs";

/**
 * Whether the servers speak the language of Node's servers to one another, as FORMAT=node has it: the same tests run in
 * both languages. In that of Node, servers do not say who has answered or has not, and pass on only the first argument
 * of an answer, but all of a handshake.
 */
export const IN_NODES_LANGUAGE = process.env.FORMAT === "node";

/** What the names of the channels begin with. */
export const PREFIX = IN_NODES_LANGUAGE ? "socket.io" : "gateway";

/** The options of a test that has a meaning only in our own language, because of `reason`. */
export const unlessInNodes = (reason) => (IN_NODES_LANGUAGE ? { skip: reason } : {});

/** In milliseconds: how soon servers have to hear one another again after what was between them is back. */
export const RECOVERY = 10_000;

/** Starts `count` servers with the same environment, at the same time. */
export async function startServers(count, env) {
  const starts = Array.from({ length: count }, () => startServer("sharing-server", { env }));
  const started = await Promise.allSettled(starts);
  const servers = started.filter(({ value }) => value).map(({ value }) => value);
  const failed = started.find(({ reason }) => reason);
  if (!failed) return servers;
  await stopAll(servers);
  throw failed.reason;
}

/** A Redis, and three servers that share rooms through it, for all tests of a file. */
export function threeServers() {
  const redis = {};
  const servers = [];
  before(async () => {
    Object.assign(redis, await startRedis());
    servers.push(...(await startServers(3, { REDIS_URL: redis.url })));
  });
  after(async () => {
    await stopAll(servers);
    await redis.stop?.();
  });
  return { redis, servers };
}

/** Ends all of `processes`, if there are any yet. */
export const stopAll = (processes = []) => Promise.all(processes.map((one) => one?.stop()));

/** A name that no other test uses: they share the servers. */
export const fresh = () => `room-${Math.random()}`;

/** A client of `server` that has joined `rooms`. */
export async function member(t, server, rooms = [], namespace = "verbs") {
  const socket = await connect(t, `${server.url}/${namespace}`, { transports: ["websocket"] });
  if (rooms.length > 0) await ask(socket, "join", rooms);
  return socket;
}

/** One client on each server, in each one's own list of rooms. */
export const members = (t, servers, ...rooms) =>
  Promise.all(servers.map((server, index) => member(t, server, rooms[index])));

/** What each of the clients hears: the payloads, as an array where one has several arguments. */
export function hearing(sockets) {
  return sockets.map((socket) => {
    const heard = [];
    socket.on("heard", (...values) => heard.push(values.length > 1 ? values : values[0]));
    return heard;
  });
}

/** Emits as the server of `socket`, and checks that all servers were told. */
export async function emit(socket, recipients, payload, verb = "emit") {
  told(await ask(socket, verb, recipients, payload));
}

/** Checks that a report says that all servers were told. */
export function told(report) {
  assert.deepEqual({ ...report, took: 0 }, { missed: 0, failure: null, took: 0 });
}

let marks = 0;

/**
 * Waits until what was emitted before has reached all that it was to reach. What one server tells the
 * others arrives in order, so `last` emits a last event to everyone, from where the others came from:
 * it shows that nothing more is on its way. It is taken from the lists again.
 */
export async function settled(heard, last) {
  marks += 1;
  const mark = `mark ${marks}`;
  await last(mark);
  await until(
    () => heard.every((list) => list.includes(mark)),
    () => `"${mark}" to reach all clients: ${JSON.stringify(heard)}`,
  );
  for (const list of heard) list.splice(list.indexOf(mark), 1);
}

/** [`settled`] for what the server of `socket` has emitted or asked for. */
export const settledFrom = (socket, heard) => settled(heard, (mark) => emit(socket, {}, mark));

/** Checks that two namespaces of `servers`, with rooms of one name, do not mix: each has an event of its own. */
export async function assertNamespacesApart(t, servers) {
  const room = fresh();
  const rooms = servers.map(() => [room]);
  const verbs = await members(t, servers, ...rooms);
  const elsewhere = await Promise.all(servers.map((server) => member(t, server, [room], "elsewhere")));
  const [here, there] = [hearing(verbs), hearing(elsewhere)];
  await emit(verbs[0], { to: [room] }, "here");
  await emit(elsewhere.at(-1), { to: [room] }, "there");
  await settledFrom(verbs[0], here);
  await settledFrom(elsewhere.at(-1), there);
  assert.deepEqual(here, servers.map(() => ["here"]));
  assert.deepEqual(there, servers.map(() => ["there"]));
  assert.deepEqual((await ask(verbs[1], "fetch-sockets", { to: [room] })).sort(), verbs.map(({ id }) => id).sort());
}

/** Whether the server says that the others can be reached. */
export async function isUp({ url }) {
  const response = await fetch(`${url}/health`);
  const up = await response.json();
  assert.equal(response.status, up ? 200 : 503);
  return up;
}

/** Waits until all of the servers say so, or say the contrary. */
export async function health(servers, wanted) {
  for (const server of servers) {
    const is = async () => (await isUp(server)) === wanted;
    await until(is, () => `the health of ${server.url} to be ${wanted}\n${server.log()}`, RECOVERY);
  }
}
