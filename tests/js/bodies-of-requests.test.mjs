// The body of a stranger's request holds no thread, and makes no more work than a client needs.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect } from "./support/client.mjs";
import { named, PROTOCOL, unless } from "./support/protocol.mjs";
import { serverForAll } from "./support/server.mjs";
import { rawPolling } from "./support/wire.mjs";

const TEXT_ONLY = unless("msgpack", "its packets are binary");
const VERSION = PROTOCOL === "v3" ? 3 : 4;
const BAD_REQUEST = { status: 400, body: '{"code":3,"message":"Bad request"}' };
const UNKNOWN = { status: 400, body: '{"code":1,"message":"Session ID unknown"}' };

describe(named("the body of a request"), TEXT_ONLY, () => {
  const server = serverForAll("test-server");

  /** What the server answers to this body of a session that is in the namespace. */
  const post = async (body, version = VERSION) => {
    const polling = await rawPolling(server.url, "/secret");
    const url = new URL(polling.path, server.url);
    url.searchParams.set("EIO", version);
    const answer = async (options) => {
      const response = await fetch(url, options);
      return { status: response.status, body: await response.text() };
    };
    return [await answer({ method: "POST", body }), await answer({ method: "POST", body: VERSION === 3 ? "1:1" : "1" })];
  };

  const joined = (packets) => packets.map((packet) => (VERSION === 3 ? `${packet.length}:${packet}` : packet)).join(VERSION === 3 ? "" : "\x1e");

  /** All workers of the server are free: each client is answered. */
  const assertIsServed = async (t) => {
    const clients = await Promise.all(Array.from({ length: 8 }, () => connect(t, `${server.url}/secret`)));
    await Promise.all(clients.map(async (socket) => assert.equal(await ask(socket, "say", "here"), "here")));
  };

  test("may join as many namespaces as a client has, and not hundreds of thousands", async (t) => {
    const connects = (count) => joined(Array(count).fill("40/secret,"));
    assert.deepEqual((await post(connects(1_000)))[0], { status: 200, body: "ok" });
    const refused = [BAD_REQUEST, UNKNOWN];
    assert.deepEqual(await post(connects(1_001)), refused);
    assert.deepEqual(await post(connects(70_000)), refused);
    await assertIsServed(t);
  });

  test("has names of namespaces that are not repeated by the megabyte", async () => {
    const answers = await post(joined([`40/${"n".repeat(900_000)},`]));
    assert.deepEqual(answers, [BAD_REQUEST, UNKNOWN]);
  });

  test("does not hold a thread without end when a length of Engine.IO 3 ends within a letter", async (t) => {
    for (const body of ["1:😀x", "1:😀", "2:4😀x", "9:4", "0:", "x"]) {
      for (let round = 0; round < 4; round += 1) {
        const [answer] = await post(body, 3);
        assert.deepEqual(answer, BAD_REQUEST, body);
      }
    }
    await assertIsServed(t);
  });

  test("of Engine.IO 3 may arrive letter by letter", unless(["common"], "its bodies are others"), async (t) => {
    const polling = await rawPolling(server.url, "/secret");
    const packet = `42/secret,7["say","${"ä€😀".repeat(2_000)}"]`;
    const bytes = new TextEncoder().encode(`${packet.length}:${packet}`);
    const body = new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 1) controller.enqueue(bytes.subarray(at, at + 1));
        controller.close();
      },
    });
    const response = await fetch(new URL(polling.path, server.url), { method: "POST", body, duplex: "half" });
    assert.equal(response.status, 200);
    await server.entry({ gateway: "Secret", what: "said", id: polling.id });
    await assertIsServed(t);
  });
});
