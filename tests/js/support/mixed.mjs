// `cluster` starts servers of ours and of Node that share rooms through one Redis, and speaks to each of them in
// the same words, so that a case is written once and runs in all directions.
//
// With MIXED=node in the environment, a server of Node stands wherever one of ours would: a case that fails then is
// wrong itself. With SHARDED, all servers have the sharded adapter, those of Node in the mode that SHARDED says.

import { after, before } from "node:test";

import { io } from "socket.io-client";
import msgpack from "socket.io-msgpack-parser";

import { ask } from "./client.mjs";
import { hearing } from "./heard.mjs";
import { listenTo } from "./listener.mjs";
import { checkForms } from "./node-format.mjs";
import { startNodeServer } from "./node-server.mjs";
import { startRedis } from "./redis.mjs";
import { startServer } from "./server.mjs";
import { stopAll } from "./sharing.mjs";
import { until } from "./until.mjs";
import { nodeVerbs, rustVerbs } from "./verbs.mjs";
import { PATIENCE, within } from "./within.mjs";

/** Whether our servers are there, and not servers of Node in their place. */
export const OURS = process.env.MIXED !== "node";

/** The `subscriptionMode` of Node's servers, if the adapters are sharded ones. */
export const { SHARDED } = process.env;

/** What Node's servers have instead. */
const ADAPTER = SHARDED && { adapter: "sharded-8.3", options: { subscriptionMode: SHARDED } };

/** The channel that each server is subscribed to once. */
export const COUNTED = (namespace) => (SHARDED ? `socket.io#${namespace}#` : `socket.io-request#${namespace}#`);

/** A server of ours among servers of Node. */
export async function startRust(redisUrl, { parser, env = {} } = {}) {
  if (!OURS) return { ...(await startNodeServer(redisUrl, { parser, ...ADAPTER })), verbsOf: nodeVerbs, rust: false };
  const PARSER = parser === "msgpack" ? "msgpack" : "common";
  const server = await startServer("sharing-server", { env: { REDIS_URL: redisUrl, FORMAT: SHARDED ? "node-sharded" : "node", ...env, PARSER } });
  return Object.assign(server, { parser, verbsOf: rustVerbs, rust: true });
}

/** A server of Node among ours. */
export async function startNode(redisUrl, options) {
  return { ...(await startNodeServer(redisUrl, { ...options, ...ADAPTER })), verbsOf: nodeVerbs, rust: false };
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
    mixed.listener = await listenTo(mixed.redis.url, { sharded: SHARDED });
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
    const all = async () => (await listener.subscribers(COUNTED(namespace))) === Object.keys(servers).length;
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
  await subscribed(mixed, sockets, rooms);
  return { sockets, verbs, heard: hearing(sockets) };
}

/**
 * Waits until the servers of `sockets` are subscribed to the channels of their rooms, where each room has one: no server
 * waits for that itself, be it one of ours or one of Node. The sockets of ours have rooms of that kind too.
 */
export async function subscribed({ names, servers, listener }, sockets, rooms) {
  if (!SHARDED || !listener) return;
  const wanted = {};
  const want = (room) => (wanted[room] = (wanted[room] ?? 0) + 1);
  for (const name of names) {
    if (servers[name].rust) want(sockets[name].id);
    if (servers[name].rust || SHARDED !== "static") for (const room of (Array.isArray(rooms) ? rooms : rooms[name]) ?? []) want(room);
  }
  for (const [room, count] of Object.entries(wanted)) {
    const all = async () => (await listener.subscribers(`socket.io#/verbs#${room}#`)) >= count;
    await until(all, `${count} servers to be subscribed to ${room}`);
  }
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
