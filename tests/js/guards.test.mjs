// Guards decide who may connect and what a client may do (docs/guarantees.md, 2).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, beside, client, connect, next, record, WAYS } from "./support/client.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("enhanced-server");

for (const { way, transports } of WAYS) {
  describe(`guarantee 2: guards over ${way}`, () => {
    const options = (token) => ({ transports, extraHeaders: token ? { "x-token": token } : {} });
    const join = (t, token, namespace = "/guarded") =>
      connect(t, server.url + namespace, options(token));

    /** Why a client with this token may not connect. */
    async function refused(t, token, namespace = "/guarded") {
      const socket = client(t, server.url + namespace, options(token));
      const events = record(socket);
      const error = await next(socket, "connect_error");
      assert.deepEqual(events, [["connect_error"]]);
      return error.message ?? error;
    }

    test("a client that no guard lets in gets a connect_error with the guard's message, and no hook runs", async (t) => {
      assert.equal(await refused(t, undefined), "log in first");
      assert.equal(await refused(t, "stranger"), "Forbidden resource");
      assert.equal(await refused(t, "internal"), "Internal server error");
      await server.logged(/ERROR.*a guard failed.*the database is away/);
      assert.deepEqual(server.entries({ what: "left" }).filter(({ rooms }) => rooms.includes("stranger")), []);
    });

    test("a guard that panics refuses the client, and the server lives on", async (t) => {
      assert.equal(await refused(t, "panic"), "Internal server error");
      await server.logged(/ERROR.*a guard panicked/);
      assert.equal(await ask(await join(t, "ann"), "who-am-i"), "ann");
    });

    test("a guard that does not end is ended by the gateway's timeout", async (t) => {
      assert.equal(await refused(t, "ann", "/impatient"), "the connection was not accepted in time");
    });

    test("what guards give reaches hooks, methods and other guards; that of a message counts more", async (t) => {
      const socket = await join(t, "ann");
      assert.equal(await ask(socket, "who-am-i"), "ann");
      assert.equal(await ask(socket, "alias", "bea"), "bea");
      assert.equal(await ask(socket, "who-am-i"), "ann");
      assert.equal(await ask(socket, "visitor"), socket.id);
      const { id } = socket;
      await server.entry({ what: "joined", id });
      socket.disconnect();
      const left = await server.entry({ what: "left", id });
      assert.ok(left.rooms.includes("ann") && left.rooms.includes("guarded"));
    });

    test("a token that expires is noticed before the next message", async (t) => {
      const token = `token-${transports}`;
      const socket = await join(t, token);
      assert.equal(await ask(socket, "who-am-i"), token);
      assert.equal(await ask(socket, "expire"), undefined);
      const error = await ask(socket, "who-am-i");
      assert.deepEqual([error.code, error.message], ["unauthorized", "the token has expired"]);
      assert.equal(await refused(t, token), "the token has expired");
    });

    test("a guard of connections runs once, for all gateways of the namespace and not before messages", async (t) => {
      const socket = await join(t, "ann", "/guarded-once");
      const number = await ask(socket, "number");
      assert.equal(await ask(socket, "asked"), number);
      assert.equal(await ask(socket, "number"), number);
      assert.equal(await refused(t, "refused", "/guarded-once"), "not you");
    });

    test("the guard of a dynamic namespace knows which one it is", async (t) => {
      const socket = await join(t, "ann", "/guarded/hall");
      assert.equal(await ask(socket, "room"), "hall");
      assert.equal(await refused(t, "ann", "/guarded/secret"), "Forbidden resource");
    });

    test("a guard of connections reads the metadata of its gateway", async (t) => {
      await join(t, "ann", "/public");
      assert.equal(await refused(t, "ann", "/not-public"), "Forbidden resource");
    });

    test("guards read the metadata of the method, or else of its gateway", async (t) => {
      const admin = await join(t, "admin", "/roles");
      const editor = await join(t, "editor", "/roles");
      assert.equal(typeof (await ask(admin, "for-admins")), "number");
      assert.equal((await ask(admin, "for-editors")).code, "forbidden");
      assert.equal((await ask(editor, "for-admins")).code, "forbidden");
      assert.equal(await ask(await join(t, "x", "/roles"), "for-all"), undefined);
      // The guard with state waits for a gate, since there are roles of the method and of the gateway.
      const editing = ask(editor, "for-editors");
      await ask(await beside(t, editor, "/opener"), "open");
      assert.equal(await editing, undefined);
    });

    test("a guard that is made of others asks them, with their own parameters", async (t) => {
      const admin = await join(t, "admin", "/roles");
      assert.equal(await ask(admin, "for-both", true), undefined);
      assert.equal((await ask(admin, "for-both", false)).message, "Forbidden resource");
      assert.equal((await ask(admin, "for-both", "x")).code, "bad_request");
    });
  });
}
