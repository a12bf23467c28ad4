// The program of `tests/package`, which is built with the packages that would be published, answers the
// official client. The name has no `.test`: `node --test` leaves the file out, since only `cargo xtask`
// builds the program.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ask, connect, TRANSPORTS } from "../support/client.mjs";
import { serverFor } from "../support/server.mjs";

for (const { way, transports } of TRANSPORTS) {
  test(`a program that is built with the packages answers over ${way}`, async (t) => {
    const program = await serverFor(t, "package-program");
    const client = await connect(t, program.url, { transports });
    assert.deepEqual(await ask(client, "greet", { name: "An" }), { text: "Hello An" });
  });
}
