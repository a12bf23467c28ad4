// How the official client sends its auth, its query and its headers, and what is known of its connection. What methods make
// of them is in `tests/rust/gateways/handshake`.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, upgraded, WAYS } from "./support/client.mjs";
import { PROTOCOL, unless } from "./support/protocol.mjs";
import { serverForAll } from "./support/server.mjs";

const WITHOUT_QUERY = unless("v3", "socket.io-client 2 puts it into the name of the namespace");
const WITHOUT_AUTH = unless("v3", "clients of Engine.IO 3 have no auth");

const server = serverForAll("test-server");

for (const { way, transports } of WAYS) {
  describe(`handshake over ${way}`, () => {
    const join = (t, options) => connect(t, `${server.url}/handshake`, { transports, ...options });

    test("the auth of the client arrives", WITHOUT_AUTH, async (t) => {
      const socket = await join(t, { auth: { token: "An", more: 1 } });
      assert.deepEqual(await ask(socket, "auth"), { token: "An", more: 1 });
    });

    test("a client without auth has none", async (t) => {
      assert.equal(await ask(await join(t), "auth"), null);
    });

    test("the query of the client arrives", WITHOUT_QUERY, async (t) => {
      const socket = await join(t, { query: { color: "grün & blau" } });
      assert.deepEqual(await ask(socket, "query"), [true, "grün & blau"]);
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
  });
}
