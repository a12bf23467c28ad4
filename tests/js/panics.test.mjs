// A panic ends neither the server nor the connection (guarantee 10), and a client that has asked for an
// acknowledgement gets one all the same (guarantee 8).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, next, WAYS } from "./support/client.mjs";
import { assertInternal, assertOneError } from "./support/errors.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

const PANICS = [
  ["plain", "a plain method panics", "boom in a plain method"],
  ["before-await", "a method panics before it awaits", "boom before an await"],
  ["after-await", "a method panics after it has awaited", "boom after an await"],
  ["with-ack", "a method panics with its Ack unused", "boom with an unused ack"],
  ["in-extractor", "a custom parameter panics", "boom in an extractor"],
  ["in-answer", "the returned value panics when it is written", "boom in serialize"],
  ["in-ack", "the Ack's value panics when it is written", "boom in serialize"],
  ["in-event", "the WsResponse's value panics when it is written", "boom in serialize"],
];

for (const { way, transports } of WAYS) {
  describe(`guarantees 8 and 10: a panic ends neither the server nor the connection, over ${way}`, () => {
    const join = (t) => connect(t, `${server.url}/panics`, { transports });

    for (const [event, what] of PANICS) {
      test(`exactly one acknowledgement comes when ${what} (${event})`, async (t) => {
        await assertOneError(await join(t), event, [], "internal");
      });
    }

    for (const [event, what, said] of PANICS) {
      // An Ack that nobody waits for is not written at all.
      const told = event !== "in-answer" && event !== "in-ack";

      test(`when ${what}, the server and the connection live on (${event})`, async (t) => {
        const [one, other] = await Promise.all([join(t), join(t)]);
        const { id } = one;
        if (told) {
          const exception = next(one, "exception");
          one.emit(event);
          assertInternal(await exception, event);
        }
        assertInternal(await ask(one, event), event);
        assert.equal(await ask(one, "alive", 7), 7);
        assert.equal(await ask(other, "alive", 8), 8);
        assert.equal(await ask(await join(t), "alive", 9), 9);
        assert.deepEqual([one.connected, one.id], [true, id]);
        await server.logged(new RegExp(`ERROR.*${said}`));
      });
    }

    test("messages behind one that panics are handled, in order", async (t) => {
      const panics = await join(t);
      const answers = [];
      const asked = [];
      for (let number = 0; number < 50; number += 1) {
        panics.emit("plain");
        panics.emit("after-await");
        asked.push(ask(panics, "alive", number).then((answer) => answers.push(answer)));
      }
      await Promise.all(asked);
      assert.deepEqual(answers, [...Array(50).keys()]);
    });
  });
}
