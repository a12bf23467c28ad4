// `FromText` takes a value or its text, as NestJS's ParseIntPipe, ParseFloatPipe and ParseBoolPipe do.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, TRANSPORTS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

for (const { way, transports } of TRANSPORTS) {
  describe(`FromText over ${way}`, () => {
    const join = (t) => connect(t, `${server.url}/from-text`, { transports });

    for (const [event, values, expected] of [
      ["u32", [7, "7", "007", "+7"], 7],
      ["u32", [0, "0"], 0],
      ["i64", [-7, "-7"], "-7"],
      // A BigInt of JavaScript can only come as text.
      ["i64", ["9007199254740993"], "9007199254740993"],
      ["f64", [1.5, "1.5", "15e-1", "+1.5"], 1.5],
      ["f64", [7, "7", "7."], 7],
      ["bool", [true, "true"], true],
      ["bool", [false, "false"], false],
      ["string", ["7"], "7"],
      ["key", [{ id: 7 }, { id: "7" }], 7],
      ["optional", [{ id: 7 }, { id: "7" }], 7],
      ["optional", [{}, { id: null }], null],
    ]) {
      for (const value of values) {
        test(`${event} is taken of ${JSON.stringify(value)}`, async (t) => {
          assert.deepEqual(await ask(await join(t), event, value), expected);
        });
      }
    }

    test("fields of a struct are taken, and written as values", async (t) => {
      const page = { number: "2", descending: "true", prices: ["1.5", 2] };
      assert.deepEqual(await ask(await join(t), "page", page), { number: 2, descending: true, prices: [1.5, 2] });
      assert.deepEqual(await ask(await join(t), "page", { number: 2 }), { number: 2, descending: null, prices: [] });
    });

    test("Args of them are taken", async (t) => {
      assert.deepEqual(await ask(await join(t), "args", "8", "false"), [8, false]);
    });

    for (const [event, value, reason] of [
      ["u32", "7abc", "invalid digit found in string"],
      ["u32", "", "cannot parse integer from empty string"],
      ["u32", " 7", "invalid digit found in string"],
      ["u32", "0x10", "invalid digit found in string"],
      ["u32", "-1", "invalid digit found in string"],
      ["u32", "7.5", "invalid digit found in string"],
      ["u32", "4294967296", "number too large to fit in target type"],
      ["u32", -1, "invalid value: integer `-1`, expected u32"],
      ["u32", 7.5, "invalid type: floating point `7.5`, expected u32"],
      ["u32", true, "invalid type: boolean `true`, expected u32"],
      ["u32", null, "invalid type: null, expected u32"],
      ["u32", [7], "invalid type: sequence, expected u32"],
      ["u32", { id: 7 }, "invalid type: map, expected u32"],
      ["f64", "NaN", 'invalid value: string "NaN", expected a finite number'],
      ["f64", "-inf", 'invalid value: string "-inf", expected a finite number'],
      ["f64", "1e999", 'invalid value: string "1e999", expected a finite number'],
      ["f64", "1,5", "invalid float literal"],
      ["bool", "yes", "provided string was not `true` or `false`"],
      ["bool", "TRUE", "provided string was not `true` or `false`"],
      ["bool", 1, "invalid type: integer `1`, expected a boolean"],
    ]) {
      test(`${event} is refused of ${JSON.stringify(value)}`, async (t) => {
        const message = `invalid body of \`${event}\`: ${reason}`;
        assertError(await ask(await join(t), event, value), "bad_request", event, { message });
      });
    }

    for (const [event, values, where] of [
      ["key", [{ id: "x" }], "`id`"],
      ["optional", [{ id: "" }], "`id`"],
      ["page", [{ number: "1", prices: ["1", "x"] }], "`prices[1]`"],
      ["args", ["1", "x"], "argument 2"],
    ]) {
      test(`the error of ${event} says where the text is`, async (t) => {
        const answer = await ask(await join(t), event, ...values);
        assertError(answer, "bad_request", event);
        assert.ok(answer.message.startsWith(`invalid body of \`${event}\`: ${where}: `), answer.message);
      });
    }

    test("a missing value is no text", async (t) => {
      const socket = await join(t);
      assertError(await ask(socket, "u32"), "bad_request", "u32");
      assertError(await ask(socket, "key", {}), "bad_request", "key");
    });
  });
}
