// `connect` and its neighbours are the official client, with waiting that ends.

import { io } from "./protocol.mjs";
import { PATIENCE, within } from "./within.mjs";

export { EVERY_WAY, TRANSPORTS, WAYS } from "./protocol.mjs";

/**
 * A connected client of `url` (with its namespace, if it is not the root), disconnected when
 * the test `t` ends. It has a connection of its own and does not reconnect unless it is told to.
 */
export async function connect(t, url, options = {}) {
  const socket = client(t, url, options);
  await accepted(socket, url);
  return socket;
}

function accepted(socket, url) {
  const connected = new Promise((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return within(PATIENCE, connected, `${url} to accept the client`);
}

/**
 * What reaches the client of its namespace, in order: `[event, ...arguments]`. The acknowledgements
 * are not among it.
 */
export function record(socket) {
  const events = [];
  for (const event of ["connect", "disconnect", "connect_error"]) {
    socket.on(event, (...values) => {
      events.push(event === "disconnect" ? [event, values[0]] : [event]);
    });
  }
  socket.onAny((...event) => events.push(event));
  return events;
}

/** A client that has not been waited for: to see what happens at, or right after, CONNECT. */
export function client(t, url, options = {}) {
  const socket = io(url, { forceNew: true, reconnection: false, ...options });
  t.after(() => socket.disconnect());
  return socket;
}

/** Another namespace over the connection of `socket`: what both send arrives in order. */
export async function beside(t, socket, namespace) {
  const second = socket.io.socket(namespace);
  t.after(() => second.disconnect());
  if (!second.connected) await next(second, "connect");
  return second;
}

/** Resolves when what the connection of `socket` has sent before has arrived at the test server. */
export async function arrived(t, socket) {
  await ask(await beside(t, socket, "/barrier"), "reached");
}

/** Waits until the connection of `socket` is no longer the one that it began with. */
export async function upgraded(socket) {
  const { engine } = socket.io;
  if (engine.transport.name === "websocket") return;
  await within(PATIENCE, new Promise((resolve) => engine.once("upgrade", resolve)), "the upgrade");
}

/**
 * The cues that handlers of the test server wait for: `await cues.next()`, then call what it gives to let
 * the handler go on.
 */
export function cues(socket) {
  const waiting = [];
  const asked = [];
  socket.on("go-on?", (goOn) => {
    const first = waiting.shift();
    if (first) first(goOn);
    else asked.push(goOn);
  });
  return {
    next: () =>
      within(
        PATIENCE,
        new Promise((resolve) => {
          const first = asked.shift();
          if (first) resolve(first);
          else waiting.push(resolve);
        }),
        "the server to wait for this client",
      ),
  };
}

/** The arguments of the next `event` that reaches the client, as one value if it is one. */
export async function next(socket, event) {
  const arguments_ = await within(
    PATIENCE,
    new Promise((resolve) => socket.once(event, (...values) => resolve(values))),
    () => `the event "${event}" at a client that is ${state(socket)}`,
  );
  return arguments_.length > 1 ? arguments_ : arguments_[0];
}

/** How far a client has come, for messages. */
function state({ connected, io: { engine } }) {
  const { readyState, transport, upgrading } = engine ?? {};
  return `${connected ? "connected" : "not connected"}, its engine ${readyState} over ${transport?.name}${upgrading ? ", upgrading" : ""}`;
}

/** All arguments of the acknowledgement of `event`; an error if no acknowledgement comes. */
export function askAll(socket, event, ...values) {
  return new Promise((resolve, reject) => {
    socket.timeout(PATIENCE).emit(event, ...values, (error, ...answer) => {
      if (error) reject(new Error(`no acknowledgement of "${event}": ${error.message}`));
      else resolve(answer);
    });
  });
}

/** The first argument of the acknowledgement of `event`; an error if no acknowledgement comes. */
export function ask(socket, event, ...values) {
  return socket.timeout(PATIENCE).emitWithAck(event, ...values);
}
