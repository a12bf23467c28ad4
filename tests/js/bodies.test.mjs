// What the official client makes of values that JSON does not have, as parameters of a method get it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, TRANSPORTS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

for (const { way, transports } of TRANSPORTS) {
  describe(`bodies over ${way}`, () => {
    const join = (t) => connect(t, `${server.url}/bodies`, { transports });

    for (const [what, event, value, expected] of [
      ["undefined is null", "any", undefined, null],
      ["undefined in a list is null", "any", [1, undefined], [1, null]],
      ["a member that is undefined is left out", "any", { a: undefined, b: 1 }, { b: 1 }],
      ["a keyed body that is undefined is missing", "keys", { name: "An", age: undefined }, { name: "An", age: null }],
      ["numbers that JSON does not have are null", "any", [NaN, Infinity, -Infinity], [null, null, null]],
      ["a date is text", "any", { at: new Date(1_764_979_200_123) }, { at: "2025-12-06T00:00:00.123Z" }],
    ]) {
      test(`${what} (${event})`, async (t) => {
        assert.deepEqual(await ask(await join(t), event, value), expected);
      });
    }

    for (const [what, event, value, mentioned] of [
      ["a member that is undefined", "typed", { name: "An", age: undefined }, /`age`/],
      ["a Buffer for text", "text", Buffer.from("An"), /./],
    ]) {
      test(`${what} is answered with an error where it is needed (${event})`, async (t) => {
        const answer = await ask(await join(t), event, value);
        assertError(answer, "bad_request", event);
        assert.match(answer.message, mentioned);
      });
    }
  });
}
