// `start` starts a server that a test ends with a signal, in time.

import assert from "node:assert/strict";

import { openRaw } from "./raw.mjs";
import { startServer } from "./server.mjs";
import { within } from "./within.mjs";

/** The deadline of most tests: enough for what has to be done, on a machine with other work to do. */
export const DEADLINE = 3_000;
/** What such a machine may add: less than a second deadline after the first would. */
export const MARGIN = 2_500;
/** A deadline that no test waits for. */
export const FAR = 60_000;
/** How many threads the handlers of a server have. */
export const WORKERS = 2;
/** How a process ends that was not ended. */
export const SUCCESS = { code: 0, signal: null };
/** How one ends that was held past its deadline. */
export const HELD = { code: 1, signal: null };

/** A server with durations in its environment. */
export async function start(t, env) {
  const server = await startServer("test-server", { env: { TOKIO_WORKER_THREADS: WORKERS, ...env } });
  t.after(() => server.kill("SIGKILL"));
  // It prints where it is before it listens to signals, and serves after.
  const response = await fetch(`${server.url}/memory`);
  assert.equal(response.status, 200);
  await response.text();
  return server;
}

/** Sends it `signal`, and waits for at most so long. */
export function end(server, signal, milliseconds) {
  const since = Date.now();
  server.kill(signal);
  return within(milliseconds, server.ended, () => `the end of the server, ${Date.now() - since} ms\n${server.log()}`);
}

/** The same for one that is held past its deadline, before which it does not end. */
export async function endHeld(server, signal, deadline) {
  const since = Date.now();
  assert.deepEqual(await end(server, signal, deadline + MARGIN), HELD);
  assert.ok(Date.now() - since >= deadline, server.log());
  assert.match(server.log(), /ERROR.*held past/);
}

/** So many clients of our own in `namespace`. */
export async function crowd(t, server, namespace, count) {
  const clients = await Promise.all(Array.from({ length: count }, () => openRaw(server.url)));
  for (const { stream } of clients) t.after(() => stream.destroy());
  await Promise.all(clients.map((client) => client.join(namespace)));
  return clients;
}

/**
 * Sends `event`, one from each of several clients, until `count` handlers have reached `what`. There are
 * more clients than are needed: those whose connection is on a thread that is held are not heard.
 */
export async function hold(t, server, event, what, count) {
  const clients = await crowd(t, server, "/hold", event.startsWith("thread") && count > 1 ? 16 : count);
  for (const client of clients) client.send(`42/hold,["${event}"]`);
  await server.journal({ gateway: "Hold", what }, count);
}
