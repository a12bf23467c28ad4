// Clients of Engine.IO 3 are always in the namespace /, also if no gateway has it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, TRANSPORTS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { PROTOCOL } from "./support/protocol.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

for (const { way, transports } of TRANSPORTS) {
  describe(`events over ${way}`, () => {
    test("the namespace / without a gateway is refused, except to clients that are always in it", async (t) => {
      const join = () => connect(t, `${server.url}/`, { transports });
      if (PROTOCOL === "v3") {
        assertError(await ask(await join(), "event"), "not_found", "event");
      } else {
        await assert.rejects(join(), /Invalid namespace/);
      }
    });
  });
}
