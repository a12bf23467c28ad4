// Servers of ours share rooms with each version of Node's adapter, over each client of Redis that it takes.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, beside, next } from "../support/client.mjs";
import { alone, assertHeard, cluster, gather, ids, onlyBy, plain, settled } from "../support/mixed.mjs";
import { fresh } from "../support/sharing.mjs";

const VERSIONS = {
  "redis-adapter 8.3 with ioredis": { client: "ioredis" },
  "redis-adapter 8.3 with answers on channels of their own": { options: { publishOnSpecificResponseChannel: true } },
  "redis-adapter 8.0": { adapter: "8.0" },
  "redis-adapter 8.0 with ioredis and answers on channels of their own": {
    adapter: "8.0",
    client: "ioredis",
    options: { publishOnSpecificResponseChannel: true },
  },
  "redis-adapter 7.2": { adapter: "7.2" },
  "redis-adapter 7.2 with ioredis": { adapter: "7.2", client: "ioredis" },
};

for (const [version, options] of Object.entries(VERSIONS)) {
  describe(version, () => {
    const mixed = cluster({ node: { node: options }, otherNode: { node: options }, rust: { rust: {} }, packedRust: { rust: { parser: "msgpack" } } });
    const { names } = mixed;

    for (const from of ["node", "rust"]) {
      test(`clients of all servers hear what ${from} emits`, async (t) => {
        const [room, other] = [fresh(), fresh()];
        const { sockets, verbs, heard } = await gather(t, mixed, { node: [room], otherNode: [other], rust: [room], packedRust: [room, other] });
        const sender = verbs[from];
        const values = [{ é: "漢字", numbers: [1, -1, 1.5, 2 ** 40, -(2 ** 40)] }, "x".repeat(70_000), null];
        for (const value of values) await sender.emit({}, value);
        await sender.emit({ to: [room] }, "room");
        await sender.emit({ to: [room, other] }, "rooms");
        await sender.emit({ to: [room], except: [sockets.packedRust.id] }, "except");
        await sender.emit({ to: [sockets.node.id, sockets.rust.id] }, "ids");
        const album = { name: "a", cover: Buffer.from([1, 2]), pages: [{ number: 1, picture: Buffer.alloc(300, 7) }], thumbnails: [Buffer.alloc(0)] };
        await sender.emitBytes({}, album);
        await settled(heard, sender);
        const all = values.map((value) => [value]);
        const last = [plain(album)];
        assertHeard(heard, {
          node: [...all, ["room"], ["rooms"], ["except"], ["ids"], last],
          otherNode: [...all, ["rooms"], last],
          rust: [...all, ["room"], ["rooms"], ["except"], ["ids"], last],
          packedRust: [...all, ["room"], ["rooms"], last],
        });
      });

      test(`${from} asks the clients, and knows the sockets, rooms and servers`, async (t) => {
        const room = fresh();
        const { sockets, verbs } = await gather(t, mixed, [room]);
        const sender = verbs[from];
        for (const name of names) sockets[name].on("question", (question, answer) => answer([name, question]));
        await alone(sender, sockets);
        for (const recipients of [{}, { to: [room] }]) {
          const answers = await sender.ask(recipients, "?");
          assert.deepEqual(answers.map(([name]) => name).sort(), [...names].sort());
        }
        assert.deepEqual((await sender.fetch({ to: [room] })).map(({ id }) => id).sort(), ids(sockets));
        assert.ok((await sender.rooms()).includes(room));
        assert.equal(await sender.serverCount(), names.length);
      });

      test(`${from} moves and disconnects sockets`, async (t) => {
        const [room, joined] = [fresh(), fresh()];
        const { sockets, verbs, heard } = await gather(t, mixed, [room]);
        const sender = verbs[from];
        await sender.join({ to: [room], except: [sockets.otherNode.id] }, [joined]);
        await settled(heard, sender);
        await sender.emit({ to: [joined] }, "joined");
        await settled(heard, sender);
        assertHeard(heard, onlyBy(mixed, names.filter((name) => name !== "otherNode"), ["joined"]));
        const guests = await gather(t, mixed, { node: [joined], otherNode: [joined], rust: [joined], packedRust: [joined] });
        const staying = await Promise.all(names.map((name) => beside(t, guests.sockets[name], "/elsewhere")));
        const gone = Object.values(guests.sockets).map((socket) => next(socket, "disconnect"));
        await sender.disconnect({ to: [joined], except: [room] });
        await Promise.all(gone);
        for (const socket of staying) await ask(socket, "join", [fresh()]);
      });
    }

    test("what JSON does not know is heard as from a server of Node", async (t) => {
      const { verbs, heard } = await gather(t, mixed);
      const values = [new Date(0), new Date(1_700_000_000_123), [new Date(1)], undefined, { none: undefined, at: new Date(2) }, NaN, [undefined, NaN], Buffer.from("a")];
      for (const value of values) await verbs.node.emit({}, value);
      await settled(heard, verbs.node);
      assert.equal(heard.otherNode.length, values.length);
      assertHeard({ rust: heard.rust }, { rust: heard.otherNode });
    });
  });
}
