// Many messages of one client at once keep their order (guarantee 4), and no answer is lost to a full buffer
// (guarantee 11), while the official client goes over from polling to a WebSocket. The other transports, and a client
// that does not read, are in tests/rust/gateways/pipeline.rs.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { client, EVERY_WAY, next, upgraded } from "./support/client.mjs";
import { serverForAll } from "./support/server.mjs";
import { within } from "./support/within.mjs";

/** How many messages a client sends in one go. */
const MANY = 10_000;
/** How many packets a connection's buffer holds: few, so that answers have to wait all the time. */
const BUFFER = 128;

const server = serverForAll("test-server", { env: { MAX_BUFFER_SIZE: BUFFER } });

/** The way that upgrades. */
const UPGRADING = EVERY_WAY.filter(({ transports }) => transports.length > 1);

for (const { way, transports } of UPGRADING) {
  describe(`guarantee 11: no answer is lost to a full buffer: ${MANY} messages in one go over ${way}`, { timeout: 60_000 }, () => {
    for (const [namespace, event, what] of [
      ["/pipeline", "plain", "of a plain method are answered in order"],
      ["/pipeline", "async", "of an async method that never waits are answered in order"],
      ["/pipeline-sequential", "awaiting", "of a sequential method that awaits are answered in order"],
    ]) {
      test(`${what}, and all answered`, async (t) => {
        const pipeline = await join(t, namespace, transports);
        const answers = await emitMany(pipeline, event);
        assert.deepEqual(answers, Array.from({ length: MANY }, (_, number) => [number, number]));
        await upgraded(pipeline);
      });
    }

    test("of a method that awaits are started in order, and all answered", async (t) => {
      const pipeline = await join(t, "/pipeline", transports);
      const answers = await emitMany(pipeline, "awaiting");
      answers.sort(([one], [other]) => one - other);
      assert.deepEqual(answers, Array.from({ length: MANY }, (_, number) => [number, number]));
      await upgraded(pipeline);
    });
  });
}

/** A client that sends at CONNECT, so that the upgrade comes in between. */
async function join(t, namespace, transports) {
  const pipeline = client(t, server.url + namespace, { transports });
  await next(pipeline, "connect");
  return pipeline;
}

/** The answers of `MANY` messages as they come. */
function emitMany(pipeline, event) {
  const answers = [];
  return within(
    50_000,
    new Promise((resolve, reject) => {
      pipeline.once("disconnect", (reason) => reject(new Error(`disconnected: ${reason}`)));
      for (let number = 0; number < MANY; number += 1) {
        pipeline.emit(event, number, (answer) => {
          answers.push(answer);
          if (answers.length === MANY) resolve(answers);
        });
      }
    }),
    `${MANY} answers to "${event}"`,
  );
}
