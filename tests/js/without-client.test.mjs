// What runs without a client: timers, listeners for events of the app, and shutdown hooks (guarantee 7).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, askAll, connect, cues, next, WAYS } from "./support/client.mjs";
import { serverFor, serverForAll } from "./support/server.mjs";

/** How a process ends that was not ended. */
const SUCCESS = { code: 0, signal: null };

for (const { way, transports } of WAYS) {
  describe(`timers and events of the app, over ${way}`, () => {
    const server = serverForAll("test-server");

    test("a timer reaches the clients again and again", async (t) => {
      const ticking = await connect(t, `${server.url}/ticking`, { transports });
      const ticks = [next(ticking, "tick")];
      await askAll(ticking, "watch");
      await ticks[0];
      await next(ticking, "tick");
      await next(ticking, "tick");
    });

    test("what one gateway tells the app, another tells its clients, although a listener panics", async (t) => {
      const kitchen = await connect(t, `${server.url}/kitchen`, { transports });
      const orders = await connect(t, `${server.url}/orders-of-the-app`, { transports });
      const cook = next(kitchen, "cook");
      assert.equal(await ask(orders, "order", 7), 3);
      assert.equal(await cook, 7);
      await server.entry({ gateway: "service", what: "ordered 7" });
      await server.logged(/ERROR.*a listener panicked.*Kitchen::burn \(listener for Ordered\).*the kitchen burns/);
    });

    test("what an HTTP handler tells the app, a gateway tells its clients", async (t) => {
      const kitchen = await connect(t, `${server.url}/kitchen`, { transports });
      const cook = next(kitchen, "cook");
      const answer = await fetch(`${server.url}/orders/8`, { method: "POST" });
      assert.equal(await answer.text(), "3");
      assert.equal(await cook, 8);
    });
  });

  describe(`guarantee 7: the end runs shutdown hooks, over ${way}`, () => {
    for (const signal of ["SIGTERM", "SIGINT"]) {
      test(`the end by ${signal} waits for a timer's call, and runs the hooks after the last client has left`, async (t) => {
        const server = await serverFor(t, "test-server");
        const ticking = await connect(t, `${server.url}/ticking`, { transports });
        const kitchen = await connect(t, `${server.url}/kitchen`, { transports });
        const { id } = ticking;
        const held = cues(ticking);
        await askAll(ticking, "hold");
        const goOn = await held.next();
        const [bye, cook] = [next(ticking, "bye"), next(kitchen, "cook")];

        const ended = server.stop(signal);
        await server.logged(/shutting down/);
        assert.deepEqual(server.entries({ gateway: "Kitchen" }), []);
        goOn();
        assert.equal(await bye, signal);
        assert.equal(await cook, 0);
        assert.deepEqual(await ended, SUCCESS);
        const seen = server.entries({}).filter(({ gateway }) => ["Ticking", "Kitchen", "service"].includes(gateway));
        assert.deepEqual(
          seen.map(({ gateway, what }) => `${gateway}: ${what}`).filter((one) => !one.endsWith("no events any more")),
          [
            "Ticking: tick",
            "Ticking: tock",
            "Ticking: left",
            "Kitchen: closed",
            `Ticking: ${signal}`,
            "service: ordered 0",
            `service: ${signal}`,
          ],
        );
        assert.equal(seen[0].id, id);
        assert.doesNotMatch(server.log(), /WARN.*cut off/);
      });
    }
  });
}

describe("guarantee 7: shutdown hooks that go wrong", { concurrency: true }, () => {
  const DEADLINE = "2000";

  for (const [way, log] of [
    ["fail", /ERROR.*a shutdown hook failed.*Kitchen::close.*the kitchen is a mess/],
    ["panic", /ERROR.*a shutdown hook panicked.*Kitchen::close.*the kitchen burns at the end/],
  ]) {
    test(`a hook that goes wrong ("${way}") is logged, and the next ones run`, async (t) => {
      const server = await serving(t, { AT_END: way });
      assert.deepEqual(await server.stop("SIGTERM"), SUCCESS);
      assert.match(server.log(), log);
      assert.equal(server.entries({ gateway: "Ticking", what: "SIGTERM" }).length, 1);
      assert.equal(server.entries({ gateway: "service", what: "SIGTERM" }).length, 1);
    });
  }

  test("a hook that never ends is cut off, and the log names it with those that could not begin", async (t) => {
    const server = await serving(t, { AT_END: "never", SHUTDOWN_DEADLINE: DEADLINE });
    assert.deepEqual(await server.stop("SIGTERM"), SUCCESS);
    const cut = /WARN.*cut off in_work=Kitchen::close \(shutdown hook\) \(1\) not_begun="Ticking::bye \(shutdown hook\), on_shutdown \(.*without_client.rs:\d+\), /;
    assert.match(server.log(), cut);
  });

  test("a hook that holds its thread: the process is ended, and the log names the hook", async (t) => {
    const server = await serving(t, { AT_END: "hold", SHUTDOWN_DEADLINE: DEADLINE });
    assert.deepEqual(await server.stop("SIGTERM"), { code: 1, signal: null });
    assert.match(server.log(), /ERROR.*held past.*in_work=Kitchen::close \(shutdown hook\) \(1\)/);
  });
});

/** A server that listens to signals: it prints where it is before it does, and serves after. */
async function serving(t, env) {
  const server = await serverFor(t, "test-server", { env });
  const response = await fetch(`${server.url}/memory`);
  await response.text();
  return server;
}
