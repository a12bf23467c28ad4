// A client that asks for an acknowledgement gets exactly one, whatever happens (guarantee 8); one
// that does not is told of errors by `exception` (guarantee 9); a panic ends neither the server nor
// the connection (guarantee 10).

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { ask, askAll, client, connect, moments, next, record, WAYS } from "./support/client.mjs";
import { assertError, assertInternal } from "./support/errors.mjs";
import { countAnswers } from "./support/wire.mjs";
import { startServer } from "./support/server.mjs";

let server;

before(async () => {
  server = await startServer("test-server");
});

after(() => server?.stop());

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
  describe(`guarantees 8 and 10: one answer whatever happens, and nothing of ours in it, over ${way}`, () => {
    const join = (t, namespace) => connect(t, server.url + namespace, { transports });

    for (const [namespace, event, values, code, what] of [
      ["/bodies", "typed", ["An"], "bad_request", "a body that does not decode"],
      ["/bodies", "typed", [], "bad_request", "a missing argument"],
      ["/bodies", "positional", ["a"], "bad_request", "a missing second argument"],
      ["/bodies", "mixed", [1, 2], "bad_request", "a custom parameter that refuses"],
      ["/names", "unknown", [], "not_found", "an unknown event"],
      ["/answers", "refuse", [], "conflict", "an error of a method"],
      ["/answers", "refuse-async", [], "forbidden", "an error of an async method"],
      ["/answers", "secret-error", [], "internal", "an internal error of a method"],
      ["/answers", "ack-dropped", [], "internal", "a dropped Ack"],
      ["/answers", "ack-lost-in-a-task", [], "internal", "an Ack that a task has dropped"],
      ["/answers", "unserialisable", [], "internal", "a value that cannot be written"],
      ...PANICS.map(([event, what]) => ["/panics", event, [], "internal", what]),
    ]) {
      test(`exactly one acknowledgement when: ${what} (${event})`, async (t) => {
        const asking = await join(t, namespace);
        const count = countAnswers(asking);
        const received = record(asking);
        const answer = await askAll(asking, event, ...values);
        assert.equal(answer.length, 1);
        // Only the details that a method gave are its own.
        const { details: _, ...error } = answer[0];
        assertError(error, code, event);
        if (code === "internal") assertInternal(answer[0], event);
        // The next answer of the connection comes after a second one for the first would have.
        await askAll(asking, "nobody handles this");
        assert.deepEqual(count(), { [event]: 1, "nobody handles this": 1 });
        assert.deepEqual(received, []);
      });
    }

    for (const [event, what, said] of PANICS) {
      // An Ack that nobody waits for is not written at all.
      const told = event !== "in-answer" && event !== "in-ack";

      test(`when ${what}, the server and the connection live on (${event})`, async (t) => {
        const [one, other] = await Promise.all([join(t, "/panics"), join(t, "/panics")]);
        const { id } = one;
        if (told) {
          const exception = next(one, "exception");
          one.emit(event);
          assertInternal(await exception, event);
        }
        assertInternal(await ask(one, event), event);
        assert.equal(await ask(one, "alive", 7), 7);
        assert.equal(await ask(other, "alive", 8), 8);
        assert.equal(await ask(await join(t, "/panics"), "alive", 9), 9);
        assert.deepEqual([one.connected, one.id], [true, id]);
        await server.logged(new RegExp(`ERROR.*${said}`));
      });
    }

    test("messages behind one that panics are handled, in order", async (t) => {
      const panics = await join(t, "/panics");
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

    test("a message over max_in_flight is answered with an error, and there is room again later", async (t) => {
      const limited = client(t, `${server.url}/limited`, { transports });
      const held = moments(limited);
      await next(limited, "connect");
      const answers = [0, 1, 2, 3].map((number) => ask(limited, "hold", number));
      const goOn = [await held.next(), await held.next(), await held.next(), await held.next()];
      assertError(await ask(limited, "pass", 4), "too_many_requests", "pass");
      const exception = next(limited, "exception");
      limited.emit("pass", 5);
      assertError(await exception, "too_many_requests", "pass");
      goOn[0]();
      assert.equal(await answers[0], 0);
      assert.equal(await ask(limited, "pass", 6), 6);
      for (const let_ of goOn.slice(1)) let_();
      assert.deepEqual(await Promise.all(answers), [0, 1, 2, 3]);
    });

    test("one client's limit is not another's", async (t) => {
      const limited = client(t, `${server.url}/limited`, { transports });
      const held = moments(limited);
      await next(limited, "connect");
      const answers = [0, 1, 2, 3].map((number) => ask(limited, "hold", number));
      const goOn = [await held.next(), await held.next(), await held.next(), await held.next()];
      assert.equal(await ask(await join(t, "/limited"), "pass", 1), 1);
      for (const let_ of goOn) let_();
      await Promise.all(answers);
    });
  });
}
