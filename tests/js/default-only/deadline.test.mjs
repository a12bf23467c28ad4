// One deadline bounds the end of a server and of its process, whatever its clients and its handlers do (guarantee 7).
// Handlers and hooks that never return are in tests/rust/gateways/deadline.rs.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect } from "../support/client.mjs";
import { IDLE, IN_WORK, openAll, UNREAD } from "../support/connections.mjs";
import { openRaw } from "../support/raw.mjs";
import { startServer } from "../support/server.mjs";
import { PATIENCE, within } from "../support/within.mjs";

/** The deadline of most tests: enough for what has to be done, on a machine with other work to do. */
const DEADLINE = 3_000;
/** What such a machine may add: less than a second deadline after the first would. */
const MARGIN = 2_500;
/** A deadline that no test waits for. */
const FAR = 60_000;
/** A client that is in the middle of an upgrade at the end waits for its next ping before it goes. */
const WEBSOCKET = { transports: ["websocket"] };
/** How many threads the handlers of a server have. */
const WORKERS = 2;
/** How a process ends that was not ended. */
const SUCCESS = { code: 0, signal: null };
/** How one ends that was held past its deadline. */
const HELD = { code: 1, signal: null };

// What they wait for takes no processor.
describe("guarantee 7: one deadline bounds the end of a server", { concurrency: true, timeout: 60_000 }, () => {
  test("a server with nothing connected ends at once, without a complaint", async (t) => {
    for (const signal of ["SIGINT", "SIGTERM"]) {
      const server = await start(t, { SHUTDOWN_DEADLINE: FAR });
      assert.deepEqual(await end(server, signal, MARGIN), SUCCESS);
      assert.match(server.log(), new RegExp(`INFO.*shutting down signal="${signal}"`));
      assert.doesNotMatch(server.log(), /WARN|ERROR/);
    }
  });

  test("connections of every kind with nothing in work do not hold up the end", async (t) => {
    const server = await start(t, { SHUTDOWN_DEADLINE: FAR });
    await openAll(t, server, IDLE);
    // One that has just begun may take a second for its first request.
    assert.deepEqual(await end(server, "SIGTERM", 1_000 + MARGIN), SUCCESS);
    assert.doesNotMatch(server.log(), /WARN|ERROR/);
  });

  test("connections of every kind, some that read nothing, and handlers that take longer end by the deadline", async (t) => {
    const server = await start(t, { SHUTDOWN_DEADLINE: DEADLINE });
    await openAll(t, server, IDLE, UNREAD, IN_WORK);
    assert.deepEqual(await end(server, "SIGTERM", DEADLINE + MARGIN), SUCCESS);
    assert.match(server.log(), /WARN.*cut off.*in_work=Hold::a_while \(2\), answers that 1 client does not read\n/);
  });

  for (const event of ["thread", "thread-later"]) {
    test(`handlers that hold every thread ("${event}"): the process is ended, and the log names them`, async (t) => {
      const server = await start(t, { SHUTDOWN_DEADLINE: DEADLINE });
      await hold(t, server, event, event.replace("-", " "), WORKERS);
      assert.deepEqual(await end(server, "SIGTERM", DEADLINE + MARGIN), HELD);
      assert.match(server.log(), /ERROR.*held past.*in_work=Hold::thread(_later)? \(\d+\)\n/);
    });
  }

  test("a handler that holds one thread of several: the process is ended, and the log names it", async (t) => {
    const server = await start(t, { SHUTDOWN_DEADLINE: DEADLINE });
    await hold(t, server, "thread", "thread", 1);
    assert.deepEqual(await end(server, "SIGTERM", DEADLINE + MARGIN), HELD);
    assert.match(server.log(), /ERROR.*held past.*in_work=Hold::thread \(1\)/);
  });

  test("a handler that waits for a thread: the process is ended, and the log names it", async (t) => {
    const server = await start(t, { SHUTDOWN_DEADLINE: DEADLINE });
    await hold(t, server, "wait-for-thread", "waiting", 1);
    assert.deepEqual(await end(server, "SIGTERM", DEADLINE + MARGIN), HELD);
    assert.match(server.log(), /WARN.*cut off.*in_work=Hold::wait_for_thread \(1\)\n/);
    assert.match(server.log(), /ERROR.*held past/);
  });

  test("a blocking method that does not return: the process is ended, and the log names it", async (t) => {
    const server = await start(t, { SHUTDOWN_DEADLINE: DEADLINE });
    await hold(t, server, "blocking-thread", "blocking", 1);
    assert.deepEqual(await end(server, "SIGTERM", DEADLINE + MARGIN), HELD);
    assert.match(server.log(), /WARN.*cut off.*in_work=Hold::blocking_thread \(1\)\n/);
    assert.match(server.log(), /ERROR.*held past.*in_work=Hold::blocking_thread \(1\)\n/);
  });

  test("a thread that a handler has left behind: the process is ended", async (t) => {
    const server = await start(t, { SHUTDOWN_DEADLINE: DEADLINE });
    const socket = await connect(t, `${server.url}/hold`, WEBSOCKET);
    await ask(socket, "leave-behind");
    assert.deepEqual(await end(server, "SIGTERM", DEADLINE + MARGIN), HELD);
    assert.match(server.log(), /ERROR.*held past.*in_work=no handler of a message/);
    assert.equal(server.entries({ gateway: "Hold", what: "left" }).length, 1);
  });
});

