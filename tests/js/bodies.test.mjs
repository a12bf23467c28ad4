// The parameters of a method get what a client sends; the client is answered with an error about what they
// cannot get.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, next, TRANSPORTS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { PROTOCOL, unless } from "./support/protocol.mjs";
import { answerWithNumber, packedEvent, write } from "./support/wire.mjs";
import { serverForAll } from "./support/server.mjs";
import { PATIENCE, within } from "./support/within.mjs";

const server = serverForAll("test-server");

const NUMBERS = [0, -1, 127, 128, -32, -33, 255, 256, -129, 65_536, -32_769, 2 ** 32, -(2 ** 31) - 1, 2 ** 53, 0.5, -1.5e-7];
const an = { name: "An", age: 30 };
const awkward = 'say "hi"\nnew line\ttab \\ backslash \u2028 \u0000 đắng 😀 </script>';

/** What is sent to `/bodies` in place of a packet, and is not one. */
const MALFORMED =
  PROTOCOL === "msgpack"
    ? [
        ["a body that is nested too deeply", packedEvent("/bodies", [...repeat(20_000, 0x91), 0xc0])],
        ["a body of deep objects", packedEvent("/bodies", [...repeat(20_000, 0x81, 0xa1, 0x61), 0xc0])],
        ["a list that is longer than the packet", packedEvent("/bodies", [0xdd, 0xff, 0xff, 0xff, 0xff])],
        ["text that is longer than the packet", packedEvent("/bodies", [0xdb, 0xff, 0xff, 0xff, 0xff])],
        ["a packet that is cut off", packedEvent("/bodies", [0x81, 0xa4])],
        ["a packet that is no object", Buffer.from([0x93, 1, 2, 3])],
        ["JSON", '2/bodies,777["no-body"]'],
      ]
    : [
        ["malformed JSON", '2/bodies,777["typed",{name:]'],
        ["JSON that is cut off", '2/bodies,777["typed",{"name":"An"'],
        ["an event without a name", "2/bodies,777[]"],
      ];

