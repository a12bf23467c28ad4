// Several gateways share one namespace, and agree about its sockets (guarantees 5 and 6).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { arrived, ask, client, connect, cues, next, record, WAYS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

for (const { way, transports } of WAYS) {
  describe(`guarantee 5: gateways that share a namespace, over ${way}`, () => {
    test("each answers its own events", async (t) => {
      const shared = await connect(t, `${server.url}/shared`, { transports });
      assert.equal(await ask(shared, "alpha"), "Alpha");
      assert.equal(await ask(shared, "beta"), "Beta");
      assertError(await ask(shared, "gamma"), "not_found", "gamma");
    });

    test("their connection hooks run one after the other, in name order, before any message", async (t) => {
      const shared = client(t, `${server.url}/shared`, { transports });
      const received = record(shared);
      assert.equal(await ask(shared, "beta"), "Beta");
      assert.deepEqual(received, [["connect"], ["joined", "Alpha"], ["joined", "Beta"]]);
    });

    test("their disconnect hooks run once each", async (t) => {
      const shared = await connect(t, `${server.url}/shared`, { transports });
      const { id } = shared;
      await ask(shared, "beta");
      shared.disconnect();
      const left = await server.journal({ what: "left", id }, 2);
      assert.deepEqual(left.map(({ gateway }) => gateway), ["Alpha", "Beta"]);
    });

    test("when one refuses, those before it are told that the socket has left, those after it never knew of it", async (t) => {
      /** The id of a client that the second has refused. */
      const refused = async () => {
        const half = client(t, `${server.url}/half`, { transports });
        const hook = cues(half);
        const answer = ask(half, "first");
        const goOn = await hook.next();
        const { id } = half;
        await arrived(t, half);
        const exception = next(half, "exception");
        const gone = next(half, "disconnect");
        goOn();
        assertError(await answer, "forbidden", "first", { message: "the second says no" });
        assertError(await exception, "forbidden", "connection", { message: "the second says no" });
        await gone;
        await server.entry({ gateway: "HalfFirst", what: "left", id });
        return id;
      };
      const id = await refused();
      // What the next client causes is printed after what this one has caused.
      await refused();
      assert.deepEqual(
        server.entries({ id }).map(({ gateway, what }) => [gateway, what]),
        [["HalfFirst", "joined"], ["HalfFirst", "left"]],
      );
      assert.deepEqual(server.entries({ gateway: "HalfThird" }), []);
    });
  });
}
