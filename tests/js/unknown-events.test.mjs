// An event that nobody handles is answered with an error, or ignored where the gateway or the app says so (guarantee 8).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, record, TRANSPORTS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { serverForAll } from "./support/server.mjs";

/** `event` gets no answer: a later one of the same connection comes first. */
async function assertIgnored(socket, event) {
  const received = record(socket);
  let isAnswered = false;
  socket.emit(event, 1, () => (isAnswered = true));
  socket.emit(event, 1);
  assert.equal(await ask(socket, "known"), 7);
  assert.equal(await ask(socket, "known"), 7);
  assert.equal(isAnswered, false);
  assert.deepEqual(received, []);
}

for (const { way, transports } of TRANSPORTS) {
  for (const [what, env, undecided] of [
    ["by default", {}, "answered"],
    ["where the app ignores them", { IGNORE_UNKNOWN_EVENTS: "1" }, "ignored"],
  ]) {
    describe(`guarantee 8: unknown events ${what}, over ${way}`, () => {
      const server = serverForAll("test-server", { env });
      const join = (t, namespace) => connect(t, server.url + namespace, { transports });

      test("are ignored by a gateway that says so, and by one that shares its namespace", async (t) => {
        const socket = await join(t, "/ignoring");
        await assertIgnored(socket, "unknown");
        assert.equal(await ask(socket, "also-known"), 8);
      });

      test("are answered by a gateway that says so", async (t) => {
        assertError(await ask(await join(t, "/answering"), "unknown"), "not_found", "unknown");
      });

      test(`are ${undecided} by a gateway that leaves it to the app`, async (t) => {
        const socket = await join(t, "/undecided");
        if (undecided === "ignored") await assertIgnored(socket, "unknown");
        else assertError(await ask(socket, "unknown"), "not_found", "unknown");
      });

      test("are taken by a fallback", async (t) => {
        assert.equal(await ask(await join(t, "/events"), "unknown", 7), "fallback: unknown Some(7)");
      });
    });
  }
}
