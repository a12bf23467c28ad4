// What emitters send, those of Node and ours, reaches the clients of all servers of a mixed cluster.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, beside, next } from "../support/client.mjs";
import { EMITTERS } from "../support/emitters.mjs";
import { assertHeard, cluster, gather, ids, member, onlyBy, OURS, settled } from "../support/mixed.mjs";
import { fresh } from "../support/sharing.mjs";
import { until } from "../support/until.mjs";

const mixed = cluster({
  node: { node: {} },
  packedNode: { node: { parser: "msgpack" } },
  rust: { rust: {} },
  packedRust: { rust: { parser: "msgpack" } },
});
const { names, servers } = mixed;

for (const [name, start] of Object.entries(EMITTERS)) {
  describe(name, { skip: !OURS && name.startsWith("our") }, () => {
    const emitting = async (t, rooms) => {
      const emitter = await start(t, mixed.redis.url);
      return { emitter, ...(await gather(t, mixed, rooms)) };
    };

    test("emits to everyone, to rooms, to sockets, and not to who is excepted", async (t) => {
      const [a, b] = [fresh(), fresh()];
      const { emitter, sockets, heard } = await emitting(t, { node: [a], packedNode: [a, b], rust: [a], packedRust: [a, b] });
      const payload = { é: ["漢字", 1.5, -1, 2 ** 40, null, true, { "": [] }], long: "x".repeat(70_000) };
      await emitter.emit({}, payload);
      await emitter.emit({ to: [a] }, "a");
      await emitter.emit({ to: [a, b] }, "a and b");
      await emitter.emit({ to: [a], except: [b] }, "a without b");
      await emitter.emit({ to: [sockets.rust.id] }, "rust");
      await emitter.emit({ to: [sockets.node.id] }, "node");
      await emitter.emit({ except: [sockets.node.id, sockets.packedRust.id] }, "without two");
      await emitter.emit({ to: [fresh()] }, "nobody");
      // Only who has nothing else to send sends it.
      await settled(heard, emitter);
      await emitter.emit({ volatile: true }, "volatile");
      await settled(heard, emitter);
      const all = [[payload], ["a"], ["a and b"]];
      assertHeard(heard, {
        node: [...all, ["a without b"], ["node"], ["volatile"]],
        packedNode: [...all, ["without two"], ["volatile"]],
        rust: [...all, ["a without b"], ["rust"], ["without two"], ["volatile"]],
        packedRust: [...all, ["volatile"]],
      });
    });

    test("emits in another namespace", async (t) => {
      const room = fresh();
      const { emitter, heard } = await emitting(t, [room]);
      const there = {};
      for (const name of names) {
        there[name] = [];
        const socket = await member(t, servers[name], [room], { namespace: "elsewhere" });
        socket.on("heard", (...values) => there[name].push(values));
      }
      await emitter.elsewhere.emit({ to: [room] }, "there");
      await settled(there, { emit: emitter.elsewhere.emit });
      await settled(heard, emitter);
      assertHeard(there, onlyBy(mixed, names, ["there"]));
      assertHeard(heard, onlyBy(mixed, []));
    });

    test("lets sockets join rooms and leave them", async (t) => {
      const [first, second, third] = [fresh(), fresh(), fresh()];
      const { emitter, sockets, heard } = await emitting(t, [first]);
      await emitter.join({ to: [first], except: [sockets.packedNode.id] }, [second, third]);
      const inSecond = names.filter((name) => name !== "packedNode");
      const joined = async (name) => (await ask(sockets[name], "my-rooms")).includes(third);
      for (const name of inSecond) await until(() => joined(name), `the client of ${name} to be in the room`);
      await emitter.emit({ to: [second] }, "joined");
      await settled(heard, emitter);
      await emitter.leave({ to: [sockets.node.id, sockets.rust.id] }, [second]);
      const left = async (name) => !(await ask(sockets[name], "my-rooms")).includes(second);
      for (const name of ["node", "rust"]) await until(() => left(name), `the client of ${name} to be out of the room`);
      await emitter.emit({ to: [second] }, "left");
      await settled(heard, emitter);
      assertHeard(heard, { ...onlyBy(mixed, inSecond, ["joined"]), packedRust: [["joined"], ["left"]] });
    });

    test("disconnects sockets, and whole connections", async (t) => {
      const [room, other] = [fresh(), fresh()];
      const { emitter, sockets, heard } = await emitting(t);
      const leaving = await gather(t, mixed, [room]);
      const closing = await gather(t, mixed, [other]);
      const [staying, ended] = await Promise.all(
        [leaving, closing].map((guests) => Promise.all(names.map((name) => beside(t, guests.sockets[name], "/elsewhere")))),
      );
      const gone = [...Object.values(leaving.sockets), ...Object.values(closing.sockets), ...ended].map((socket) => next(socket, "disconnect"));
      await emitter.disconnect({ to: [room] });
      await emitter.close({ to: [other] });
      await Promise.all(gone);
      await settled(heard, emitter);
      for (const socket of staying) await ask(socket, "join", [fresh()]);
      assert.deepEqual(names.filter((name) => !sockets[name].connected), []);
    });

    test("calls the listeners of the servers", async (t) => {
      const product = fresh();
      const told = [];
      const { emitter } = await emitting(t);
      const nodes = names.filter((name) => !servers[name].rust);
      for (const name of nodes) {
        const listener = (price) => price.product === product && told.push(name);
        servers[name].verbs.on("price-changed", listener);
        t.after(() => servers[name].verbs.off("price-changed", listener));
      }
      await emitter.tellServers("price-changed", { product, cents: 7 });
      await until(() => told.length === nodes.length, () => `the servers of Node to be told: ${told}`);
      for (const name of names.filter((name) => servers[name].rust)) await servers[name].journal({ what: "told", product, cents: 7 }, 1);
    });
  });
}

for (const name of ["redis-emitter 5", "redis-emitter 4"]) {
  test(`${name} emits what JSON cannot say, and each client hears it as from a server of Node`, async (t) => {
    const emitter = await EMITTERS[name](t, mixed.redis.url);
    const { heard } = await gather(t, mixed);
    const values = [new Date(1_700_000_000_123), new Date(0), undefined, { none: undefined, at: new Date(1) }, NaN, Buffer.from("abc"), { deep: [Buffer.alloc(300)] }];
    for (const value of values) await emitter.emitAnything(value);
    await emitter.emitAnything();
    await emitter.emitAnything(1, new Date(5), Buffer.from("d"));
    await settled(heard, emitter);
    assert.equal(heard.node.length, values.length + 2);
    assertHeard({ rust: heard.rust, packedRust: heard.packedRust }, { rust: heard.node, packedRust: heard.packedNode });
  });
}

for (const name of Object.keys(EMITTERS)) {
  test(`nobody counts or waits for ${name}`, { skip: !OURS && name.startsWith("our") }, async (t) => {
    const room = fresh();
    await EMITTERS[name](t, mixed.redis.url);
    const { sockets, verbs } = await gather(t, mixed, [room]);
    for (const name of names) {
      assert.equal(await verbs[name].serverCount(), names.length);
      assert.deepEqual((await verbs[name].fetch({ to: [room] })).map(({ id }) => id).sort(), ids(sockets));
    }
  });
}
