// The attachments of a client's message are limited in number, and in the bytes that they have together.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, next, TRANSPORTS } from "./support/client.mjs";
import { PROTOCOL, unless } from "./support/protocol.mjs";
import { serverFor, serverForAll } from "./support/server.mjs";

/** `max_payload` and `max_attachments`, unless the app says otherwise. */
const BYTES = 1_000_000;
const ATTACHMENTS = 100;

const server = serverForAll("test-server");

/** Pieces of binary data, so many and with so many bytes together. */
function pieces(count, bytes = count) {
  const each = Math.floor(bytes / count);
  return Array.from({ length: count }, (_, index) => Buffer.alloc(index === 0 ? bytes - each * (count - 1) : each, 7));
}

for (const { way, transports } of TRANSPORTS) {
  const isPolling = transports.includes("polling");
  const noAttachments = unless("msgpack", "binary data is a part of the message there");
  const inSeveralRequests =
    isPolling && PROTOCOL === "v3" ? { skip: "the client sends all of a message in one request, which is too long" } : noAttachments;

  describe(`attachments over ${way}`, () => {
    const join = (t, url = server.url) => connect(t, `${url}/files`, { transports });

    /** The client sends what is more than the server takes, and its connection ends. */
    async function isEnded(socket, list) {
      const left = next(socket, "disconnect");
      socket.emit("weigh", list);
      const [reason] = [await left].flat();
      assert.match(reason, isPolling ? /^transport (close|error)$/ : /^transport close$/);
    }

    test(`${ATTACHMENTS} attachments are accepted`, async (t) => {
      const files = await join(t);
      assert.deepEqual(await ask(files, "weigh", pieces(ATTACHMENTS)), [ATTACHMENTS, ATTACHMENTS]);
      // Each message has as many.
      assert.deepEqual(await ask(files, "weigh", pieces(ATTACHMENTS)), [ATTACHMENTS, ATTACHMENTS]);
    });

    test("one attachment more ends the connection", noAttachments, async (t) => {
      await isEnded(await join(t), pieces(ATTACHMENTS + 1));
    });

    test(`${BYTES} bytes are accepted in several attachments, whatever the text beside them has`, inSeveralRequests, async (t) => {
      const files = await join(t);
      assert.deepEqual(await ask(files, "weigh", pieces(10, BYTES), "x".repeat(500_000)), [10, BYTES]);
      assert.deepEqual(await ask(files, "weigh", pieces(2, BYTES)), [2, BYTES]);
    });

    test("one byte more ends the connection", inSeveralRequests, async (t) => {
      await isEnded(await join(t), pieces(2, BYTES + 1));
    });

    test("acknowledgements of a client have the same limits", noAttachments, async (t) => {
      const files = await join(t);
      files.on("file?", (answer) => answer({ name: "a.bin", data: Buffer.alloc(1), parts: pieces(ATTACHMENTS) }));
      const left = next(files, "disconnect");
      files.emit("ask-file");
      await left;
    });

    test("messages without attachments have no such limit", unless(["common", "v3"], "all are attachments there"), async (t) => {
      const files = await join(t);
      const many = 10 * ATTACHMENTS;
      assert.deepEqual(await ask(files, "weigh", pieces(many)), [many, many]);
    });

    test("the builder sets other limits", inSeveralRequests, async (t) => {
      const own = await serverFor(t, "test-server", { env: { MAX_ATTACHMENTS: "2", MAX_PAYLOAD: "500" } });
      assert.deepEqual(await ask(await join(t, own.url), "weigh", pieces(2, 400)), [2, 400]);
      await isEnded(await join(t, own.url), pieces(3));
      await isEnded(await join(t, own.url), pieces(2, 501));
    });
  });
}
