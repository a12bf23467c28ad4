// A server that is asked to stop by a signal says goodbye to the official client in order, and its process ends with
// success (guarantee 7). The order has more tests in tests/rust/gateways/shutdown.rs.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, askAll, client, cues, next, WAYS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { serverFor } from "./support/server.mjs";
import { PATIENCE, within } from "./support/within.mjs";

for (const { way, transports } of WAYS) {
  describe(`guarantee 7: a shutdown says goodbye in order, over ${way}`, () => {
    test("messages in work are finished and answered, later ones refused; hooks run; the process ends with success", async (t) => {
      const server = await serverFor(t, "test-server");
      const life = client(t, `${server.url}/life`, { transports });
      const held = cues(life);
      await next(life, "welcome");
      const { id } = life;
      const answer = askAll(life, "hold");
      const goOn = await held.next();

      const ended = server.stop("SIGTERM");
      assertError(await refusal(life), "unavailable", "number");
      const exception = next(life, "exception");
      life.emit("number", 1);
      assertError(await exception, "unavailable", "number");
      assert.deepEqual(server.entries({ gateway: "Life", what: "leaving" }), []);

      const gone = next(life, "disconnect");
      goOn();
      assert.deepEqual(await answer, ["held"]);
      await gone;
      assert.deepEqual(await ended, { code: 0, signal: null });
      const left = server.entries({ gateway: "Life", what: "left" });
      assert.deepEqual(left, [
        { gateway: "Life", what: "left", id, reason: "server shutting down", rooms: [id, "greeted"].sort() },
      ]);
    });
  });
}

/** What a message is answered as soon as the server has begun to shut down. */
async function refusal(life) {
  return within(
    PATIENCE,
    (async () => {
      for (;;) {
        const answer = await ask(life, "number", 0);
        if (answer.status === "error") return answer;
      }
    })(),
    "the server to shut down",
  );
}
