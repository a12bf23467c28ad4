// The next message of a socket starts when the one before has suspended, or has ended (guarantee 4).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { arrived, ask, client, connect, cues, next, WAYS } from "./support/client.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

for (const { way, transports } of WAYS) {
  describe(`guarantee 4: messages of one socket start in the order of their arrival, over ${way}`, () => {
    /** A client, what its handlers wait for, and the answers as they come. */
    const join = async (t, namespace) => {
      const socket = client(t, server.url + namespace, { transports });
      const held = cues(socket);
      await next(socket, "connect");
      const answers = [];
      const emit = (event, number) => socket.emit(event, number, (answer) => answers.push(answer));
      return { socket, held, answers, emit };
    };

    test("by default a message that waits does not hold up the next one of its socket", async (t) => {
      const { socket, held, answers, emit } = await join(t, "/overlapping");
      emit("hold", 1);
      const goOn = await held.next();
      assert.equal(await ask(socket, "pass", 2), 2);
      assert.deepEqual(answers, []);
      emit("hold", 3);
      const goOnToo = await held.next();
      goOnToo();
      await ask(socket, "pass", 4);
      goOn();
      await arrivedTwice(t, socket);
      assert.deepEqual(answers, [3, 1]);
    });

    test("with `sequential` the next message starts when the previous one has completed", async (t) => {
      const { socket, held, answers, emit } = await join(t, "/sequential");
      emit("hold", 1);
      emit("pass", 2);
      emit("hold", 3);
      emit("pass", 4);
      const goOn = await held.next();
      await arrivedTwice(t, socket);
      assert.deepEqual(answers, []);
      goOn();
      const goOnToo = await held.next();
      assert.deepEqual(answers, [1, 2]);
      await arrivedTwice(t, socket);
      assert.deepEqual(answers, [1, 2]);
      goOnToo();
      await ask(socket, "pass", 5);
      assert.deepEqual(answers, [1, 2, 3, 4]);
    });

    test("with `sequential` an error and a panic let the next message start", async (t) => {
      const { socket, answers, emit } = await join(t, "/sequential");
      emit("nobody handles this", 1);
      emit("pass", "no number");
      emit("panic", 1);
      assert.equal(await ask(socket, "pass", 2), 2);
      assert.deepEqual(answers.map(({ code }) => code), ["not_found", "bad_request", "internal"]);
    });

    for (const namespace of ["/overlapping", "/sequential"]) {
      test(`sockets of different connections never wait for each other (${namespace})`, async (t) => {
        const { socket, held } = await join(t, namespace);
        const answer = ask(socket, "hold", 1);
        const goOn = await held.next();
        const other = await connect(t, server.url + namespace, { transports });
        assert.equal(await ask(other, "pass", 2), 2);
        goOn();
        assert.equal(await answer, 1);
      });
    }

    test("namespaces of one connection never wait for each other", async (t) => {
      const { socket, held, emit } = await join(t, "/sequential");
      emit("hold", 1);
      const goOn = await held.next();
      await arrived(t, socket);
      goOn();
      await ask(socket, "pass", 2);
    });
  });
}

/** An answer that was sent is here when later ones of the connection are. */
async function arrivedTwice(t, socket) {
  await arrived(t, socket);
  await arrived(t, socket);
}
