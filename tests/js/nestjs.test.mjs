// A NestJS gateway's methods take and give the same here, row by row; a test begins with NestJS's name.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, askAll, connect, next, record, TRANSPORTS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { unless } from "./support/protocol.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

const an = { name: "An", age: 30 };

for (const { way, transports } of TRANSPORTS) {
  describe(`NestJS over ${way}`, () => {
    const join = (t, options) => connect(t, `${server.url}/nestjs`, { transports, ...options });

    for (const [row, event, values, expected] of [
      ["@SubscribeMessage('e'): one name", "events", [], ["events"]],
      ["@SubscribeMessage('e'): several names", "other-events", [], ["other-events"]],
      ["@SubscribeMessage('e'): the method's name, cased", "ownName", [], ["ownName"]],
      ["@SubscribeMessage('e'): a catch-all, which NestJS has not", "whatever", [], ["fallback of whatever"]],
      ["@MessageBody(): the payload", "body", [an], [an]],
      ["@MessageBody('key'): a member of the payload", "body-key", [an], ["An"]],
      ["@MessageBody(pipe): a valid payload", "body-pipe", [an], ["An"]],
      ["@MessageBody(): several are the arguments by position", "bodies", [1, "b"], [{ first: 1, second: "b" }]],
      ["@Ack(): by hand, with several arguments", "ack", [], [1, "two"]],
      ["createParamDecorator: a type of your own", "custom", [], ["user of /nestjs"]],
      ["constructor injection: a field that is injected", "provided", [], ["hello"]],
      ["return undefined: an acknowledgement without arguments", "nothing", [], []],
      ["return value: an acknowledgement, also of what looks like a WsResponse", "value", [], [{ event: "not-emitted", data: 1 }]],
      ["return null: null", "null", [], [null]],
      ["return Promise: its value", "promise", [], [7]],
    ]) {
      test(row, async (t) => {
        assert.deepEqual(await askAll(await join(t), event, ...values), expected);
      });
    }

    test("@MessageBody(pipe): an invalid payload is an error that lists the fields", async (t) => {
      const { errors } = await ask(await join(t), "body-pipe", { ...an, name: "" });
      assert.deepEqual(errors.map(({ path }) => path), ["name"]);
    });

    test("@ConnectedSocket(): the client", async (t) => {
      const socket = await join(t);
      assert.equal(await ask(socket, "socket"), socket.id);
    });

    test("@WebSocketServer(): everyone in the namespace", async (t) => {
      const [one, other] = await Promise.all([join(t), join(t)]);
      const received = Promise.all([next(one, "declared"), next(other, "declared")]);
      await ask(one, "broadcast", 7);
      assert.deepEqual(await received, [{ data: 7 }, { data: 7 }]);
    });

    test("WsResponse: its event, and an empty acknowledgement", async (t) => {
      const socket = await join(t);
      const received = record(socket);
      assert.deepEqual(await askAll(socket, "ws-response"), []);
      assert.deepEqual(received, [["response", 7]]);
    });

    test("Observable<WsResponse>: each event in order, and an empty acknowledgement at the end", async (t) => {
      const socket = await join(t);
      const received = record(socket);
      assert.deepEqual(await askAll(socket, "observable"), []);
      assert.deepEqual(received, [1, 2, 3].map((number) => ["response", number]));
    });

    test("Observable error mid-way: what was emitted stays, then the error", async (t) => {
      const socket = await join(t);
      const received = record(socket);
      assertError(await ask(socket, "observable-error"), "conflict", "observable-error", { message: "mid-way" });
      assert.deepEqual(received, [["response", 1]]);
    });

    test("WsException: the acknowledgement if one was asked for, else `exception`", async (t) => {
      const socket = await join(t);
      assertError(await ask(socket, "throws"), "my_code", "throws", { message: "boom" });
      const told = next(socket, "exception");
      socket.emit("throws");
      assertError(await told, "my_code", "throws", { message: "boom" });
    });

    test("@Ack() and an exception: the acknowledgement if it was not used, else `exception`", async (t) => {
      const socket = await join(t);
      assertError(await ask(socket, "ack-error", false), "conflict", "ack-error");
      const told = next(socket, "exception");
      assert.equal(await ask(socket, "ack-error", true), 7);
      assertError(await told, "conflict", "ack-error");
    });

    test("OnGatewayInit: before anybody connects, with the server and providers", async () => {
      assert.deepEqual(server.entries({ gateway: "NestGateway", what: "init" }), [
        { gateway: "NestGateway", what: "init", namespace: "/nestjs", greeting: "hello" },
      ]);
    });

    test("OnGatewayConnection: the client, its handshake and auth", unless("v3", "clients of Engine.IO 3 have no auth"), async (t) => {
      const { id } = await join(t, { auth: { userId: 7 } });
      const { auth } = await server.entry({ gateway: "NestGateway", what: "connected", id });
      assert.deepEqual(auth, { userId: 7 });
    });

    test("OnGatewayDisconnect: the client, its rooms and the reason", async (t) => {
      const socket = await join(t);
      const { id } = socket;
      await server.entry({ gateway: "NestGateway", what: "connected", id });
      socket.disconnect();
      assert.deepEqual((await server.entry({ gateway: "NestGateway", what: "left", id })).rooms, [id]);
    });
  });
}