for (const { way, transports } of TRANSPORTS) {
  describe(`bodies over ${way}`, () => {
    const join = (t) => connect(t, `${server.url}/bodies`, { transports });

    for (const [what, event, values, expected] of [
      ["a body is decoded into the parameter's type", "typed", [an], an],
      ["the body of an async method is decoded as well", "typed-async", [an], an],
      ["members that the type does not have are ignored", "typed", [{ ...an, more: [1] }], an],
      ["arguments that the method does not take are ignored", "typed", [an, "extra", { more: 1 }], an],
      ["arguments are ignored by a method without a body", "no-body", [an, 1], "no body"],
      ["an optional body may be sent", "optional", [an], { user: an }],
      ["an optional body may be missing", "optional", [], { user: null }],
      ["an optional body may be null", "optional", [null], { user: null }],
      ["() is a missing body", "nothing", [], "nothing"],
      ["() is null", "nothing", [null], "nothing"],
      ["several bodies are the arguments by position", "positional", ["a", an, true], ["a", an, true]],
      ["the last of several bodies may be missing if it is optional", "positional", ["a", an], ["a", an, null]],
      ["Args are the arguments by position", "args", ["a", an, true], ["a", an, true]],
      ["the last of Args may be missing if it is optional", "args", ["a", an], ["a", an, null]],
      ["arguments beyond Args are ignored", "args", ["a", an, true, 1, 2], ["a", an, true]],
      ["a body after Args is the argument after them", "args-and-more", [1, 2, 3], [1, 2, 3]],
      ["a keyed body is a member of the first argument", "keys", [an, { name: "no" }], an],
      ["a keyed body may be missing if it is optional", "keys", [{ name: "An" }], { name: "An", age: null }],
      ["a newtype is its value", "newtype", ["An"], "An"],
      ["a tuple is one argument, an array", "tuple", [[7, "x"]], [7, "x"]],
      ["a list is one argument", "list", [[an, an]], 2],
      ["an empty list is one argument", "list", [[]], 0],
      ["an enum is decoded as serde describes it", "shape", [{ kind: "square", side: 3 }], 9],
      ["text with quotes and line breaks is unharmed", "text", [awkward], awkward],
      ["any JSON is a Value", "any", [{ a: [1, null, { b: awkward }] }], { a: [1, null, { b: awkward }] }],
      ["null is a Value", "any", [null], null],
      ["undefined is null", "any", [undefined], null],
      ["an array is a Value", "any", [[1, [2]]], [1, [2]]],
      ["deep arrays are a Value", "any", [nested(100)], nested(100)],
      ["numbers of every size are a Value", "any", [NUMBERS], NUMBERS],
      ["numbers that JSON does not have are null", "any", [[NaN, Infinity, -Infinity]], [null, null, null]],
      ["undefined in a list is null", "any", [[1, undefined]], [1, null]],
      ["a member that is undefined is left out", "any", [{ a: undefined, b: 1 }], { b: 1 }],
      ["a keyed body that is undefined is missing", "keys", [{ name: "An", age: undefined }], { name: "An", age: null }],
      ["a date is text", "any", [{ at: new Date(1_764_979_200_123) }], { at: "2025-12-06T00:00:00.123Z" }],
    ]) {
      test(`${what} (${event})`, async (t) => {
        assert.deepEqual(await ask(await join(t), event, ...values), expected);
      });
    }

    test("bodies, handles and custom parameters mix in any order", async (t) => {
      const client = await join(t);
      assert.deepEqual(await ask(client, "mixed.right", 1, 2), {
        namespace: "/bodies",
        bodies: [1, 2],
        id: client.id,
        event: "mixed.right",
        suffix: "right",
      });
    });

    test("the error of a custom parameter is the answer", async (t) => {
      const client = await join(t);
      assertError(await ask(client, "mixed", 1, 2), "bad_request", "mixed", { message: "the event has no suffix" });
    });

    for (const [what, event, values, mentioned] of [
      ["a missing body", "typed", [], /missing/],
      ["a missing one of Args", "args", ["a"], /argument 2 is missing/],
      ["one of Args of another type", "args", ["a", { name: 1, age: 2 }], /argument 2: `name`/],
      ["null for a body that is needed", "typed", [null], /null/],
      ["a body of another type", "typed", ["An"], /string "An"/],
      ["a member of another type", "typed", [{ name: "An", age: "30" }], /`age`/],
      ["a number out of range", "typed", [{ name: "An", age: 300 }], /`age`.*300/],
      ["a missing member", "typed", [{ name: "An" }], /`age`/],
      ["a member that is undefined", "typed", [{ name: "An", age: undefined }], /`age`/],
      ["an invalid optional body", "optional", ["An"], /string "An"/],
      ["a missing second argument", "positional", ["a"], /argument 2 is missing/],
      ["an invalid first argument of several", "positional", [1], /^invalid body of `positional`: argument 1: invalid type: integer `1`, expected a string$/],
      ["an invalid first one of Args", "args", [1], /^invalid body of `args`: argument 1: invalid type: integer `1`, expected a string$/],
      ["an invalid only argument", "text", [1], /^invalid body of `text`: invalid type: integer `1`, expected a string$/],
      ["an invalid second argument", "positional", ["a", 1], /argument 2/],
      ["a missing key", "keys", [{}], /`name` is missing/],
      ["a key of a body that is no object", "keys", ["An"], /`name` is missing/],
      ["an invalid member at a key", "keys", [{ name: 1 }], /`name`/],
      ["a tuple that is too short", "tuple", [[1]], /length/],
      ["two arguments for a tuple", "tuple", [7, "x"], /integer `7`/],
      ["an unknown variant", "shape", [{ kind: "star" }], /star/],
      ["binary data for text", "text", [Buffer.from("An")], /./],
    ]) {
      test(`${what} is answered with an error that says where (${event})`, async (t) => {
        const client = await join(t);
        const answer = await ask(client, event, ...values);
        assertError(answer, "bad_request", event);
        assert.match(answer.message, mentioned);
        assert.equal(await ask(client, "no-body"), "no body");
      });

      test(`${what} without an acknowledgement is the event \`exception\` (${event})`, async (t) => {
        const client = await join(t);
        const exception = next(client, "exception");
        client.emit(event, ...values);
        assertError(await exception, "bad_request", event);
      });
    }

    test("members of an object that are taken as arguments are an error that says which, and the log says how to take them", async (t) => {
      const client = await join(t);
      const message = "invalid body of `positional`: argument 1: invalid type: map, expected a string";
      assertError(await ask(client, "positional", { first: "a" }), "bad_request", "positional", { message });
      await server.logged(/WARN.*name them: `#\[message_body\("name"\)\]` event="positional"/);
    });

    test(
      "a body that is nested too deeply is answered, and the connection lives on",
      unless("msgpack", "the protocol library takes it for a malformed packet: see below"),
      async (t) => {
        const client = await join(t);
        const answer = answerWithNumber(client, 777);
        write(client, `2/bodies,777["typed",${"[".repeat(20_000)}${"]".repeat(20_000)}]`);
        assertError(await within(PATIENCE, answer, "the acknowledgement 777"), "bad_request", "typed");
        assert.equal(await ask(client, "no-body"), "no body");
      },
    );

    for (const [what, packet] of MALFORMED) {
      test(`${what} is not the protocol and ends the connection, as on Node, but not the server`, async (t) => {
        const client = await join(t);
        const closed = next(client, "disconnect");
        write(client, packet);
        await closed;
        assert.equal(await ask(await join(t), "no-body"), "no body");
      });
    }
  });
}

/** `depth` lists, each in another. */
function nested(depth) {
  return Array.from({ length: depth }).reduce((inner) => [inner], []);
}

/** `bytes`, `count` times. */
function repeat(count, ...bytes) {
  return Array.from({ length: count }, () => bytes).flat();
}
