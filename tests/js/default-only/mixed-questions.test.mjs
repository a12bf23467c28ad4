// A server of a mixed cluster, one of ours or one of Node, asks the clients of all servers and has their answers.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { alone, cluster, gather, member, plain } from "../support/mixed.mjs";
import { fresh } from "../support/sharing.mjs";

const mixed = cluster({
  node: { node: {} },
  otherNode: { node: { parser: "msgpack" } },
  rust: { rust: {} },
  otherRust: { rust: { parser: "msgpack" } },
});
const { names, servers } = mixed;

const inOrder = (values) => values.map((value) => JSON.stringify(value)).sort();

for (const from of ["node", "rust", "otherRust"]) {
  describe(`${from} asks the clients`, () => {
    /** Clients that give each the answer that `answers` has for it. */
    const start = async (t, rooms, answers) => {
      const { sockets, verbs } = await gather(t, mixed, rooms);
      const asked = [];
      for (const name of names) {
        sockets[name].on("question", (question, answer) => {
          asked.push([name, plain(question)]);
          if (answers[name] !== undefined) answer(answers[name]);
        });
      }
      return { sockets, asked, sender: verbs[from] };
    };
    const EACH = { node: { n: 1 }, otherNode: [2, "é"], rust: null, otherRust: "x".repeat(70_000) };

    test("of everyone", async (t) => {
      const { sockets, asked, sender } = await start(t, {}, EACH);
      await alone(sender, sockets);
      const answers = await sender.ask({}, { how: ["many", 1.5] });
      assert.deepEqual(inOrder(answers), inOrder(Object.values(EACH)));
      assert.deepEqual(inOrder(asked), inOrder(names.map((name) => [name, { how: ["many", 1.5] }])));
    });

    test("of rooms, each once, and waits for nobody else", async (t) => {
      const [a, b, c] = [fresh(), fresh(), fresh()];
      const { sockets, sender } = await start(t, { node: [a, b], otherNode: [c], rust: [a, b], otherRust: [b] }, { node: 1, otherNode: 2, rust: 3, otherRust: 4 });
      assert.deepEqual((await sender.ask({ to: [a] }, "a?")).sort(), [1, 3]);
      assert.deepEqual((await sender.ask({ to: [a, b] }, "a or b?")).sort(), [1, 3, 4]);
      assert.deepEqual((await sender.ask({ to: [b], except: [a] }, "b?")).sort(), [4]);
      assert.deepEqual((await sender.ask({ to: [a, b, c], except: [sockets.rust.id] }, "?")).sort(), [1, 2, 4]);
      assert.deepEqual(await sender.ask({ to: [fresh()] }, "nobody?"), []);
      // A server of Node waits for the others, which it did not ask.
      if (!servers[from].rust) return;
      assert.deepEqual(await sender.ask({ local: true, to: [a, b, c] }, "?"), [{ node: 1, rust: 3, otherRust: 4 }[from]]);
    });

    test("of a socket of each server, by its id", async (t) => {
      const { sockets, sender } = await start(t, {}, EACH);
      for (const name of names) assert.deepEqual(await sender.ask({ to: [sockets[name].id] }, "you?"), [EACH[name]]);
    });

    test("with bytes in the question and in the answers", async (t) => {
      const room = fresh();
      const album = (number) => ({
        name: `${number}`,
        cover: Buffer.from([number, 0, 255]),
        pages: [{ number: 2.5, picture: null }],
        // A client takes at most ten of them in a packet.
        thumbnails: [Buffer.alloc(70_000, number)],
      });
      const answers = Object.fromEntries(names.map((name, index) => [name, album(index)]));
      const { asked, sender } = await start(t, [room], answers);
      const given = await sender.askBytes({ to: [room] }, Buffer.from([1, 2, 3]));
      assert.deepEqual(inOrder(given.map(plain)), inOrder(Object.values(answers).map(plain)));
      assert.deepEqual(inOrder(asked), inOrder(names.map((name) => [name, { bytes: "AQID" }])));
    });

    for (const silent of names) {
      test(`and has the answers of the others if the one of ${silent} is silent`, async (t) => {
        const room = fresh();
        const answers = Object.fromEntries(names.filter((name) => name !== silent).map((name) => [name, name]));
        const { sender } = await start(t, [room], answers);
        const given = await sender.ask({ to: [room] }, "?", 300);
        assert.deepEqual(given.sort(), [...Object.values(answers), "timeout"].sort());
      });
    }

    test("and several of each server", async (t) => {
      const room = fresh();
      const { sender } = await start(t, {}, {});
      const guests = await Promise.all(names.flatMap((name) => Array.from({ length: 10 }, () => member(t, servers[name], [room]))));
      guests.forEach((guest, index) => guest.on("question", (_, answer) => answer(index)));
      const answers = await sender.ask({ to: [room] }, "?");
      assert.deepEqual(answers.sort((one, other) => one - other), guests.map((_, index) => index));
    });

    test("many times at once", async (t) => {
      const room = fresh();
      const { sockets, sender } = await start(t, [room], {});
      for (const name of names) sockets[name].on("question", (question, answer) => answer([name, question]));
      const asked = Array.from({ length: 30 }, (_, number) => sender.ask({ to: [room] }, number));
      (await Promise.all(asked)).forEach((answers, number) => {
        assert.deepEqual(inOrder(answers), inOrder(names.map((name) => [name, number])));
      });
    });
  });
}
