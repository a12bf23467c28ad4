// Binary data in bodies, answers and emits becomes attachments, each in its place.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, askAll, connect, next, record, TRANSPORTS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { unless } from "./support/protocol.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

const FILE = {
  unread: Buffer.from([9, 9, 9]),
  parts: [Buffer.from([1]), Buffer.from([]), Buffer.from([2, 3])],
  data: Buffer.from([0, 255, 128, 10]),
  name: "a.bin",
};
const { unread: _, ...READ } = FILE;
const DATA = Buffer.from([0, 255, 128, 10]);

for (const { way, transports } of TRANSPORTS) {
  /** The options of a test in which the server sends binary data. */
  const received = transports.includes("websocket")
    ? {}
    : unless("v3", "the protocol library writes attachments as Engine.IO 4 does");

  describe(`binary data over ${way}`, () => {
    const join = (t) => connect(t, `${server.url}/files`, { transports });

    test("a body and an answer can be binary", received, async (t) => {
      const files = await join(t);
      assert.deepEqual(await ask(files, "bytes", Buffer.from("binary")), Buffer.from("binary"));
      const long = Buffer.alloc(60_000, 7);
      assert.deepEqual(await ask(files, "bytes", long), long);
    });

    test("binary fields are found by their number, whatever is skipped and in whatever order", received, async (t) => {
      assert.deepEqual(await ask(await join(t), "file", FILE), READ);
    });

    test("positional arguments can be binary, and so can several arguments of an answer", received, async (t) => {
      const answer = await askAll(await join(t), "positional", Buffer.from("one"), "text", Buffer.from("two"));
      assert.deepEqual(answer, [Buffer.from("two"), "text", Buffer.from("one")]);
    });

    test("a member of a body can be binary", async (t) => {
      assert.equal(await ask(await join(t), "key", FILE), 4);
    });

    for (const [what, data] of [
      ["an ArrayBuffer", Uint8Array.of(1, 2, 3, 4).buffer],
      ["an ArrayBuffer of one byte", Uint8Array.of(0).buffer],
      ["an ArrayBuffer of eight bytes", Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1).buffer],
      ["an empty ArrayBuffer", new ArrayBuffer(0)],
      ["a long ArrayBuffer", new ArrayBuffer(60_000)],
      ["a Uint8Array", Uint8Array.of(1, 2, 3)],
      ["a Float64Array", Float64Array.of(1, 2, 3)],
    ]) {
      const options = ArrayBuffer.isView(data) ? unless("v3", "the client takes a view for an object") : {};
      test(`binary data can be ${what}`, options, async (t) => {
        assert.equal(await ask(await join(t), "key", { data }), data.byteLength);
      });
    }

    for (const [what, event, value] of [
      ["in an Option", "optional", DATA],
      ["nowhere, in an Option", "optional", null],
      ["in a newtype", "newtype", DATA],
      ["in the elements of a list", "list", [DATA, null, DATA]],
      ["in the values of a map", "map", { a: DATA, b: Buffer.from("b") }],
      ["in a variant", "part", { Blob: DATA }],
      ["in a struct in a variant", "part", { File: READ }],
      ["in a newtype in an Option in a variant", "part", { Named: { blob: DATA } }],
    ]) {
      test(`binary data can be ${what}, in a body and in an answer (${event})`, received, async (t) => {
        assert.deepEqual(await ask(await join(t), event, value), value);
      });
    }

    test("binary data can be deep in an event", received, async (t) => {
      const files = await join(t);
      const part = next(files, "part");
      files.emit("event", { Named: { blob: DATA } });
      assert.deepEqual(await part, { Named: { blob: DATA } });
    });

    test("binary data is no JSON", async (t) => {
      assertError(await ask(await join(t), "json", { a: Buffer.from("An") }), "bad_request", "json");
    });

    test("an emitted payload can hold binary data, to a socket and to a room", received, async (t) => {
      const files = await join(t);
      const heard = record(files);
      await askAll(files, "emit", FILE);
      assert.deepEqual(heard, [["file", READ], ["file", READ]]);
    });

    test("a client can acknowledge with binary data", async (t) => {
      const files = await join(t);
      files.on("file?", (answer) => answer(FILE, "more is ignored"));
      assert.deepEqual(await ask(files, "ask-file"), ["a.bin", 4, [1, 0, 2]]);
    });

    test("a client can acknowledge with binary data in several arguments", async (t) => {
      const files = await join(t);
      files.once("parts?", (answer) => answer(Buffer.from([1, 2]), "a.bin", Buffer.from([3]), Buffer.from([4])));
      assert.deepEqual(await ask(files, "ask-parts"), [[1, 2], "a.bin", [3]]);
      files.once("parts?", (answer) => answer(Buffer.from([1, 2]), "a.bin"));
      assert.deepEqual(await ask(files, "ask-parts"), [[1, 2], "a.bin", null]);
    });

    test("text where binary data is expected is answered with an error", async (t) => {
      const files = await join(t);
      assertError(await ask(files, "file", { ...READ, data: 7 }), "bad_request", "file");
      assertError(await ask(files, "bytes"), "bad_request", "bytes");
      assert.equal(await ask(files, "key", FILE), 4);
    });
  });
}
