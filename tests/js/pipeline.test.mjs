// Many messages of one client at once keep their order (guarantee 4), and no answer is lost while the client
// does not read (guarantee 11).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, client, connect, connectPinged, EVERY_WAY, next, upgraded } from "./support/client.mjs";
import { named } from "./support/protocol.mjs";
import { rawPolling } from "./support/wire.mjs";
import { serverForAll } from "./support/server.mjs";
import { PATIENCE, within } from "./support/within.mjs";

/** How many messages a client sends in one go. */
const MANY = 10_000;
/** More than may wait for a client (16,384), its buffers and the system's. */
const TOO_MANY = 40_000;
/** How many packets a connection's buffer holds: few, so that answers have to wait all the time. */
const BUFFER = 128;

const server = serverForAll("test-server", { env: { MAX_BUFFER_SIZE: BUFFER } });

for (const { way, transports } of EVERY_WAY) {
  describe(`guarantee 11: no answer is lost to a full buffer: ${MANY} messages in one go over ${way}`, { timeout: 60_000 }, () => {
    for (const [namespace, event, what] of [
      ["/pipeline", "plain", "of a plain method are answered in order"],
      ["/pipeline", "async", "of an async method that never waits are answered in order"],
      ["/pipeline-sequential", "awaiting", "of a sequential method that awaits are answered in order"],
    ]) {
      test(`${what}, and all answered`, async (t) => {
        const pipeline = await join(t, namespace, transports);
        const answers = await emitMany(pipeline, event);
        assert.deepEqual(answers, Array.from({ length: MANY }, (_, number) => [number, number]));
        if (transports.length > 1) await upgraded(pipeline);
      });
    }

    test("of a method that awaits are started in order, and all answered", async (t) => {
      const pipeline = await join(t, "/pipeline", transports);
      const answers = await emitMany(pipeline, "awaiting");
      answers.sort(([one], [other]) => one - other);
      assert.deepEqual(answers, Array.from({ length: MANY }, (_, number) => [number, number]));
      if (transports.length > 1) await upgraded(pipeline);
    });
  });
}

describe(named("guarantee 11: answers wait for a client that does not read"), { timeout: 60_000 }, () => {
  test(`over websocket gets all ${MANY} answers when it reads again, in order`, async (t) => {
    const pipeline = await connectPinged(t, `${server.url}/pipeline`);
    const { id } = pipeline;
    const stream = pipeline.io.engine.transport.ws._socket;
    stream.pause();
    const answers = emitMany(pipeline, "long", (number) => [number === MANY - 1]);
    const all = await server.entry({ gateway: "Pipeline", what: "all started", id });
    assert.equal(all.count, MANY);
    // Others are not held up by the answers that wait.
    const other = await connect(t, `${server.url}/pipeline`, { transports: ["websocket"] });
    assert.deepEqual(await ask(other, "plain", 7), [7, 0]);
    stream.resume();
    assert.deepEqual((await answers).map(([number, text]) => [number, text.length]), longAnswers());
    assert.equal(pipeline.connected, true);
  });

  test(`over polling gets all ${MANY} answers when it polls again, in order`, async () => {
    const polling = await rawPolling(server.url, "/pipeline");
    const packets = Array.from({ length: MANY }, (_, number) => ({
      type: 2,
      nsp: "/pipeline",
      id: number,
      data: ["long", number, number === MANY - 1],
    }));
    // Each request stays below the limit that the handshake names.
    for (let start = 0; start < MANY; start += 500) {
      await polling.send(packets.slice(start, start + 500));
    }
    const all = await server.entry({ gateway: "Pipeline", what: "all started", id: polling.id });
    assert.equal(all.count, MANY);
    const answers = [];
    while (answers.length < MANY) {
      for (const { type, nsp, id, data } of await polling.receive()) {
        if (type === 3 && nsp === "/pipeline") answers.push([id, data[0]]);
      }
    }
    assert.deepEqual(answers.map(([ack, [number]]) => [ack, number]), Array.from({ length: MANY }, (_, n) => [n, n]));
    await polling.close();
  });

  test("is asked when it reads again", async (t) => {
    const pipeline = await connectPinged(t, `${server.url}/pipeline`);
    const { id } = pipeline;
    let noise = 0;
    pipeline.on("noise", () => (noise += 1));
    pipeline.on("how many?", (answer) => answer(7));
    const stream = pipeline.io.engine.transport.ws._socket;
    const answered = ask(pipeline, "flood-and-ask");
    stream.pause();
    await server.entry({ gateway: "Pipeline", what: "asking", id });
    stream.resume();
    assert.equal(await answered, 7);
    assert.equal(noise, 1_000);
  });

  test("and asks for more than may wait is disconnected: no further method runs, others are unharmed", async (t) => {
    const pipeline = await connectPinged(t, `${server.url}/pipeline`);
    const { id } = pipeline;
    const other = await connect(t, `${server.url}/pipeline`, { transports: ["websocket"] });
    const stream = pipeline.io.engine.transport.ws._socket;
    // A busy machine may close the connection before it is read again: what the server has not read by then
    // makes it a reset, which the client also notices while it writes.
    const gone = new Promise((resolve) => pipeline.once("disconnect", resolve));
    stream.pause();
    for (let number = 0; number < TOO_MANY; number += 1) pipeline.emit("long", number, false, () => {});
    await server.logged(new RegExp(`WARN.*does not read its answers.*${id}`));
    assert.deepEqual(await ask(other, "plain", 7), [7, 0]);
    stream.resume();
    // What it had sent and the server had not read closes the connection, if it is read after that.
    assert.match(await within(PATIENCE, gone, "the end"), /^(io server disconnect|transport close|transport error)$/);
    const left = await server.entry({ gateway: "Pipeline", what: "left", id });
    assert.equal(left.reason, "server namespace disconnect");
    assert.ok(left.started < TOO_MANY, `${left.started} of ${TOO_MANY} were started`);
    assert.deepEqual(await ask(other, "plain", 8), [8, 1]);
  });
});

/** A client that sends at CONNECT if it upgrades, so that the upgrade comes in between. */
async function join(t, namespace, transports) {
  if (transports.length === 1) return connectPinged(t, server.url + namespace, transports);
  const pipeline = client(t, server.url + namespace, { transports });
  await next(pipeline, "connect");
  return pipeline;
}

/** The answers of `MANY` messages as they come. */
function emitMany(pipeline, event, more = () => []) {
  const answers = [];
  return within(
    50_000,
    new Promise((resolve, reject) => {
      pipeline.once("disconnect", (reason) => reject(new Error(`disconnected: ${reason}`)));
      for (let number = 0; number < MANY; number += 1) {
        pipeline.emit(event, number, ...more(number), (answer) => {
          answers.push(answer);
          if (answers.length === MANY) resolve(answers);
        });
      }
    }),
    `${MANY} answers to "${event}"`,
  );
}

/** Numbers and lengths of the answers to `long`. */
function longAnswers() {
  return Array.from({ length: MANY }, (_, number) => [number, 2_048]);
}
