// A client that asks for an acknowledgement gets exactly one, whatever happens (guarantee 8); nothing of an
// error that is ours is in it (guarantee 10).

import { describe, test } from "node:test";

import { connect, WAYS } from "./support/client.mjs";
import { assertOneError } from "./support/errors.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

for (const { way, transports } of WAYS) {
  describe(`guarantees 8 and 10: one answer whatever happens, and nothing of ours in it, over ${way}`, () => {
    const join = (t, namespace) => connect(t, server.url + namespace, { transports });

    for (const [namespace, event, values, code, what] of [
      ["/bodies", "typed", ["An"], "bad_request", "a body that does not decode"],
      ["/bodies", "typed", [], "bad_request", "a missing argument"],
      ["/bodies", "positional", ["a"], "bad_request", "a missing second argument"],
      ["/bodies", "mixed", [1, 2], "bad_request", "a custom parameter that refuses"],
      ["/names", "unknown", [], "not_found", "an unknown event"],
      ["/answers", "refuse", [], "conflict", "an error of a method"],
      ["/answers", "refuse-async", [], "forbidden", "an error of an async method"],
      ["/answers", "secret-error", [], "internal", "an internal error of a method"],
      ["/answers", "ack-dropped", [], "internal", "a dropped Ack"],
      ["/answers", "ack-lost-in-a-task", [], "internal", "an Ack that a task has dropped"],
      ["/answers", "unserialisable", [], "internal", "a value that cannot be written"],
    ]) {
      test(`exactly one acknowledgement comes for ${what} (${event})`, async (t) => {
        await assertOneError(await join(t, namespace), event, values, code);
      });
    }
  });
}
