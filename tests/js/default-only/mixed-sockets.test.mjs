// A server of a mixed cluster, one of ours or one of Node, fetches, moves and disconnects the sockets of all servers.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, beside, next } from "../support/client.mjs";
import { alone, assertHeard, cluster, gather, ids, member, onlyBy, settled } from "../support/mixed.mjs";
import { fresh } from "../support/sharing.mjs";
import { until } from "../support/until.mjs";

const mixed = cluster({
  node: { node: {} },
  otherNode: { node: { parser: "msgpack" } },
  rust: { rust: {} },
  otherRust: { rust: { parser: "msgpack" } },
});
const { names, servers } = mixed;

const idsOf = async (fetched) => (await fetched).map(({ id }) => id).sort();

/** A guest on each server, in `rooms`; and what became of them. */
const invite = (t, rooms) => gather(t, mixed, rooms);

for (const from of ["node", "rust", "otherRust"]) {
  describe(`${from} asks`, () => {
    const start = async (t, rooms) => {
      const gathered = await gather(t, mixed, rooms);
      return { ...gathered, sender: gathered.verbs[from] };
    };

    test("which sockets are in rooms, by their whole ids", async (t) => {
      const [a, b, c] = [fresh(), fresh(), fresh()];
      const { sockets, sender } = await start(t, { node: [a], otherNode: [a, b], rust: [b], otherRust: [c, a] });
      const { node, otherNode, rust, otherRust } = sockets;
      assert.deepEqual(await idsOf(sender.fetch({ to: [a] })), ids({ node, otherNode, otherRust }));
      assert.deepEqual(await idsOf(sender.fetch({ to: [b, c] })), ids({ otherNode, rust, otherRust }));
      assert.deepEqual(await idsOf(sender.fetch({ to: [a], except: [b] })), ids({ node, otherRust }));
      assert.deepEqual(await idsOf(sender.fetch({ to: [a], except: [c, node.id] })), ids({ otherNode }));
      assert.deepEqual(await idsOf(sender.fetch({ to: [rust.id] })), ids({ rust }));
      assert.deepEqual(await idsOf(sender.fetch({ to: [node.id, otherRust.id] })), ids({ node, otherRust }));
      assert.deepEqual(await idsOf(sender.fetch({ to: [fresh()] })), []);
      assert.deepEqual(await idsOf(sender.fetch({ local: true, to: [a, b, c] })), [sockets[from].id]);
      await alone(sender, sockets);
    });

    test("in which rooms they are, and what their servers share of them", async (t) => {
      const [room, other] = [fresh(), fresh()];
      const { sockets, sender } = await start(t, { node: [room, other], otherNode: [room], rust: [room, other], otherRust: [room] });
      const data = { node: { user: { id: 7, name: "é" } }, otherNode: [1, "two", null], rust: { user: { id: 8, name: "漢" } }, otherRust: "text" };
      for (const name of names) await ask(sockets[name], "share", data[name]);
      const fetched = new Map((await sender.fetch({ to: [room] })).map((socket) => [socket.id, socket]));
      assert.equal(fetched.size, names.length);
      for (const name of names) {
        const socket = fetched.get(sockets[name].id);
        assert.deepEqual(socket.data, data[name], name);
        const rooms = [sockets[name].id, room, ...(["node", "rust"].includes(name) ? [other] : [])];
        assert.deepEqual(socket.rooms, rooms.sort(), name);
      }
    });

    test("for all rooms and servers", async (t) => {
      const rooms = Object.fromEntries(names.map((name) => [name, [fresh(), "é"]]));
      const { sockets, sender } = await start(t, rooms);
      const all = await sender.rooms();
      for (const room of [...Object.values(rooms).flat(), ...ids(sockets)]) {
        assert.equal(all.filter((other) => other === room).length, 1, room);
      }
      assert.equal(await sender.serverCount(), names.length);
    });

    test("that sockets join rooms and leave them", async (t) => {
      const [first, second, third] = [fresh(), fresh(), fresh()];
      const { sockets, heard, sender } = await start(t, { node: [first], rust: [first], otherRust: [first] });
      await sender.join({ to: [first] }, [second, third]);
      await settled(heard, sender);
      await sender.emit({ to: [second] }, "joined");
      assert.deepEqual(await idsOf(sender.fetch({ to: [third] })), ids({ a: sockets.node, b: sockets.rust, c: sockets.otherRust }));
      await sender.leave({ to: [first], except: [sockets.rust.id] }, [second, first]);
      await settled(heard, sender);
      await sender.emit({ to: [second] }, "left");
      await sender.join({ to: [sockets.otherNode.id, sockets.otherRust.id] }, [second]);
      await settled(heard, sender);
      await sender.emit({ to: [second] }, "by id");
      await settled(heard, sender);
      assertHeard(heard, {
        node: [["joined"]],
        otherNode: [["by id"]],
        rust: [["joined"], ["left"], ["by id"]],
        otherRust: [["joined"], ["by id"]],
      });
      const roomsOf = {
        node: [third], otherNode: [second], rust: [first, second, third], otherRust: [second, third],
      };
      for (const name of names) {
        assert.deepEqual(await ask(sockets[name], "my-rooms"), [sockets[name].id, ...roomsOf[name]].sort(), name);
      }
    });

    test("that sockets leave the namespace, and keep their connections", async (t) => {
      const room = fresh();
      const { sockets, heard, sender } = await start(t);
      const guests = await invite(t, [room]);
      const staying = await Promise.all(names.map((name) => beside(t, guests.sockets[name], "/elsewhere")));
      const gone = names.map((name) => next(guests.sockets[name], "disconnect"));
      await sender.disconnect({ to: [room] });
      for (const [reason] of (await Promise.all(gone)).map((reason) => [reason].flat())) assert.equal(reason, "io server disconnect");
      await settled(heard, sender);
      for (const socket of staying) await ask(socket, "join", [fresh()]);
      assert.deepEqual(names.filter((name) => !sockets[name].connected), []);
      assert.deepEqual(await idsOf(sender.fetch({ to: [room] })), []);
    });

    test("that connections end, with all their namespaces", async (t) => {
      const room = fresh();
      const { sockets, heard, sender } = await start(t);
      const guests = await invite(t, [room]);
      const others = await Promise.all(names.map((name) => beside(t, guests.sockets[name], "/elsewhere")));
      const all = [...Object.values(guests.sockets), ...others];
      const gone = all.map((socket) => next(socket, "disconnect"));
      const closed = Object.values(guests.sockets).map(({ io }) => until(() => io.engine.readyState === "closed", "the connection to end"));
      await sender.close({ to: [room] });
      await Promise.all([...gone, ...closed]);
      await settled(heard, sender);
      assert.deepEqual(names.filter((name) => !sockets[name].connected), []);
      assert.deepEqual(await idsOf(sender.fetch({ to: [room] })), []);
    });

    test("one socket of each server to leave, by its id", async (t) => {
      const { sockets, heard, sender } = await start(t);
      const guests = await invite(t);
      for (const name of names) {
        const { id } = guests.sockets[name];
        const gone = next(guests.sockets[name], "disconnect");
        await sender.disconnect({ to: [id] });
        await gone;
      }
      await settled(heard, sender);
      assert.deepEqual(names.filter((name) => guests.sockets[name].connected || !sockets[name].connected), []);
    });

    test("what it can of each fetched socket: emit, join, leave, answer, disconnect, close", async (t) => {
      const [before, after] = [fresh(), fresh()];
      const { heard, sender } = await start(t);
      const guests = await invite(t, [before]);
      for (const name of names) guests.sockets[name].on("question", (_, answer) => answer({ from: name }));
      const answers = await sender.askEach({ to: [before] });
      assert.deepEqual(answers.map((answer) => answer.from).sort(), [...names].sort());
      await sender.greetAndMove({ to: [before] }, before, after);
      const theirs = Object.fromEntries(names.map((name) => [`guest of ${name}`, guests.heard[name]]));
      await settled({ ...heard, ...theirs }, sender);
      assertHeard(guests.heard, Object.fromEntries(names.map((name) => [name, [[guests.sockets[name].id]]])));
      assert.deepEqual(await idsOf(sender.fetch({ to: [after] })), ids(guests.sockets));
      assert.deepEqual(await idsOf(sender.fetch({ to: [before] })), []);

      // A client that is in no namespace any more closes its connection itself.
      await Promise.all(Object.values(guests.sockets).map((socket) => beside(t, socket, "/elsewhere")));
      const closed = await invite(t, [before]);
      const gone = [guests, closed].flatMap(({ sockets }) => Object.values(sockets)).map((socket) => next(socket, "disconnect"));
      const connections = Object.values(closed.sockets).map(({ io }) => until(() => io.engine.readyState === "closed", "the connection to end"));
      await sender.disconnectEach({ to: [after] });
      await sender.closeEach({ to: [before] });
      await Promise.all([...gone, ...connections]);
      assert.deepEqual(Object.values(guests.sockets).map(({ io }) => io.engine.readyState), names.map(() => "open"));
      await settled(heard, sender);
      assertHeard(heard, onlyBy(mixed, []));
    });

    test("many at once", async (t) => {
      const room = fresh();
      const { sockets, sender } = await start(t, [room]);
      const fetches = Array.from({ length: 30 }, (_, index) => idsOf(sender.fetch(index % 2 ? { to: [room] } : { to: ids(sockets) })));
      const rooms = Array.from({ length: 10 }, () => sender.rooms());
      for (const fetched of await Promise.all(fetches)) assert.deepEqual(fetched, ids(sockets));
      for (const all of await Promise.all(rooms)) assert.ok(all.includes(room));
    });
  });
}

