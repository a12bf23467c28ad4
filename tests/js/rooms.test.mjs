// The verbs of `Server` and `Socket` reach whom they name, from methods, hooks and from outside.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, askAll, connect, next, record, WAYS } from "./support/client.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

for (const { way, transports } of WAYS) {
  describe(`rooms over ${way}`, () => {
    /**
     * One client for each list of rooms that it joins, with what each has received. `reached` checks
     * who has heard something, by number, and that nobody else has.
     */
    const gather = async (t, ...rooms) => {
      const clients = await Promise.all(
        rooms.map(async (own) => {
          const socket = await connect(t, `${server.url}/rooms`, { transports });
          await ask(socket, "join", own);
          return socket;
        }),
      );
      const received = clients.map((socket) => record(socket));
      const reached = async (...numbers) => {
        // What is emitted to a client later arrives later.
        await Promise.all(clients.map((socket) => ask(socket, "my-rooms")));
        const heard = clients.map((_, number) => received[number]).map((events) => events.filter(([event]) => event === "heard").length);
        assert.deepEqual(heard, clients.map((_, number) => (numbers.includes(number) ? 1 : 0)));
      };
      return { clients, received, reached };
    };
    /** Names that no other test uses: they share the server. */
    const fresh = () => `room-${Math.random()}`;

    test("a socket is in the room of its id and where it has joined, from hooks and methods", async (t) => {
      const [a, b] = [fresh(), fresh()];
      const { clients } = await gather(t, [a, b]);
      const [one] = clients;
      assert.deepEqual(await ask(one, "my-rooms"), [one.id, "lobby", a, b].sort());
      await ask(one, "leave", a);
      assert.deepEqual(await ask(one, "my-rooms"), [one.id, "lobby", b].sort());
      assert.ok((await ask(one, "all-rooms")).includes(b));
      assert.ok(!(await ask(one, "all-rooms")).includes(a));
    });

    test("an empty list of rooms is nobody, and not everybody as on Node", async (t) => {
      const room = fresh();
      const { clients, reached } = await gather(t, [room], []);
      for (const recipients of [{ to: [] }, { within: [] }, { to: [], except: [room] }]) {
        await ask(clients[1], "server-emit", recipients, "hi");
        await ask(clients[1], "socket-broadcast", recipients, "hi");
      }
      await reached();
      // With another list it adds nobody.
      await ask(clients[1], "server-emit", { to: [], within: [room] }, "hi");
      await reached(0);
    });

    test("the server emits to a room", async (t) => {
      const room = fresh();
      const { clients, reached } = await gather(t, [room], [], [room]);
      await ask(clients[1], "server-emit", { to: [room] }, "hi");
      await reached(0, 2);
    });

    test("the server emits to one socket by its id", async (t) => {
      const { clients, received, reached } = await gather(t, [], [], []);
      await ask(clients[0], "server-emit", { to: [clients[1].id] }, "hi");
      await reached(1);
      assert.deepEqual(received[1], [["heard", { text: "hi" }]]);
    });

    test("the server emits to the union of rooms, once to each socket", async (t) => {
      const [a, b] = [fresh(), fresh()];
      const { clients, reached } = await gather(t, [a], [b], [a, b], []);
      await ask(clients[3], "server-emit", { to: [a, b] }, "hi");
      await reached(0, 1, 2);
    });

    test("the server leaves out a room and a socket", async (t) => {
      const [all, some] = [fresh(), fresh()];
      const { clients, reached } = await gather(t, [all], [all, some], [all], [all]);
      await ask(clients[0], "server-emit", { to: [all], except: [some, clients[3].id] }, "hi");
      await reached(0, 2);
    });

    test("the server emits to everyone, also on this server alone", async (t) => {
      const { clients, reached, received } = await gather(t, [], [], []);
      await ask(clients[0], "server-emit", {}, "hi");
      await reached(0, 1, 2);
      await ask(clients[0], "server-emit", { local: true }, "hi");
      await Promise.all(clients.map((socket) => ask(socket, "my-rooms")));
      assert.deepEqual(received.map((events) => events.length), [2, 2, 2]);
    });

    test("a room that nobody is in reaches nobody", async (t) => {
      const { clients, reached } = await gather(t, [], []);
      assert.deepEqual(await askAll(clients[0], "server-emit", { to: [fresh()] }, "hi"), []);
      await reached();
    });

    test("a socket emits to itself alone", async (t) => {
      const { clients, reached } = await gather(t, [], []);
      await ask(clients[0], "socket-emit", "hi");
      await reached(0);
    });

    test("a socket emits to the others in a room", async (t) => {
      const room = fresh();
      const { clients, reached } = await gather(t, [room], [room], []);
      await ask(clients[0], "socket-to", room, "hi");
      await reached(1);
    });

    test("a socket emits to a room, itself included", async (t) => {
      const room = fresh();
      const { clients, reached } = await gather(t, [room], [room], []);
      await ask(clients[0], "socket-within", room, "hi");
      await reached(0, 1);
    });

    test("a socket broadcasts to everyone else", async (t) => {
      const { clients, reached } = await gather(t, [], [], []);
      await ask(clients[1], "socket-broadcast", {}, "hi");
      await reached(0, 2);
    });

    test("a socket emits to everyone else on this server", async (t) => {
      const { clients, reached } = await gather(t, [], [], []);
      await ask(clients[1], "socket-local", "hi");
      await reached(0, 2);
    });

    test("a socket emits to everyone else but a room", async (t) => {
      const room = fresh();
      const { clients, reached } = await gather(t, [], [room], []);
      await ask(clients[0], "socket-except", room, "hi");
      await reached(2);
    });

    test("a socket broadcasts to a room but another", async (t) => {
      const [all, some] = [fresh(), fresh()];
      const { clients, reached } = await gather(t, [all], [all, some], [all], []);
      await ask(clients[0], "socket-broadcast", { to: [all], except: [some] }, "hi");
      await reached(2);
    });

    test("a volatile event reaches a client that reads", async (t) => {
      const { clients, reached } = await gather(t, [], []);
      const heard = next(clients[0], "heard");
      clients[0].emit("emit-volatile", "hi");
      assert.deepEqual(await heard, { text: "hi" });
      await reached(0);
    });

    test("one value is one argument, Args are several, () is no argument, to one socket and to rooms", async (t) => {
      const { clients, received } = await gather(t, []);
      await ask(clients[0], "shapes");
      assert.deepEqual(received[0], [
        ["shape", 1, "two"],
        ["shape", [1, "two"]],
        ["shape"],
        ["shape", 1, "two"],
        ["shape", [1, "two"]],
        ["shape", 1],
      ]);
    });

    test("rooms and their sockets are known to the server, also from outside", async (t) => {
      const room = fresh();
      const { clients } = await gather(t, [room], [], [room]);
      const ids = [clients[0].id, clients[2].id].sort();
      assert.deepEqual((await ask(clients[1], "ids-in", room)).sort(), ids);
      assert.deepEqual((await ask(clients[1], "sockets-in", room)).sort(), ids);
      assert.deepEqual((await http("GET", `/rooms/${room}`)).sort(), ids);
      assert.ok((await http("GET", "/rooms")).includes(room));
    });

    test("all sockets of a room join another and leave the first", async (t) => {
      const [from, to] = [fresh(), fresh()];
      const { clients } = await gather(t, [from], [], [from]);
      await ask(clients[1], "move-all", from, to);
      assert.deepEqual(await ask(clients[1], "ids-in", from), []);
      assert.deepEqual((await ask(clients[1], "ids-in", to)).sort(), [clients[0].id, clients[2].id].sort());
    });

    test("from outside: join, emit to a room, leave", async (t) => {
      const room = fresh();
      const { clients, reached, received } = await gather(t, [], [], []);
      await http("POST", `/rooms/${room}/${clients[0].id}`);
      await http("POST", `/rooms/${room}/${clients[1].id}`);
      assert.ok((await ask(clients[0], "my-rooms")).includes(room));
      await http("DELETE", `/rooms/${room}/${clients[0].id}`);
      assert.ok(!(await ask(clients[0], "my-rooms")).includes(room));
      assert.equal(await http("POST", "/emit", { to: [room], text: { any: ["thing"] } }), 0);
      await reached(1);
      assert.deepEqual(received[1], [["heard", { any: ["thing"] }]]);
    });

    test("from outside: emit to one socket by its id, to all but one, and null", async (t) => {
      const { clients, received } = await gather(t, [], []);
      await http("POST", "/emit", { to: [clients[0].id], text: "one" });
      await http("POST", "/emit", { except: [clients[0].id], text: "others" });
      await http("POST", "/emit", { to: [clients[0].id], text: null });
      await Promise.all(clients.map((socket) => ask(socket, "my-rooms")));
      assert.deepEqual(received, [[["heard", "one"], ["heard", null]], [["heard", "others"]]]);
    });

    test("a method asks its own client, and another by its id", async (t) => {
      const { clients } = await gather(t, [], []);
      const [one, other] = clients;
      one.on("question", (question, answer) => answer({ mine: question }));
      other.on("question", (question, answer) => answer(["theirs", question], "more is ignored"));
      assert.deepEqual(await ask(one, "ask-me", 'quo"te\n'), { mine: 'quo"te\n' });
      assert.deepEqual(await ask(one, "ask-one", other.id, { n: 1 }), ["theirs", { n: 1 }]);
      assert.deepEqual(await http("POST", `/sockets/${other.id}`, null), ["theirs", null]);
      assert.equal((await ask(one, "ask-one", "AAAAAAAAAAAAAAHs", 1)).code, "not_found");
    });

    test("an answer of several arguments is read as several, by the rules of bodies", async (t) => {
      const { clients } = await gather(t, []);
      const [one] = clients;
      const answers = [
        [[1, "two"], [1, "two"]],
        [[1, "two", { more: "is ignored" }], [1, "two"]],
        [[1], [1, null]],
        [[1, null], [1, null]],
        [[], /^the acknowledgement cannot be decoded: argument 1 is missing$/],
        [[1, [2]], /^the acknowledgement cannot be decoded: argument 2: invalid type: sequence, expected a string$/],
        [["one", "two"], /^the acknowledgement cannot be decoded: invalid type: string "one", expected u32$/],
      ];
      for (const [given, read] of answers) {
        one.once("question", (_, answer) => answer(...given));
        const asked = await ask(one, "ask-me-twice");
        if (read instanceof RegExp) assert.match(asked, read);
        else assert.deepEqual(asked, read);
      }
    });

    test("the server asks a room: of each client several arguments", async (t) => {
      const room = fresh();
      const { clients } = await gather(t, [], [room], [room], [room]);
      clients[1].on("question", (_, answer) => answer(7, "seven", "ignored"));
      clients[2].on("question", (_, answer) => answer(8));
      clients[3].on("question", (_, answer) => answer());
      const answers = await ask(clients[0], "ask-room-twice", room);
      assert.deepEqual(
        new Map(answers),
        new Map([
          [clients[1].id, [7, "seven"]],
          [clients[2].id, [8, null]],
          [clients[3].id, "the acknowledgement cannot be decoded: argument 1 is missing"],
        ]),
      );
    });

    test("the server asks a room: answers, what cannot be decoded, and who does not answer", async (t) => {
      const room = fresh();
      const { clients } = await gather(t, [], [room], [room], [room]);
      clients[1].on("question", (_, answer) => answer(7));
      clients[2].on("question", (_, answer) => answer("seven"));
      clients[3].on("question", () => {});
      const answers = await ask(clients[0], "ask-room", room, 300);
      assert.deepEqual(
        new Map(answers),
        new Map([
          [clients[1].id, 7],
          [clients[2].id, "undecodable"],
          [clients[3].id, "timeout"],
        ]),
      );
    });

    test("asking a room that nobody is in gives no answers", async (t) => {
      const { clients } = await gather(t, []);
      assert.deepEqual(await ask(clients[0], "ask-room", fresh(), 300), []);
    });

    test("the server disconnects one socket by its id", async (t) => {
      const { clients } = await gather(t, [], []);
      const [one, other] = clients;
      const { id } = other;
      const gone = next(other, "disconnect");
      assert.equal(await ask(one, "disconnect-one", id), true);
      assert.equal([await gone].flat()[0], "io server disconnect");
      const left = await server.entry({ gateway: "Rooms", what: "left", id });
      assert.equal(left.reason, "server namespace disconnect");
      assert.equal(await ask(one, "disconnect-one", id), false);
    });

    for (const [where, disconnect] of [
      ["a method", (one, room) => ask(one, "disconnect-room", room)],
      ["outside", (_, room) => http("DELETE", `/rooms/${room}`)],
    ]) {
      test(`the server disconnects a room, from ${where}`, async (t) => {
        const room = fresh();
        const { clients } = await gather(t, [], [room], [room], []);
        const ids = [clients[1].id, clients[2].id];
        const gone = [next(clients[1], "disconnect"), next(clients[2], "disconnect")];
        await disconnect(clients[0], room);
        await Promise.all(gone);
        for (const id of ids) {
          const left = await server.entry({ gateway: "Rooms", what: "left", id });
          assert.equal(left.reason, "server namespace disconnect");
          assert.deepEqual(left.rooms, [id, "lobby", room].sort());
        }
        assert.deepEqual([clients[0].connected, clients[3].connected], [true, true]);
        assert.deepEqual(await ask(clients[0], "ids-in", room), []);
      });
    }

    test("a method may disconnect its own room, and its client is told once", async (t) => {
      const room = fresh();
      const { clients } = await gather(t, [room]);
      const received = record(clients[0]);
      const gone = next(clients[0], "disconnect");
      clients[0].emit("disconnect-room", room);
      await gone;
      assert.deepEqual(received, [["disconnect", "io server disconnect"]]);
    });

    test("a client that leaves instead of answering is an error, long before the timeout", async (t) => {
      const { clients } = await gather(t, [fresh()], [fresh()]);
      const question = next(clients[1], "question");
      const answer = askAll(clients[0], "ask-one", clients[1].id, "are you there?");
      await question;
      clients[1].disconnect();
      assert.deepEqual(await answer, ["disconnected"]);
    });

    test("a client that has left is in no room, and nothing that is emitted to it fails", async (t) => {
      const room = fresh();
      const { clients, reached } = await gather(t, [room], [room]);
      const { id } = clients[1];
      clients[1].disconnect();
      await server.entry({ gateway: "Rooms", what: "left", id });
      assert.deepEqual(await ask(clients[0], "ids-in", room), [clients[0].id]);
      clients.pop();
      await ask(clients[0], "server-emit", { to: [room, id] }, "hi");
      await reached(0);
    });
  });
}

async function http(method, path, body) {
  const response = await fetch(server.url + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text);
}
