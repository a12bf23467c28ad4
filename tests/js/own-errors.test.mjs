// What an error that derives `WsError` says to a client, wherever the error comes from (docs/guarantees.md, 8 and 10).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, WAYS } from "./support/client.mjs";
import { assertError, assertInternal } from "./support/errors.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

const TOLD = {
  "out-of-stock": ["out_of_stock", { message: "only 2 left", details: { left: 2, article: "tea" } }],
  closed: ["shop_closed", { message: "the shop is closed" }],
  x: ["no_number", { message: "x is no number", details: "x" }],
  range: ["range", { message: "not from 1 to 9", details: [1, 9] }],
  account: ["account_error", { message: "the account of An is locked", details: { name: "An" } }],
};

for (const { way, transports } of WAYS) {
  describe(`guarantees 8 and 10: errors of the user's own types over ${way}`, () => {
    const join = (t) => connect(t, `${server.url}/own-errors`, { transports });

    for (const event of ["method", "question-mark", "guard", "pipe"]) {
      test(`each variant is a code with its message and its details (${event})`, async (t) => {
        const socket = await join(t);
        for (const [what, [code, more]] of Object.entries(TOLD)) {
          assertError(await ask(socket, event, what), code, event, more);
        }
      });

      test(`of an internal variant the client is told nothing (${event})`, async (t) => {
        assertInternal(await ask(await join(t), event, "stock"), event);
      });
    }

    test("a filter catches the error in its own type", async (t) => {
      const socket = await join(t);
      assertError(await ask(socket, "filter", "range"), "shop_closed", "filter", { message: "the shop is closed" });
      assertError(await ask(socket, "filter", "x"), "no_number", "filter", TOLD.x[1]);
      assert.equal(await ask(socket, "filter", "7"), 7);
    });
  });
}
