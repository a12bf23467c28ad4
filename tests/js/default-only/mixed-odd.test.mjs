// A mixed cluster goes on, whatever the servers of Node allow: rooms that are no strings, sockets of which odd things are
// known, events with names that a server of Node takes for its own, and answers that are not true.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Emitter } from "@socket.io/redis-emitter";
import { createClient } from "redis";

import { ask, next } from "../support/client.mjs";
import { assertHeard, settled } from "../support/heard.mjs";
import { listenTo } from "../support/listener.mjs";
import { COUNTED, gather, ids, member, OURS, startNode, startRust } from "../support/mixed.mjs";
import { read } from "../support/node-format.mjs";
import { startRedis } from "../support/redis.mjs";
import { fresh, stopAll } from "../support/sharing.mjs";
import { until } from "../support/until.mjs";

/** What JavaScript takes for a room, and nobody can be in; `JSON.stringify` and MessagePack write each in their own way. */
const NO_ROOMS = [undefined, null, true, { a: 1 }, "\ud800"];
const shown = (room) => (room === undefined ? "undefined" : JSON.stringify(room));

/** How long Node waits for the answers of the others, in milliseconds. */
const REQUESTS_TIMEOUT = 1_000;
/** The Rust server gives up later than a test does: no test passes because it did not wait for an answer. */
const env = { REQUEST_TIMEOUT: "20000" };

const mixed = { names: ["node", "rust"], servers: {} };
const { servers } = mixed;
let redis;
let listener;
let publisher;

before(async () => {
  redis = await startRedis();
  listener = await listenTo(redis.url);
  publisher = createClient({ url: redis.url });
  await publisher.connect();
  servers.node = await startNode(redis.url, { options: { requestsTimeout: REQUESTS_TIMEOUT } });
  servers.rust = await startRust(redis.url, { env });
  const all = async () => (await listener.subscribers(COUNTED("/verbs"))) === mixed.names.length;
  await until(all, "both servers to be subscribed");
});
after(async () => {
  await stopAll(Object.values(servers));
  publisher?.destroy();
  await listener?.close();
  await redis?.stop();
});

/** The socket of Node whose client is `client`. */
const atNode = ({ id }) => servers.node.verbs.sockets.get(id);

const idsOf = (fetched) => fetched.map(({ id }) => id).sort();

