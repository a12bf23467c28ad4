// The app decides how clients are told of errors (guarantee 9), and what becomes of an error before that
// (`on_error`); only a WsError reaches a client (guarantee 10).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, client, connect, next, record, TRANSPORTS } from "./support/client.mjs";
import { assertError, assertInternal } from "./support/errors.mjs";
import { unless } from "./support/protocol.mjs";
import { serverForAll } from "./support/server.mjs";

const error = (code, message, pattern, more = {}) => ({ status: "error", code, message, cause: { pattern, ...more } });

function configured(what, env, tests) {
  for (const { way, transports } of TRANSPORTS) {
    describe(`guarantee 9: ${what}, over ${way}`, () => {
      const server = serverForAll("test-server", { env });
      tests({
        server: () => server,
        join: (t, namespace = "/errors") => connect(t, server.url + namespace, { transports }),
        client: (t, namespace) => client(t, server.url + namespace, { transports }),
        // The options of a test in which the server sends binary data.
        received: transports.includes("websocket")
          ? {}
          : unless("v3", "the protocol library writes attachments as Engine.IO 4 does"),
      });
    });
  }
}

configured("errors by default", {}, ({ join, server }) => {
  test("go into the acknowledgement if the client asked for one", async (t) => {
    const socket = await join(t);
    const received = record(socket);
    assert.deepEqual(await ask(socket, "conflict"), error("conflict", "twice", "conflict"));
    await ask(socket, "alive");
    assert.deepEqual(received, []);
  });

  test("are exceptions if it did not", async (t) => {
    const socket = await join(t);
    const exception = next(socket, "exception");
    socket.emit("conflict");
    assert.deepEqual(await exception, error("conflict", "twice", "conflict"));
  });

  test("of any type are internal ones, with their chain in the log alone", async (t) => {
    const socket = await join(t);
    assertInternal(await ask(socket, "boxed-foreign"), "boxed-foreign");
    await server().logged(/secret-file\.txt/);
    assertInternal(await ask(socket, "anyhow-foreign"), "anyhow-foreign");
    await server().logged(/secret saving: secret disk/);
  });

  test("of any type are WsErrors if they hold one", async (t) => {
    const socket = await join(t);
    assertError(await ask(socket, "boxed-own"), "conflict", "boxed-own", { message: "boxed" });
    assertError(await ask(socket, "anyhow-own"), "conflict", "anyhow-own", { message: "any" });
  });
});

configured("errors as NestJS delivers them", { ERROR_DELIVERY: "exception", ERROR_CAUSE: "payload" }, ({ join, client, received }) => {
  for (const [values, data] of [
    [[], {}],
    [[null], { data: null }],
    [[{ a: [1, "x"] }], { data: { a: [1, "x"] } }],
  ]) {
    test(`are exceptions, with what was sent: ${JSON.stringify(values)}`, async (t) => {
      const socket = await join(t);
      const exception = next(socket, "exception");
      socket.emit("conflict", ...values);
      assert.deepEqual(await exception, error("conflict", "twice", "conflict", data));
    });
  }

  test("hold several values as an array", async (t) => {
    const socket = await join(t);
    const exception = next(socket, "exception");
    socket.emit("conflict-twice", 1, { b: 2 });
    assert.deepEqual(await exception, error("conflict", "twice", "conflict-twice", { data: [1, { b: 2 }] }));
  });

  test("hold binary as binary", received, async (t) => {
    const socket = await join(t);
    const exception = next(socket, "exception");
    socket.emit("binary", Buffer.from([1, 2, 3]));
    const { cause } = await exception;
    assert.deepEqual(Buffer.from(cause.data), Buffer.from([1, 2, 3]));
  });

  test("are exceptions also if the client asked for an acknowledgement, which it does not get", async (t) => {
    const socket = await join(t);
    for (const [event, message] of [["conflict", "twice"], ["with-ack", "by hand"]]) {
      let answered = false;
      const exception = next(socket, "exception");
      socket.emit(event, () => (answered = true));
      assert.equal((await exception).message, message);
      assert.equal(await ask(socket, "alive"), true);
      assert.equal(answered, false);
    }
  });

  test("of a connection hook have nothing to hold", async (t) => {
    const socket = client(t, "/errors-at-connection");
    assertInternal(await next(socket, "exception"), "connection");
  });
});

configured("errors delivered both ways", { ERROR_DELIVERY: "both", ERROR_CAUSE: "none" }, ({ join }) => {
  const expected = { status: "error", code: "conflict", message: "twice" };

  test("are acknowledgement and exception if the client asked", async (t) => {
    const socket = await join(t);
    const exception = next(socket, "exception");
    assert.deepEqual(await ask(socket, "conflict"), expected);
    assert.deepEqual(await exception, expected);
  });

  test("are exceptions alone if it did not", async (t) => {
    const socket = await join(t);
    const received = record(socket);
    socket.emit("conflict");
    await ask(socket, "alive");
    assert.deepEqual(received, [["exception", expected]]);
  });
});

configured("errors that the app maps", { ON_ERROR: "1" }, ({ join, client, server }) => {
  test("are what it makes of them, by their source", async (t) => {
    const socket = await join(t);
    assertError(await ask(socket, "boxed-foreign"), "not_found", "boxed-foreign", {
      message: "boxed-foreign: no such file",
    });
  });

  test("are all errors: of methods, of bodies, unknown events", async (t) => {
    const socket = await join(t);
    assertError(await ask(socket, "conflict"), "conflict", "conflict", { message: "conflict: twice" });
    const { message } = await ask(socket, "conflict-twice");
    assert.match(message, /^conflict-twice: invalid body/);
    assertError(await ask(socket, "unknown"), "not_found", "unknown", {
      message: "unknown: no handler for the event `unknown`",
    });
  });

  test("are also those of connection hooks", async (t) => {
    const socket = client(t, "/errors-at-connection");
    assertError(await next(socket, "exception"), "not_found", "connection", {
      message: "a connection: no such file",
    });
  });

  test("are internal when the mapping panics, and the connection lives on", async (t) => {
    const socket = await join(t);
    assertInternal(await ask(socket, "map-panics"), "map-panics");
    assert.equal(await ask(socket, "alive"), true);
    await server().logged(/boom in on_error/);
  });
});
