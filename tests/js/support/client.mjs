// The official client, with waiting that ends.

import { io } from "socket.io-client";

import { within } from "./within.mjs";

/** How long anything on this machine may take before a test calls it lost. */
const PATIENCE = 5_000;

/** The transports that every promise to a client must hold on. */
export const TRANSPORTS = ["websocket", "polling"];

/**
 * A connected client of `url` (with its namespace, if it is not the root), disconnected when
 * the test `t` ends. It has a connection of its own and does not reconnect by itself.
 */
export async function connect(t, url, options = {}) {
  const socket = client(t, url, options);
  const refused = new Promise((_, reject) => socket.once("connect_error", reject));
  await within(PATIENCE, Promise.race([next(socket, "connect"), refused]), `${url} to accept the client`);
  return socket;
}

/** A client that has not been waited for: to see what happens at, or right after, CONNECT. */
export function client(t, url, options = {}) {
  const socket = io(url, { forceNew: true, reconnection: false, ...options });
  t.after(() => socket.disconnect());
  return socket;
}

/** The arguments of the next `event` that reaches the client, as one value if it is one. */
export async function next(socket, event) {
  const arguments_ = await within(
    PATIENCE,
    new Promise((resolve) => socket.once(event, (...values) => resolve(values))),
    `the event "${event}"`,
  );
  return arguments_.length > 1 ? arguments_ : arguments_[0];
}

/** The acknowledgement of `event`; an error if none comes. */
export function ask(socket, event, ...values) {
  return socket.timeout(PATIENCE).emitWithAck(event, ...values);
}