describe("what is fetched of the request of a socket", () => {
  /** What the official client makes of an array. */
  const QUERY_LIST = "1,2";
  const AUTH = { token: "secret", numbers: [1, 2.5], nested: { none: null } };
  const options = {
    extraHeaders: { "User-Agent": "a test", "X-Custom": "custom", Cookie: "session=1; theme=dark", Authorization: "Bearer 1" },
    query: { name: "é", list: ["1", "2"], empty: "" },
    auth: AUTH,
  };

  test("by a server of Node is as of its own sockets", async (t) => {
    const room = fresh();
    const began = Date.now();
    const { sockets, verbs } = await gather(t, mixed, [room], options);
    const byId = new Map((await verbs.node.fetch({ to: [room] })).map(({ id, handshake }) => [id, handshake]));
    // As any server would tell it.
    const own = JSON.parse(JSON.stringify(byId.get(sockets.node.id)));
    assert.deepEqual(own.auth, AUTH);
    for (const name of names.slice(1)) {
      const handshake = byId.get(sockets[name].id);
      assert.deepEqual(Object.keys(handshake).sort(), Object.keys(own).sort(), name);
      assert.deepEqual(handshake, { ...own, ...differing(handshake) }, name);
      assert.equal(handshake.headers.host, servers[name].url.replace("http://", ""));
      assert.ok(handshake.issued >= began - 1_000 && handshake.issued <= Date.now() + 1_000, `${handshake.issued}`);
      assert.ok(Math.abs(new Date(handshake.time) - handshake.issued) < 1_000, `${handshake.time} is not ${handshake.issued}`);
      assert.match(handshake.time, /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{2} \d{4} \d{2}:\d{2}:\d{2} GMT[+-]\d{4}/);
      assert.match(handshake.url, /^\/socket\.io\/\?/);
    }
    /** What no two requests have in common. */
    function differing({ headers, time, issued, url, query }) {
      const { host } = headers;
      const { "sec-websocket-key": key } = headers;
      const { t } = query;
      return {
        headers: { ...own.headers, host, "sec-websocket-key": key },
        time,
        issued,
        url: own.url.replace(/\bt=[^&]*/, url.match(/\bt=[^&]*/)?.[0] ?? ""),
        query: { ...own.query, ...(t !== undefined && { t }) },
      };
    }
  });

  test("of a page says so", async (t) => {
    const room = fresh();
    const origins = new Map();
    for (const name of names) {
      const origin = servers[name].url;
      origins.set((await member(t, servers[name], [room], { extraHeaders: { Origin: origin } })).id, origin);
    }
    for (const { id, handshake } of await (await gather(t, mixed)).verbs.node.fetch({ to: [room] })) {
      const { xdomain, secure, headers } = handshake;
      assert.deepEqual([xdomain, secure, headers.origin], [true, false, origins.get(id)]);
      origins.delete(id);
    }
    assert.equal(origins.size, 0);
  });

  for (const name of ["node", "rust", "otherRust"]) {
    test(`by ${name} is the same of the sockets of all servers`, async (t) => {
      const room = fresh();
      const { sockets, verbs } = await gather(t, mixed, [room], options);
      const expected = {
        address: "127.0.0.1",
        headers: ["a test", "custom", "session=1; theme=dark", "Bearer 1", null],
        query: { name: "é", list: QUERY_LIST, empty: "" },
        auth: AUTH,
      };
      const fetched = await verbs[name].fetch({ to: [room] });
      assert.deepEqual(fetched.map(({ id }) => id).sort(), ids(sockets));
      for (const { id, request } of fetched) assert.deepEqual(request, expected, names.find((name) => sockets[name].id === id));
    });
  }
});
