// One gateway serves all namespaces that its pattern stands for; a namespace comes with its first client and
// goes with its last.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { ask, beside, client, connect, next, record, TRANSPORTS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { serverFor, serverForAll } from "./support/server.mjs";
import { until } from "./support/until.mjs";

const server = serverForAll("test-server");

/** The namespaces of the chat that exist, seen from one of them. */
const namespaces = (socket) => ask(socket, "namespaces");

/** Waits until `/chat/{own}` is the only one. */
async function alone(socket) {
  const is = async () => (await namespaces(socket)).length === 1;
  await until(is, "the other namespaces to go");
}

for (const { way, transports } of TRANSPORTS) {
  describe(`dynamic namespaces over ${way}`, () => {
    const join = (t, namespace, options) =>
      connect(t, server.url + namespace, { transports, ...options });

    test("a method learns its namespace and its parameters", async (t) => {
      const socket = await join(t, "/chat/7");
      assert.deepEqual(await ask(socket, "where-am-i"), ["/chat/7", "/chat/7", "7"]);
    });

    test("several parameters are a struct, and each is one of its type", async (t) => {
      const socket = await join(t, "/shops/An's/tables/12");
      assert.deepEqual(await ask(socket, "where-am-i"), { shop: "An's", table: 12 });
      assert.equal(await ask(socket, "table"), 12);
    });

    test("a parameter that does not decode is an error", async (t) => {
      const socket = await join(t, "/shops/An/tables/large");
      assertError(await ask(socket, "table"), "bad_request", "table", {
        message: "invalid namespace `/shops/An/tables/large`: `table`: `large`: invalid digit found in string",
      });
    });

    test("a parameter of a connection hook that does not decode refuses the socket", async (t) => {
      const socket = client(t, `${server.url}/numbers/x`, { transports });
      const left = next(socket, "disconnect");
      assertError(await next(socket, "exception"), "bad_request", "connection");
      await left;
    });

    test("a parameter at the end may stand for several segments", async (t) => {
      assert.equal(await ask(await join(t, "/files/a/b/c.txt"), "where-am-i"), "a/b/c.txt");
    });

    test("a gateway with a fixed name has it, whatever pattern the name matches too", async (t) => {
      assert.equal(await ask(await join(t, "/chat/lobby"), "where-am-i"), "in the lobby");
    });

    test("a name that the pattern does not match is no namespace", async (t) => {
      for (const namespace of ["/chat", "/chat/", "/chat/7/8", "/shops/An"]) {
        const socket = client(t, server.url + namespace, { transports });
        assert.equal((await next(socket, "connect_error")).message, "Invalid namespace");
      }
    });

    test("an event stays in its namespace", async (t) => {
      const [one, other, elsewhere] = await Promise.all(
        ["/chat/one", "/chat/one", "/chat/two"].map((namespace) => join(t, namespace)),
      );
      const [heard, unheard] = [record(other), record(elsewhere)];
      await ask(one, "say", "all");
      await ask(one, "say-to-others", "others");
      await Promise.all([other, elsewhere].map((socket) => ask(socket, "where-am-i")));
      assert.deepEqual(heard, [["said", "all"], ["said", "others"]]);
      assert.deepEqual(unheard, []);
    });

    test("the gateway's server reaches one of its namespaces by its name", async (t) => {
      const [here, there] = await Promise.all(["/chat/here", "/chat/there"].map((namespace) => join(t, namespace)));
      const said = next(there, "said");
      await ask(here, "say-in", "there", "hello");
      assert.equal(await said, "hello");
      // Where nobody is, nobody is reached, and that is no error.
      assert.equal(await ask(here, "say-in", "nowhere", "hello"), undefined);
    });

    test("the gateway's server reaches no namespace without a name", async (t) => {
      assert.equal(await ask(await join(t, "/chat/here"), "say-nowhere"), undefined);
    });

    test("a connection may be in several namespaces of a pattern", async (t) => {
      const one = await join(t, "/chat/one");
      const two = await beside(t, one, "/chat/two");
      assert.deepEqual(await ask(two, "where-am-i"), ["/chat/two", "/chat/two", "two"]);
      assert.deepEqual(await ask(one, "where-am-i"), ["/chat/one", "/chat/one", "one"]);
    });

    test("a namespace goes some time after its last client, and comes again", async (t) => {
      const watching = await join(t, "/chat/watching");
      await alone(watching);
      // One after the other: of two first clients at the same moment one may be told to connect again.
      const first = await join(t, "/chat/goes");
      const second = await join(t, "/chat/goes");
      assert.deepEqual(await namespaces(watching), ["/chat/goes", "/chat/watching"]);
      first.disconnect();
      await sleep(1_500);
      assert.deepEqual(await namespaces(watching), ["/chat/goes", "/chat/watching"]);
      second.disconnect();
      await alone(watching);
      const again = await join(t, "/chat/goes");
      assert.deepEqual(await ask(again, "where-am-i"), ["/chat/goes", "/chat/goes", "goes"]);
    });

    test("a kept handle reaches its namespace when the namespace has come again", async (t) => {
      const watching = await join(t, "/chat/watching");
      const first = await join(t, "/chat/kept");
      await ask(first, "keep");
      first.disconnect();
      await alone(watching);
      assert.equal(await ask(watching, "say-through-kept", "nobody"), undefined);
      const again = await join(t, "/chat/kept");
      const said = next(again, "said");
      await ask(watching, "say-through-kept", "hello");
      assert.equal(await said, "hello");
    });

    test("a client that comes back at once finds its namespace", async (t) => {
      const watching = await join(t, "/chat/watching");
      const { io } = watching;
      for (let time = 0; time < 20; time++) {
        const socket = await join(t, "/chat/back");
        await ask(socket, "where-am-i");
        socket.disconnect();
      }
      assert.equal(watching.connected, true);
      assert.ok(io);
    });

    test("refused clients leave nothing behind", async (t) => {
      const watching = await join(t, "/chat/watching");
      await alone(watching);
      // The hook refuses this room.
      for (let time = 0; time < 5; time++) {
        const socket = client(t, `${server.url}/chat/closed`, { transports });
        const left = next(socket, "disconnect");
        assertError(await next(socket, "exception"), "forbidden", "connection");
        await left;
      }
      await alone(watching);
    });

    test("disconnect hooks run, and the rooms are those of the namespace", async (t) => {
      const socket = await join(t, "/chat/hooks");
      const { id } = socket;
      await server.entry({ gateway: "Chat", what: "joined hooks", id });
      socket.disconnect();
      assert.deepEqual((await server.entry({ gateway: "Chat", what: "left", id })).rooms, [id]);
    });
  });
}

