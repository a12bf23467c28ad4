// A method learns more of its client than the message: the handshake, what was kept with the socket, what
// layers put on the request, what was provided to the app.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, client, connect, next, upgraded, WAYS } from "./support/client.mjs";
import { assertError, assertInternal } from "./support/errors.mjs";
import { PROTOCOL, unless } from "./support/protocol.mjs";
import { serverForAll } from "./support/server.mjs";

const WITHOUT_QUERY = unless("v3", "socket.io-client 2 puts it into the name of the namespace");
const WITHOUT_AUTH = unless("v3", "clients of Engine.IO 3 have no auth");

const server = serverForAll("test-server");

for (const { way, transports } of WAYS) {
  describe(`handshake over ${way}`, () => {
    const join = (t, options) => connect(t, `${server.url}/handshake`, { transports, ...options });

    test("the auth of the client is decoded into the parameter's type", WITHOUT_AUTH, async (t) => {
      const socket = await join(t, { auth: { token: "An", more: 1 } });
      assert.deepEqual(await ask(socket, "auth"), { token: "An", level: 0 });
      assert.deepEqual(await ask(socket, "auth-optional"), { token: "An", level: 0 });
      assert.deepEqual(await ask(socket, "auth-any"), { token: "An", more: 1 });
    });

    test("an auth that does not decode is an error that names the path", WITHOUT_AUTH, async (t) => {
      const socket = await join(t, { auth: { token: 7 } });
      assertError(await ask(socket, "auth"), "bad_request", "auth", {
        message: "invalid handshake auth: `token`: invalid type: integer `7`, expected a string",
      });
    });

    test("a client without auth has none", async (t) => {
      const socket = await join(t);
      assert.equal(await ask(socket, "auth-optional"), null);
      assertError(await ask(socket, "auth"), "bad_request", "auth", {
        message: "invalid handshake auth: missing field `token`",
      });
    });

    test("the query of the client is decoded", WITHOUT_QUERY, async (t) => {
      const socket = await join(t, { query: { color: "grün & blau" } });
      assert.deepEqual(await ask(socket, "query"), [true, "grün & blau"]);
    });

    test("a query that does not decode is an error", async (t) => {
      const socket = await join(t);
      const answer = await ask(socket, "query");
      assertError(answer, "bad_request", "query");
      assert.match(answer.message, /invalid query: .*color/);
    });

    test("the headers of the client's request are there", async (t) => {
      const socket = await join(t, { extraHeaders: { "x-color": "green" } });
      assert.equal(await ask(socket, "header", "X-Color"), "green");
      assert.equal(await ask(socket, "header", "x-absent"), null);
    });

    test("the client's address is known", async (t) => {
      assert.equal(await ask(await join(t), "address"), "127.0.0.1");
    });

    test("the version of the protocol is known", async (t) => {
      assert.equal(await ask(await join(t), "version"), PROTOCOL === "v3" ? 3 : 4);
    });

    test("the transport is the one of the moment", async (t) => {
      const socket = await join(t);
      if (transports.length > 1) await upgraded(socket);
      assert.equal(await ask(socket, "transport"), transports.at(-1));
    });

    test("what a layer put on the request is an Extension", async (t) => {
      assert.equal(await ask(await join(t), "extension"), "/socket.io/");
    });

    test("a missing Extension is a fault of the server, or None", async (t) => {
      const socket = await join(t);
      assertInternal(await ask(socket, "no-extension"), "no-extension");
      assert.equal(await ask(socket, "perhaps-extension"), false);
    });

    test("what the connection hook keeps with the socket, methods get by its type", WITHOUT_AUTH, async (t) => {
      const [an, bo] = await Promise.all(["An", "Bo"].map((token) => join(t, { auth: { token } })));
      assert.deepEqual(await ask(an, "data"), { user: { name: "An" }, visits: 1 });
      assert.deepEqual(await ask(bo, "data"), { user: { name: "Bo" }, visits: 1 });
      assert.deepEqual([await ask(an, "visit"), await ask(an, "visit"), await ask(bo, "visit")], [1, 2, 1]);
    });

    test("what is not kept with the socket is a fault of the server", async (t) => {
      const socket = await join(t);
      assertInternal(await ask(socket, "data"), "data");
      assert.equal(await ask(socket, "forget"), false);
    });

    test("what was kept with the socket can be taken away", WITHOUT_AUTH, async (t) => {
      const socket = await join(t, { auth: { token: "An" } });
      assert.equal(await ask(socket, "forget"), true);
      assertInternal(await ask(socket, "data"), "data");
    });

    test("a provider is injected into one method", async (t) => {
      assert.deepEqual(await ask(await join(t), "injected"), ["hello", 7]);
    });

    test("the namespace is a parameter", async (t) => {
      assert.equal(await ask(await join(t), "namespace"), "/handshake");
    });

    test("the namespace's server is a parameter", async (t) => {
      const [one, other] = await Promise.all([join(t), join(t)]);
      const told = next(other, "told");
      await ask(one, "tell-namespace");
      assert.equal(await told, "all");
    });

    test("disconnect hooks take the same parameters", WITHOUT_AUTH, async (t) => {
      const socket = await join(t, { auth: { token: "An" } });
      const { id } = socket;
      // Its connection hook has run.
      await ask(socket, "data");
      socket.disconnect();
      assert.deepEqual(await server.entry({ gateway: "Handshakes", what: "left", id }), {
        gateway: "Handshakes",
        what: "left",
        id,
        auth: "An",
        user: "An",
        greeting: "hello",
      });
    });

    test("a connection hook refuses a client by its auth", WITHOUT_AUTH, async (t) => {
      const accepted = await connect(t, `${server.url}/token`, { transports, auth: { token: "secret" } });
      assert.equal(await ask(accepted, "alive"), true);
      for (const [auth, code, message] of [
        [{ token: "guess" }, "unauthorized", "the token is wrong"],
        [undefined, "bad_request", "invalid handshake auth: missing field `token`"],
      ]) {
        const refused = client(t, `${server.url}/token`, { transports, auth });
        const left = next(refused, "disconnect");
        assertError(await next(refused, "exception"), code, "connection", { message });
        await left;
      }
    });
  });
}
