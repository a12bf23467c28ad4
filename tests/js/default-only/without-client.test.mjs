// Shutdown hooks of a process that a signal ends (guarantee 7); the rest of what runs without a client is in
// `tests/rust/gateways/without_client.rs`.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { askAll, connect, cues, next } from "../support/client.mjs";
import { serverFor } from "../support/server.mjs";

describe("guarantee 7: the end runs shutdown hooks", { concurrency: true }, () => {
  for (const signal of ["SIGTERM", "SIGINT"]) {
    test(`the end by ${signal} waits for a timer's call, and runs the hooks after the last client has left`, async (t) => {
      const server = await serverFor(t, "test-server");
      const ticking = await connect(t, `${server.url}/ticking`);
      const kitchen = await connect(t, `${server.url}/kitchen`);
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
      assert.deepEqual(await ended, { code: 0, signal: null });
      const seen = server.entries({}).filter(({ gateway }) => ["Ticking", "Kitchen", "service"].includes(gateway));
      assert.deepEqual(
        seen.map(({ gateway, what }) => `${gateway}: ${what}`),
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

  test("a hook that holds its thread: the process is ended, and the log names the hook", async (t) => {
    const server = await serverFor(t, "test-server", { env: { AT_END: "hold", SHUTDOWN_DEADLINE: "2000" } });
    // It prints where it is before it listens to signals, and serves after.
    const response = await fetch(`${server.url}/memory`);
    await response.text();
    assert.deepEqual(await server.stop("SIGTERM"), { code: 1, signal: null });
    assert.match(server.log(), /ERROR.*held past.*in_work=Kitchen::close \(shutdown hook\) \(1\)/);
  });
});
