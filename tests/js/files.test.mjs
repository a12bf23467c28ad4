// Binary data in bodies, answers and emits: attachments, each in its place.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { ask, askAll, connect, next, TRANSPORTS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { startServer } from "./support/server.mjs";

let server;

before(async () => {
  server = await startServer("test-server");
});

after(() => server?.stop());

const FILE = {
  unread: Buffer.from([9, 9, 9]),
  parts: [Buffer.from([1]), Buffer.from([]), Buffer.from([2, 3])],
  data: Buffer.from([0, 255, 128, 10]),
  name: "a.bin",
};
const { unread: _, ...READ } = FILE;

for (const transport of TRANSPORTS) {
  describe(`binary data over ${transport}`, () => {
    const join = (t) => connect(t, `${server.url}/files`, { transports: [transport] });

    test("a body and an answer can be binary", async (t) => {
      const files = await join(t);
      assert.deepEqual(await ask(files, "bytes", Buffer.from("binary")), Buffer.from("binary"));
      const long = Buffer.alloc(60_000, 7);
      assert.deepEqual(await ask(files, "bytes", long), long);
    });

    test("binary fields are found by their number, whatever is skipped and in whatever order", async (t) => {
      assert.deepEqual(await ask(await join(t), "file", FILE), READ);
    });

    test("positional arguments can be binary, and so can several arguments of an answer", async (t) => {
      const answer = await askAll(await join(t), "positional", Buffer.from("one"), "text", Buffer.from("two"));
      assert.deepEqual(answer, [Buffer.from("two"), "text", Buffer.from("one")]);
    });

    test("a member of a body can be binary", async (t) => {
      assert.equal(await ask(await join(t), "key", FILE), 4);
    });

    test("an emitted payload can hold binary data", async (t) => {
      const files = await join(t);
      const file = next(files, "file");
      await askAll(files, "emit", FILE);
      assert.deepEqual(await file, READ);
    });

    test("text where binary data is expected is answered with an error", async (t) => {
      const files = await join(t);
      assertError(await ask(files, "file", { ...READ, data: 7 }), "bad_request", "file");
      assertError(await ask(files, "bytes"), "bad_request", "bytes");
      assert.deepEqual(await ask(files, "bytes", Buffer.from("still here")), Buffer.from("still here"));
    });
  });
}
