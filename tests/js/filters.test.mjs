// Filters turn failures into what the client is told, and leave good answers alone (docs/guarantees.md, 8 and 9).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, beside, client, connect, cues, next, record, WAYS } from "./support/client.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("enhanced-server");

for (const { way, transports } of WAYS) {
  describe(`guarantees 8 and 9: filters over ${way}`, () => {
    const join = (t, namespace = "/filtered") => connect(t, server.url + namespace, { transports });
    const told = ({ status, code, message }) => [status, code, message];

    for (const event of ["buy", "buy-later"]) {
      test(`a filter catches the errors of its type, and answers after all (${event})`, async (t) => {
        const socket = await join(t);
        assert.equal(await ask(socket, event, "milk"), "milk");
        assert.deepEqual(told(await ask(socket, event, "gone")), ["error", "stock", "a"]);
        assert.equal(await ask(socket, event, "closed"), "come back later");
        assert.equal(await ask(socket, event, "milk"), "milk");
      });

      test(`a filter that waits holds up nobody else (${event})`, async (t) => {
        const socket = await join(t);
        const cue = cues(socket);
        const failed = ask(socket, event, "wait");
        const goOn = await cue.next();
        assert.equal(await ask(socket, event, "milk"), "milk");
        goOn(true);
        assert.deepEqual(told(await failed), ["error", "stock", "a"]);
      });
    }

    test("the first filter that catches a failure is asked, the method's before the gateway's", async (t) => {
      const socket = await join(t);
      assert.equal(await ask(socket, "shout", 1), 1);
      assert.deepEqual(told(await ask(socket, "shout", 0)), ["error", "conflict", "ZERO"]);
      assert.equal((await ask(socket, "shout", "x")).message.startsWith("INVALID BODY"), true);
      assert.deepEqual(told(await ask(socket, "shout", "rude")), ["error", "forbidden", "FORBIDDEN RESOURCE"]);
    });

    test("an error that cannot be kept in its own type is a WsError", async (t) => {
      assert.deepEqual(told(await ask(await join(t), "local")), ["error", "rest", "Method"]);
    });

    for (const waits of [false, true]) {
      test(`a panic ${waits ? "after" : "before"} the first wait reaches a filter`, async (t) => {
        const socket = await join(t);
        assert.deepEqual(told(await ask(socket, "panic", waits)), ["error", "rest", "Panic"]);
        assert.equal(await ask(socket, "buy", "milk"), "milk");
      });
    }

    test("a timeout reaches a filter", async (t) => {
      assert.deepEqual(told(await ask(await join(t), "late")), ["error", "rest", "Timeout"]);
    });

    test("a guard that does not end before a message is ended by the timeout", async (t) => {
      assert.deepEqual(told(await ask(await join(t), "never")), ["error", "rest", "Timeout"]);
    });

    test("a filter catches the own error of a guard", async (t) => {
      const socket = await join(t);
      assert.equal(await ask(socket, "guarded", "milk"), undefined);
      assert.deepEqual(told(await ask(socket, "guarded", "gone")), ["error", "stock", "guarded"]);
    });

    test("a refusal and a body that does not decode reach a filter", async (t) => {
      const socket = await join(t);
      assert.deepEqual(told(await ask(socket, "buy", "rude")), ["error", "rest", "Guard"]);
      assert.deepEqual(told(await ask(socket, "buy", 7)), ["error", "rest", "Parameter"]);
    });

    test("what a method sends by hand is left alone; what it returns or leaves open reaches a filter", async (t) => {
      const socket = await join(t);
      assert.equal(await ask(socket, "by-hand", "send"), 1);
      assert.deepEqual(told(await ask(socket, "by-hand", "refuse")), ["error", "conflict", "by hand"]);
      assert.deepEqual(told(await ask(socket, "by-hand", "drop")), ["error", "rest", "Method"]);
      assert.equal(await ask(socket, "by-hand", "fail"), "come back later");
      const exception = next(socket, "exception");
      assert.equal(await ask(socket, "by-hand", "send-and-fail"), 2);
      assert.deepEqual(told(await exception), ["error", "stock", "b"]);
      assert.equal(await ask(socket, "by-hand", "send-and-close"), 3);
    });

    test("the error of a stream reaches a filter", async (t) => {
      const socket = await join(t);
      const seen = record(socket);
      assert.deepEqual(told(await ask(socket, "events")), ["error", "stock", "c"]);
      assert.deepEqual(seen, [["tick", 1]]);
    });

    test("the error of a connection hook reaches a filter", async (t) => {
      const headers = { "x-token": "refused" };
      const socket = client(t, `${server.url}/filtered`, { transports, extraHeaders: headers });
      assert.deepEqual(told(await next(socket, "exception")), ["error", "rest", "ConnectionHook"]);
    });

    test("without a callback the client is told by the event exception", async (t) => {
      const socket = await join(t);
      const exception = next(socket, "exception");
      socket.emit("buy", "gone");
      assert.deepEqual(told(await exception), ["error", "stock", "a"]);
    });

    for (const [fails, code] of [
      ["by an error", "conflict"],
      ["by a panic", "internal"],
      ["by a panic after a wait", "internal"],
      ["by its timeout", "timeout"],
    ]) {
      test(`with sequential order the next message waits for the filter of one that fails ${fails}`, async (t) => {
        const socket = await join(t, "/filtered-sequential");
        const seen = record(socket);
        const cue = cues(socket);
        const answers = [ask(socket, "number", 1, fails), ask(socket, "number", 2, "")];
        const goOn = await cue.next();
        // What arrives behind it has arrived.
        await ask(await beside(t, socket, "/opener"), "nobody");
        assert.deepEqual(seen.filter(([event]) => event === "started"), [["started", 1]]);
        goOn(true);
        assert.deepEqual([(await answers[0]).code, await answers[1]], [code, 2]);
      });

      test(`a message is in work until the filter has ended of one that fails ${fails}`, async (t) => {
        const socket = await join(t, "/filtered-few");
        const cue = cues(socket);
        const answers = [1, 2].map((number) => ask(socket, "number", number, fails));
        const goOn = [await cue.next(), await cue.next()];
        assert.equal((await ask(socket, "number", 3, "")).code, "too_many_requests");
        for (const let_ of goOn) let_(true);
        assert.deepEqual((await Promise.all(answers)).map((error) => error.code), [code, code]);
        assert.equal(await ask(socket, "number", 4, ""), 4);
      });
    }
  });
}