for (const room of NO_ROOMS) {
  describe(`the room ${shown(room)}`, () => {
    test("has no sockets, which Node learns from all servers", async (t) => {
      await gather(t, mixed);
      assert.deepEqual(await servers.node.verbs.in(room).fetchSockets(), []);
    });

    test("has no sockets among those of other rooms, and nobody is left out for it", async (t) => {
      const other = fresh();
      const { sockets } = await gather(t, mixed, [other]);
      const { verbs } = servers.node;
      assert.deepEqual(idsOf(await verbs.in([other, room]).fetchSockets()), ids(sockets));
      assert.deepEqual(idsOf(await verbs.in(other).except(room).fetchSockets()), ids(sockets));
      const everybody = idsOf(await verbs.except(room).fetchSockets());
      for (const id of ids(sockets)) assert.ok(everybody.includes(id), `${id} is not in ${everybody}`);
    });

    test("has nobody who is asked", async (t) => {
      const other = fresh();
      const { sockets } = await gather(t, mixed, [other]);
      for (const name of mixed.names) sockets[name].on("question", (_, answer) => answer(name));
      const { verbs } = servers.node;
      assert.deepEqual(await verbs.in(room).timeout(REQUESTS_TIMEOUT).emitWithAck("question", "?"), []);
      const answers = await verbs.in(other).except(room).timeout(REQUESTS_TIMEOUT).emitWithAck("question", "?");
      assert.deepEqual(answers.sort(), mixed.names);
    });

    for (const from of ["node", "redis-emitter 5"]) {
      test(`keeps nobody from hearing what ${from} emits`, async (t) => {
        const other = fresh();
        const { verbs, heard } = await gather(t, mixed, [other]);
        const sender = from === "node" ? servers.node.verbs : new Emitter(publisher).of("/verbs");
        sender.except(room).emit("heard", "everybody else");
        sender.to(other).except(room).emit("heard", "the others of a room");
        sender.to([other, room]).emit("heard", "two rooms");
        // To nobody, on a channel of its own.
        sender.to(room).emit("heard", "nobody");
        await settled(heard, from === "node" ? verbs.node : { emit: async (_, mark) => void sender.emit("heard", mark) });
        const all = [["everybody else"], ["the others of a room"], ["two rooms"]];
        assertHeard(heard, { node: all, rust: all });
      });

      test(`keeps nobody from being moved and disconnected by ${from}`, async (t) => {
        const [other, joined] = [fresh(), fresh()];
        const { sockets, verbs, heard } = await gather(t, mixed, [other]);
        const stays = await gather(t, mixed);
        const sender = from === "node" ? servers.node.verbs : new Emitter(publisher).of("/verbs");
        sender.in(other).except(room).socketsJoin(joined);
        await settled(heard, verbs.node);
        for (const socket of Object.values(sockets)) {
          await until(async () => (await ask(socket, "my-rooms")).includes(joined), `${socket.id} to be in the room`);
        }
        sender.in([other, room]).except(room).socketsLeave(other);
        for (const socket of Object.values(sockets)) {
          await until(async () => !(await ask(socket, "my-rooms")).includes(other), `${socket.id} to have left the room`);
        }
        const gone = Object.values(sockets).map((socket) => next(socket, "disconnect"));
        sender.in(joined).except(room).disconnectSockets();
        for (const reason of await Promise.all(gone)) assert.equal([reason].flat()[0], "io server disconnect");
        sender.in(room).disconnectSockets();
        await settled(stays.heard, stays.verbs.node);
        for (const socket of Object.values(stays.sockets)) assert.ok(socket.connected);
      });
    }
  });
}

describe("a socket of Node", { skip: !OURS && "that Node sends and reads the same is no matter" }, () => {
  const ODD = {
    "in the room undefined": (socket) => socket.join(undefined),
    "in the room null": (socket) => socket.join(null),
    "in the room {}": (socket) => socket.join({}),
    "in a room that is half a character": (socket) => socket.join("\ud800"),
    "that has connected at no time": (socket) => (socket.handshake.time = null),
    "with text for the time of its connection": (socket) => (socket.handshake.issued = "now"),
    "without headers": (socket) => (socket.handshake.headers = null),
    "with a header that is an object": (socket) => (socket.handshake.headers["x-custom"] = { a: [1] }),
    "with an object in its query": (socket) => (socket.handshake.query.name = { first: ["a", { b: null }] }),
    "without a query": (socket) => (socket.handshake.query = null),
    "without an address": (socket) => (socket.handshake.address = undefined),
    "with half a character in its auth": (socket) => (socket.handshake.auth = { name: "\ud800", nothing: undefined }),
    "without a handshake": (socket) => (socket.handshake = {}),
    "without data": (socket) => (socket.data = null),
    "with undefined data": (socket) => (socket.data = undefined),
    "with half a character in its data": (socket) => (socket.data = { name: "\udc00" }),
  };
  for (const [name, change] of Object.entries(ODD)) {
    test(`${name} is found by a Rust server, and so are the others`, async (t) => {
      const room = fresh();
      const { sockets } = await gather(t, mixed, [room]);
      const odd = await member(t, servers.node, [room]);
      await change(atNode(odd));
      const found = await ask(sockets.rust, "fetch-sockets", { to: [room] });
      assert.deepEqual(found?.sort?.(), ids({ ...sockets, odd }), JSON.stringify(found));
    });
  }

  test("in odd rooms hides no room from a Rust server", async (t) => {
    const room = fresh();
    const { sockets, verbs } = await gather(t, mixed, [room]);
    for (const odd of NO_ROOMS) await atNode(sockets.node).join(odd);
    const all = await verbs.rust.rooms();
    for (const wanted of [room, ...ids(sockets)]) assert.ok(all.includes(wanted), `${wanted} is not in ${all}`);
  });

  test("whose id is no id of ours hides nobody else", async (t) => {
    const room = fresh();
    const { sockets } = await gather(t, mixed, [room]);
    const odd = atNode(await member(t, servers.node, [room]));
    const { id } = odd;
    t.after(() => (odd.id = id));
    for (const wrong of [`/verbs#${id}`, "", null, undefined, 7, "\ud800", { a: 1 }, "x".repeat(70_000)]) {
      odd.id = wrong;
      const found = await ask(sockets.rust, "fetch-sockets", { to: [room] });
      assert.deepEqual(found?.sort?.(), ids(sockets), JSON.stringify(found));
    }
  });
});

