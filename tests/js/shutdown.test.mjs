// An app that is asked to stop says goodbye in order (guarantee 7).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, askAll, beside, client, connect, connectPinged, cues, next, record, WAYS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { named } from "./support/protocol.mjs";
import { leave } from "./support/wire.mjs";
import { serverFor } from "./support/server.mjs";
import { PATIENCE, within } from "./support/within.mjs";

for (const { way, transports } of WAYS) {
  describe(`guarantee 7: a shutdown says goodbye in order, over ${way}`, () => {
    test("messages in work are finished and answered, later ones refused; hooks run; the process ends with success", async (t) => {
      const server = await serverFor(t, "test-server");
      const life = client(t, `${server.url}/life`, { transports });
      const held = cues(life);
      await next(life, "welcome");
      const { id } = life;
      const answer = askAll(life, "hold");
      const goOn = await held.next();

      const ended = server.stop("SIGTERM");
      assertError(await refusal(life), "unavailable", "number");
      const exception = next(life, "exception");
      life.emit("number", 1);
      assertError(await exception, "unavailable", "number");
      assert.deepEqual(server.entries({ gateway: "Life", what: "leaving" }), []);

      const gone = next(life, "disconnect");
      goOn();
      assert.deepEqual(await answer, ["held"]);
      await gone;
      assert.deepEqual(await ended, { code: 0, signal: null });
      const left = server.entries({ gateway: "Life", what: "left" });
      assert.deepEqual(left, [
        { gateway: "Life", what: "left", id, reason: "server shutting down", rooms: [id, "greeted"].sort() },
      ]);
    });

    test("a list of events is sent to its end", async (t) => {
      const server = await serverFor(t, "test-server");
      const life = client(t, `${server.url}/life`, { transports });
      const held = cues(life);
      await next(life, "welcome");
      const answer = askAll(life, "hold-list");
      const goOn = await held.next();
      const ended = server.stop("SIGTERM");
      assertError(await refusal(life), "unavailable", "number");
      const received = record(life);
      goOn();
      assert.deepEqual(await answer, []);
      assert.deepEqual(received, Array.from({ length: 100 }, (_, index) => ["number", index + 1]));
      assert.deepEqual(await ended, { code: 0, signal: null });
    });

    test("no namespace can be joined any more while messages in work are finished", async (t) => {
      const server = await serverFor(t, "test-server");
      const life = client(t, `${server.url}/life`, { transports });
      const held = cues(life);
      await next(life, "welcome");
      const answer = ask(life, "hold");
      const goOn = await held.next();
      const ended = server.stop("SIGTERM");
      await refusal(life);
      const late = life.io.socket("/shared");
      t.after(() => late.disconnect());
      assert.match((await next(late, "connect_error")).message, /shutting down/);
      const newcomer = client(t, `${server.url}/life`, { transports });
      assert.match((await next(newcomer, "connect_error")).message, /shutting down/);
      goOn();
      assert.equal(await answer, "held");
      assert.deepEqual(await ended, { code: 0, signal: null });
      assert.deepEqual(server.entries({ gateway: "Alpha" }), []);
    });

    test("every socket is told, in all namespaces, and its hooks have run when the process ends", async (t) => {
      const server = await serverFor(t, "test-server");
      const lives = await Promise.all(
        Array.from({ length: 20 }, () => connect(t, `${server.url}/life`, { transports })),
      );
      const shared = await beside(t, lives[0], "/shared");
      await ask(shared, "alpha");
      await Promise.all(lives.map((life) => ask(life, "number", 1)));
      const gone = lives.map((life) => next(life, "disconnect"));
      assert.deepEqual(await server.stop("SIGTERM"), { code: 0, signal: null });
      await Promise.all(gone);
      const left = server.entries({ what: "left", reason: "server shutting down" });
      const count = (name) => left.filter(({ gateway }) => gateway === name).length;
      assert.deepEqual([count("Life"), count("Alpha"), count("Beta")], [20, 1, 1]);
      assert.equal(left.length, 22);
    });

    test("a connection that has left its namespaces does not hold up the shutdown", async (t) => {
      const server = await serverFor(t, "test-server");
      const panics = await connect(t, `${server.url}/panics`, { transports });
      const { id } = panics;
      await ask(panics, "alive", 1);
      leave(panics);
      await server.entry({ gateway: "Panics", what: "left", id });
      assert.deepEqual(await server.stop("SIGTERM"), { code: 0, signal: null });
      assert.doesNotMatch(server.log(), /cut off/);
    });
  });
}

/** What a message is answered as soon as the server has begun to shut down. */
async function refusal(life) {
  return within(
    PATIENCE,
    (async () => {
      for (;;) {
        const answer = await ask(life, "number", 0);
        if (answer.status === "error") return answer;
      }
    })(),
    "the server to shut down",
  );
}

test(named("answers that wait for a slow reader are delivered before the connection is closed"), async (t) => {
  const many = 10_000;
  const server = await serverFor(t, "test-server");
  const pipeline = await connectPinged(t, `${server.url}/pipeline`);
  const stream = pipeline.io.engine.transport.ws._socket;
  stream.pause();
  const answers = [];
  for (let number = 0; number < many; number += 1) {
    pipeline.emit("long", number, number === many - 1, ([answered]) => answers.push(answered));
  }
  await server.entry({ gateway: "Pipeline", what: "all started", count: many });
  const gone = next(pipeline, "disconnect");
  const ended = server.stop("SIGTERM");
  await server.logged(/shutting down/);
  stream.resume();
  await gone;
  assert.deepEqual(answers, [...Array(many).keys()]);
  assert.deepEqual(await ended, { code: 0, signal: null });
});
