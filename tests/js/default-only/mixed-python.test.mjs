// What emitters of python-socketio write reaches the clients of our servers, whatever language these speak to one another.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { ask, next } from "../support/client.mjs";
import { assertHeard, hearing, settled as settledBy } from "../support/heard.mjs";
import { listenTo } from "../support/listener.mjs";
import { member } from "../support/mixed.mjs";
import { bytes, startPython, tuple } from "../support/python.mjs";
import { startRedis } from "../support/redis.mjs";
import { startServer } from "../support/server.mjs";
import { fresh, health, RECOVERY, stopAll } from "../support/sharing.mjs";
import { until } from "../support/until.mjs";

/** Each language of the servers, and the channel that Python is heard on: its default, or another one. */
const LANGUAGES = {
  "servers that speak the language of this crate": { env: {}, on: "1", channel: "socketio" },
  "servers that speak Node's language": { env: { FORMAT: "node" }, on: "python", channel: "python" },
};

/** What a server of ours has to be told to hear Python. */
const hearingPython = ({ env, on }, redis) => ({ REDIS_URL: redis.url, PYTHON_EMITTERS: on, ...env });

/** Waits until what `python` has emitted before has reached all that it was to reach. */
const settled = (heard, python) => settledBy(heard, { emit: (_, mark) => python.emit("heard", mark) });

/** The same bytes, as `plain` shows them. */
const plainBytes = (...values) => ({ bytes: Buffer.from(values).toString("base64") });