describe("guarantee 7: a second signal ends the process at once", { concurrency: true, timeout: 60_000 }, () => {
  for (const [event, what, count] of [
    ["never-return", "never returning", 1],
    ["thread", "thread", WORKERS],
  ]) {
    for (const second of ["SIGTERM", "SIGINT"]) {
      test(`${second} after SIGTERM ends it with a handler in work ("${event}")`, async (t) => {
        const server = await start(t, { SHUTDOWN_DEADLINE: FAR });
        await hold(t, server, event, what, count);
        server.kill("SIGTERM");
        await server.logged(/shutting down/);
        assert.deepEqual(await end(server, second, PATIENCE), { code: null, signal: second });
        assert.match(server.log(), /WARN.*second signal/);
      });
    }
  }

  test("a second signal ends the process when only the program goes on", async (t) => {
    const server = await start(t, { SHUTDOWN_DEADLINE: FAR, CLOSING_TIME: FAR });
    server.kill("SIGTERM");
    await server.entry({ what: "closing the database" });
    assert.deepEqual(await end(server, "SIGTERM", PATIENCE), { code: null, signal: "SIGTERM" });
  });
});

describe("guarantee 7: what a program does after the end of the app", { concurrency: true, timeout: 60_000 }, () => {
  const closed = (server) => server.entries({ what: "the database is closed" }).length;

  test("is done within the deadline", async (t) => {
    const server = await start(t, { SHUTDOWN_DEADLINE: FAR, CLOSING_TIME: 300 });
    await connect(t, `${server.url}/hold`, WEBSOCKET);
    assert.deepEqual(await end(server, "SIGTERM", MARGIN), SUCCESS);
    assert.equal(closed(server), 1);
  });

  test("has a moment even if the app has taken all the time", async (t) => {
    const server = await start(t, { SHUTDOWN_DEADLINE: DEADLINE, CLOSING_TIME: 50 });
    await openAll(t, server, UNREAD, IN_WORK);
    assert.deepEqual(await end(server, "SIGTERM", DEADLINE + MARGIN), SUCCESS);
    assert.equal(closed(server), 1);
  });

  test("is cut off when it takes longer", async (t) => {
    const server = await start(t, { SHUTDOWN_DEADLINE: DEADLINE, CLOSING_TIME: FAR });
    assert.deepEqual(await end(server, "SIGTERM", DEADLINE + MARGIN), HELD);
    assert.equal(closed(server), 0);
  });
});

test("guarantee 7: of two apps in a process both have the time that they were given", async (t) => {
  const server = await start(t, { SHUTDOWN_DEADLINE: FAR, ANOTHER_DEADLINE: 200 });
  const socket = await connect(t, `${server.url}/hold`, WEBSOCKET);
  const answer = ask(socket, "a-while", 2_000);
  await server.entry({ gateway: "Hold", what: "a while" });
  const ended = end(server, "SIGTERM", 2_000 + MARGIN);
  assert.equal(await answer, "done");
  assert.deepEqual(await ended, SUCCESS);
  assert.match(server.log(), /shutting down[^]*shutting down/);
});

/** A server with durations in its environment. */
async function start(t, env) {
  const server = await startServer("test-server", { env: { TOKIO_WORKER_THREADS: WORKERS, ...env } });
  t.after(() => server.kill("SIGKILL"));
  // It prints where it is before it listens to signals, and serves after.
  const response = await fetch(`${server.url}/memory`);
  assert.equal(response.status, 200);
  await response.text();
  return server;
}

/** Sends it `signal`, and waits for at most so long. */
function end(server, signal, milliseconds) {
  const since = Date.now();
  server.kill(signal);
  return within(milliseconds, server.ended, () => `the end of the server, ${Date.now() - since} ms\n${server.log()}`);
}

/**
 * Sends `event`, one from each of several clients, until `count` handlers have reached `what`. There are
 * more clients than are needed: those whose connection is on a thread that is held are not heard.
 */
async function hold(t, server, event, what, count) {
  const clients = await Promise.all(Array.from({ length: event.startsWith("thread") && count > 1 ? 16 : count }, () => openRaw(server.url)));
  for (const { stream } of clients) t.after(() => stream.destroy());
  await Promise.all(clients.map((client) => client.join("/hold")));
  for (const client of clients) client.send(`42/hold,["${event}"]`);
  await server.journal({ gateway: "Hold", what }, count);
}
