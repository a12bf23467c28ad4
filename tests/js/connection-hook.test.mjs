// `on_gateway_connection` completes before the first message of its socket starts, and no message is lost
// (guarantee 3).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  arrived,
  ask,
  beside,
  client,
  connect,
  cues,
  next,
  record,
  upgraded,
  WAYS,
} from "./support/client.mjs";
import { assertError, assertInternal } from "./support/errors.mjs";
import { IS_DEFAULT } from "./support/protocol.mjs";
import { serverForAll } from "./support/server.mjs";
import { within } from "./support/within.mjs";

/** How many clients connect at once: polling costs a machine a multiple. */
const MANY = IS_DEFAULT ? { websocket: 1_000, polling: 300 } : { websocket: 300, polling: 100 };

const server = serverForAll("test-server");

for (const { way, transports } of WAYS) {
  describe(`guarantee 3: a connection hook completes before the first message, over ${way}`, () => {
    const join = (t, namespace) => connect(t, server.url + namespace, { transports });

    /** A client whose hook runs, and what lets the hook go on. */
    const joinCued = async (t) => {
      const cued = client(t, `${server.url}/cued`, { transports });
      const hook = cues(cued);
      await next(cued, "connect");
      return [cued, await hook.next()];
    };

    test("messages that arrive while the hook runs wait for it, in order", async (t) => {
      const [cued, goOn] = await joinCued(t);
      const answers = [];
      const asked = [0, 1, 2, 3, 4].map(async (number) => answers.push(await ask(cued, "number", number)));
      await arrived(t, cued);
      assert.deepEqual(answers, []);
      assert.deepEqual(server.entries({ gateway: "Cued", what: "handled", id: cued.id }), []);
      goOn();
      await Promise.all(asked);
      assert.deepEqual(answers, [0, 1, 2, 3, 4]);
      const journal = await server.journal({ gateway: "Cued", id: cued.id }, 6);
      assert.deepEqual(journal.map(({ what }) => what), ["joined", ...Array(5).fill("handled")]);
    });

    test("what the hook emits and joins is there before the first answer", async (t) => {
      const life = client(t, `${server.url}/life`, { transports });
      const received = record(life);
      const answer = await ask(life, "number", 7);
      assert.deepEqual(answer, { number: 7, prepared: true, rooms: [life.id, "greeted"].sort() });
      assert.deepEqual(received, [["connect"], ["welcome", life.id]]);
    });

    test("for a client that leaves while the hook runs the order is hook, messages, disconnect hook", async (t) => {
      const slow = await join(t, "/slow-to-join");
      const { id } = slow;
      await server.entry({ gateway: "SlowToJoin", what: "joining", id });
      slow.emit("knock");
      const barrier = await beside(t, slow, "/barrier");
      slow.disconnect();
      await ask(barrier, "reached");
      await ask(barrier, "open-gate");
      await server.entry({ gateway: "SlowToJoin", what: "left", id });
      const journal = server.entries({ gateway: "SlowToJoin", id }).map(({ what }) => what);
      assert.deepEqual(journal, ["joining", "joined", "handled", "left"]);
    });

    test("a refused client sees: connect, error answers, `exception`, disconnect; no method runs", async (t) => {
      const refused = client(t, `${server.url}/refused`, { transports });
      const received = record(refused);
      const hook = cues(refused);
      await next(refused, "connect");
      const { id } = refused;
      const goOn = await hook.next();
      // Callbacks, since promises would see the answers too late to tell the order.
      for (const event of ["knock", "anything", "knock"]) {
        refused.emit(event, (answer) => {
          received.push(["answer", event, answer.code]);
          assertError(answer, "unauthorized", event, { message: "who are you?" });
        });
      }
      refused.emit("knock");
      await arrived(t, refused);
      const gone = next(refused, "disconnect");
      goOn();
      await gone;
      const exceptions = received.filter(([event]) => event === "exception");
      // One for the knock that nobody waited for, one for the connection itself.
      assert.equal(exceptions.length, 2);
      assertError(exceptions[0][1], "unauthorized", "knock");
      assertError(exceptions[1][1], "unauthorized", "connection", { message: "who are you?", details: ["token"] });
      assert.deepEqual(
        received.filter((event) => event[0] !== "go-on?" && event !== exceptions[0]),
        [
          ["connect"],
          ["answer", "knock", "unauthorized"],
          ["answer", "anything", "unauthorized"],
          ["answer", "knock", "unauthorized"],
          exceptions[1],
          ["disconnect", "io server disconnect"],
        ],
      );
      assert.equal(refused.connected, false);
      assert.deepEqual(server.entries({ gateway: "Refused", id }), []);
    });

    test("a refusal at once is seen the same way, and names the namespace that refused", async (t) => {
      const refused = client(t, `${server.url}/refused-at-once`, { transports });
      const received = record(refused);
      await next(refused, "disconnect");
      const [exception] = received.filter(([event]) => event === "exception").slice(-1);
      assertError(exception[1], "forbidden", "connection", { message: "nobody enters /refused-at-once" });
      assert.deepEqual(received[0], ["connect"]);
      assert.deepEqual(received.at(-1), ["disconnect", "io server disconnect"]);
      assert.deepEqual(server.entries({ gateway: "RefusedAtOnce" }), []);
    });

    test("no method runs for a message that is under way when the client is refused", async (t) => {
      const refused = client(t, `${server.url}/refused-at-once`, { transports });
      refused.emit("knock");
      // It may reach the server when the socket is gone: then the protocol library closes the whole
      // connection, from which the official client recovers without help.
      const reason = await next(refused, "disconnect");
      assert.match([reason].flat()[0], /^(io server disconnect|transport close|transport error)$/);
      assert.deepEqual(server.entries({ gateway: "RefusedAtOnce" }), []);
    });

    test("a refusal in one namespace leaves the others of the connection alone", async (t) => {
      const life = await join(t, "/life");
      const refused = life.io.socket("/refused-at-once");
      await next(refused, "disconnect");
      assert.equal((await ask(life, "number", 7)).number, 7);
      // And it may try again.
      refused.connect();
      await next(refused, "disconnect");
    });

    test("a refusal with an internal error says no more than that", async (t) => {
      const refused = client(t, `${server.url}/refused-internally`, { transports });
      assertInternal(await next(refused, "exception"), "connection");
      await server.logged(/ERROR.*the session store is down/);
    });

    test("a hook that panics refuses with an internal error; no method and no disconnect hook runs", async (t) => {
      const refused = client(t, `${server.url}/panics-at-connection`, { transports });
      const received = record(refused);
      const hook = cues(refused);
      const answer = ask(refused, "knock");
      const goOn = await hook.next();
      await arrived(t, refused);
      const gone = next(refused, "disconnect");
      goOn();
      assertInternal(await answer, "knock");
      await gone;
      assertInternal(received.at(-2)[1], "connection");
      assert.deepEqual(received.at(-1), ["disconnect", "io server disconnect"]);
      await server.logged(/ERROR.*boom in a connection hook/);
      assert.equal((await ask(await join(t, "/life"), "number", 7)).number, 7);
      assert.deepEqual(server.entries({ gateway: "PanicsAtConnection" }), []);
    });

    const many = MANY[transports[0]];

    test(`${many} clients that emit at CONNECT, with a hook that awaits: nothing is lost`, { timeout: 60_000 }, async (t) => {
      const answers = await Promise.all(
        Array.from({ length: many }, (_, number) => {
          const life = client(t, `${server.url}/life`, { transports });
          return within(
            50_000,
            new Promise((resolve, reject) => {
              life.on("connect_error", reject);
              life.on("connect", () => {
                life.emit("number", number, (first) => {
                  life.emit("number", number + many, (second) => resolve([first, second, life]));
                });
              });
            }),
            `the answer ${number}`,
          );
        }),
      );
      answers.forEach(([first, second], number) => {
        assert.deepEqual([first.number, first.prepared], [number, true]);
        assert.deepEqual([second.number, second.prepared], [number + many, true]);
      });
      if (transports.length > 1) await Promise.all(answers.map(([, , life]) => upgraded(life)));
      // The clients leave now, while the next test has not started.
      for (const [, , life] of answers) life.disconnect();
    });
  });
}
