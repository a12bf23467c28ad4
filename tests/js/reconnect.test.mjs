// A client may come back to a namespace over the same connection, whatever still runs there
// (guarantee 6).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, beside, connect, next, record, WAYS } from "./support/client.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

for (const { way, transports } of WAYS) {
  describe(`guarantee 6: a client may come back at once, over ${way}`, () => {
    test("coming back works while the disconnect hook of the first time still runs", async (t) => {
      const socket = await connect(t, `${server.url}/reconnect`, { transports });
      const { id } = socket;
      // Keeps the connection open.
      const barrier = await beside(t, socket, "/barrier");
      await ask(socket, "rooms");

      const connected = next(socket, "connect");
      socket.disconnect();
      socket.connect();
      await connected;
      assert.deepEqual(await ask(socket, "rooms"), [socket.id, "present"].sort());
      await server.entry({ gateway: "Reconnect", what: "leaving", id });
      assert.deepEqual(server.entries({ gateway: "Reconnect", what: "left", id }), []);

      await ask(barrier, "open-gate");
      const left = await server.entry({ gateway: "Reconnect", what: "left", id });
      assert.deepEqual(left.rooms, [id, "present"].sort());
      assert.equal(left.reason, "client namespace disconnect");
      // The end of the first time is not the end of the second, also not through the old handle.
      assert.deepEqual(server.entries({ what: "emitted after the end" }), []);
      assert.deepEqual(await ask(socket, "rooms"), [socket.id, "present"].sort());

      socket.disconnect();
      await ask(barrier, "open-gate");
      await server.journal({ gateway: "Reconnect", what: "left" }, 2);
    });

    test("coming back works while the connection hook of the first time still runs, and its error ends only that", async (t) => {
      const socket = await connect(t, `${server.url}/life`, { transports });
      const { id } = socket;
      await beside(t, socket, "/barrier");
      for (let time = 1; time <= 5; time += 1) {
        // The hook awaits 50 ms; then it cannot greet a client that has left, and fails.
        await server.journal({ gateway: "Life", what: "joining", id }, time);
        const connected = next(socket, "connect");
        socket.disconnect();
        socket.connect();
        await connected;
      }
      const received = record(socket);
      assert.equal((await ask(socket, "number", 7)).number, 7);
      // The earlier hooks have ended by now: they began earlier and took as long.
      assert.equal((await ask(socket, "number", 8)).number, 8);
      assert.deepEqual(received, [["welcome", id]]);
    });
  });
}
