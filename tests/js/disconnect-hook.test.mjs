// Each gateway that has accepted a socket is told of its end, exactly once (guarantee 6).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { arrived, ask, askAll, beside, connect, next, record, WAYS } from "./support/client.mjs";
import { assertInternal } from "./support/errors.mjs";
import { serverFor } from "./support/server.mjs";

for (const { way, transports } of WAYS) {
  describe(`guarantee 6: a disconnect is the last entry of its socket and its hook runs once, over ${way}`, () => {
    for (const [what, leave, reason, seen] of [
      ["the client disconnects", (life) => life.disconnect(), "client namespace disconnect", "io client disconnect"],
      ["the client closes the connection", (life) => life.io.engine.close(), "transport close", "forced close"],
      ["the connection breaks", (life) => destroy(life), /^transport (close|error)$/, undefined],
      ["a plain method disconnects it", (life) => life.emit("kick"), "server namespace disconnect", "io server disconnect"],
      ["an async method disconnects it", (life) => life.emit("kick-async"), "server namespace disconnect", "io server disconnect"],
      ["a method disconnects it twice", (life) => life.emit("kick-after-words"), "server namespace disconnect", "io server disconnect"],
      ["the server shuts down", (_, server) => server.stop("SIGTERM"), "server shutting down", undefined],
    ]) {
      // A client that polls learns of a broken connection only when it sends.
      if (leave.toString().includes("destroy") && !transports.includes("websocket")) continue;

      test(`the hook runs once, with the reason and the rooms, when ${what}`, async (t) => {
        const server = await serverFor(t, "test-server");
        const life = await connect(t, `${server.url}/life`, { transports });
        await ask(life, "number", 1);
        await arrived(t, life);
        const { id } = life;
        const gone = next(life, "disconnect");
        leave(life, server);
        const said = await gone;
        if (seen) assert.equal([said].flat()[0], seen);
        const left = await server.entry({ gateway: "Life", what: "left", id });
        assert.match(left.reason, new RegExp(reason));
        assert.deepEqual(left.rooms, [id, "greeted"].sort());
        // Whoever ran it a second time has done so when the server has ended.
        assert.deepEqual(await server.stop("SIGTERM"), { code: 0, signal: null });
        assert.equal(server.entries({ gateway: "Life", what: "leaving" }).length, 1);
        assert.equal(server.entries({ gateway: "Life", what: "left" }).length, 1);
      });
    }

    describe("with one server", () => {
      const start = async (t) => {
        const server = await serverFor(t, "test-server");
        return server;
      };

      test("what was emitted and answered before a disconnect still arrives", async (t) => {
        const server = await start(t);
        const life = await connect(t, `${server.url}/life`, { transports });
        await ask(life, "number", 1);
        await arrived(t, life);
        const received = record(life);
        const gone = next(life, "disconnect");
        assert.deepEqual(await askAll(life, "kick-after-words"), ["answered"]);
        await gone;
        assert.deepEqual(received, [["last-words", 1], ["last-words", 2], ["disconnect", "io server disconnect"]]);
      });

      test("each namespace of a connection that breaks is told", async (t) => {
        const server = await start(t);
        const life = await connect(t, `${server.url}/life`, { transports });
        const panics = await beside(t, life, "/panics");
        await ask(life, "number", 1);
        await ask(panics, "alive", 1);
        life.io.engine.close();
        await server.entry({ gateway: "Life", what: "left" });
        await server.entry({ gateway: "Panics", what: "left" });
        await server.stop("SIGTERM");
        assert.equal(server.entries({ what: "left" }).length, 2);
      });

      test("the hook of a sequential gateway runs after every earlier message has completed", async (t) => {
        const server = await start(t);
        const sequential = await connect(t, `${server.url}/sequential`, { transports });
        const { id } = sequential;
        for (let number = 0; number < 20; number += 1) sequential.emit("complete");
        await arrived(t, sequential);
        sequential.disconnect();
        await server.entry({ gateway: "Sequential", what: "left", id });
        const journal = server.entries({ gateway: "Sequential", id }).map(({ what }) => what);
        assert.deepEqual(journal, [...Array(20).fill("completed"), "left"]);
      });

      test("the hook runs after a method of the socket has panicked", async (t) => {
        const server = await start(t);
        const panics = await connect(t, `${server.url}/panics`, { transports });
        const { id } = panics;
        await arrived(t, panics);
        assertInternal(await ask(panics, "plain"), "plain");
        assertInternal(await ask(panics, "after-await"), "after-await");
        panics.disconnect();
        await server.entry({ gateway: "Panics", what: "left", id });
        await server.stop("SIGTERM");
        assert.equal(server.entries({ gateway: "Panics", what: "left" }).length, 1);
      });

      test("a hook that panics harms neither the next gateway's, nor the rooms, nor the shutdown", async (t) => {
        const server = await start(t);
        const first = await connect(t, `${server.url}/panics-at-disconnect`, { transports });
        const second = await connect(t, `${server.url}/panics-at-disconnect`, { transports });
        const { id } = first;
        await arrived(t, first);
        first.disconnect();
        await server.entry({ gateway: "DisconnectPanics", what: "leaving", id });
        await server.entry({ gateway: "LeavesAfterPanic", what: "left", id });
        await server.logged(/ERROR.*boom in a disconnect hook/);
        assert.deepEqual(await ask(second, "rooms"), [second.id, `room of ${second.id}`].sort());
        assert.deepEqual(await server.stop("SIGTERM"), { code: 0, signal: null });
        assert.equal(server.entries({ gateway: "DisconnectPanics", what: "leaving" }).length, 2);
        assert.equal(server.entries({ gateway: "LeavesAfterPanic", what: "left" }).length, 2);
      });

      test("a connection that was refused has no disconnect hook, also not at the shutdown", async (t) => {
        const server = await start(t);
        const life = await connect(t, `${server.url}/life`, { transports });
        await ask(life, "number", 1);
        const refused = life.io.socket("/refused-at-once");
        t.after(() => refused.disconnect());
        await next(refused, "disconnect");
        assert.deepEqual(await server.stop("SIGTERM"), { code: 0, signal: null });
        assert.deepEqual(
          server.entries({ what: "left" }).map(({ gateway }) => gateway),
          ["Life"],
        );
      });
    });
  });
}

/** Ends the TCP connection without a word. */
function destroy(socket) {
  const { transport } = socket.io.engine;
  if (transport.name === "websocket") transport.ws.terminate();
  else socket.io.engine.close();
}