describe("a value of Node that is nested", { skip: !OURS && "Node reads values of any depth" }, () => {
  /** The deepest that a Rust server reads. */
  const DEEPEST = 127;
  const nested = (depth) => (depth === 0 ? "the core" : [nested(depth - 1)]);

  test("as deep as a Rust server reads arrives, and a deeper one does not", async (t) => {
    const { verbs, heard } = await gather(t, mixed);
    for (const depth of [DEEPEST, DEEPEST + 1, 1_000]) servers.node.verbs.emit("heard", nested(depth));
    await settled(heard, verbs.node);
    assertHeard({ rust: heard.rust }, { rust: [[nested(DEEPEST)]] });
    assert.equal(heard.node.length, 3);
  });

  test("can be shared of a socket, which is found with data of any depth", async (t) => {
    const { sockets, verbs } = await gather(t, mixed);
    const recipients = { to: [sockets.node.id] };
    const socket = atNode(sockets.node);
    socket.data = nested(DEEPEST);
    assert.deepEqual((await verbs.rust.fetch(recipients)).map(({ data }) => data), [nested(DEEPEST)]);
    for (const depth of [DEEPEST + 1, 1_000]) {
      socket.data = nested(depth);
      assert.deepEqual(await ask(sockets.rust, "fetch-sockets", recipients), [sockets.node.id]);
      const [error] = await ask(sockets.rust, "numbers", recipients);
      assert.equal(typeof error, "string", JSON.stringify(error));
    }
  });
});

describe("an event with a name that a library takes for its own", { skip: !OURS && "Node emits what it is told to" }, () => {
  for (const event of ["connect", "connection", "new_namespace", "error"]) {
    test(`${event} is not emitted for servers`, async (t) => {
      const { sockets, verbs, heard } = await gather(t, mixed);
      const published = await listener.during(async () => {
        const refused = await ask(sockets.rust, "tell", event, "a product", 1);
        assert.equal(refused?.code, "unavailable", JSON.stringify(refused));
        assert.match(refused.message, new RegExp(`\\b${event}\\b`));
      });
      assert.deepEqual(published.map(({ channel }) => channel), []);
      await settled(heard, verbs.rust);
      assert.deepEqual((await verbs.node.fetch({ to: ids(sockets) })).map(({ id }) => id).sort(), ids(sockets));
    });
  }

  for (const event of ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"]) {
    test(`${event} is not emitted to clients, who stay connected`, async (t) => {
      const { sockets, verbs, heard } = await gather(t, mixed);
      for (const recipients of [{}, { to: ids(sockets) }, { local: true }]) {
        const refused = await ask(sockets.rust, "emit-named", recipients, event, "a payload");
        assert.equal(refused?.code, "unavailable", JSON.stringify(refused));
        assert.match(refused.message, new RegExp(`\\b${event}\\b.*reserved`));
      }
      await settled(heard, verbs.rust);
      await settled(heard, verbs.node);
      for (const socket of Object.values(sockets)) assert.ok(socket.connected);
      assertHeard(heard, { node: [], rust: [] });
    });
  }
});

