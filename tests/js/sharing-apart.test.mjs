// Namespaces, applications with prefixes of their own, and servers that share nothing do not mix on one
// Redis; servers come and go.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask } from "./support/client.mjs";
import { named } from "./support/protocol.mjs";
import {
  assertNamespacesApart,
  emit,
  fresh,
  hearing,
  isUp,
  member,
  members,
  settledFrom,
  startServers,
  stopAll,
  threeServers,
} from "./support/sharing.mjs";

const { redis, servers } = threeServers();

/** Servers of one test. */
async function others(t, count, env = {}) {
  const started = await startServers(count, env);
  t.after(() => stopAll(started));
  return started;
}

describe(named("what is shared, and what is not"), () => {
  test("two namespaces with rooms of one name do not mix", (t) => assertNamespacesApart(t, servers));

  test("two applications on one Redis do not mix, by the prefix of their keys", async (t) => {
    const room = fresh();
    const shop = await others(t, 2, { REDIS_URL: redis.url, KEY_PREFIX: "shop" });
    const mine = await members(t, servers, [room], [room], [room]);
    const theirs = await members(t, shop, [room], [room]);
    const [here, there] = [hearing(mine), hearing(theirs)];
    await emit(mine[0], { to: [room] }, "mine");
    await emit(theirs[0], { to: [room] }, "theirs");
    await settledFrom(mine[0], here);
    await settledFrom(theirs[0], there);
    assert.deepEqual(here, [["mine"], ["mine"], ["mine"]]);
    assert.deepEqual(there, [["theirs"], ["theirs"]]);
    assert.equal(await ask(mine[0], "server-count"), 3);
    assert.equal(await ask(theirs[1], "server-count"), 2);
    assert.equal((await ask(theirs[0], "fetch-sockets", {})).length, 2);
  });

  test("servers without Redis share nothing, and are up", async (t) => {
    const alone = await others(t, 2);
    const sockets = await members(t, alone);
    const heard = hearing(sockets);
    for (const socket of sockets) {
      const own = heard.filter((_, index) => sockets[index] === socket);
      await emit(socket, {}, socket.id);
      await settledFrom(socket, own);
      assert.equal(await ask(socket, "server-count"), 1);
      assert.deepEqual(await ask(socket, "fetch-sockets", {}), [socket.id]);
    }
    assert.deepEqual(heard, sockets.map(({ id }) => [id]));
    assert.deepEqual(await Promise.all(alone.map(isUp)), [true, true]);
  });

  test("a server that comes is heard and counted, and one that ends is not asked any more", async (t) => {
    const env = { REDIS_URL: redis.url, KEY_PREFIX: fresh() };
    const [first] = await others(t, 1, env);
    const one = await member(t, first);
    assert.equal(await ask(one, "server-count"), 1);
    const [second, third] = await others(t, 2, env);
    const [two, three] = await members(t, [second, third]);
    assert.equal(await ask(one, "server-count"), 3);
    assert.equal((await ask(one, "fetch-sockets", {})).length, 3);

    const heard = hearing([one, two, three]);
    await emit(three, {}, "all");
    await settledFrom(three, heard);
    const { id } = three;
    assert.deepEqual(await third.stop("SIGTERM"), { code: 0, signal: null });
    assert.equal(await ask(one, "server-count"), 2);
    const rest = await ask(one, "fetch-sockets", {});
    assert.deepEqual(rest.sort(), [one.id, two.id].sort());
    assert.ok(!rest.includes(id));
    await emit(two, {}, "the rest");
    await settledFrom(two, heard.slice(0, 2));
    assert.deepEqual(heard, [["all", "the rest"], ["all", "the rest"], ["all"]]);
  });
});
