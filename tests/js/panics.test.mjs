// A panic ends neither the process nor the connection, and whoever waits is answered (guarantees 8
// and 10).

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { ask, connect, next, TRANSPORTS } from "./support/client.mjs";
import { assertInternal } from "./support/errors.mjs";
import { startServer } from "./support/server.mjs";

let server;

before(async () => {
  server = await startServer("test-server");
});

after(() => server?.stop());

for (const transport of TRANSPORTS) {
  describe(`panics over ${transport}`, () => {
    for (const event of ["plain", "before-await", "after-await", "with-ack", "in-extractor", "in-answer", "in-ack", "in-event"]) {
      test(`"${event}": the acknowledgement is an internal error, and the connection lives on`, async (t) => {
        const socket = await connect(t, `${server.url}/panics`, { transports: [transport] });
        assertInternal(await ask(socket, event), event);
        assert.equal(await ask(socket, "alive", 7), 7);
        assert.equal(socket.connected, true);
      });
    }

    for (const event of ["plain", "before-await", "after-await", "in-extractor"]) {
      test(`"${event}" without an acknowledgement: the error is the event \`exception\``, async (t) => {
        const socket = await connect(t, `${server.url}/panics`, { transports: [transport] });
        const exception = next(socket, "exception");
        socket.emit(event);
        assertInternal(await exception, event);
        assert.equal(await ask(socket, "alive", 7), 7);
      });
    }

    test("another client is not disturbed", async (t) => {
      const [one, two] = [
        await connect(t, `${server.url}/panics`, { transports: [transport] }),
        await connect(t, `${server.url}/panics`, { transports: [transport] }),
      ];
      const answers = await Promise.all([ask(one, "plain"), ask(two, "alive", 1), ask(one, "after-await"), ask(two, "alive", 2)]);
      assert.deepEqual([answers[1], answers[3]], [1, 2]);
    });

    test("what panicked is in the log", async (t) => {
      const socket = await connect(t, `${server.url}/panics`, { transports: [transport] });
      await ask(socket, "after-await");
      await server.logged(/ERROR.*boom after an await/);
    });
  });
}
