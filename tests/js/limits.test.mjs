// Limits refuse what comes too often, and say when to come again.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, next, WAYS } from "./support/client.mjs";
import { serverForAll } from "./support/server.mjs";

for (const { way, transports } of WAYS) {
  describe(`limits over ${way}`, () => {
    const server = serverForAll("enhanced-server");
    const join = (t, token = "x") =>
      connect(t, `${server.url}/limited`, { transports, extraHeaders: { "x-token": token } });

    /** How many of `count` calls of `event` are let through. */
    async function passed(socket, event, count, body = 1) {
      const answers = await Promise.all(Array.from({ length: count }, () => ask(socket, event, body)));
      const refused = answers.filter((answer) => answer?.code === "too_many_requests");
      return count - refused.length;
    }

    function assertLimited(error, atMost) {
      assert.deepEqual([error.status, error.code], ["error", "too_many_requests"]);
      const { retryAfterMs } = error.details;
      assert.ok(Number.isInteger(retryAfterMs) && retryAfterMs >= 1, `${retryAfterMs}`);
      assert.ok(retryAfterMs <= atMost, `${retryAfterMs} > ${atMost}`);
    }

    test("a socket is limited by itself, and told when it may come again", async (t) => {
      const [one, other] = await Promise.all([join(t), join(t)]);
      assert.equal(await passed(one, "twice", 5), 2);
      assertLimited(await ask(one, "twice", 1), 3_600_000);
      assert.equal(await passed(other, "twice", 5), 2);
    });

    test("a limited message is not decoded, and one without callback is told by the event exception", async (t) => {
      const socket = await join(t);
      await passed(socket, "twice", 2);
      assertLimited(await ask(socket, "twice", "no number"), 3_600_000);
      const exception = next(socket, "exception");
      socket.emit("twice", 1);
      assertLimited(await exception, 3_600_000);
    });

    test("the events of a method share its limit, and the methods of a gateway the gateway's", async (t) => {
      const socket = await join(t);
      assert.equal(await passed(socket, "twice", 1), 1);
      assert.equal(await passed(socket, "twice-too", 3), 1);
      // The gateway has counted four.
      assert.equal(await passed(socket, "plain", 5), 2);
      assert.equal(await passed(socket, "heartbeat", 20), 20);
      assert.equal(await passed(socket, "skips-by-name", 10), 7);
    });

    test("a limit by address holds for all sockets of the address", async (t) => {
      const [one, other] = await Promise.all([join(t), join(t)]);
      assert.equal((await passed(one, "by-address", 2)) + (await passed(other, "by-address", 2)), 3);
    });

    test("a limit by a key holds for all sockets with that key", async (t) => {
      const [one, same, other] = await Promise.all([join(t, "a"), join(t, "a"), join(t, "b")]);
      assert.equal((await passed(one, "by-name", 2)) + (await passed(same, "by-name", 2)), 3);
      assert.equal(await passed(other, "by-name", 2), 2);
    });

    test("several limits hold together", async (t) => {
      assert.equal(await passed(await join(t), "both", 3), 1);
    });

    test("who waits as long as the error says is let through", async (t) => {
      const socket = await join(t);
      assert.equal(await ask(socket, "soon-again"), undefined);
      for (;;) {
        const error = await ask(socket, "soon-again");
        if (error === undefined) break;
        assertLimited(error, 100);
        await new Promise((resolve) => setTimeout(resolve, error.details.retryAfterMs));
      }
    });
  });
}
