// `cluster` starts servers of ours and of Node that share rooms through one Redis, and speaks to each of them in
// the same words, so that a case is written once and runs in all directions.
//
// With MIXED=node in the environment, a server of Node stands wherever one of ours would: a case that fails then is
// wrong itself.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { inspect } from "node:util";

import { io } from "socket.io-client";
import msgpack from "socket.io-msgpack-parser";

import { ask } from "./client.mjs";
import { listenTo } from "./listener.mjs";
import { startNodeServer } from "./node-server.mjs";
import { checkForms } from "./node-format.mjs";
import { startRedis } from "./redis.mjs";
import { startServer } from "./server.mjs";
import { stopAll } from "./sharing.mjs";
import { nodeVerbs, rustVerbs } from "./verbs.mjs";
import { until } from "./until.mjs";
import { PATIENCE, within } from "./within.mjs";

/** Whether our servers are there, and not servers of Node in their place. */
export const OURS = process.env.MIXED !== "node";

/** A server of ours among servers of Node. */
export async function startRust(redisUrl, { parser, env = {} } = {}) {
  if (!OURS) return { ...(await startNodeServer(redisUrl, { parser })), verbsOf: nodeVerbs, rust: false };
  const PARSER = parser === "msgpack" ? "msgpack" : "common";
  const server = await startServer("sharing-server", { env: { REDIS_URL: redisUrl, FORMAT: "node", ...env, PARSER } });
  return Object.assign(server, { parser, verbsOf: rustVerbs, rust: true });
}

/** A server of Node among ours. */
export async function startNode(redisUrl, options) {
  return { ...(await startNodeServer(redisUrl, options)), verbsOf: nodeVerbs, rust: false };
}

/**
 * The servers of `kinds`, for all tests of a file: each by its name, `{ rust: options }` or `{ node: options }`.
 * What the servers write to Redis meanwhile has a form that no Node server is ended by.
 */
export function cluster(kinds) {
  const mixed = {
    /** In the order of `kinds`. */
    names: Object.keys(kinds),
    servers: {},
    redis: undefined,
    listener: undefined,
  };
  before(async () => {
    mixed.redis = await startRedis();
    mixed.listener = await listenTo(mixed.redis.url);
    const started = mixed.names.map(async (name) => {
      const [[kind, options]] = Object.entries(kinds[name]);
      mixed.servers[name] = await (kind === "rust" ? startRust : startNode)(mixed.redis.url, options);
    });
    const results = await Promise.allSettled(started);
    const failed = results.find(({ status }) => status === "rejected");
    if (failed) throw failed.reason;
    await counted(mixed);
  });
  after(async () => {
    await stopAll(Object.values(mixed.servers));
    await mixed.listener?.close();
    await mixed.redis?.stop();
    if (mixed.listener) checkForms(mixed.listener.heard);
  });
  return mixed;
}

/** Waits until all servers are known to Redis: those of Node listen before they are subscribed. */
async function counted({ names, servers, listener }) {
  for (const namespace of ["/verbs", "/elsewhere"]) {
    const all = async () => (await listener.subscribers(`socket.io-request#${namespace}#`)) === Object.keys(servers).length;
    await until(all, `${names.join()} to be subscribed`);
  }
}

/** A client of `server`, in `rooms`; disconnected when the test ends. */
export async function member(t, server, rooms = [], { namespace = "verbs", ...options } = {}) {
  const parser = server.parser === "msgpack" ? { parser: msgpack } : {};
  const socket = io(`${server.url}/${namespace}`, {
    forceNew: true,
    reconnection: false,
    transports: ["websocket"],
    ...parser,
    ...options,
  });
  t.after(() => socket.disconnect());
  const connected = new Promise((resolve, reject) => socket.once("connect", resolve).once("connect_error", reject));
  await within(PATIENCE, connected, `${server.url} to accept the client`);
  if (rooms.length > 0) await ask(socket, "join", rooms);
  return socket;
}

/**
 * A client on each server of `mixed`, by the name of the server, in the rooms that `rooms` has for that name or,
 * if it is an array, all in the same; and for each server the verbs that it does.
 */
export async function gather(t, mixed, rooms = {}, options) {
  const sockets = {};
  const verbs = {};
  await Promise.all(
    mixed.names.map(async (name) => {
      const own = Array.isArray(rooms) ? rooms : rooms[name];
      sockets[name] = await member(t, mixed.servers[name], own, options);
      verbs[name] = mixed.servers[name].verbsOf(mixed.servers[name], sockets[name]);
    }),
  );
  return { sockets, verbs, heard: hearing(sockets) };
}

/** What each client hears, by the name of its server: the arguments of each event. */
export function hearing(sockets) {
  const heard = {};
  for (const [name, socket] of Object.entries(sockets)) {
    heard[name] = [];
    socket.on("heard", (...values) => heard[name].push(values.map(plain)));
  }
  return heard;
}

let marks = 0;

/**
 * Waits until all that the server of `verbs` has emitted has reached whom it was to reach: a last event to
 * everyone comes behind it. The event is taken from the lists again.
 */
export async function settled(heard, verbs) {
  marks += 1;
  const mark = `mark ${marks}`;
  const isMark = ([value]) => value === mark;
  await verbs.emit({}, mark);
  const lists = Object.values(heard);
  await until(
    () => lists.every((list) => list.some(isMark)),
    () => `"${mark}" to reach all clients: ${JSON.stringify(heard)}`,
  );
  for (const list of lists) list.splice(list.findIndex(isMark), 1);
}

/** What everybody of `names` is expected to have heard, and the others of `mixed` not. */
export const onlyBy = (mixed, names, ...events) =>
  Object.fromEntries(mixed.names.map((name) => [name, names.includes(name) ? events : []]));

/** A value that can be compared, whatever form bytes have in it. */
export function plain(value) {
  if (value instanceof ArrayBuffer) return { bytes: Buffer.from(value).toString("base64") };
  if (ArrayBuffer.isView(value)) return { bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}

/** Waits until the sockets in the namespace are those of `sockets` alone: those of earlier tests have left. */
export async function alone(verbs, sockets) {
  const wanted = ids(sockets);
  await until(
    async () => JSON.stringify((await verbs.fetch({})).map(({ id }) => id).sort()) === JSON.stringify(wanted),
    "the clients of earlier tests to be gone",
  );
}

/** The ids of clients, sorted. */
export const ids = (sockets) => Object.values(sockets).map(({ id }) => id).sort();

/** Checks what the clients have heard, event by event, so that a failure names the one that is wrong. */
export function assertHeard(heard, expected) {
  for (const [name, list] of Object.entries(expected)) {
    const short = (event) => inspect(event, { depth: 6, maxStringLength: 100, maxArrayLength: 30, breakLength: Infinity });
    list.forEach((event, index) => {
      assert.deepEqual(heard[name][index], event, `event ${index} of ${name}: ${short(heard[name][index])}, and not ${short(event)}`);
    });
    assert.equal(heard[name].length, list.length, `events of ${name}: ${short(heard[name])}, and not ${short(list)}`);
  }
  assert.deepEqual(Object.keys(heard).sort(), Object.keys(expected).sort());
}
