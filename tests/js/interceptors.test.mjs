// Interceptors see, change and keep answers, whatever kind of answer a method gives.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, askAll, connect, next, record, WAYS } from "./support/client.mjs";
import { unless } from "./support/protocol.mjs";
import { serverForAll } from "./support/server.mjs";

/** The type of a packet that acknowledges, in every version of the protocol. */
const ACK = 3;

const server = serverForAll("enhanced-server");

for (const { way, transports } of WAYS) {
  /** The options of a test in which the server sends binary data. */
  const received = transports?.includes("polling")
    ? unless("v3", "the protocol library writes attachments as Engine.IO 4 does")
    : {};

  describe(`interceptors over ${way}`, () => {
    const join = (t) => connect(t, `${server.url}/intercepted`, { transports });

    test("an answer is changed on its way, whatever its type", async (t) => {
      const socket = await join(t);
      for (const value of [1, "text", null, [1, 2], { a: { b: true } }]) {
        assert.deepEqual(await ask(socket, "wrapped", value), { data: value });
      }
    });

    test("binary data survives two changes", received, async (t) => {
      const { data } = await ask(await join(t), "wrapped-file");
      assert.equal(data.data.name, "a.bin");
      assert.deepEqual([...new Uint8Array(data.data.content)], [1, 2, 3]);
    });

    test("the data of an event is changed, and further arguments stay", async (t) => {
      const socket = await join(t);
      const number = next(socket, "number");
      assert.deepEqual(await askAll(socket, "wrapped-event"), []);
      assert.deepEqual(await number, { data: 7 });
      assert.deepEqual(await askAll(socket, "wrapped-args"), [{ data: 1 }, 2]);
      assert.deepEqual(await askAll(socket, "wrapped-nothing"), []);
    });

    test("a client that waits for no answer is not disturbed", async (t) => {
      const socket = await join(t);
      const seen = record(socket);
      socket.emit("wrapped", 1);
      assert.deepEqual(await ask(socket, "wrapped", 2), { data: 2 });
      assert.deepEqual(seen, []);
    });

    test("a cache answers without the method, binary data too", received, async (t) => {
      const socket = await join(t);
      const first = await ask(socket, "cached", `${way} 1`);
      assert.equal(await ask(socket, "cached", `${way} 1`), first);
      assert.notEqual(await ask(socket, "cached", `${way} 2`), first);
      for (let time = 0; time < 2; time += 1) {
        const { content } = await ask(socket, "cached-file", `${way} file`);
        assert.deepEqual([...new Uint8Array(content)], [4, 5]);
      }
    });

    test("the events of a stream are changed, one by one, and its end is seen", async (t) => {
      const socket = await join(t);
      const seen = record(socket);
      assert.deepEqual(await askAll(socket, "count", 3), []);
      assert.deepEqual(seen, [["doubled", 2], ["doubled", 4], ["doubled", 6]]);
      await server.entry({ what: "ended", name: "count", id: socket.id, end: "completed" });
    });

    test("the events of a list are changed like those of a stream", async (t) => {
      const socket = await join(t);
      const seen = record(socket);
      assert.deepEqual(await askAll(socket, "list", 3), []);
      assert.deepEqual(seen, [["doubled", 2], ["doubled", 4], ["doubled", 6]]);
      await server.entry({ what: "ended", name: "list", id: socket.id, end: "completed" });
      assert.deepEqual(await askAll(socket, "list", 0), []);
      assert.equal((await ask(socket, "list", 20)).code, "conflict");
    });

    test("an error in the change of an event ends the stream", async (t) => {
      const socket = await join(t);
      const seen = record(socket);
      const error = await ask(socket, "count", 20);
      assert.deepEqual([error.code, error.message], ["conflict", "thirteen"]);
      assert.equal(seen.length, 12);
      await server.entry({ what: "ended", name: "count", id: socket.id, end: "dropped" });
    });

    test("the end of a stream is seen when its client leaves", async (t) => {
      const socket = await join(t);
      const number = next(socket, "number");
      socket.emit("endless");
      await number;
      const { id } = socket;
      socket.disconnect();
      await server.entry({ what: "ended", name: "endless", id, end: "dropped" });
    });

    for (const [event, code, expected] of [
      ["detached", undefined, "from the interceptor"],
      ["late", "internal", "Internal server error"],
      ["extracted", undefined, "from the ack"],
      ["extracted-in-interceptor", undefined, "from the ack"],
      ["extracted-by-guard", "internal", "Internal server error"],
    ]) {
      test(`a message that is answered is not answered once more, where an Ack could: ${event}`, async (t) => {
        const socket = await join(t);
        const answers = [];
        const sent = next(socket, "sent");
        // The client's library calls a callback once, so the packets are counted.
        socket.io.on("packet", ({ type, data }) => type === ACK && answers.push(data[0]));
        socket.emit(event, () => {});
        await sent;
        assert.deepEqual(answers.map((answer) => answer.message ?? answer), [expected]);
        assert.equal(answers[0].code, code);
      });
    }

    test("an outcome by hand is no answer to another message", async (t) => {
      const socket = await join(t);
      assert.equal(await ask(socket, "keep"), "kept");
      assert.equal((await ask(socket, "mix-up")).code, "internal");
    });

    test("an answer that cannot be written is an internal error", async (t) => {
      const error = await ask(await join(t), "unwritable");
      assert.deepEqual([error.code, error.message], ["internal", "Internal server error"]);
      await server.logged(/ERROR.*an answer cannot be serialised/);
    });
  });
}
