// A value of a connection is made at the first use in a socket, is the same for all later uses there, and is dropped
// after the socket's last hook (guarantee 6).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { arrived, ask, beside, client, connect, next, WAYS } from "./support/client.mjs";
import { assertInternal } from "./support/errors.mjs";
import { serverFor } from "./support/server.mjs";

for (const { way, transports } of WAYS) {
  describe(`a value per connection, over ${way}`, () => {
    const start = (t) => serverFor(t, "test-server");
    const shop = (t, server) => connect(t, `${server.url}/shop`, { transports });

    test("all messages of a client get the same one, and another client gets another", async (t) => {
      const server = await start(t);
      const [one, other] = [await shop(t, server), await shop(t, server)];
      const [number, sum] = await ask(one, "add", "tea");
      assert.equal(sum, 7);
      assert.deepEqual(await ask(one, "add", "milk"), [number, 14]);
      assert.equal(await ask(one, "add-later", "sugar"), number);
      const [otherNumber, otherSum] = await ask(other, "add", "tea");
      assert.notEqual(otherNumber, number);
      assert.equal(otherSum, 7);
      assert.deepEqual(await ask(one, "add", "cake"), [number, 28]);
      assert.equal(server.entries({ what: "made" }).length, 2);
    });

    test("a value that is Clone is taken as it is", async (t) => {
      const server = await start(t);
      const [one, other] = [await shop(t, server), await shop(t, server)];
      assert.equal(await ask(one, "pay", 5), 5);
      assert.equal(await ask(one, "pay", 2), 7);
      assert.equal(await ask(other, "pay", 1), 1);
    });

    test("a client has one in each namespace", async (t) => {
      const server = await start(t);
      const one = await shop(t, server);
      const market = await beside(t, one, "/market");
      const [number] = await ask(one, "add", "tea");
      assert.notEqual(await ask(market, "number"), number);
      assert.equal(server.entries({ what: "made" }).length, 2);
    });

    test("guards, hooks, interceptors, pipes, methods and filters get the same one", async (t) => {
      const server = await start(t);
      const market = await connect(t, `${server.url}/market`, { transports });
      const seen = ["guard", "connection hook"];
      assert.deepEqual(await ask(market, "seen", "tea"), [...seen, "guard", "interceptor", "pipe"]);
      assert.equal((await ask(market, "refused")).code, "conflict");
      const again = await ask(market, "seen", "tea");
      assert.deepEqual(again.slice(5), ["guard", "filter", "guard", "interceptor", "pipe"]);
      assert.equal(server.entries({ what: "made" }).length, 1);
    });

    test("it is dropped once, after the disconnect hook, which still gets it", async (t) => {
      const server = await start(t);
      const market = await connect(t, `${server.url}/market`, { transports });
      const [cart, id] = [await ask(market, "number"), market.id];
      assert.deepEqual(server.entries({ what: "dropped" }), []);
      market.disconnect();
      await server.entry({ cart, what: "dropped" });
      const journal = server.entries({ cart }).map(({ what, id }) => [what, id]);
      assert.deepEqual(journal, [["made", undefined], ["left", id], ["dropped", undefined]]);
    });

    test("a disconnect hook that asks the socket makes none", async (t) => {
      const server = await start(t);
      const [without, having] = [await shop(t, server), await shop(t, server)];
      assert.equal(await ask(without, "pay", 1), 1);
      const [number] = await ask(having, "add", "tea");
      const ids = [without.id, having.id];
      without.disconnect();
      having.disconnect();
      assert.equal((await server.entry({ what: "left", id: ids[0] })).cart, null);
      assert.equal((await server.entry({ what: "left", id: ids[1] })).cart, number);
      await server.entry({ cart: number, what: "dropped" });
      assert.equal(server.entries({ what: "made" }).length, 1);
    });

    test("if the disconnect hook is the first use, it is made there and dropped behind it", async (t) => {
      const server = await start(t);
      const late = await connect(t, `${server.url}/last-minute`, { transports });
      late.disconnect();
      const { cart } = await server.entry({ gateway: "LastMinute", what: "left" });
      await server.entry({ cart, what: "dropped" });
      assert.deepEqual(server.entries({ cart }).map(({ what }) => what), ["made", "left", "dropped"]);
    });

    test("it is dropped when a connection hook has refused the client, and at the shutdown", async (t) => {
      const server = await start(t);
      const staying = await shop(t, server);
      await ask(staying, "add", "tea");
      const refused = client(t, `${server.url}/closed`, { transports });
      const [{ message }] = [await next(refused, "exception")].flat();
      const cart = Number(message.match(/^not with cart (\d+)$/)[1]);
      await server.entry({ cart, what: "dropped" });
      assert.deepEqual(await server.stop("SIGTERM"), { code: 0, signal: null });
      assert.equal(server.entries({ what: "made" }).length, 2);
      assert.equal(server.entries({ what: "dropped" }).length, 2);
    });

    test("a client that comes back has a new one", async (t) => {
      const server = await start(t);
      const one = await shop(t, server);
      // Keeps the connection open.
      await beside(t, one, "/market");
      const [first] = await ask(one, "add", "tea");
      const connected = next(one, "connect");
      one.disconnect();
      one.connect();
      await connected;
      await server.entry({ cart: first, what: "dropped" });
      const [second, sum] = await ask(one, "add", "tea");
      assert.notEqual(second, first);
      assert.equal(sum, 7);
    });

    test("the sockets of others show theirs", async (t) => {
      const server = await start(t);
      const [one, other, asking] = [await shop(t, server), await shop(t, server), await shop(t, server)];
      const [first] = await ask(one, "add", "tea");
      const [second] = await ask(other, "add", "tea");
      assert.deepEqual(await ask(asking, "carts"), [first, second].sort((a, b) => a - b));
      assert.equal(server.entries({ what: "made" }).length, 2);
    });

    test("messages that need it at the same moment get one", async (t) => {
      const server = await start(t);
      const one = await shop(t, server);
      const asked = [];
      for (let number = 0; number < 8; number += 1) asked.push(ask(one, "slow"));
      const numbers = await Promise.all(asked);
      assert.equal(new Set(numbers).size, 1, String(numbers));
      const [cart] = numbers;
      one.disconnect();
      await server.entry({ cart, what: "dropped" });
      await server.stop("SIGTERM");
      // Whatever else was made at that moment was dropped before anybody saw it.
      const dropped = server.entries({ what: "dropped" });
      assert.equal(server.entries({ what: "made" }).length, dropped.length);
      assert.equal(dropped.at(-1).cart, cart);
    });

    test("if making it panics, the message fails and the next one tries again", async (t) => {
      const server = await start(t);
      const one = await shop(t, server);
      assert.equal(await ask(one, "arm"), true);
      assertInternal(await ask(one, "fragile"), "fragile");
      await server.logged(/ERROR.*boom in a cart/);
      const number = await ask(one, "fragile");
      assert.equal(await ask(one, "fragile"), number);
      assert.equal(server.entries({ what: "made" }).length, 1);
    });

    test("a message that takes it when the disconnect hook is over does not run", async (t) => {
      const server = await start(t);
      const [one, other] = [await shop(t, server), await shop(t, server)];
      await arrived(t, one);
      const { id } = one;
      one.emit("late");
      await server.entry({ what: "waiting", id });
      one.disconnect();
      await server.entry({ what: "left", id });
      assert.equal(await ask(other, "open-the-gate"), true);
      await server.entry({ what: "passed", id });
      assert.deepEqual(await server.stop("SIGTERM"), { code: 0, signal: null });
      assert.deepEqual(server.entries({ what: "late" }), []);
      assert.equal(server.entries({ what: "made" }).length, server.entries({ what: "dropped" }).length);
    });
  });
}
