// A client may come back to a namespace over the same connection, whatever still runs there
// (guarantee 6).

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { ask, beside, connect, next, WAYS } from "./support/client.mjs";
import { startServer } from "./support/server.mjs";

let server;

before(async () => {
  server = await startServer("test-server");
});

after(() => server?.stop());

for (const { way, transports } of WAYS) {
  describe(`reconnecting over ${way}`, () => {
    test("works while the disconnect hook of the first time still runs", async (t) => {
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

      await ask(barrier, "open-door");
      const left = await server.entry({ gateway: "Reconnect", what: "left", id });
      assert.deepEqual(left.rooms, [id, "present"].sort());
      assert.equal(left.reason, "client namespace disconnect");
      // The end of the first time is not the end of the second, also not through the old handle.
      assert.deepEqual(server.entries({ what: "emitted after the end" }), []);
      assert.deepEqual(await ask(socket, "rooms"), [socket.id, "present"].sort());

      socket.disconnect();
      await ask(barrier, "open-door");
      await server.journal({ gateway: "Reconnect", what: "left" }, 2);
    });

    test("works many times in a row, and every time has its hooks", async (t) => {
      const times = 50;
      const socket = await connect(t, `${server.url}/life`, { transports });
      await beside(t, socket, "/barrier");
      for (let time = 0; time < times; time += 1) {
        const connected = next(socket, "connect");
        socket.disconnect();
        socket.connect();
        await connected;
        if (time % 2 === 0) assert.equal((await ask(socket, "number", time)).number, time);
      }
      const { id } = socket;
      const before = server.entries({ gateway: "Life", what: "left", id }).length;
      const gone = next(socket, "disconnect");
      socket.disconnect();
      await gone;
      // A hook that was still running when its client left may have refused it instead.
      const left = await server.journal({ gateway: "Life", what: "left", id }, before);
      assert.ok(left.length <= times + 1, `${left.length} times`);
      assert.ok(left.every(({ reason }) => reason === "client namespace disconnect"));
    });
  });
}
