// What runs around a method, in which order, and what each part can end (docs/guarantees.md, 2, 8 and 9): limits, guards,
// interceptors' first halves, bodies, the method, interceptors' second halves, one filter.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, beside, connect, cues, next, record, WAYS } from "./support/client.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("enhanced-server", { env: { GLOBAL: "all" } });

const GUARDS = ["global guard", "gateway guard", "second gateway guard"];
const METHOD_GUARDS = ["method guard", "second method guard"];
const INTERCEPTORS = ["global interceptor", "gateway interceptor", "second gateway interceptor"];
const METHOD_INTERCEPTORS = ["method interceptor", "second method interceptor"];

/** The trace of interceptors around `inner`, which ends as `end`. */
function around(names, inner, end) {
  const before = names.map((name) => `${name} >`);
  const after = names.toReversed().map((name) => `< ${name}: ${end}`);
  return [...before, ...inner, ...after];
}

for (const { way, transports } of WAYS) {
  describe(`guarantee 2: what stands around a method runs in its order, over ${way}`, () => {
    /** A client of `namespace`, with a way to read what ran for it. */
    async function join(t, namespace = "/traced") {
      const socket = await connect(t, server.url + namespace, { transports });
      const traces = await beside(t, socket, "/traces");
      return { socket, ran: () => ask(traces, "take") };
    }

    test("everything runs when everybody agrees, once for each of the method's events", async (t) => {
      const { socket, ran } = await join(t);
      for (const event of ["full", "full-too"]) {
        assert.deepEqual(await ask(socket, event, { a: 1 }), { a: 1 });
        assert.deepEqual(await ran(), [
          ...GUARDS,
          ...METHOD_GUARDS,
          ...around([...INTERCEPTORS, ...METHOD_INTERCEPTORS], ["method"], "Answer"),
        ]);
      }
    });

    for (const [index, guard] of [...GUARDS, ...METHOD_GUARDS].entries()) {
      test(`the refusal of the ${guard} ends the call before anything else runs`, async (t) => {
        const { socket, ran } = await join(t);
        const error = await ask(socket, "full", { refuse: [guard] });
        assert.deepEqual([error.status, error.code, error.message], ["error", "refused", guard]);
        assert.deepEqual(await ran(), [
          ...[...GUARDS, ...METHOD_GUARDS].slice(0, index + 1),
          "gateway filter: Guard",
        ]);
      });

      test(`a panic of the ${guard} is an internal error, and the connection lives on`, async (t) => {
        const { socket, ran } = await join(t);
        const error = await ask(socket, "full", { panic: [guard] });
        assert.deepEqual([error.code, error.message], ["internal", "Internal server error"]);
        assert.equal((await ran()).at(-1), "gateway filter: Panic");
        assert.deepEqual(await ask(socket, "full", {}), {});
        await server.logged(new RegExp(`ERROR.*a guard panicked.*${guard} panics`));
      });
    }

    test("an error of the method reaches the interceptors from the inside out, and then the method's filter", async (t) => {
      const { socket, ran } = await join(t);
      const error = await ask(socket, "full", { method: "fail" });
      assert.deepEqual([error.code, error.message], ["filtered", "a"]);
      assert.deepEqual(await ran(), [
        ...GUARDS,
        ...METHOD_GUARDS,
        ...around([...INTERCEPTORS, ...METHOD_INTERCEPTORS], ["method"], "Method"),
        "method filter: OutOfStock",
      ]);
    });

    test("a panic of the method is seen by the interceptors and by a filter", async (t) => {
      const { socket, ran } = await join(t);
      const error = await ask(socket, "full", { method: "panic" });
      assert.deepEqual([error.code, error.message], ["internal", "Internal server error"]);
      assert.deepEqual((await ran()).slice(-2), [`< global interceptor: Panic`, "gateway filter: Panic"]);
    });

    test("an interceptor that answers keeps the rest from running, and the body from being decoded", async (t) => {
      const { socket, ran } = await join(t);
      const answer = await ask(socket, "body", { number: "no number", answer: ["second gateway interceptor"] });
      assert.equal(answer, "second gateway interceptor");
      assert.deepEqual(await ran(), [
        ...GUARDS,
        ...around(["global interceptor", "gateway interceptor"], ["second gateway interceptor >"], "Answer"),
      ]);
    });

    for (const when of ["", ", after"]) {
      test(`an interceptor that fails${when && " after the method"} is seen by those around it`, async (t) => {
        const { socket, ran } = await join(t);
        const error = await ask(socket, "body", { number: 1, refuse: [`gateway interceptor${when}`] });
        assert.deepEqual([error.code, error.message], ["refused", `gateway interceptor${when}`]);
        assert.deepEqual((await ran()).slice(-2), [
          "< global interceptor: Interceptor",
          "gateway filter: Interceptor",
        ]);
      });
    }

    test("an interceptor that panics is an internal error, and the connection lives on", async (t) => {
      const { socket, ran } = await join(t);
      const error = await ask(socket, "body", { number: 1, panic: ["gateway interceptor"] });
      assert.deepEqual([error.code, error.message], ["internal", "Internal server error"]);
      assert.deepEqual((await ran()).slice(-2), ["< global interceptor: Panic", "gateway filter: Panic"]);
      assert.equal(await ask(socket, "body", { number: 2 }), 2);
    });

    test("a refused message is never decoded, and a body that does not decode is seen by the interceptors", async (t) => {
      const { socket, ran } = await join(t);
      const refused = await ask(socket, "body", { number: "x", refuse: ["second gateway guard"] });
      assert.equal(refused.code, "refused");
      await ran();
      const error = await ask(socket, "body", { number: "x" });
      assert.equal(error.code, "bad_request");
      assert.deepEqual(await ran(), [
        ...GUARDS,
        ...around(INTERCEPTORS, [], "Parameter"),
        "gateway filter: Parameter",
      ]);
    });

    test("a filter that panics is an internal error, and no second filter runs", async (t) => {
      const { socket, ran } = await join(t);
      const error = await ask(socket, "body", { number: "x", panic: ["gateway filter"] });
      assert.deepEqual([error.code, error.message], ["internal", "Internal server error"]);
      assert.equal((await ran()).at(-1), "gateway filter: Parameter");
      await server.logged(/ERROR.*a filter panicked/);
      assert.equal(await ask(socket, "body", { number: 2 }), 2);
    });

    test("a filter can answer after all", async (t) => {
      const { socket } = await join(t);
      assert.equal(await ask(socket, "body", { number: "x", answer: ["gateway filter"] }), "gateway filter");
    });

    test("an event is seen as one, and its acknowledgement comes behind it", async (t) => {
      const { socket, ran } = await join(t);
      const seen = record(socket);
      assert.equal(await ask(socket, "event"), undefined);
      assert.deepEqual(seen, [["tock", 7]]);
      assert.deepEqual((await ran()).slice(-1), ["< global interceptor: Event"]);
    });

    test("a stream is seen as one, and its error reaches a filter", async (t) => {
      const { socket, ran } = await join(t);
      const seen = record(socket);
      const error = await ask(socket, "events");
      assert.deepEqual([error.code, error.message], ["seen", "the stream fails"]);
      assert.deepEqual(seen, [["tick", 1], ["tick", 2]]);
      assert.deepEqual((await ran()).slice(-2), ["< global interceptor: Stream", "gateway filter: Method"]);
    });

    test("a method that answers by hand answers past the chain; its error goes into an acknowledgement that is free", async (t) => {
      const { socket, ran } = await join(t);
      const error = await ask(socket, "by-hand", { use: false });
      assert.deepEqual([error.code, error.message], ["seen", "after the ack"]);
      assert.deepEqual((await ran()).slice(-2), ["< global interceptor: Method", "gateway filter: Method"]);
      const exception = next(socket, "exception");
      assert.equal(await ask(socket, "by-hand", { use: true }), "by hand");
      assert.equal((await exception).code, "seen");
    });

    test("the timeout of the method is seen by the interceptors and by a filter", async (t) => {
      const { socket, ran } = await join(t);
      const error = await ask(socket, "late");
      assert.equal(error.code, "timeout");
      assert.deepEqual(await ran(), [...GUARDS, ...around(INTERCEPTORS, [], "Timeout"), "gateway filter: Timeout"]);
    });

    test("the timeout holds for an interceptor that does not end", async (t) => {
      const { socket, ran } = await join(t);
      const error = await ask(socket, "late", { wait: ["gateway interceptor"] });
      assert.equal(error.code, "timeout");
      assert.deepEqual((await ran()).at(-1), "gateway filter: Timeout");
    });

    test("the timeout holds for a guard that does not end, in front of interceptors", async (t) => {
      const { socket, ran } = await join(t);
      const error = await ask(socket, "late-guard", { wait: ["waiting guard"] });
      assert.equal(error.code, "timeout");
      assert.deepEqual(await ran(), [...GUARDS, "waiting guard", "gateway filter: Timeout"]);
    });

    test("an event that nobody handles passes the global guard, and its error the global filter", async (t) => {
      const { socket, ran } = await join(t);
      const error = await ask(socket, "nobody", {});
      assert.equal(error.code, "not_found");
      assert.deepEqual(await ran(), ["global guard", "global filter: UnknownEvent"]);
      assert.equal((await ask(socket, "nobody", { refuse: ["global guard"] })).code, "refused");
      assert.deepEqual(await ran(), ["global guard", "global filter: Guard"]);
    });

    test("a fallback has the enhancers of its gateway, for every event", async (t) => {
      const { socket, ran } = await join(t, "/traced-fallback");
      await ask(socket, "any", {});
      assert.deepEqual(await ran(), [
        "global guard",
        "gateway guard",
        ...around(["global interceptor"], ["method any"], "Empty"),
      ]);
      assert.equal((await ask(socket, "any", { refuse: ["gateway guard"] })).code, "refused");
      assert.deepEqual(await ran(), ["global guard", "gateway guard", "global filter: Guard"]);
    });

    test("a method has the enhancers of its own gateway, and not those of another in its namespace", async (t) => {
      const { socket, ran } = await join(t, "/traced-by-two");
      await ask(socket, "one", {});
      assert.deepEqual(await ran(), [
        "global guard",
        "gateway guard",
        ...around(["global interceptor"], ["method one"], "Empty"),
      ]);
      await ask(socket, "two", {});
      assert.deepEqual(await ran(), [
        "global guard",
        "second gateway guard",
        ...around(["global interceptor", "gateway interceptor"], ["method two"], "Empty"),
      ]);
    });

    test("the methods of a dynamic namespace have their enhancers too", async (t) => {
      const { socket, ran } = await join(t, "/traced/hall");
      await ask(socket, "full", {});
      assert.deepEqual(await ran(), [
        "global guard",
        "gateway guard",
        "method guard",
        ...around(["global interceptor", "gateway interceptor"], ["method in hall"], "Empty"),
      ]);
    });

    for (const part of ["waiting guard", "gateway interceptor"]) {
      test(`with sequential order the next message waits for a ${part} that waits`, async (t) => {
        const { socket, ran } = await join(t, "/traced-sequential");
        const cue = cues(socket);
        const answers = [ask(socket, "number", { number: 1, wait: [part] }), ask(socket, "number", { number: 2 })];
        const goOn = await cue.next();
        // What arrives behind it has arrived.
        await ask(await beside(t, socket, "/opener"), "nobody");
        assert.ok((await ran()).every((what) => !what.startsWith("method ")));
        goOn(true);
        assert.deepEqual(await Promise.all(answers), [1, 2]);
        const methods = (await ran()).filter((what) => what.startsWith("method "));
        assert.deepEqual(methods, ["method 1", "method 2"]);
      });
    }

    test("messages start in their order behind a guard that is async, and one that waits lets the next start", async (t) => {
      const { socket, ran } = await join(t);
      const cue = cues(socket);
      const first = ask(socket, "waits", { number: 1, wait: ["waiting guard"] });
      const goOn = await cue.next();
      const others = [2, 3, 4].map((number) => ask(socket, "waits", { number }));
      assert.deepEqual(await Promise.all(others), [2, 3, 4]);
      goOn(true);
      assert.equal(await first, 1);
      const methods = (await ran()).filter((what) => what.startsWith("method "));
      assert.deepEqual(methods, ["method 2", "method 3", "method 4", "method 1"]);
    });

    test("messages without a callback are told of a refusal by the event exception", async (t) => {
      const { socket } = await join(t);
      const exception = next(socket, "exception");
      socket.emit("full", { refuse: ["method guard"] });
      const { cause, ...error } = await exception;
      assert.deepEqual(error, { status: "error", code: "refused", message: "method guard" });
      assert.deepEqual(cause, { pattern: "full" });
    });
  });
}
