// What a server of a mixed cluster emits, one of ours or one of Node, reaches the clients of all servers, and each
// of them gets it as from a server of Node.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { assertHeard, cluster, gather, member, onlyBy, settled } from "../support/mixed.mjs";
import { fresh } from "../support/sharing.mjs";

const mixed = cluster({
  node: { node: {} },
  otherNode: { node: {} },
  packedNode: { node: { parser: "msgpack" } },
  rust: { rust: {} },
  otherRust: { rust: {} },
  packedRust: { rust: { parser: "msgpack" } },
});
const { names } = mixed;

/** Text, numbers and depth. */
const JSON_VALUES = [
  0, 1, -1, 127, 128, 255, 256, -32, -33, -128, -129, 65_535, 65_536, -32_768, -32_769, 2 ** 31, 2 ** 32 - 1, 2 ** 32, -(2 ** 31) - 1,
  Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0.1, -2.5e-7, 1.5e-100, -1.7e15, true, false, null, "", "é ẞ 漢字 👩‍👩‍👧 \u0000 \u2028", "x".repeat(70_000),
  [], {}, [[[[{ deep: [1, { deeper: [] }] }]]]], { "": 1, "a b": { c: [null, false] } },
  Array.from({ length: 20 }, (_, index) => index), Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`key ${index}`, index])),
];

const bytes = (length, first = 0) => Buffer.from(Array.from({ length }, (_, index) => (index + first) % 256));
const ALBUM = {
  name: "é",
  cover: bytes(10),
  pages: [{ number: 1, picture: bytes(300) }, { number: 2.5, picture: null }, { number: 3, picture: bytes(0) }],
  thumbnails: [bytes(3, 200), bytes(70_000, 7)],
};

/** Everybody is expected to hear the same, which JSON gives. */
const inJson = (value) => JSON.parse(JSON.stringify(value));

for (const from of ["node", "rust", "packedRust"]) {
  describe(`${from} emits`, () => {
    const start = async (t, rooms) => {
      const gathered = await gather(t, mixed, rooms);
      return { ...gathered, sender: gathered.verbs[from] };
    };

    test("text, numbers and depth", async (t) => {
      const { heard, sender } = await start(t);
      for (const value of JSON_VALUES) await sender.emit({}, value);
      await settled(heard, sender);
      const expected = inJson(JSON_VALUES).map((value) => [value]);
      assertHeard(heard, onlyBy(mixed, names, ...expected));
    });

    test("no arguments, and several", async (t) => {
      const { heard, sender } = await start(t);
      await sender.emit({});
      await sender.emit({}, 1, { two: [2] });
      await sender.emit({}, "three", null, [4]);
      await settled(heard, sender);
      assertHeard(heard, onlyBy(mixed, names, [], [1, { two: [2] }], ["three", null, [4]]));
    });

    test("bytes in objects and arrays, in one argument and in two", async (t) => {
      const { heard, sender } = await start(t);
      await sender.emitBytes({}, ALBUM);
      await sender.emitBytes({}, ALBUM, bytes(5));
      await settled(heard, sender);
      const base64 = (value) => ({ bytes: value.toString("base64") });
      const album = {
        name: "é",
        cover: base64(ALBUM.cover),
        pages: ALBUM.pages.map(({ number, picture }) => ({ number, picture: picture && base64(picture) })),
        thumbnails: ALBUM.thumbnails.map(base64),
      };
      assertHeard(heard, onlyBy(mixed, names, [album], [album, base64(bytes(5))]));
    });

    test("to a room, to several, and each client once", async (t) => {
      const [a, b, c] = [fresh(), fresh(), fresh()];
      const { heard, sender } = await start(t, { node: [a], otherNode: [a, b], rust: [b], packedRust: [a, b], otherRust: [c] });
      await sender.emit({ to: [a] }, "to a");
      await sender.emit({ to: [a, b] }, "to a and b");
      await sender.emit({ to: [fresh()] }, "to nobody");
      await settled(heard, sender);
      assertHeard(heard, {
        ...onlyBy(mixed, ["node", "otherNode", "packedRust"], ["to a"], ["to a and b"]),
        rust: [["to a and b"]],
      });
    });

    test("except rooms, and except one socket of each other server", async (t) => {
      const [a, b] = [fresh(), fresh()];
      const { sockets, heard, sender } = await start(t, { node: [a], rust: [a], packedRust: [a, b], otherNode: [a, b] });
      await sender.emit({ to: [a], except: [b] }, "a without b");
      await sender.emit({ except: [a] }, "all without a");
      for (const name of names) await sender.emit({ to: [a], except: [sockets[name].id] }, `without ${name}`);
      await settled(heard, sender);
      const expected = Object.fromEntries(
        names.map((name) => {
          if (!["node", "rust", "packedRust", "otherNode"].includes(name)) return [name, [["all without a"]]];
          const others = names.filter((other) => other !== name).map((other) => [`without ${other}`]);
          return [name, [...(["node", "rust"].includes(name) ? [["a without b"]] : []), ...others]];
        }),
      );
      assertHeard(heard, expected);
    });

    test("to a socket of each server, by its id", async (t) => {
      const { sockets, heard, sender } = await start(t);
      for (const name of names) await sender.emit({ to: [sockets[name].id] }, name);
      await settled(heard, sender);
      assertHeard(heard, Object.fromEntries(names.map((name) => [name, [[name]]])));
    });

    test("from a socket to its room, without the socket", async (t) => {
      const room = fresh();
      const { heard, sender } = await start(t, [room]);
      await sender.broadcastFromSocket({ to: [room] }, "hi");
      await settled(heard, sender);
      assertHeard(heard, onlyBy(mixed, names.filter((name) => name !== from), ["hi"]));
    });

    test("to a room whose name is strange", async (t) => {
      const rooms = ["é 漢字 👩", "a#b#", "*", "[a-z]?", " ", "x".repeat(1_000), "/verbs"];
      const { heard, sender } = await start(t, rooms);
      for (const room of rooms) await sender.emit({ to: [room] }, room);
      await settled(heard, sender);
      assertHeard(heard, onlyBy(mixed, names, ...rooms.map((room) => [room])));
    });

    test("volatile, to clients that are there", async (t) => {
      const room = fresh();
      const { heard, sender } = await start(t, [room]);
      await sender.emit({ to: [room], volatile: true }, "volatile");
      await settled(heard, sender);
      assertHeard(heard, onlyBy(mixed, names, ["volatile"]));
    });

    test("local, to the clients of this server alone", async (t) => {
      const room = fresh();
      const { heard, sender } = await start(t, [room]);
      await sender.emit({ local: true }, "local");
      await sender.emit({ local: true, to: [room] }, "local in a room");
      await settled(heard, sender);
      assertHeard(heard, onlyBy(mixed, [from], ["local"], ["local in a room"]));
    });

    test("200 events, which arrive in their order and once", async (t) => {
      const [room, other] = [fresh(), fresh()];
      const { heard, sender } = await start(t, [room]);
      const choices = [{ to: [room] }, {}, { to: [room, other] }];
      for (let number = 0; number < 200; number += 1) await sender.emit(choices[number % 3], number);
      await settled(heard, sender);
      assertHeard(heard, onlyBy(mixed, names, ...Array.from({ length: 200 }, (_, number) => [number])));
    });
  });
}

