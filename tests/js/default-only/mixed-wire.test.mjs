// What a server of ours writes for servers of Node is what a server of Node writes for the same call: read raw from
// Redis, and decoded by the packages that servers of Node decode it with.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import notepack from "notepack.io";
import notepack2 from "notepack.io-2";

import { ask } from "../support/client.mjs";
import { assertHeard, cluster, gather, OURS, plain, settled } from "../support/mixed.mjs";
import { read } from "../support/node-format.mjs";
import { fresh } from "../support/sharing.mjs";

const mixed = cluster({ node: { node: {} }, rust: { rust: {} }, packedRust: { rust: { parser: "msgpack" } } });
const OUR_NAMES = ["rust", "packedRust"];

/** Numbers of all widths, text, arrays and maps of all sizes; the last ones need 32 bits. */
const VALUES = [
  ...[0, 7, 8, 16, 31, 32, 53].flatMap((bits) => [2 ** bits - 1, 2 ** bits, 2 ** bits + 1]).filter(Number.isSafeInteger),
  ...[5, 7, 8, 15, 16, 31, 32, 53].flatMap((bits) => [-(2 ** bits) - 1, -(2 ** bits), -(2 ** bits) + 1]).filter(Number.isSafeInteger),
  0.1, -0.1, 1.5, 1e-300, -2.5e-100, 5e-324, 123456.789, true, false, null,
  ...[0, 1, 31, 32, 255, 256, 65_535, 65_536].map((length) => "x".repeat(length)),
  "é", "漢字", "👩‍👩‍👧", "\u0000\u001f\"\\/", "é".repeat(16), "漢".repeat(86), "\u2028\ufeff",
  ...[0, 1, 15, 16, 65_536].map((length) => Array.from({ length }, (_, index) => index % 200)),
  ...[0, 1, 15, 16, 65_536].map((length) => Object.fromEntries(Array.from({ length }, (_, index) => [`k${index}`, 0]))),
  { nested: [{ in: { it: [[[]], {}] } }, [1, [2.5, [null, ["four"]]]]], "": { "": "" } },
];
const ALBUMS = [0, 1, 255, 256, 65_535, 65_536].map((length) => ({
  name: "é",
  cover: Buffer.alloc(length, 7),
  pages: [{ number: 1.5, picture: Buffer.from([length % 256]) }, { number: -0.25, picture: null }],
  thumbnails: [Buffer.alloc(3), Buffer.alloc(length, 255)],
}));

const IDS = { uid: "a uid", requestId: "an id" };
/** Without what is random in it, and with bytes that can be compared. */
function withoutIds(message) {
  if (Array.isArray(message)) return plain([IDS.uid, ...message.slice(1)]);
  // What our servers tell one another beside.
  const { sid, ...members } = message;
  const ids = Object.entries(IDS).filter(([name]) => name in members && members[name] !== "emitter");
  return plain({ ...members, ...Object.fromEntries(ids) });
}

/** What `act` makes the server of `verbs` write, and who answers it. A mark, which is left out, comes behind it. */
async function writing(act, heard, verbs) {
  const written = await mixed.listener.during(async () => {
    await act();
    await settled(heard, verbs);
  });
  const messages = written.map(({ channel, bytes }) => ({ channel, bytes, message: read(bytes) }));
  const isMark = ({ message }) => /^mark /.test(message[1]?.data[1]);
  return messages.filter((message) => !isMark(message));
}

/** Checks that Node's packages read a message as the same, and would write the same bytes. */
function assertSameBytes({ bytes, message }) {
  if (bytes[0] === 0x7b) return;
  for (const package_ of [notepack, notepack2]) {
    const decoded = package_.decode(bytes);
    assert.deepEqual(plain(decoded), plain(message));
    const encoded = package_.encode(decoded);
    const first = encoded.findIndex((byte, index) => byte !== bytes[index]);
    const around = (buffer) => buffer.subarray(Math.max(0, first - 8), first + 16).toString("hex");
    assert.ok(encoded.equals(bytes), `ours differ at ${first}: ${around(bytes)}, and not ${around(encoded)}: ${JSON.stringify(plain(message)).slice(0, 300)}`);
  }
}

