// A method that returns a stream answers with many events, as with NestJS's Observable of WsResponses.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { arrived, ask, askAll, connect, connectPinged, next, record, WAYS } from "./support/client.mjs";
import { assertError, assertInternal } from "./support/errors.mjs";
import { serverFor, serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

const ticks = (to) => Array.from({ length: to }, (_, index) => ["tick", index + 1]);

for (const { way, transports } of WAYS) {
  describe(`streams over ${way}`, () => {
    const join = (t, namespace = "/streams") => connect(t, server.url + namespace, { transports });

    for (const [event, values, expected, what] of [
      ["count", [3], ticks(3), "each item is emitted in order, then comes an empty acknowledgement"],
      ["count-slowly", [3], ticks(3), "items that come later are emitted as they come"],
      ["count", [0], [], "a stream without items is an empty acknowledgement"],
      ["nothing", [], [], "a stream that ends at once is an empty acknowledgement"],
      ["declared", [], [["stock-changed", { left: 2 }], ["stock-changed", { left: 1 }]], "declared events have their names"],
      ["boxed", [], ticks(2), "a boxed stream is a stream"],
    ]) {
      test(`${what} (${event} ${values})`, async (t) => {
        const socket = await join(t);
        const received = record(socket);
        assert.deepEqual(await askAll(socket, event, ...values), []);
        assert.deepEqual(received, expected);
      });
    }

    test("items arrive in order, however many", async (t) => {
      const socket = await join(t);
      const received = record(socket);
      await askAll(socket, "count", 2_000);
      assert.deepEqual(received, ticks(2_000));
    });

    test("a client that asks for no acknowledgement gets the items alone", async (t) => {
      const socket = await join(t);
      const received = record(socket);
      socket.emit("count", 3);
      while (received.length < 3) await next(socket, "tick");
      assert.equal(await ask(socket, "alive"), true);
      assert.deepEqual(received, ticks(3));
    });

    test("an error ends the stream and is the acknowledgement", async (t) => {
      const socket = await join(t);
      const received = record(socket);
      assertError(await ask(socket, "fails-in-between"), "conflict", "fails-in-between", { message: "no more" });
      assert.equal(await ask(socket, "alive"), true);
      assert.deepEqual(received, ticks(1));
    });

    test("an error that nobody waits for is an exception after the items before it", async (t) => {
      const socket = await join(t);
      const received = record(socket);
      const exception = next(socket, "exception");
      socket.emit("fails-in-between");
      assertError(await exception, "conflict", "fails-in-between", { message: "no more" });
      assert.deepEqual(received.map(([event]) => event), ["tick", "exception"]);
    });

    test("a method may refuse instead of returning its stream", async (t) => {
      assertError(await ask(await join(t), "refused"), "forbidden", "refused", { message: "not for you" });
    });

    test("a panic in a stream is an internal error, and the connection lives on", async (t) => {
      const socket = await join(t);
      const received = record(socket);
      assertInternal(await ask(socket, "panics"), "panics");
      assert.deepEqual(received, ticks(1));
      assert.equal(await ask(socket, "alive"), true);
      await server.logged(/boom in a stream/);
    });

    test("a stream without an end is dropped when the client leaves", async (t) => {
      const socket = await join(t);
      const { id } = socket;
      socket.emit("endless");
      while ((await next(socket, "tick")) < 3);
      assert.deepEqual(server.entries({ gateway: "Streams", what: "dropped", id }), []);
      socket.disconnect();
      await server.journal({ gateway: "Streams", what: "dropped", id }, 1);
    });

    test("a stream is dropped when the connection is lost", async (t) => {
      const socket = await join(t);
      const { id } = socket;
      socket.emit("endless");
      await next(socket, "tick");
      socket.io.engine.close();
      await server.journal({ gateway: "Streams", what: "dropped", id }, 1);
    });

    test("a stream that disconnects its client ends with it", async (t) => {
      const socket = await join(t);
      const { id } = socket;
      const left = next(socket, "disconnect");
      socket.emit("kicks");
      assert.equal([await left].flat()[0], "io server disconnect");
      await server.journal({ gateway: "Streams", what: "dropped", id }, 1);
    });

    test("other messages are answered while a stream goes on", async (t) => {
      const socket = await join(t);
      socket.emit("endless");
      await next(socket, "tick");
      assert.equal(await ask(socket, "alive"), true);
    });

    test("streams count as messages in work", async (t) => {
      const socket = await join(t);
      for (let stream = 0; stream < 4; stream++) socket.emit("endless");
      assertError(await ask(socket, "alive"), "too_many_requests", "alive");
    });

    test("in sequential order the next message waits for the stream's end", async (t) => {
      const socket = await join(t, "/streams-in-turn");
      const received = record(socket);
      await Promise.all([askAll(socket, "count-slowly", 3), askAll(socket, "count-slowly", 2)]);
      assert.deepEqual(received, [...ticks(3), ...ticks(2)]);
    });
  });
}

test("a stream is not polled while its client does not read", async (t) => {
  // So few packets that what lies in buffers is little beside the stream.
  const own = await serverFor(t, "test-server", { env: { MAX_BUFFER_SIZE: "128" } });
  const socket = await connectPinged(t, `${own.url}/streams`);
  const { id } = socket;
  const other = await connect(t, `${own.url}/streams`);
  // The socket of the browser's WebSocket: what arrives stays where it is.
  const connection = socket.io.engine.transport.ws._socket;
  socket.emit("torrent");
  await next(socket, "water");
  connection.pause();
  const poured = () => own.entries({ gateway: "Streams", what: "poured", id }).length;
  let before = -1;
  // Until it stands still for a while: buffers on the way are full then.
  for (let still = 0; still < 5; ) {
    assert.equal(await ask(other, "alive"), true);
    still = poured() === before ? still + 1 : 0;
    before = poured();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // Each entry is 10 MB. What lies in buffers is a few megabytes, and not the stream.
  assert.ok(before < 20, `${before}`);
  connection.resume();
  await own.journal({ gateway: "Streams", what: "poured", id }, before + 2);
});

test("a shutdown ends streams, and says so", async (t) => {
  const own = await serverFor(t, "test-server");
  const socket = await connect(t, `${own.url}/streams`);
  const answer = ask(socket, "endless");
  await arrived(t, socket);
  await next(socket, "tick");
  const stopped = own.stop("SIGTERM");
  assertError(await answer, "unavailable", "endless");
  assert.deepEqual(await stopped, { code: 0, signal: null });
});