describe("a cluster of servers of ours and of Node", () => {
  test("keeps namespaces apart", async (t) => {
    const room = fresh();
    const here = await gather(t, mixed, [room]);
    const there = {};
    for (const name of names) {
      there[name] = [];
      const socket = await member(t, mixed.servers[name], [room], { namespace: "elsewhere" });
      socket.on("heard", (...values) => there[name].push(values));
    }
    for (const name of names) await here.verbs[name].emit({ to: [room] }, name);
    for (const name of names) await settled(here.heard, here.verbs[name]);
    // Who heard something there by now would have heard it for a mistake.
    for (const name of names) assert.deepEqual(here.heard[name].flat().sort(), [...names].sort());
    assert.deepEqual(there, onlyBy(mixed, []));
  });

  test("hears of a server of Node what JSON does not know as from that server itself", async (t) => {
    const { heard, verbs } = await gather(t, mixed);
    const values = [
      new Date(0), new Date(1_700_000_000_123), new Date(-1), new Date(2 ** 34 * 1_000), new Date(8.64e15), [new Date(1)], { at: new Date(2) },
      undefined, [undefined, 1], { none: undefined, one: 1 }, NaN, Infinity, -Infinity, [NaN], { not: NaN }, -0,
      { toJSON: () => ({ custom: true }) }, new Map([[1, 2]]), new Set([1]), { call: () => 1, one: 1 }, 2 ** 60, -(2 ** 60), 2 ** 63, 1e21,
      new Uint16Array([1, 2, 3]), new Uint8Array([1, 2, 3]).buffer, { view: new Float64Array([1.5]) }, new DataView(new ArrayBuffer(3)),
    ];
    for (const value of values) await verbs.node.emit({}, value);
    await verbs.node.emit({}, undefined, new Date(3), NaN);
    await settled(heard, verbs.node);
    assert.equal(heard.otherNode.length, values.length + 1);
    heard.otherNode.forEach((event, index) => {
      for (const name of ["rust", "otherRust"]) assert.deepEqual(heard[name][index], event, `${name}, ${index}`);
    });
    heard.packedNode.forEach((event, index) => assert.deepEqual(heard.packedRust[index], event, `packedRust, ${index}`));
  });

  test("knows rooms that are numbers in JavaScript", async (t) => {
    const { heard, sockets, verbs } = await gather(t, mixed);
    const room = Math.floor(Math.random() * 1e9);
    await verbs.node.join({ to: [sockets.node.id, sockets.otherNode.id, sockets.rust.id, sockets.packedRust.id] }, [room]);
    const hearers = ["node", "otherNode", "rust", "packedRust"];
    // In order behind the joining, which Node does when it hears of it itself.
    await settled(heard, verbs.node);
    await verbs.node.emit({ to: [room] }, "number");
    await verbs.node.emit({ to: [room, 1] }, "numbers");
    await verbs.node.emit({ except: [room] }, "without");
    await settled(heard, verbs.node);
    assertHeard(heard, {
      ...onlyBy(mixed, names.filter((name) => !hearers.includes(name)), ["without"]),
      ...Object.fromEntries(hearers.map((name) => [name, [["number"], ["numbers"]]])),
    });
  });
});
