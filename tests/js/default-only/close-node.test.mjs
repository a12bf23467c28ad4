// A client sees the same of our `close()` and of `disconnect(true)` on Node: a server of each is asked.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";

import { Server } from "socket.io";

import { beside, connect, EVERY_WAY, record } from "../support/client.mjs";
import { serverForAll } from "../support/server.mjs";
import { PATIENCE, within } from "../support/within.mjs";

const ours = serverForAll("test-server");
const node = {};

before(async () => {
  const http = createServer();
  const io = new Server(http);
  node.reasons = [];
  const noting = (socket) => socket.on("disconnect", (reason) => node.reasons.push(reason));
  io.of("/closing").on("connection", (socket) => {
    noting(socket);
    socket.on("close", () => {
      socket.emit("last-words", "here");
      io.of("/closing-too").sockets.get(other(socket))?.emit("last-words", "there");
      socket.disconnect(true);
    });
  });
  io.of("/closing-too").on("connection", noting);
  // On Node each namespace has an id of its own.
  const other = (socket) => [...io.of("/closing-too").sockets.values()].find(({ conn }) => conn === socket.conn)?.id;
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  node.url = `http://127.0.0.1:${http.address().port}`;
  node.stop = () => io.close();
});

after(() => node.stop?.());

/** What the client of a server sees when its connection is closed. */
async function seen(t, url, transports) {
  const here = await connect(t, `${url}/closing`, { transports });
  const there = await beside(t, here, "/closing-too");
  const heard = [record(here), record(there)];
  const closed = new Promise((resolve) => here.io.once("close", (reason) => resolve(reason)));
  here.emit("close");
  const reason = await within(PATIENCE, closed, `${url} to close the connection`);
  return { heard, reason, connected: [here.connected, there.connected], active: [here.active, there.active] };
}

describe("the whole connection ends", () => {
  for (const { way, transports } of EVERY_WAY) {
    test(`in the same way for the client as on Node, over ${way}`, async (t) => {
      const theirs = await seen(t, node.url, transports);
      assert.deepEqual(await seen(t, ours.url, transports), theirs);
      assert.equal(theirs.heard[0].length, 2, "the last words arrive on Node");
    });
  }

  test("and the hooks get the reason that Node's get", async (t) => {
    node.reasons.length = 0;
    await seen(t, node.url, ["websocket"]);
    assert.deepEqual(node.reasons, ["server namespace disconnect", "server namespace disconnect"]);
  });
});
