// `close()` ends the whole connection of a client, as `disconnect(true)` does on Node.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, beside, client, connect, next, record, WAYS } from "./support/client.mjs";
import { unless } from "./support/protocol.mjs";
import { serverForAll } from "./support/server.mjs";
import { until } from "./support/until.mjs";

const server = serverForAll("test-server");
const withAuth = unless("v3", "clients of Engine.IO 3 send no auth, by which the test tells the hook what to do");
const GONE = ["disconnect", "io server disconnect"];

for (const { way, transports } of WAYS) {
  describe(`close over ${way}`, () => {
    /** A client in both namespaces over one connection, with what both receive. */
    const both = async (t) => {
      const here = await connect(t, `${server.url}/closing`, { transports });
      const there = await beside(t, here, "/closing-too");
      const manager = here.io;
      const gone = Promise.all([here, there].map((socket) => next(socket, "disconnect")));
      const closed = new Promise((resolve) => manager.once("close", resolve));
      return { here, there, id: here.id, heard: [record(here), record(there)], gone: Promise.all([gone, closed]) };
    };
    /** The journal's entries of the two disconnect hooks. */
    const left = (id) => server.journal({ what: "left", id }, 2);

    test("every namespace of the connection is left with its hook, and what was sent before arrives", async (t) => {
      const { here, id, heard, gone } = await both(t);
      here.emit("close");
      await gone;
      assert.deepEqual(heard, [[["last-words", "here"], GONE], [["last-words", "there"], GONE]]);
      const entries = await left(id);
      assert.deepEqual(entries.map(({ gateway }) => gateway).sort(), ["Closing", "ClosingToo"]);
      for (const { reason } of entries) assert.equal(reason, "server namespace disconnect");
    });

    test("a second close and a disconnect change nothing", async (t) => {
      const { here, id, heard, gone } = await both(t);
      here.emit("close-twice");
      await gone;
      assert.deepEqual(heard, [[GONE], [GONE]]);
      await left(id);
      assert.equal(server.entries({ what: "left", id }).length, 2);
    });

    test("the connections of a room are closed, and no others", async (t) => {
      const room = `room-${Math.random()}`;
      const [one, two, stays] = [await both(t), await both(t), await both(t)];
      await Promise.all([one, two].map(({ here }) => ask(here, "join", room)));
      await ask(stays.here, "close-room", room);
      await Promise.all([one.gone, two.gone]);
      await Promise.all([left(one.id), left(two.id)]);
      assert.deepEqual(one.heard, [[GONE], [GONE]]);
      await ask(stays.here, "join", room);
      assert.deepEqual([stays.here.connected, stays.there.connected, stays.heard], [true, true, [[], []]]);
    });

    test("messages in work end, and reach the client no more", async (t) => {
      const { here, there, id, heard, gone } = await both(t);
      there.emit("work");
      await server.entry({ what: "working", id });
      here.emit("close-twice");
      await gone;
      const other = await connect(t, `${server.url}/closing-too`, { transports });
      await ask(other, "open");
      const { error } = await server.entry({ what: "worked", id });
      assert.equal(error, "the socket is disconnected");
      assert.deepEqual(heard, [[GONE], [GONE]]);
      await left(id);
    });

    test("a connection hook closes the connection, and the client is let in nowhere over it", withAuth, async (t) => {
      const here = client(t, `${server.url}/closing`, { transports, auth: { close: true } });
      const there = here.io.socket("/closing-too");
      t.after(() => there.disconnect());
      const heard = record(here);
      const outcome = [];
      there.on("connect_error", ({ message }) => outcome.push(message));
      there.on("disconnect", (reason) => outcome.push(reason));
      await next(here, "disconnect");
      await until(() => outcome.length > 0, () => "the other namespace to refuse or disconnect the client");
      assert.deepEqual(heard, [["connect"], GONE]);
      assert.ok(["the server has closed the connection", "io server disconnect"].includes(outcome[0]), outcome[0]);
    });

    test("a client that was closed may connect again over another connection", async (t) => {
      const { here, there, id, gone } = await both(t);
      here.emit("close-twice");
      await gone;
      const again = Promise.all([here, there].map((socket) => next(socket, "connect")));
      here.connect();
      there.connect();
      await again;
      assert.notEqual(here.id, id);
    });
  });
}

test("everyone in the namespace is closed", async (t) => {
  const alone = `${server.url}/closing`;
  const sockets = [await connect(t, alone), await connect(t, alone)];
  const gone = sockets.map((socket) => next(socket, "disconnect"));
  sockets[0].emit("close-everyone");
  for (const reason of await Promise.all(gone)) assert.equal([reason].flat()[0], "io server disconnect");
});
