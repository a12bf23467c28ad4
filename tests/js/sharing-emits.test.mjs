// Each of three servers that share rooms through a real Redis emits to the clients of all.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask } from "./support/client.mjs";
import { named } from "./support/protocol.mjs";
import { emit, fresh, hearing, member, members, settledFrom, threeServers } from "./support/sharing.mjs";

const { servers } = threeServers();

for (const from of [0, 1, 2]) {
  describe(named(`server ${from + 1} of three emits`), () => {
    /** One client on each server, what they hear, and the one whose server emits. */
    const gather = async (t, ...rooms) => {
      const sockets = await members(t, servers, ...rooms);
      return { sockets, heard: hearing(sockets), sender: sockets[from] };
    };

    test("an event to everyone reaches all clients", async (t) => {
      const { heard, sender } = await gather(t);
      await emit(sender, {}, { any: ["thing", 1, null] });
      await settledFrom(sender, heard);
      assert.deepEqual(heard, [[{ any: ["thing", 1, null] }], [{ any: ["thing", 1, null] }], [{ any: ["thing", 1, null] }]]);
    });

    test("an event to a socket reaches it by its id, wherever the socket is", async (t) => {
      const { sockets, heard, sender } = await gather(t);
      for (const [index, { id }] of sockets.entries()) await emit(sender, { to: [id] }, index);
      await settledFrom(sender, heard);
      assert.deepEqual(heard, [[0], [1], [2]]);
    });

    test("an event to a list of socket ids reaches those sockets", async (t) => {
      const { sockets, heard, sender } = await gather(t);
      const others = sockets.filter((socket) => socket !== sender);
      await emit(sender, { to: others.map(({ id }) => id) }, "both");
      await settledFrom(sender, heard);
      assert.deepEqual(heard, sockets.map((socket) => (socket === sender ? [] : ["both"])));
    });

    test("an event to a room reaches its members on all servers", async (t) => {
      const room = fresh();
      const { heard, sender } = await gather(t, [room], [], [room]);
      await emit(sender, { to: [room] }, "hi");
      await settledFrom(sender, heard);
      assert.deepEqual(heard, [["hi"], [], ["hi"]]);
    });

    test("an event to several rooms reaches each client once", async (t) => {
      const [a, b] = [fresh(), fresh()];
      const { heard, sender } = await gather(t, [a], [a, b], [b]);
      await emit(sender, { to: [a, b] }, "hi");
      await settledFrom(sender, heard);
      assert.deepEqual(heard, [["hi"], ["hi"], ["hi"]]);
    });

    test("an event to a room, or to everyone, leaves out those in another room and a socket", async (t) => {
      const [all, some] = [fresh(), fresh()];
      const { sockets, heard, sender } = await gather(t, [all], [all, some], [all]);
      await emit(sender, { to: [all], except: [some] }, "not 2");
      await emit(sender, { except: [sockets[2].id] }, "not 3");
      await emit(sender, { to: [all], except: [some, sockets[0].id] }, "only 3");
      await settledFrom(sender, heard);
      assert.deepEqual(heard, [["not 2", "not 3"], ["not 3"], ["not 2", "only 3"]]);
    });

    test("a socket reaches the others, wherever they are", async (t) => {
      const room = fresh();
      const { sockets, heard, sender } = await gather(t, [room], [room], [room]);
      await emit(sender, { to: [room] }, "room", "socket-broadcast");
      await emit(sender, {}, "everyone", "socket-broadcast");
      await emit(sender, { within: [room] }, "me too", "socket-broadcast");
      await settledFrom(sender, heard);
      const others = ["room", "everyone", "me too"];
      assert.deepEqual(heard, sockets.map((socket) => (socket === sender ? [] : others)));
    });

    test("a local event stays on its server, whatever is chosen", async (t) => {
      const room = fresh();
      const { sockets, heard, sender } = await gather(t, [room], [room], [room]);
      const neighbour = await member(t, servers[from], [room]);
      heard.push(...hearing([neighbour]));
      const other = sockets[(from + 1) % 3];
      await emit(sender, { local: true }, "everyone here");
      await emit(sender, { to: [room], local: true }, "the room here");
      await emit(sender, { to: [other.id], local: true }, "nobody here");
      await emit(sender, { to: [room], local: true }, "my neighbours", "socket-broadcast");
      await settledFrom(sender, heard);
      const here = ["everyone here", "the room here"];
      const elsewhere = sockets.map((socket) => (socket === sender ? here : []));
      assert.deepEqual(heard, [...elsewhere, [...here, "my neighbours"]]);
    });

    test("bytes stay bytes", async (t) => {
      const room = fresh();
      const { heard, sender } = await gather(t, [room], [room], []);
      const bytes = Buffer.from([0, 1, 0x7f, 0x80, 0xff]);
      const large = Buffer.alloc(100_000, "bytes");
      for (const sent of [bytes, Buffer.alloc(0), large]) await emit(sender, { to: [room] }, sent, "emit-bytes");
      await settledFrom(sender, heard);
      const received = ["bytes", "bytes", "bytes"].map((name, index) => [name, [bytes, Buffer.alloc(0), large][index]]);
      assert.deepEqual(heard, [received, received, []]);
    });

    test("many events arrive in the order in which they were emitted", async (t) => {
      const room = fresh();
      const { heard, sender } = await gather(t, [room], [room], [room]);
      const numbers = Array.from({ length: 500 }, (_, number) => number);
      // Fewer at a time than the buffer of a connection holds, for which the servers wait in no broadcast.
      for (let first = 0; first < numbers.length; first += 50) {
        await Promise.all(numbers.slice(first, first + 50).map((number) => emit(sender, { to: [room] }, number)));
        await settledFrom(sender, heard);
      }
      assert.deepEqual(heard, [numbers, numbers, numbers]);
    });

    test("a client that has joined or left a moment ago is in, or out, for the other servers", async (t) => {
      const room = fresh();
      const { sockets, heard, sender } = await gather(t);
      for (const socket of sockets) {
        await ask(socket, "join", [room]);
        await emit(sender, { to: [room] }, "in");
        await settledFrom(sender, heard);
        await ask(socket, "leave", room);
        await emit(sender, { to: [room] }, "out");
        await settledFrom(sender, heard);
      }
      assert.deepEqual(heard, [["in"], ["in"], ["in"]]);
    });
  });
}
