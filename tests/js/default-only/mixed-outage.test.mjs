// The Redis of a mixed cluster is killed and comes back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ask } from "../support/client.mjs";
import { assertHeard, gather, hearing, ids, member, OURS, settled, startNode, startRust } from "../support/mixed.mjs";
import { startRedis } from "../support/redis.mjs";
import { fresh, health, isUp, RECOVERY, stopAll } from "../support/sharing.mjs";
import { until } from "../support/until.mjs";

/** A cluster whose Redis is the test's own. */
async function start(t, kinds) {
  let redis = await startRedis();
  const servers = {};
  t.after(async () => {
    await stopAll(Object.values(servers));
    await redis.stop();
  });
  for (const [name, [kind, options]] of Object.entries(kinds)) {
    servers[name] = await (kind === "rust" ? startRust : startNode)(redis.url, options);
  }
  return {
    names: Object.keys(kinds),
    servers,
    kill: () => redis.stop("SIGKILL"),
    async comeBack() {
      redis = await startRedis({ port: redis.port });
    },
  };
}

test("ours and those of Node hear one another again, and meanwhile an emitter is told", { skip: !OURS }, async (t) => {
  const mixed = await start(t, { node: ["node", {}], other: ["node", { client: "ioredis" }], rust: ["rust", {}], packedRust: ["rust", { parser: "msgpack" }] });
  const { names, servers } = mixed;
  const ours = [servers.rust, servers.packedRust];
  const room = fresh();
  const { sockets, verbs, heard } = await gather(t, mixed, [room]);
  const besideRust = await member(t, servers.rust, [room]);
  const heardBeside = hearing({ beside: besideRust });
  for (const name of names) await settled(heard, verbs[name]);

  for (let round = 0; round < 2; round += 1) {
    await mixed.kill();
    await health(ours, false);
    for (const server of ours) assert.equal(await isUp(server), false);
    const lost = fresh();
    for (const name of ["rust", "packedRust"]) {
      const report = await ask(sockets[name], "emit-values", { to: [room] }, [`${lost} of ${name}`]);
      assert.match(report.failure, /other servers were not reached/);
      assert.match((await ask(sockets[name], "know", { to: [room] })).message, /other servers cannot be reached/);
      assert.match((await ask(sockets[name], "rooms", {})).message, /other servers cannot be reached/);
      assert.match((await ask(sockets[name], "tell", "price-changed", fresh(), 1)).message, /other servers cannot be reached/);
    }
    // Its own clients are served.
    await until(() => heardBeside.beside.some(([text]) => text === `${lost} of rust`), "the client beside to hear");
    const joined = fresh();
    await ask(sockets.rust, "join", [joined]);

    await mixed.comeBack();
    await health(ours, true);
    // Those of Node are back when they are: each then hears each other one.
    for (const from of names) {
      const back = fresh();
      const heardBy = () => names.filter((name) => heard[name].some(([text]) => text === back));
      await until(
        async () => {
          await verbs[from].emit({ to: [room] }, back);
          return heardBy().length === names.length;
        },
        () => `what ${from} emits to be heard by all, and not only by ${heardBy()}`,
        RECOVERY,
      );
    }
    for (const from of names) {
      await settled(heard, verbs[from]);
      for (const list of Object.values(heard)) list.length = 0;
    }
    for (const from of names) {
      await verbs[from].emit({ to: [room] }, from);
      await verbs[from].emit({ to: [joined] }, `${from} to who has joined`);
      await settled(heard, verbs[from]);
      assert.deepEqual((await verbs[from].fetch({ to: [room] })).map(({ id }) => id).sort(), [...ids(sockets), besideRust.id].sort());
      assert.equal(await verbs[from].serverCount(), names.length);
    }
    const all = names.map((name) => [name]);
    assertHeard(heard, {
      ...Object.fromEntries(names.map((name) => [name, all])),
      rust: names.flatMap((name) => [[name], [`${name} to who has joined`]]),
    });
    for (const list of Object.values(heard)) list.length = 0;
    for (const socket of [...Object.values(sockets), besideRust]) socket.removeAllListeners("question").on("question", (_, answer) => answer(1));
    for (const from of names) assert.deepEqual(await verbs[from].ask({ to: [room] }, "?"), [1, 1, 1, 1, 1]);
  }
  // One line that it went away and one that it is back, each time.
  for (const server of ours) {
    for (const what of ["rooms are not shared", "rooms are shared"]) assert.equal(server.log().split(what).length - 1, 2, server.log());
  }
});
