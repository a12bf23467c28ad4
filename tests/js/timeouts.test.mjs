// `timeout = ".."` cancels a handler that takes too long, and the client is told.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, askAll, connect, next, record, TRANSPORTS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

for (const { way, transports } of TRANSPORTS) {
  describe(`timeouts over ${way}`, () => {
    const join = (t) => connect(t, `${server.url}/timeouts`, { transports });

    test("a handler that takes too long is cancelled, and the answer is the error `timeout`", async (t) => {
      const socket = await join(t);
      assertError(await ask(socket, "too-slow"), "timeout", "too-slow", {
        message: "the handler did not answer in time",
      });
      await server.journal({ gateway: "Timeouts", what: "cancelled", id: socket.id }, 1);
    });

    test("a client that asks for no acknowledgement is told by exception", async (t) => {
      const socket = await join(t);
      const exception = next(socket, "exception");
      socket.emit("too-slow");
      assertError(await exception, "timeout", "too-slow");
    });

    test("a handler that is in time answers", async (t) => {
      assert.equal(await ask(await join(t), "in-time"), "in time");
    });

    test("the timeout of the method counts, not the gateway's", async (t) => {
      assert.equal(await ask(await join(t), "patient"), "in its own time");
    });

    test("an Ack that was not used in time is answered with the error", async (t) => {
      assertError(await ask(await join(t), "with-ack"), "timeout", "with-ack");
    });

    test("an Ack that was used is the only answer of a handler that is cancelled", async (t) => {
      const socket = await join(t);
      const received = record(socket);
      assert.equal(await ask(socket, "ack-used"), "in time");
      await server.journal({ gateway: "Timeouts", what: "cancelled-after-ack", id: socket.id }, 1);
      await ask(socket, "in-time");
      assert.deepEqual(received, []);
    });

    test("an Ack may outlive its handler's timeout in a task", async (t) => {
      assert.equal(await ask(await join(t), "ack-in-a-task"), "later");
    });

    test("the timeout ends when the method has returned its stream", async (t) => {
      const socket = await join(t);
      const received = record(socket);
      assert.deepEqual(await askAll(socket, "stream"), []);
      assert.deepEqual(received, [["tick", 1], ["tick", 2], ["tick", 3]]);
    });
  });
}
