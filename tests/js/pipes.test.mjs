// Pipes change what a client sent into what a method takes, and their errors are answered like those of methods
// (docs/guarantees.md, 8 and 9).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, cues, next, WAYS } from "./support/client.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("enhanced-server");

for (const { way, transports } of WAYS) {
  describe(`guarantees 8 and 9: pipes over ${way}`, () => {
    const join = (t) => connect(t, `${server.url}/piped`, { transports, extraHeaders: { "x-token": "ann" } });
    const told = ({ status, code, message }) => [status, code, message];

    test("a pipe makes a plain method's parameter of a member, and takes what a guard gave", async (t) => {
      assert.equal(await ask(await join(t), "order", { id: 7 }), "7 of ann");
    });

    test("each of several parameters has a pipe of its own, or none", async (t) => {
      const socket = await join(t);
      const answer = await new Promise((resolve) => socket.emit("several", 8, "  now ", 3, (...all) => resolve(all)));
      assert.deepEqual(answer, ["8 of ann", "now", 3]);
    });

    test("a body that does not decode does not reach the pipe", async (t) => {
      const socket = await join(t);
      assert.equal((await ask(socket, "order", { id: "seven" })).code, "bad_request");
      assert.equal((await ask(socket, "several", 7, 5, 3)).code, "bad_request");
      assert.deepEqual(told(await ask(socket, "filtered", "seven")), ["error", "kind", "Parameter"]);
    });

    test("a pipe's error refuses the message", async (t) => {
      const socket = await join(t);
      assert.deepEqual(told(await ask(socket, "order", { id: 0 })), ["error", "not_found", "no order 0"]);
      assert.deepEqual(told(await ask(socket, "by-hand", 0)), ["error", "not_found", "no order 0"]);
      const exception = next(socket, "exception");
      socket.emit("order", { id: 0 });
      assert.equal((await exception).message, "no order 0");
      assert.equal(await ask(socket, "by-hand", 9), "9 of ann");
    });

    test("filters see the error in the pipe's own type", async (t) => {
      const socket = await join(t);
      assert.deepEqual(await ask(socket, "filtered", 0).then(({ code, details }) => [code, details]), ["unknown", 0]);
      assert.equal(await ask(socket, "filtered", 7), "7 of ann");
      assert.deepEqual(told(await ask(socket, "filtered", 2)), ["error", "kind", "Panic"]);
    });

    test("a pipe that waits holds up nobody else", async (t) => {
      const socket = await join(t);
      const cue = cues(socket);
      const waiting = ask(socket, "order", { id: 1 });
      const goOn = await cue.next();
      assert.equal(await ask(socket, "order", { id: 7 }), "7 of ann");
      goOn(true);
      assert.equal(await waiting, "1 of ann");
    });

    test("a pipe that panics is an internal error, and the method's timeout holds for it", async (t) => {
      const socket = await join(t);
      assert.equal((await ask(socket, "order", { id: 2 })).code, "internal");
      await server.logged(/ERROR.*the pipe panics/);
      assert.equal((await ask(socket, "late", 3)).code, "timeout");
    });
  });
}
