// Each of three servers that share rooms through a real Redis asks, moves and disconnects the clients of
// all.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, beside, connect, next } from "./support/client.mjs";
import { named } from "./support/protocol.mjs";
import { serverFor } from "./support/server.mjs";
import { emit, fresh, hearing, IN_NODES_LANGUAGE, member, members, settledFrom, threeServers, unlessInNodes } from "./support/sharing.mjs";

const { servers } = threeServers();

const ids = (...sockets) => sockets.map(({ id }) => id).sort();

for (const from of [0, 1, 2]) {
  describe(named(`server ${from + 1} of three asks`), () => {
    const gather = async (t, ...rooms) => {
      const sockets = await members(t, servers, ...rooms);
      return { sockets, sender: sockets[from] };
    };

    test("an event with acknowledgement collects the answers of all servers, and names those who gave no answer", async (t) => {
      const room = fresh();
      const { sockets, sender } = await gather(t, [room], [room], [room]);
      const silent = await member(t, servers[(from + 1) % 3], [room]);
      const wrong = await member(t, servers[(from + 2) % 3], [room]);
      sockets.forEach((socket, index) => socket.on("question", (question, answer) => answer(index + question.length)));
      silent.on("question", () => {});
      wrong.on("question", (_, answer) => answer("many"));
      const { answers, failure } = await ask(sender, "ask-all", { to: [room] }, 500);
      assert.equal(failure, null);
      assert.equal(answers.length, 5);
      assert.deepEqual(
        new Map(answers),
        new Map([...sockets.map(({ id }, index) => [id, 9 + index]), [IN_NODES_LANGUAGE ? null : silent.id, "timeout"], [wrong.id, "undecodable"]]),
      );
    });

    test("an answer of several arguments comes whole from all servers", unlessInNodes("servers of Node pass on one"), async (t) => {
      const room = fresh();
      const { sockets, sender } = await gather(t, [room], [room], [room]);
      sockets.forEach((socket, index) => socket.on("question", (_, answer) => answer(index, `is ${index}`)));
      const answers = await ask(sender, "ask-all-for-two", { to: [room] });
      assert.deepEqual(answers.sort(), sockets.map(({ id }, index) => [id, index, `is ${index}`]).sort());
    });

    test("an event with acknowledgement to one socket of another server, by its id", async (t) => {
      const { sockets, sender } = await gather(t);
      const other = sockets[(from + 1) % 3];
      other.on("question", (_, answer) => answer(7));
      const { answers } = await ask(sender, "ask-all", { to: [other.id] }, 2_000);
      assert.deepEqual(answers, [[other.id, 7]]);
    });

    test("a room that is not on all servers, or on no server, does not wait for answers of the others", async (t) => {
      // Longer than the client waits.
      const patience = 60_000;
      const { sockets, sender } = await gather(t);
      assert.deepEqual(await ask(sender, "ask-all", { to: [fresh()] }, patience), { answers: [], failure: null });
      for (const socket of sockets) {
        socket.on("question", (_, answer) => answer(7));
        const recipients = { to: [socket.id] };
        const asked = Array.from({ length: 5 }, () => ask(sender, "ask-all", recipients, patience));
        for (const { answers } of await Promise.all(asked)) assert.deepEqual(answers, [[socket.id, 7]]);
      }
    });

    test("sockets of all servers join a room and leave it", async (t) => {
      const [first, second, third] = [fresh(), fresh(), fresh()];
      const { sockets, sender } = await gather(t, [first], [], [first]);
      const heard = hearing(sockets);
      await ask(sender, "join-all", { to: [first] }, [second, third]);
      await emit(sender, { to: [second] }, "joined");
      assert.deepEqual((await ask(sender, "fetch-sockets", { to: [third] })).sort(), ids(sockets[0], sockets[2]));
      await ask(sender, "leave-all", { to: [first], except: [sockets[2].id] }, [second, first]);
      await emit(sender, { to: [second] }, "left");
      await settledFrom(sender, heard);
      assert.deepEqual(heard, [["joined"], [], ["joined", "left"]]);
      assert.deepEqual(await ask(sockets[0], "my-rooms"), [sockets[0].id, third].sort());
      assert.deepEqual(await ask(sockets[1], "my-rooms"), [sockets[1].id]);
      assert.deepEqual(await ask(sockets[2], "my-rooms"), [sockets[2].id, first, second, third].sort());
    });

    test("a socket of another server joins a room by its id", async (t) => {
      const room = fresh();
      const { sockets, sender } = await gather(t);
      const other = sockets[(from + 2) % 3];
      const heard = hearing(sockets);
      await ask(sender, "join-all", { to: [other.id] }, [room]);
      await emit(sender, { to: [room] }, "joined");
      await settledFrom(sender, heard);
      assert.deepEqual(heard, sockets.map((socket) => (socket === other ? ["joined"] : [])));
    });

    test("sockets of all servers are disconnected, and the hooks run where they are", async (t) => {
      const room = fresh();
      const { sockets, sender } = await gather(t);
      const guests = await members(t, servers, [room], [room], [room]);
      const guestIds = guests.map(({ id }) => id);
      const gone = guests.map((guest) => next(guest, "disconnect"));
      await ask(sender, "disconnect-all", { to: [room] });
      for (const reason of await Promise.all(gone)) assert.equal([reason].flat()[0], "io server disconnect");
      for (const [index, id] of guestIds.entries()) {
        const left = await servers[index].entry({ what: "left", id });
        assert.deepEqual(left.rooms, [id, room].sort());
        assert.equal(left.reason, "server namespace disconnect");
      }
      assert.deepEqual(sockets.map(({ connected }) => connected), [true, true, true]);
      assert.deepEqual(await ask(sender, "fetch-sockets", { to: [room] }), []);
      // Each once, and nowhere else.
      const everywhere = servers.map((server) => server.entries({ what: "left" }).filter(({ id }) => guestIds.includes(id)));
      assert.deepEqual(everywhere.map((entries) => entries.map(({ id }) => id)), guestIds.map((id) => [id]));
    });

    test("one socket of another server is disconnected by its id", async (t) => {
      const { sockets, sender } = await gather(t);
      const index = (from + 1) % 3;
      const other = sockets[index];
      const { id } = other;
      const gone = next(other, "disconnect");
      await ask(sender, "disconnect-all", { to: [id] });
      await gone;
      await servers[index].entry({ what: "left", id });
      assert.deepEqual(sockets.filter(({ connected }) => !connected), [other]);
    });

    test("connections of all servers are closed, with all their namespaces and behind what was emitted", async (t) => {
      const room = fresh();
      const { sockets, sender } = await gather(t);
      const guests = await members(t, servers, [room], [room], [room]);
      const others = await Promise.all(guests.map((guest) => beside(t, guest, "/elsewhere")));
      const guestIds = guests.map(({ id }) => id);
      const heard = hearing(guests);
      const gone = [...guests, ...others].map((socket) => next(socket, "disconnect"));
      await ask(sender, "close-all", { to: [room] });
      for (const reason of await Promise.all(gone)) assert.equal([reason].flat()[0], "io server disconnect");
      assert.deepEqual(heard, [["last"], ["last"], ["last"]]);
      for (const [index, id] of guestIds.entries()) {
        const left = await servers[index].journal({ what: "left", id }, 2);
        assert.deepEqual(left.map(({ gateway }) => gateway).sort(), ["Elsewhere", "Verbs"]);
        for (const { gateway, reason, rooms } of left) {
          assert.equal(reason, "server namespace disconnect");
          if (gateway === "Verbs") assert.deepEqual(rooms, [id, room].sort());
        }
      }
      assert.deepEqual(sockets.map(({ connected }) => connected), [true, true, true]);
      assert.deepEqual(await ask(sender, "fetch-sockets", { to: [room] }), []);
    });

    test("what is fetched of a socket is the same on all servers, without secrets unless Node tells them", async (t) => {
      const room = fresh();
      const extraHeaders = { "User-Agent": "a test", "X-Secret": "secret", Cookie: "session=secret" };
      const { sender } = await gather(t);
      const sockets = await Promise.all(
        servers.map(async (server) => {
          const socket = await connect(t, `${server.url}/verbs`, { transports: ["websocket"], extraHeaders });
          await ask(socket, "join", [room]);
          return socket;
        }),
      );
      await ask(sockets[0], "share", { name: "An" });
      await ask(sockets[1], "share", { name: "before" });
      await ask(sockets[1], "share", [1, "two", null]);
      const described = await ask(sender, "describe-sockets", { to: [room] });
      const expected = sockets.map(({ id }, index) => ({
        id,
        rooms: [id, room].sort(),
        namespace: "/verbs",
        has_address: true,
        agent: "a test",
        cookie: IN_NODES_LANGUAGE ? "session=secret" : null,
        secret: IN_NODES_LANGUAGE ? "secret" : null,
        data: [{ name: "An" }, [1, "two", null], null][index],
      }));
      const byId = (one, other) => (one.id < other.id ? -1 : 1);
      assert.deepEqual(described.sort(byId), expected.sort(byId));
    });

    test("data that is not of the type that is asked for is an error of that socket alone", async (t) => {
      const room = fresh();
      const { sockets, sender } = await gather(t, [room], [room], [room]);
      await ask(sockets[0], "share", 7);
      await ask(sockets[1], "share", "seven");
      const numbers = await ask(sender, "numbers", { to: [room] });
      const errors = numbers.filter((number) => typeof number === "string");
      assert.equal(errors.length, 1);
      assert.match(errors[0], /^what the socket has shared cannot be read: invalid type: string "seven"/);
      assert.deepEqual(numbers.filter((number) => typeof number !== "string").sort(), [7, null]);
    });

    test("sockets are emitted to, moved and closed by what was fetched of them", async (t) => {
      const [before, after] = [fresh(), fresh()];
      const { sockets, sender } = await gather(t);
      const guests = await members(t, servers, [before], [before], [before]);
      const heard = hearing(guests);
      await ask(sender, "greet-and-move", { to: [before] }, before, after);
      await settledFrom(sender, heard);
      assert.deepEqual(heard, guests.map(({ id }) => [id]));
      assert.deepEqual((await ask(sender, "fetch-sockets", { to: [after] })).sort(), ids(...guests));
      assert.equal(await ask(sender, "count", { to: [before] }), 0);
      const gone = guests.map((guest) => next(guest, "disconnect"));
      await ask(sender, "close-each", { to: [after] });
      await Promise.all(gone);
      assert.deepEqual(sockets.map(({ connected }) => connected), [true, true, true]);
    });

    test("sockets are counted, in rooms, on this server and on all", async (t) => {
      const [a, b] = [fresh(), fresh()];
      const { sender } = await gather(t, [a], [a, b], [b]);
      assert.equal(await ask(sender, "count", { to: [a, b] }), 3);
      assert.equal(await ask(sender, "count", { to: [a], except: [b] }), 1);
      assert.equal(await ask(sender, "count", { to: [a, b], local: true }), 1);
      assert.equal(await ask(sender, "count", { to: [] }), 0);
      assert.equal(await ask(sender, "count", { to: [fresh()] }), 0);
      assert.equal(await ask(sender, "count", {}), (await ask(sender, "fetch-sockets", {})).length);
    });

    test("fetch_sockets and rooms know all servers", async (t) => {
      const [a, b, c] = [fresh(), fresh(), fresh()];
      const { sockets, sender } = await gather(t, [a], [a, b], [c]);
      assert.deepEqual((await ask(sender, "fetch-sockets", { to: [a] })).sort(), ids(...sockets.slice(0, 2)));
      assert.deepEqual((await ask(sender, "fetch-sockets", { to: [a, c] })).sort(), ids(...sockets));
      assert.deepEqual(await ask(sender, "fetch-sockets", { to: [a], except: [b] }), ids(sockets[0]));
      assert.deepEqual(await ask(sender, "fetch-sockets", { local: true, to: [a, c] }), [sender.id]);
      const everyone = await ask(sender, "fetch-sockets", {});
      for (const { id } of sockets) assert.equal(everyone.filter((other) => other === id).length, 1);

      assert.deepEqual(await ask(sender, "rooms", { to: [a] }), [a, b, ...ids(...sockets.slice(0, 2))].sort());
      const all = await ask(sender, "rooms", {});
      for (const room of [a, b, c]) assert.equal(all.filter((other) => other === room).length, 1);
      assert.ok(!(await ask(sender, "rooms", { local: true })).includes([c, c, a][from]));
    });

    test("servers are counted", async (t) => {
      const { sender } = await gather(t);
      assert.equal(await ask(sender, "server-count"), 3);
    });
  });
}

test(named("a server that is alone says of its sockets what several say"), async (t) => {
  const alone = await serverFor(t, "sharing-server");
  const room = fresh();
  const [one, two] = [await member(t, alone, [room]), await member(t, alone, [room])];
  await ask(one, "share", { name: "An" });
  const described = await ask(two, "describe-sockets", { to: [room] });
  const data = new Map(described.map(({ id, data }) => [id, data]));
  assert.deepEqual(data, new Map([[one.id, { name: "An" }], [two.id, null]]));
  for (const { id, rooms } of described) assert.deepEqual(rooms, [id, room].sort());
  assert.equal(await ask(one, "count", { to: [room] }), 2);
  const gone = next(one, "disconnect");
  await ask(two, "close-all", { to: [one.id] });
  await gone;
  assert.equal(await ask(two, "count", {}), 1);
});
