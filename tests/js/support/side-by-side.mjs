// `sideBySide` runs a page of the guide "From NestJS" twice: a real NestJS application, and the gateways of
// the page. The same script of the same client speaks to both.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { beside, client, next } from "./client.mjs";
import { startServer } from "./server.mjs";
import { PATIENCE, within } from "./within.mjs";
import { WORKSPACE } from "./workspace.mjs";

/**
 * Starts both servers for the tests of a file. `env` is for both; it may be a function that is awaited before they start.
 *
 * A script is a function of a client that is connected to the page's namespace: `client.ask(event, ...values)` passes
 * a callback, `client.answer(event, ...values)` waits for it too, `client.tell(event, ...values)` passes none, and
 * `client.socket` is the official client.
 * What the client sees is a list: `["ack", ...values]` for each acknowledgement, `[event, ...values]` for each event.
 *
 * - `same(title, expected, script)` expects the same list of both;
 * - `differs(title, { nest, here }, script)` expects a list of each.
 */
export function sideBySide(page, { env = {}, namespace = "" } = {}) {
  const servers = { nest: {}, here: {} };
  before(async () => {
    const variables = { ...(typeof env === "function" ? await env() : env), PAGE: page };
    const [nest, here] = await Promise.allSettled([startNest(variables), startServer("guide", { env: variables })]);
    Object.assign(servers.nest, nest.value);
    Object.assign(servers.here, here.value);
    for (const { reason } of [nest, here]) if (reason) throw reason;
  });
  after(() => Promise.all(Object.values(servers).map((server) => server.stop?.())));

  const run = async (t, side, expected, script, options) => {
    const server = servers[side];
    const one = await visitor(t, server.url, { namespace, ...options });
    await script(one, server);
    await one.sees(expected);
  };
  const both = (title, expected, script, options) => {
    for (const side of ["nest", "here"]) {
      test(`${title} (${side === "nest" ? "NestJS" : "here"})`, (t) => run(t, side, expected[side], script, options));
    }
  };
  return {
    ...servers,
    same: (title, expected, script, options) => both(title, { nest: expected, here: expected }, script, options),
    differs: (title, expected, script, options) => {
      assert.notDeepEqual(expected.nest, expected.here, `${title}: both are the same`);
      both(title, expected, script, options);
    },
  };
}

/** Starts the NestJS application of a page. */
export function startNest(env) {
  const folder = join(WORKSPACE, "tests/nest");
  return startServer("nest", {
    program: [process.execPath, join(folder, "start.mjs")],
    env: { ...env, NO_COLOR: "1" },
  });
}

/**
 * A client, and the list of what it sees. It is connected, unless `options.expectsError`: then it need not be let in,
 * and the list begins with `["connect"]` or `["connect_error", message]`. `hasBarrier` says whether the barrier is at the
 * path of the requests. `without` names members of errors that differ each time, and are left out of the list.
 */
export async function visitor(t, url, { namespace = "", expectsError = false, hasBarrier = true, without = [], ...options } = {}) {
  const seen = [];
  const watchers = new Set();
  const note = (...entry) => {
    for (const value of entry) {
      for (const member of without) if (value?.status === "error") delete value[member];
    }
    seen.push(entry);
    for (const look of watchers) look();
  };
  const socket = client(t, url + namespace, options);
  // A question of the server has a callback as its last value.
  socket.onAny((...event) => note(...event.filter((value) => typeof value !== "function")));
  socket.on("disconnect", (reason) => note("disconnect", reason));
  if (expectsError) {
    socket.on("connect_error", ({ message }) => note("connect_error", message));
    socket.on("connect", () => note("connect"));
  } else {
    await next(socket, "connect");
  }
  return {
    socket,
    url,
    seen,
    ask: (event, ...values) => socket.emit(event, ...values, (...answer) => note("ack", ...answer)),
    /** Asks, and waits for the answer. */
    answer: (event, ...values) => {
      const answered = new Promise((resolve) => {
        socket.emit(event, ...values, (...answer) => {
          note("ack", ...answer);
          resolve();
        });
      });
      return within(PATIENCE, answered, () => `the answer to ${event}; there is ${JSON.stringify(seen)}`);
    },
    tell: (event, ...values) => socket.emit(event, ...values),
    /** Answers the questions of the server that have this name. */
    replyTo: (event, answer) => socket.on(event, (...values) => values.at(-1)(answer)),
    /** Another client of the same server, in the same namespace. */
    another: (others = {}) => visitor(t, url, { namespace, expectsError, hasBarrier, ...options, ...others }),
    /** Waits until the list has an entry that begins with `name`. */
    seesSoon: (name) => {
      const there = new Promise((resolve) => {
        const look = () => seen.some(([first]) => first === name) && resolve();
        watchers.add(look);
        look();
      });
      return within(PATIENCE, there, () => `${name}; there is ${JSON.stringify(seen)}`);
    },
    /** Waits until the list has as many entries as `expected`, and what was sent before has arrived. */
    async sees(expected) {
      const enough = new Promise((resolve) => {
        const look = () => seen.length >= expected.length && resolve();
        watchers.add(look);
        look();
      });
      await within(PATIENCE, enough, () => `${JSON.stringify(expected)}; there is ${JSON.stringify(seen)}`);
      // What should not come has had its time when a later question on the same connection is answered.
      if (socket.connected && hasBarrier) {
        const barrier = await beside(t, socket, "/barrier");
        await barrier.timeout(PATIENCE).emitWithAck("reached");
      }
      assert.deepEqual(seen, expected);
    },
  };
}
