// One deadline bounds the end of a server and of its process, whatever its clients and its handlers do, also if its clients
// are let go first (guarantee 7). Handlers and hooks that never return are in tests/rust/gateways/deadline.rs, and what begins
// while clients are let go is in drain-deadline.test.mjs.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect } from "../support/client.mjs";
import { IDLE, IN_WORK, openAll, UNREAD } from "../support/connections.mjs";
import { DEADLINE, end, endHeld, FAR, HELD, hold, MARGIN, start, SUCCESS, WORKERS } from "../support/ending.mjs";
import { PATIENCE } from "../support/within.mjs";

/** A client that is in the middle of an upgrade at the end waits for its next ping before it goes. */
const WEBSOCKET = { transports: ["websocket"] };
/** How a server ends, and how long it may let its clients go before the deadline of its shutdown begins. */
const WAYS = [
  { way: "a server that shuts down", drain: {}, before: 0 },
  { way: "a server that lets its clients go", drain: { DRAIN: 1_000, NOT_READY_FOR: 300 }, before: 1_300 },
];

for (const { way, drain, before } of WAYS) {
  // What they wait for takes no processor.
  describe(`guarantee 7: one deadline bounds the end of ${way}`, { concurrency: true, timeout: 60_000 }, () => {
    test("with nothing connected it ends at once, without a complaint", async (t) => {
      for (const signal of ["SIGINT", "SIGTERM"]) {
        const server = await start(t, { ...drain, SHUTDOWN_DEADLINE: FAR });
        assert.deepEqual(await end(server, signal, before + MARGIN), SUCCESS);
        assert.match(server.log(), new RegExp(`INFO.*shutting down signal="${signal}"`));
        assert.doesNotMatch(server.log(), /WARN|ERROR/);
      }
    });

    test("connections of every kind with nothing in work do not hold it up", async (t) => {
      const server = await start(t, { ...drain, SHUTDOWN_DEADLINE: FAR });
      await openAll(t, server, IDLE);
      // One that has just begun may take a second for its first request.
      assert.deepEqual(await end(server, "SIGTERM", before + 1_000 + MARGIN), SUCCESS);
      assert.doesNotMatch(server.log(), /WARN|ERROR/);
    });

    test("connections of every kind, some that read nothing, and handlers that take longer end by the deadline", async (t) => {
      const server = await start(t, { ...drain, SHUTDOWN_DEADLINE: DEADLINE });
      await openAll(t, server, IDLE, UNREAD, IN_WORK);
      assert.deepEqual(await end(server, "SIGTERM", before + DEADLINE + MARGIN), SUCCESS);
      // One more does not read what it is told when clients are let go.
      assert.match(server.log(), /WARN.*cut off.*in_work=Hold::a_while \(2\), answers that (1 client does|2 clients do) not read\n/);
    });

    for (const event of ["thread", "thread-later"]) {
      test(`handlers that hold every thread ("${event}"): the process is ended, and the log names them`, async (t) => {
        const server = await start(t, { ...drain, SHUTDOWN_DEADLINE: DEADLINE });
        await hold(t, server, event, event.replace("-", " "), WORKERS);
        await endHeld(server, "SIGTERM", before + DEADLINE);
        assert.match(server.log(), /ERROR.*held past.*in_work=Hold::thread(_later)? \(\d+\)\n/);
      });
    }

    test("a handler that holds one thread of several: the process is ended, and the log names it", async (t) => {
      const server = await start(t, { ...drain, SHUTDOWN_DEADLINE: DEADLINE });
      await hold(t, server, "thread", "thread", 1);
      await endHeld(server, "SIGTERM", before + DEADLINE);
      assert.match(server.log(), /ERROR.*held past.*in_work=Hold::thread \(1\)/);
    });

    for (const [event, what, name] of [
      ["wait-for-thread", "waiting", "wait_for_thread"],
      ["block", "blocking", "block"],
    ]) {
      test(`a handler that waits for a thread ("${event}"): the process is ended, and the log names it`, async (t) => {
        const server = await start(t, { ...drain, SHUTDOWN_DEADLINE: DEADLINE });
        await hold(t, server, event, what, 1);
        await endHeld(server, "SIGTERM", before + DEADLINE);
        assert.match(server.log(), new RegExp(`WARN.*cut off.*in_work=Hold::${name} \\(1\\)\n`));
      });
    }

    test("a thread that a handler has left behind: the process is ended", async (t) => {
      const server = await start(t, { ...drain, SHUTDOWN_DEADLINE: DEADLINE });
      const socket = await connect(t, `${server.url}/hold`, WEBSOCKET);
      await ask(socket, "leave-behind");
      await endHeld(server, "SIGTERM", before + DEADLINE);
      assert.match(server.log(), /ERROR.*held past.*in_work=no handler of a message/);
      assert.equal(server.entries({ gateway: "Hold", what: "left" }).length, 1);
    });

    for (const [hook, name] of [
      ["disconnect", "HoldHooks \\(disconnect hook\\) \\(1\\)"],
      ["shutdown", "HoldHooks::end \\(shutdown hook\\)"],
    ]) {
      test(`a ${hook} hook that never returns is cut off`, async (t) => {
        const server = await start(t, { ...drain, SHUTDOWN_DEADLINE: DEADLINE });
        const socket = await connect(t, `${server.url}/hold-hooks`, WEBSOCKET);
        await ask(socket, "hold", { hook, thread: false });
        assert.deepEqual(await end(server, "SIGTERM", before + DEADLINE + MARGIN), SUCCESS);
        assert.match(server.log(), new RegExp(`WARN.*cut off.*in_work=${name}`));
      });

      test(`a ${hook} hook that holds its thread: the process is ended, and the log names the hook`, async (t) => {
        const server = await start(t, { ...drain, SHUTDOWN_DEADLINE: DEADLINE });
        const socket = await connect(t, `${server.url}/hold-hooks`, WEBSOCKET);
        await ask(socket, "hold", { hook, thread: true });
        await endHeld(server, "SIGTERM", before + DEADLINE);
        assert.match(server.log(), new RegExp(`ERROR.*held past.*in_work=${name}`));
      });
    }
  });
}

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