const isAnswer = ({ channel }) => channel.startsWith("socket.io-response#");

/** Checks that each of ours writes for `act` what Node writes, and what answers come; answers are left out. */
async function assertSame(t, act) {
  const { verbs, heard } = await gather(t, mixed);
  const written = {};
  for (const name of mixed.names) {
    const messages = await writing(() => act(verbs[name]), heard, verbs[name]);
    written[name] = messages.filter((message) => !isAnswer(message));
    if (name !== "node" && OURS) written[name].forEach(assertSameBytes);
  }
  const shown = (name) => written[name].map(({ channel, message }) => ({ channel, message: withoutIds(message) }));
  assert.ok(written.node.length > 0);
  for (const name of OUR_NAMES) {
    const [ours, theirs] = [shown(name), shown("node")];
    assert.equal(ours.length, theirs.length, `${JSON.stringify(ours).slice(0, 500)}, and not ${JSON.stringify(theirs).slice(0, 500)}`);
    ours.forEach((one, index) => assert.deepEqual(one, theirs[index], name));
  }
}

describe("what ours write is what Node writes", () => {
  test("for events with values of all sizes", (t) =>
    assertSame(t, async (verbs) => {
      for (const value of VALUES) await verbs.emit({}, value);
    }));

  test("and right for whole numbers that are so large that Node writes others", { skip: !OURS }, async (t) => {
    const values = [2 ** 64, 1e100, -1e100, -(2 ** 64), Number.MAX_VALUE, 2 ** 63, -(2 ** 63), 2 ** 60];
    const { verbs, heard } = await gather(t, mixed);
    for (const value of values) await verbs.rust.emit({}, value);
    await settled(heard, verbs.rust);
    const expected = values.map((value) => [value]);
    assertHeard(heard, Object.fromEntries(mixed.names.map((name) => [name, expected])));
  });

  test("for events with bytes of all sizes", (t) =>
    assertSame(t, async (verbs) => {
      for (const album of ALBUMS) {
        await verbs.emitBytes({}, album);
        await verbs.emitBytes({}, album, Buffer.from("a"));
      }
    }));

  test("for events with no arguments and with several", (t) =>
    assertSame(t, async (verbs) => {
      await verbs.emit({});
      await verbs.emit({}, 1, [2]);
      await verbs.emit({}, 1, { two: 2 }, "three");
    }));

  test("for every choice of clients", (t) =>
    assertSame(t, async (verbs) => {
      await verbs.emit({ to: ["one"] }, 1);
      await verbs.emit({ to: ["one", "é 漢"] }, 2);
      await verbs.emit({ to: ["one"], except: ["other"] }, 3);
      await verbs.emit({ except: ["other", "another"] }, 4);
      await verbs.emit({ volatile: true }, 5);
      await verbs.emit({ to: ["a#b*"] }, 6);
    }));

  test("for a socket's event to its room", async (t) => {
    const { sockets, verbs, heard } = await gather(t, mixed);
    const written = {};
    for (const name of mixed.names) {
      [written[name]] = await writing(() => verbs[name].broadcastFromSocket({ to: ["room"] }, "hi"), heard, verbs[name]);
      const [, packet, { rooms, except }] = written[name].message;
      assert.deepEqual(packet, { type: 2, data: ["heard", "hi"], nsp: "/verbs" });
      assert.deepEqual([written[name].channel, rooms, except], ["socket.io#/verbs#room#", ["room"], [sockets[name].id]]);
    }
  });

  test("for joining, leaving, disconnecting and closing", (t) =>
    assertSame(t, async (verbs) => {
      await verbs.join({ to: ["nobody"] }, ["a", "é"]);
      await verbs.join({ to: ["nobody", "none"], except: ["b"] }, ["a"]);
      await verbs.leave({ to: ["nobody"] }, ["a", "b"]);
      await verbs.disconnect({ to: ["nobody"] });
      await verbs.close({ to: ["nobody"], except: ["none"] });
    }));

  test("for fetching, for rooms and for a question to clients", (t) =>
    assertSame(t, async (verbs) => {
      await verbs.fetch({ to: ["nobody"] });
      await verbs.fetch({ to: ["nobody", "none"], except: ["b"] });
      await verbs.fetch({});
      await verbs.rooms();
      await verbs.ask({ to: ["nobody"] }, { question: [1, "é", 2.5] }, 3_000);
      await verbs.ask({ to: ["nobody", "none"], except: ["b"] }, 1, 3_000);
    }));

  test("for an event for servers", { skip: !OURS }, async (t) => {
    const { sockets, verbs, heard } = await gather(t, mixed);
    const product = fresh();
    const emit = async () => mixed.servers.node.verbs.serverSideEmit("price-changed", { product, cents: 0 });
    const [theirs] = await writing(emit, heard, verbs.node);
    for (const name of OUR_NAMES) {
      const [ours] = await writing(() => ask(sockets[name], "tell", "price-changed", product, 1), heard, verbs[name]);
      assert.equal(ours.channel, theirs.channel);
      assert.deepEqual(withoutIds(ours.message), withoutIds(theirs.message));
    }
  });
});