describe("the number of dynamic namespaces", () => {
  test("is capped, and those that exist are not affected", async (t) => {
    const own = await serverFor(t, "test-server");
    const first = await connect(t, `${own.url}/chat/0`, { transports: ["websocket"] });
    // The test server allows 64.
    await Promise.all(Array.from({ length: 63 }, (_, number) => beside(t, first, `/chat/${number + 1}`)));
    for (let time = 0; time < 100; time++) {
      const refused = first.io.socket(`/chat/over-${time}`);
      const error = await next(refused, "connect_error");
      assert.equal(error.message, "there are too many namespaces; try again later");
      refused.disconnect();
    }
    assert.equal((await namespaces(first)).length, 64);
    // Known names are no new ones.
    const known = await connect(t, `${own.url}/chat/63`, { transports: ["websocket"] });
    assert.equal((await ask(known, "where-am-i"))[2], "63");
  });

  test("does not keep a shutdown from saying goodbye to all clients", async (t) => {
    const own = await serverFor(t, "test-server");
    const socket = await connect(t, `${own.url}/chat/7`);
    const { id } = socket;
    assert.deepEqual(await own.stop("SIGTERM"), { code: 0, signal: null });
    const { reason } = await own.entry({ gateway: "Chat", what: "left", id });
    assert.match(reason, /shut/);
  });
});
