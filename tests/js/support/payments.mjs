// The client of `examples/payments`, and the payment provider that posts to it.

import { ask, client, next } from "./client.mjs";

/** A client that is in the room of its user. */
export async function watch(t, url, userId, options = {}) {
  const socket = client(t, `${url}/payment`, { ...options, auth: { userId } });
  const failed = new Promise((_, reject) => {
    socket.once("connect_error", reject);
    socket.once("disconnect", (reason) => reject(new Error(`disconnected: ${reason}`)));
  });
  await Promise.race([joined(socket), failed]);
  return socket;
}

/** Resolves to what the gateway says when it has taken the client. */
export const joined = (socket) => next(socket, "joined");

/** Resolves when what the server sent the client before has arrived: an answer comes after it, an error too. */
export const caughtUp = (socket) => ask(socket, "nothing that anybody handles");

/** A client that the gateway will not take; `auth` may be anything. */
export const stranger = (t, url, auth, options = {}) => client(t, `${url}/payment`, { ...options, auth });

/** What a payment provider posts; gives the HTTP status and the answer. */
export async function post(url, path, body) {
  const response = await fetch(url + path, {
    method: "POST",
    ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: await response.json() };
}

/** The payment of a user succeeds. */
export const pay = (url, userId) => post(url, `/payments/${userId}/success`);

/** Collects the statuses that reach each of the clients. */
export function statuses(...sockets) {
  return sockets.map((socket) => {
    const received = [];
    socket.on("status-payment", (...values) => received.push(values));
    return received;
  });
}