for (const [name, language] of Object.entries(LANGUAGES)) {
  describe(name, () => {
    let redis;
    let listener;
    const servers = {};
    const emitters = {};

    before(async () => {
      redis = await startRedis();
      listener = await listenTo(redis.url);
      const env = hearingPython(language, redis);
      const deaf = { ...env };
      delete deaf.PYTHON_EMITTERS;
      servers.one = await startServer("sharing-server", { env });
      // Its clients read MessagePack.
      servers.packed = await startServer("sharing-server", { env: { ...env, PARSER: "msgpack" } });
      servers.packed.parser = "msgpack";
      servers.deaf = await startServer("sharing-server", { env: deaf });
      for (const kind of ["manager", "async", "server"]) {
        emitters[kind] = await startPython(kind, redis, language.channel);
      }
    });

    after(async () => {
      await stopAll(Object.values(emitters));
      await stopAll(Object.values(servers));
      await listener?.close();
      await redis?.stop();
    });

    /** A client on each of the two servers that hear Python. */
    const gather = async (t, rooms = {}) => {
      const one = await member(t, servers.one, rooms.one);
      const packed = await member(t, servers.packed, rooms.packed);
      return { one, packed, heard: hearing({ one, packed }) };
    };

    for (const kind of ["manager", "async", "server"]) {
      test(`${kind}: what is emitted to everyone is what a client of Python's own server would get`, async (t) => {
        const { heard } = await gather(t);
        const python = emitters[kind];
        const deep = { é: ["漢字", 1.5, -1, 2 ** 40, 1e300, null, true, { "": [] }], long: "x".repeat(70_000), _placeholder: true, num: 0 };
        await python.emit("heard", deep);
        await python.emit("heard", "text \"\n\u0000");
        await python.emit("heard", null);
        await python.emit("heard", [1, [2]]);
        await python.emit("heard", tuple());
        await python.emit("heard", tuple([1]));
        await python.emit("heard", tuple("a", null, { b: [] }));
        await settled(heard, python);
        const all = [[deep], ["text \"\n\u0000"], [], [[1, [2]]], [], [[1]], ["a", null, { b: [] }]];
        assertHeard(heard, { one: all, packed: all });
      });
    }

    test("bytes arrive as bytes, wherever they stand", async (t) => {
      const { heard } = await gather(t);
      const python = emitters.manager;
      await python.emit("heard", bytes(1, 2, 255));
      await python.emit("heard", bytes());
      await python.emit("heard", tuple({ cover: bytes(0), pages: [{ picture: bytes(9, 8) }, null] }, "text", bytes(7)));
      await python.emit("heard", [bytes(1), bytes(1)]);
      await settled(heard, python);
      const all = [
        [plainBytes(1, 2, 255)],
        [plainBytes()],
        [{ cover: plainBytes(0), pages: [{ picture: plainBytes(9, 8) }, null] }, "text", plainBytes(7)],
        [[plainBytes(1), plainBytes(1)]],
      ];
      assertHeard(heard, { one: all, packed: all });
    });

    test("an event is for rooms and sockets, and not for those that are skipped", async (t) => {
      const [a, b] = [fresh(), fresh()];
      const { one, packed, heard } = await gather(t, { one: [a], packed: [a, b, "7"] });
      const python = emitters.manager;
      await python.emit("heard", "a", { room: a });
      await python.emit("heard", "b", { to: b });
      await python.emit("heard", "a and b", { room: [a, b] });
      await python.emit("heard", "seven", { room: 7 });
      await python.emit("heard", "one", { room: one.id });
      await python.emit("heard", "a without packed", { room: a, skip_sid: packed.id });
      await python.emit("heard", "neither", { skip_sid: [packed.id, one.id] });
      await python.emit("heard", "not one", { skip_sid: [one.id, "nobody"] });
      await python.emit("heard", "nobody", { room: fresh() });
      await settled(heard, python);
      assertHeard(heard, {
        one: [["a"], ["a and b"], ["one"], ["a without packed"]],
        packed: [["a"], ["b"], ["a and b"], ["seven"], ["not one"]],
      });
    });

    test("an event is for one namespace", async (t) => {
      const { heard } = await gather(t);
      const elsewhere = await member(t, servers.one, [], { namespace: "elsewhere" });
      const there = hearing({ elsewhere });
      const python = emitters.async;
      await python.emit("heard", "elsewhere", { namespace: "/elsewhere" });
      await python.emit("heard", "the root", { namespace: null });
      await python.emit("heard", "nowhere", { namespace: "/nowhere" });
      await settled(heard, python);
      await settledBy(there, { emit: (_, mark) => python.emit("heard", mark, { namespace: "/elsewhere" }) });
      assertHeard({ ...heard, ...there }, { one: [], packed: [], elsewhere: [["elsewhere"]] });
    });

    test("sockets enter and leave rooms, and rooms are closed", async (t) => {
      const room = fresh();
      const namespace = "/verbs";
      const { one, packed, heard } = await gather(t);
      const python = emitters.manager;
      for (const sid of [one.id, packed.id]) await python.call("enter_room", [], { sid, namespace, room });
      await python.emit("heard", "both", { room });
      await python.call("leave_room", [], { sid: one.id, namespace, room });
      await python.emit("heard", "packed", { room });
      // Not of this namespace, and of nobody.
      await python.call("enter_room", [], { sid: one.id, namespace: "/elsewhere", room });
      await python.call("enter_room", [], { sid: "AAAAAAAAAAAAAAAA", namespace, room });
      await python.call("leave_room", [], { sid: packed.id, namespace: "/elsewhere", room });
      await python.emit("heard", "packed again", { room });
      await python.call("close_room", [], { room, namespace });
      await python.emit("heard", "nobody", { room });
      await settled(heard, python);
      assertHeard(heard, { one: [["both"]], packed: [["both"], ["packed"], ["packed again"]] });
      assert.ok(!(await ask(one, "my-rooms")).includes(room));
    });

    test("the room of a socket is entered by no other socket, and is not closed", async (t) => {
      const namespace = "/verbs";
      const { one, heard } = await gather(t);
      const other = await member(t, servers.one);
      const others = hearing({ other });
      const python = emitters.manager;
      await python.call("enter_room", [], { sid: other.id, namespace, room: one.id });
      await python.call("close_room", [], { room: one.id, namespace });
      await python.emit("heard", "one", { room: one.id });
      await settled({ ...heard, ...others }, python);
      assertHeard({ ...heard, ...others }, { one: [["one"]], packed: [], other: [] });
    });

    for (const [kind, method] of [
      ["async", "can_disconnect"],
      ["server", "disconnect"],
    ]) {
      test(`${kind}: who is disconnected leaves as usual, and nobody else does`, async (t) => {
        const room = fresh();
        const guests = await gather(t, { one: [room], packed: [room] });
        const stays = await gather(t, { one: [room], packed: [room] });
        const python = emitters[kind];
        for (const name of ["one", "packed"]) {
          const { id } = guests[name];
          const gone = next(guests[name], "disconnect");
          await python.call(method, [], { sid: id, namespace: "/elsewhere" });
          await python.call(method, [], { sid: room, namespace: "/verbs" });
          await python.emit("heard", "last", { room: id });
          await python.call(method, [], { sid: id, namespace: "/verbs" });
          assert.equal(([].concat(await gone))[0], "io server disconnect");
          const left = await servers[name].entry({ what: "left", id });
          assert.equal(left.reason, "server namespace disconnect");
          assert.deepEqual(left.rooms.sort(), [id, room].sort());
          assert.deepEqual(guests.heard[name], [["last"]]);
        }
        await python.emit("heard", "still here", { room });
        await settled(stays.heard, python);
        assertHeard(stays.heard, { one: [["still here"]], packed: [["still here"]] });
      });
    }

    test("what is said comes in order", async (t) => {
      const room = fresh();
      const { one, packed, heard } = await gather(t);
      const python = emitters.async;
      const numbers = Array.from({ length: 200 }, (_, number) => number);
      const expected = { one: [], packed: [] };
      for (const number of numbers) {
        // By turns each of them is in the room.
        const [comes, goes] = number % 2 ? [one, packed] : [packed, one];
        await python.call("enter_room", [], { sid: comes.id, namespace: "/verbs", room });
        await python.call("leave_room", [], { sid: goes.id, namespace: "/verbs", room });
        await python.emit("heard", number % 3 ? number : tuple(number, bytes(number)), { room });
        expected[number % 2 ? "one" : "packed"].push(number % 3 ? [number] : [number, plainBytes(number)]);
      }
      await settled(heard, python);
      assertHeard(heard, expected);
    });

    test("who listens to Python is counted as one server, as who does not, and tells the others nothing", async (t) => {
      const room = fresh();
      const { one, packed, heard } = await gather(t, { one: [room] });
      const deaf = await member(t, servers.deaf, [room]);
      const deafs = hearing({ deaf });
      assert.deepEqual(
        await Promise.all([one, packed, deaf].map((socket) => ask(socket, "server-count"))),
        [3, 3, 3],
      );
      assert.equal(await listener.subscribers(language.channel), 2);
      const python = emitters.manager;
      const published = await listener.during(async () => {
        await python.emit("heard", "from Python");
        await settled(heard, python);
      });
      assert.deepEqual([...new Set(published.map(({ channel }) => channel))], [language.channel]);
      // The servers do tell each other something: what clients of one parser read.
      await settledBy({ ...deafs, one: heard.one }, { emit: (_, mark) => ask(one, "emit", { to: [room] }, mark) });
      assertHeard({ ...heard, ...deafs }, { one: [["from Python"]], packed: [["from Python"]], deaf: [] });
    });

    test("what is malformed is ignored, and an old version is told of once", async (t) => {
      const { heard } = await gather(t);
      const python = emitters.manager;
      const old = await startPython("old", redis, language.channel);
      t.after(() => old.stop());
      const { channel } = language;
      const bomb = JSON.stringify({
        method: "emit",
        namespace: "/verbs",
        event: "heard",
        binary: true,
        data: [Array(2_000).fill({ _placeholder: true, num: 0 }), "AAAA".repeat(20_000)],
      });
      const deep = `{"method":"emit","namespace":"/verbs","event":"heard","data":[${"[".repeat(5_000)}${"]".repeat(5_000)}]}`;
      const nonsense = ["", "{", "[]", "null", "{}", '{"method":"emit"}', '{"method":"stop"}', '{"method":"callback","sid":[1]}', bomb, deep];
      for (const message of nonsense) await listener.publish(channel, message);
      for (let length = 0; length < 300; length += 1) {
        const random = Buffer.from(Array.from({ length }, () => Math.floor(Math.random() * 128)));
        await listener.publish(channel, random);
      }
      await old.emit("heard", "pickled");
      await old.emit("heard", "pickled again");
      await settled(heard, python);
      assertHeard(heard, { one: [], packed: [] });
      for (const server of [servers.one, servers.packed]) {
        const lines = server.log().split("\n").filter((line) => line.includes("python-socketio before 5.14"));
        assert.equal(lines.length, 1, server.log());
        assert.doesNotMatch(server.log(), /neither hears the other/);
      }
    });

    test("an event with a name that clients take for their own is ignored", async (t) => {
      const { one, packed, heard } = await gather(t);
      const python = emitters.manager;
      const { channel } = language;
      for (const event of ["connect", "disconnect"]) {
        for (const data of ["a payload", { reason: "none" }, null]) {
          await listener.publish(channel, JSON.stringify({ method: "emit", namespace: "/verbs", event, data, host_id: "nobody" }));
        }
      }
      await settled(heard, python);
      for (const socket of [one, packed]) assert.ok(socket.connected);
      assertHeard(heard, { one: [], packed: [] });
    });

    test("Python is heard again after Redis was away", async (t) => {
      let own = await startRedis();
      const env = hearingPython(language, own);
      const server = await startServer("sharing-server", { env });
      const python = await startPython("manager", own, language.channel);
      t.after(async () => {
        await stopAll([python, server]);
        await own.stop();
      });
      const socket = await member(t, server);
      const heard = hearing({ socket });
      await settled(heard, python);
      for (let round = 0; round < 2; round += 1) {
        await own.stop("SIGKILL");
        await health([server], false);
        own = await startRedis({ port: own.port });
        await health([server], true);
        await until(
          async () => {
            await python.emit("heard", round);
            return heard.socket.some(([number]) => number === round);
          },
          "Python to be heard again",
          RECOVERY,
        );
        heard.socket.length = 0;
        await settled(heard, python);
      }
    });
  });
}
