// An event finds its method by its name, and the fallback if no method has it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, next, TRANSPORTS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { named, PROTOCOL } from "./support/protocol.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

for (const { way, transports } of TRANSPORTS) {
  describe(`events over ${way}`, () => {
    const join = (t, namespace) => connect(t, server.url + namespace, { transports });

    for (const event of ["first", "second", "with space", "trở lại"]) {
      test(`a method gets each of its events, and their name ("${event}")`, async (t) => {
        assert.equal(await ask(await join(t, "/events"), event), `several: ${event}`);
      });
    }

    for (const event of ["Chat.send", "type", "literal", "own", "đã gửi"]) {
      test(`the names of events and namespaces are those of constants ("${event}")`, async (t) => {
        const client = await join(t, "/constants/lobby");
        const sent = next(client, "đã gửi");
        assert.equal(await ask(client, event), `constant: ${event}`);
        assert.deepEqual(await sent, { room: "lobby" });
      });
    }

    test("the name of a bare subscription is the method's, in the gateway's casing", async (t) => {
      assert.equal(await ask(await join(t, "/events"), "send-new-message"), "bare: send-new-message");
    });

    test("without a casing the name is the method's as it is written", async (t) => {
      assert.equal(await ask(await join(t, "/names"), "send_new_message"), "bare");
    });

    for (const event of ["unknown", "FIRST", "sendNewMessage", "*", "", "toString", "__proto__", "exception"]) {
      test(`the fallback gets what no other method takes, with its body ("${event}")`, async (t) => {
        assert.equal(await ask(await join(t, "/events"), event, 7), `fallback: ${event} Some(7)`);
      });

      test(`without a fallback an unknown event is answered with an error ("${event}")`, async (t) => {
        const client = await join(t, "/names");
        assertError(await ask(client, event), "not_found", event);
        const exception = next(client, "exception");
        client.emit(event);
        assertError(await exception, "not_found", event);
      });
    }

    test(
      "an event whose name needs escapes is an event like any other",
      // socketioxide's parser takes an escape in the name for a malformed packet.
      PROTOCOL === "msgpack" ? {} : { todo: "the protocol library closes the connection" },
      async (t) => {
        const event = 'say "hi"\n';
        assert.equal(await ask(await join(t, "/events"), event, 7), `fallback: ${event} Some(7)`);
      },
    );

    test("a namespace without a gateway is refused", async (t) => {
      await assert.rejects(join(t, "/nowhere"), /Invalid namespace/);
      await server.logged(/INFO.*a client was refused: it asks for the namespace "\/nowhere"/);
    });

    test("the namespace / without a gateway is refused too, except to clients that are always in it", async (t) => {
      if (PROTOCOL === "v3") {
        assertError(await ask(await join(t, "/"), "event"), "not_found", "event");
      } else {
        await assert.rejects(join(t, "/"), /Invalid namespace/);
      }
    });
  });
}

test(named("each gateway is logged"), async () => {
  await server.logged(/Answers \(crate test_server\) serves \/answers at 127\.0\.0\.1:\d+: \d+ events, no hooks/);
  await server.logged(/Events \(crate test_server\) serves \/events at 127\.0\.0\.1:\d+: \d+ events and a fallback/);
});