describe("a room that is a number at Node", { skip: !OURS && "Node does not reach it by its digits" }, () => {
  const rooms = () => {
    const number = Math.floor(Math.random() * 1e9);
    return [number, `${number}`];
  };

  test("has its sockets found by Rust, by the same digits", async (t) => {
    const [number, digits] = rooms();
    const { sockets, verbs } = await gather(t, mixed, { rust: [digits] });
    await atNode(sockets.node).join(number);
    for (const recipients of [{ to: [digits] }, { to: [digits, fresh()] }]) {
      assert.deepEqual(idsOf(await verbs.rust.fetch(recipients)), ids(sockets));
    }
    assert.deepEqual(idsOf(await verbs.rust.fetch({ to: ids(sockets), except: [digits] })), []);
  });

  test("hears what Rust emits to the same digits, each client once", async (t) => {
    const [number, digits] = rooms();
    const { sockets, verbs, heard } = await gather(t, mixed, { rust: [digits] });
    const both = await member(t, servers.node, [digits]);
    const boths = [];
    both.on("heard", (value) => boths.push([value]));
    for (const client of [sockets.node, both]) await atNode(client).join(number);
    await verbs.rust.emit({ to: [digits] }, "one room");
    await verbs.rust.emit({ to: [digits, fresh()] }, "two rooms");
    await verbs.rust.emit({ except: [digits] }, "nobody of them");
    servers.node.verbs.to(number).emit("heard", "by Node");
    await settled({ ...heard, boths }, verbs.rust);
    await settled({ ...heard, boths }, verbs.node);
    const all = [["one room"], ["two rooms"], ["by Node"]];
    for (const list of [heard.node, heard.rust, boths]) assert.deepEqual(list.sort(), [...all].sort());
  });

  test("has its sockets asked by Rust, each once", async (t) => {
    const [number, digits] = rooms();
    const { sockets, verbs } = await gather(t, mixed, { rust: [digits] });
    await atNode(sockets.node).join(number);
    for (const name of mixed.names) sockets[name].on("question", (_, answer) => answer(name));
    assert.deepEqual((await verbs.rust.ask({ to: [digits] }, "?")).sort(), mixed.names);
  });

  test("has its sockets moved and disconnected by Rust", async (t) => {
    const [number, digits] = rooms();
    const joined = fresh();
    const { sockets, verbs, heard } = await gather(t, mixed, { rust: [digits] });
    await atNode(sockets.node).join(number);
    await verbs.rust.join({ to: [digits] }, [joined]);
    await settled(heard, verbs.rust);
    for (const socket of Object.values(sockets)) assert.ok((await ask(socket, "my-rooms")).includes(joined));
    const stays = await gather(t, mixed);
    const gone = Object.values(sockets).map((socket) => next(socket, "disconnect"));
    const disconnector = stays.verbs.rust;
    await disconnector.disconnect({ to: [digits] });
    await Promise.all(gone);
    await settled(stays.heard, disconnector);
  });
});

describe("an answer that is not true", { skip: !OURS && "Node believes it" }, () => {
  const [REQUEST, RESPONSE] = ["socket.io-request#/verbs#", "socket.io-response#/verbs#"];
  const BROADCAST = 7;
  const CLIENT_COUNT = 8;
  /** So many clients of a server are believed, which is no burden. */
  const MOST = 65_536;

  for (const clientCount of [2 ** 32 - 1, 2 ** 53, -1]) {
    test(`of ${clientCount} clients ends a question as any other`, async (t) => {
      const room = fresh();
      const { sockets, verbs } = await gather(t, mixed, [room]);
      sockets.rust.on("question", (_, answer) => answer("rust"));
      // A server that is counted, so that its answer is waited for.
      const liar = await listener.subscribe(REQUEST, (bytes) => {
        const { type, requestId } = read(bytes);
        if (type === BROADCAST) listener.publish(RESPONSE, JSON.stringify({ type: CLIENT_COUNT, requestId, clientCount }));
      });
      t.after(() => liar.stop());
      const answers = await verbs.rust.ask({ to: [room] }, "?", 500);
      assert.ok(answers.includes("rust"), JSON.stringify(answers.slice(0, 5)));
      assert.ok(answers.length <= MOST + mixed.names.length, `${answers.length} answers`);
      await liar.stop();
      sockets.node.on("question", (_, answer) => answer("node"));
      assert.deepEqual((await verbs.rust.ask({ to: [room] }, "?")).sort(), mixed.names);
    });
  }
});
