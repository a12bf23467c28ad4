// What a method returns is what the client's callback gets (guarantees 8 and 9).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, askAll, connect, next, record, WAYS } from "./support/client.mjs";
import { assertError, assertInternal } from "./support/errors.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

for (const { way, transports } of WAYS) {
  describe(`answers over ${way}`, () => {
    const join = (t) => connect(t, `${server.url}/answers`, { transports });

    for (const [event, what, expected] of [
      ["value", "a value is one argument", [{ text: "hello" }]],
      ["value-async", "a value of an async method is one argument", [{ text: "hello" }]],
      ["unit", "() is an acknowledgement without arguments", []],
      ["unit-async", "() of an async method is an acknowledgement without arguments", []],
      ["some", "Some is its value", [7]],
      ["none", "None is null", [null]],
      ["pair", "a tuple is one argument, an array", [[1, "one"]]],
      ["array", "an array is one argument", [[1, 2, 3]]],
      ["list", "a list of tuples is one argument", [[[1, 2], [3, 4]]]],
      ["newtype", "a newtype is its value", ["An"]],
      ["shared", "an Arc is its value", [{ text: "hello" }]],
      ["shared-list", "an Arc of a list is the list", [[{ text: "hello" }]]],
      ["shared-inside", "an Arc inside a value is its value", [["one", "two"]]],
      ["boxed", "a Box is its value", [{ text: "hello" }]],
      ["borrowed", "a Cow is its value", ["hello"]],
      ["args", "Args are several arguments", [1, "one", [2, 3]]],
      ["shared-args", "Args of an Arc and a Box are the values", ["one", 1]],
      ["no-args", "Args(()) are no arguments", []],
      ["result-args", "Ok of Args are several arguments", [1, 2]],
      ["result-value", "Ok is its value", [{ text: "hello" }]],
      ["result-unit", "Ok of () is an acknowledgement without arguments", []],
      ["arc-of-the-gateway", "a method may own its gateway", [{ text: "hello" }]],
      ["arc-in-a-task", "so may an async method, whose task may own it", [{ text: "hello" }]],
      ["borrowed-arc", "or it borrows what it can clone", [{ text: "hello" }]],
      ["looks-like-an-event", "an object with a field `event` is a value like any other", [{ event: "pong", data: 7 }]],
      ["ack", "an Ack answers with its value", ["by hand"]],
      ["ack-args", "an Ack of Args answers with several arguments", [1, 2]],
      ["ack-shared", "an Ack of an Arc answers with the value", [{ text: "hello" }]],
      ["ack-unit", "an Ack of () answers without arguments", []],
      ["ack-in-a-task", "an Ack that was moved into a task answers when the method has returned", ["later"]],
    ]) {
      test(`${what} (${event})`, async (t) => {
        assert.deepEqual(await askAll(await join(t), event), expected);
      });
    }

    test("false, 0, the empty string and null are answered as they are", async (t) => {
      const client = await join(t);
      assert.deepEqual(await Promise.all([0, 1, 2, 3].map((which) => askAll(client, "falsy", which))), [
        [false],
        [0],
        [""],
        [null],
      ]);
    });

    test("a value that nobody waits for is dropped", async (t) => {
      const client = await join(t);
      const received = record(client);
      client.emit("value");
      client.emit("unit");
      await ask(client, "unit");
      assert.deepEqual(received, []);
    });

    for (const [event, code, more] of [
      ["refuse", "conflict", { message: "ordered twice", details: { order: 3 } }],
      ["refuse-async", "forbidden", { message: "not yours" }],
      ["own-error", "sold_out", { message: "there is none left" }],
      ["ack-fail", "timeout", { message: "too slow" }],
      ["error-before-ack", "conflict", { message: "before" }],
    ]) {
      test(`an error is the acknowledgement if there is one (${event})`, async (t) => {
        const client = await join(t);
        const received = record(client);
        const answer = await askAll(client, event);
        assert.equal(answer.length, 1);
        assertError(answer[0], code, event, more);
        await ask(client, "unit");
        assert.deepEqual(received, []);
      });
    }

    for (const [event, code, more] of [
      ["refuse", "conflict", { message: "ordered twice", details: { order: 3 } }],
      ["refuse-async", "forbidden", { message: "not yours" }],
      ["own-error", "sold_out", { message: "there is none left" }],
      ["ack-fail", "timeout", { message: "too slow" }],
    ]) {
      test(`an error without an acknowledgement is the event \`exception\` (${event})`, async (t) => {
        const client = await join(t);
        const exception = next(client, "exception");
        client.emit(event);
        assertError(await exception, code, event, more);
      });
    }

    test("an error that is not meant for clients is internal to them, and its cause is in the log", async (t) => {
      const client = await join(t);
      assertInternal(await ask(client, "secret-error"), "secret-error");
      await server.logged(/ERROR.*secret-error.*password is hunter2/);
    });

    test("a Result or Option without a value is the error that the method names", async (t) => {
      const client = await join(t);
      assert.equal(await ask(client, "or-bad-request", "7"), 7);
      assertError(await ask(client, "or-bad-request", "x"), "bad_request", "or-bad-request", { message: "this is no number" });
      assert.equal(await ask(client, "or-not-found", "An"), "An");
      assertError(await ask(client, "or-not-found"), "not_found", "or-not-found", { message: "there is no name" });
    });

    test("a Result or Option without a value is internal to the client, and its reason or place is in the log", async (t) => {
      const client = await join(t);
      assert.equal(await ask(client, "or-internal", "7"), 7);
      assertInternal(await ask(client, "or-internal", "x"), "or-internal");
      await server.logged(/ERROR.*or-internal.*invalid digit found/);
      assertInternal(await ask(client, "or-internal"), "or-internal");
      await server.logged(/ERROR.*or-internal.*there is no value at .*answers\.rs:\d+:\d+/);
      assert.doesNotMatch(server.log(), /ERROR.*(or-bad-request|or-not-found)/);
    });

    test("a value that cannot be written is an internal error", async (t) => {
      const client = await join(t);
      assertInternal(await ask(client, "unserialisable"), "unserialisable");
      assert.deepEqual(await askAll(client, "unit"), []);
    });

    for (const [event, expected] of [
      ["event", ["pong", 7]],
      ["event-async", ["pong", [7, 8]]],
      ["event-args", ["pong", 7, 8]],
      ["event-shared", ["pong", { text: "hello" }]],
      ["event-declared", ["stock-changed", { left: 3 }]],
    ]) {
      test(`a WsResponse is emitted to the caller, then acknowledged without arguments (${event})`, async (t) => {
        const [client, other] = await Promise.all([join(t), join(t)]);
        const received = record(client);
        const overheard = record(other);
        assert.deepEqual(await askAll(client, event), []);
        assert.deepEqual(received, [expected]);
        await ask(other, "unit");
        assert.deepEqual(overheard, []);
      });

      test(`a WsResponse needs no acknowledgement (${event})`, async (t) => {
        const client = await join(t);
        const received = record(client);
        client.emit(event);
        await next(client, expected[0]);
        assert.deepEqual(received, [expected]);
      });
    }

    test("an Arc is emitted as its value", async (t) => {
      const client = await join(t);
      const received = record(client);
      assert.deepEqual(await askAll(client, "event-by-hand"), []);
      assert.deepEqual(received, [["pong", { text: "hello" }]]);
    });

    test("an Ok of a WsResponse is emitted, an Err is the acknowledgement", async (t) => {
      const client = await join(t);
      const received = record(client);
      assert.deepEqual(await askAll(client, "event-or-error", true), []);
      assertError(await ask(client, "event-or-error", false), "not_found", "event-or-error");
      assert.deepEqual(received, [["pong", 7]]);
    });

    for (const event of ["event-or-none", "event-or-none-in-result"]) {
      test(`Some of a WsResponse is emitted, None is an acknowledgement without arguments (${event})`, async (t) => {
        const client = await join(t);
        const received = record(client);
        assert.deepEqual(await askAll(client, event, false), []);
        assert.deepEqual(received, []);
        assert.deepEqual(await askAll(client, event, true), []);
        assert.deepEqual(received, [["pong", 7]]);
      });
    }

    test("an Err in place of an Option of a WsResponse is the acknowledgement", async (t) => {
      const client = await join(t);
      assertError(await ask(client, "event-or-none-in-result"), "not_found", "event-or-none-in-result");
    });

    for (const event of ["events", "events-async", "events-in-result", "events-or-none"]) {
      test(`a Vec of WsResponse is emitted in its order, then acknowledged without arguments (${event})`, async (t) => {
        const client = await join(t);
        const received = record(client);
        for (const many of [0, 1, 3, 32, 33, 200]) {
          received.length = 0;
          assert.deepEqual(await askAll(client, event, many), []);
          assert.deepEqual(received, Array.from({ length: many }, (_, index) => ["pong", index + 1]));
        }
      });

    }

    test("a Vec of WsResponse is emitted to a client that waits for nothing, before the next message is begun", async (t) => {
      const client = await join(t);
      const received = record(client);
      client.emit("events", 3);
      await ask(client, "unit");
      assert.deepEqual(received, [1, 2, 3].map((number) => ["pong", number]));
    });

    test("None of a Vec of WsResponse is an acknowledgement without arguments, an Err is the acknowledgement", async (t) => {
      const client = await join(t);
      const received = record(client);
      assert.deepEqual(await askAll(client, "events-or-none"), []);
      assertError(await ask(client, "events-in-result"), "not_found", "events-in-result");
      assert.deepEqual(received, []);
    });

    test("an event of a Vec that cannot be written ends it with an internal error", async (t) => {
      const client = await join(t);
      const received = record(client);
      assertInternal(await ask(client, "events-half-written"), "events-half-written");
      assert.deepEqual(received, [["pong", { Ok: 1 }]]);
    });

    for (const event of ["ack-dropped", "ack-lost-in-a-task"]) {
      test(`an Ack that is dropped unused is an internal error (${event})`, async (t) => {
        const client = await join(t);
        assertInternal(await ask(client, event), event);
      });
    }

    test("an Ack that nobody waits for may be dropped", async (t) => {
      const client = await join(t);
      const received = record(client);
      client.emit("ack-dropped");
      await ask(client, "unit");
      assert.deepEqual(received, []);
    });

    test("an error after the Ack was used is the event `exception`", async (t) => {
      const client = await join(t);
      const exception = next(client, "exception");
      assert.deepEqual(await askAll(client, "error-after-ack"), ["used"]);
      assertError(await exception, "conflict", "error-after-ack", { message: "after" });
    });

    test("an Ack knows whether the client waits for it", async (t) => {
      const client = await join(t);
      const asked = next(client, "asked");
      await ask(client, "is-asked");
      assert.equal(await asked, true);
      const unasked = next(client, "asked");
      client.emit("is-asked");
      assert.equal(await unasked, false);
    });
  });
}