describe("what ours answer is what Node answers", () => {
  /** The answers to `request`, which all servers get. */
  async function answers(request, count) {
    const requestId = fresh();
    const message = { uid: "tester", requestId, ...request };
    const encoded = request.type === 7 ? notepack.encode(message) : JSON.stringify(message);
    const answers = () => mixed.listener.heard.slice(start).filter(isAnswer);
    const start = mixed.listener.heard.length;
    await mixed.listener.publish("socket.io-request#/verbs#", encoded);
    for (let patience = 500; answers().length < count && patience > 0; patience -= 1) await new Promise((resolve) => setTimeout(resolve, 10));
    const found = answers().map(({ channel, bytes }) => ({ channel, bytes, message: read(bytes) }));
    assert.equal(found.length, count, JSON.stringify(found.map(({ message }) => message)));
    for (const { message } of found) assert.equal(message.requestId, requestId);
    return found;
  }

  test("to who wants the ids of sockets, as old servers do", async (t) => {
    const room = fresh();
    const { sockets } = await gather(t, mixed, [room]);
    for (const rooms of [[room], [], ["nobody"]]) {
      const found = await answers({ type: 0, rooms }, mixed.names.length);
      for (const { channel, message } of found) {
        assert.deepEqual(Object.keys(message).sort(), ["requestId", "sockets"]);
        assert.equal(channel, "socket.io-response#/verbs#");
      }
      const all = found.flatMap(({ message }) => message.sockets);
      if (rooms[0] === room) assert.deepEqual(all.sort(), Object.values(sockets).map(({ id }) => id).sort());
      if (rooms[0] === "nobody") assert.deepEqual(all, []);
      if (rooms.length === 0) for (const { id } of Object.values(sockets)) assert.ok(all.includes(id));
    }
  });

  test("to who wants the rooms", async (t) => {
    const room = fresh();
    const { sockets } = await gather(t, mixed, [room]);
    const found = await answers({ type: 1 }, mixed.names.length);
    for (const { message } of found) {
      assert.deepEqual(Object.keys(message).sort(), ["requestId", "rooms"]);
      assert.ok(message.rooms.includes(room));
      assert.equal(Object.values(sockets).filter(({ id }) => message.rooms.includes(id)).length, 1);
    }
  });

  test("to who fetches sockets", async (t) => {
    const room = fresh();
    const { sockets } = await gather(t, mixed, [room]);
    for (const name of mixed.names) await ask(sockets[name], "share", { from: name, é: ["漢", 1.5, null] });
    const found = await answers({ type: 5, opts: { rooms: [room], except: [] } }, mixed.names.length);
    const own = found.find(({ message }) => message.sockets[0].id === sockets.node.id).message.sockets[0];
    for (const { message } of found) {
      assert.deepEqual(Object.keys(message).sort(), ["requestId", "sockets"]);
      assert.equal(message.sockets.length, 1);
      const [socket] = message.sockets;
      const name = mixed.names.find((name) => sockets[name].id === socket.id);
      assert.deepEqual(socket.data, { from: name, é: ["漢", 1.5, null] });
      assert.deepEqual([...socket.rooms].sort(), [room, socket.id].sort());
      assert.deepEqual(Object.keys(socket).sort(), Object.keys(own).sort());
      assert.deepEqual(Object.keys(socket.handshake).sort(), Object.keys(own.handshake).sort());
    }
  });

  test("to who fetches sockets that have shared nothing", async (t) => {
    const room = fresh();
    await gather(t, mixed, [room]);
    const found = await answers({ type: 5, opts: { rooms: [room], except: [] } }, mixed.names.length);
    for (const { message } of found) assert.deepEqual(message.sockets[0].data, {});
  });

  /** What a client may answer; the first argument is what counts. */
  const ANSWERS = {
    nothing: [],
    null: [null],
    number: [7],
    "a fraction": [1.5],
    text: ["é 漢字 👩‍👩‍👧"],
    "long text": ["x".repeat(70_000)],
    list: [[1, -1, [2.5, null], 2 ** 40]],
    object: [{ a: { b: [true, {}] } }],
    bytes: [Buffer.from([1, 2, 3])],
    "bytes in an object": [{ list: [Buffer.alloc(300, 1), { deep: Buffer.alloc(0) }] }],
    "several arguments": ["first", 2, 3],
  };
  for (const [what, values] of Object.entries(ANSWERS)) {
    test(`to who asks clients that answer with ${what}`, async (t) => {
      const room = fresh();
      const { sockets } = await gather(t, mixed, [room]);
      const asked = [];
      for (const name of mixed.names) {
        sockets[name].on("question", (question, answer) => {
          asked.push(plain(question));
          answer(...values);
        });
      }
      const packet = { type: 2, data: ["question", { é: [1.5, Buffer.from("a")] }], nsp: "/verbs" };
      const opts = { rooms: [room], except: [], flags: { timeout: 3_000 } };
      const found = await answers({ type: 7, packet, opts }, 2 * mixed.names.length);
      assert.deepEqual(asked, mixed.names.map(() => ({ é: [1.5, { bytes: "YQ==" }] })));
      const [counts, packets] = [8, 9].map((type) => found.filter(({ message }) => message.type === type));
      for (const { bytes, message } of counts) {
        assert.equal(bytes[0], 0x7b);
        assert.deepEqual(withoutIds(message), { type: 8, requestId: IDS.requestId, clientCount: 1 });
      }
      assert.equal(packets.length, mixed.names.length);
      for (const packet of packets) {
        assert.notEqual(packet.bytes[0], 0x7b);
        // A server of Node leaves out what is `undefined`.
        assert.deepEqual({ packet: null, ...withoutIds(packet.message) }, { type: 9, requestId: IDS.requestId, packet: plain(values[0] ?? null) });
        assertSameBytes(packet);
      }
    });
  }

  test("to who asks clients of a room that nobody is in", async () => {
    const packet = { type: 2, data: ["question", 1], nsp: "/verbs" };
    const found = await answers({ type: 7, packet, opts: { rooms: ["nobody"], except: [], flags: { timeout: 100 } } }, mixed.names.length);
    for (const { message } of found) assert.deepEqual(withoutIds(message), { type: 8, requestId: IDS.requestId, clientCount: 0 });
  });
});
