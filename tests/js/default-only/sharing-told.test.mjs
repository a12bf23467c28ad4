// What one of three servers emits for servers reaches the gateways of the others, and nobody else.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { createClient } from "redis";

import { ask } from "../support/client.mjs";
import { startEmitter } from "../support/emitter.mjs";
import { startRedis } from "../support/redis.mjs";
import { serverFor, startServer } from "../support/server.mjs";
import { fresh, hearing, IN_NODES_LANGUAGE, member, members, PREFIX, settledFrom, startServers, threeServers, unlessInNodes } from "../support/sharing.mjs";
import { until } from "../support/until.mjs";

const { redis, servers } = threeServers();

/** How many entries each server's journal has. */
const counts = (wanted) => servers.map((server) => server.entries(wanted).length);

/** Waits until each of the other servers was told of the product as often as `times`, and the teller never. */
async function told(product, from, times = 1) {
  for (const index of [0, 1, 2].filter((index) => index !== from)) await servers[index].journal({ what: "told", product }, times);
}

/** A last event for servers, after which nothing of the earlier ones is on its way. */
async function settled(sender, from) {
  const product = fresh();
  await ask(sender, "tell", "price-changed", product, 1);
  await told(product, from);
}

describe("an event for servers", () => {
  for (const from of [0, 1, 2]) {
    test(`reaches the gateways of the namespace on the other servers, from server ${from + 1}`, async (t) => {
      const sockets = await members(t, servers, [], [], []);
      const clients = sockets.map((socket) => {
        const heard = [];
        socket.on("told", (price) => heard.push(price));
        return heard;
      });
      const product = fresh();
      await ask(sockets[from], "tell", "price-changed", product, 1);
      await told(product, from);
      await settled(sockets[from], from);
      const others = [0, 1, 2].map((index) => (index === from ? 0 : 1));
      assert.deepEqual(counts({ what: "told", product }), others);
      assert.deepEqual(counts({ what: "told-too", product }), others);
      assert.deepEqual(counts({ what: "told-elsewhere" }), [0, 0, 0]);
      const [entry] = servers[(from + 1) % 3].entries({ what: "told", product });
      assert.deepEqual(entry, { what: "told", product, cents: 0, namespace: "/verbs", greeting: "hello" });
      await until(
        () => clients.every((heard, index) => (index === from) === (heard.length === 0)),
        () => `the clients of the other servers to hear what their gateways emit: ${JSON.stringify(clients)}`,
      );
    });
  }

  test("comes in the order in which the events were emitted", async (t) => {
    const sender = await member(t, servers[0]);
    const product = fresh();
    await ask(sender, "tell", "price-changed", product, 200);
    await told(product, 0, 200);
    for (const server of servers.slice(1)) {
      const cents = server.entries({ what: "told", product }).map((entry) => entry.cents);
      assert.deepEqual(cents, [...cents].sort((one, other) => one - other));
    }
  });

  test("that fails, panics, does not decode or is unknown is logged, and the next ones arrive", async (t) => {
    const sender = await member(t, servers[0]);
    const product = fresh();
    for (const event of ["fails", "panics", "numbers", "unknown"]) await ask(sender, "tell", event, product, 1);
    await settled(sender, 0);
    for (const server of servers.slice(1)) {
      await server.logged(new RegExp(`a server event failed.*no price for ${product}`));
      await server.logged(/a server event panicked.*boom in a server event/);
      await server.logged(/a server event failed.*the payload cannot be decoded: invalid type: map/);
      assert.equal(server.entries({ what: "numbers" }).length, 0);
    }
  });

  test("cannot be caused by a client", async (t) => {
    const [one, two] = await members(t, servers, [], []);
    const product = fresh();
    const answer = await new Promise((resolve) => one.once("exception", resolve).emit("price-changed", { product, cents: 1 }));
    assert.equal(answer.code, "not_found");
    await settled(two, 1);
    assert.deepEqual(counts({ what: "told", product }), [0, 0, 0]);
  });

  test("is taken from a process that is no server", async (t) => {
    const emitter = await startEmitter({ REDIS_URL: redis.url });
    t.after(() => emitter.stop());
    const product = fresh();
    assert.deepEqual(await emitter.run("tell-servers", { event: "price-changed", payload: { product, cents: 7 } }), null);
    for (const server of servers) await server.journal({ what: "told", product, cents: 7 }, 1);
  });

  test("reaches nobody from a server that is alone, and that is no error", async (t) => {
    const alone = await serverFor(t, "sharing-server");
    const sender = await member(t, alone);
    // When the second is answered, the first has had its time.
    for (let count = 0; count < 2; count += 1) await ask(sender, "tell", "price-changed", fresh(), 1);
    assert.equal(alone.entries({ what: "told" }).length, 0);
  });

  test("is an error while Redis is away for a server that shares its rooms", async (t) => {
    const own = await startRedis();
    const [server] = await startServers(1, { REDIS_URL: own.url });
    t.after(() => server.stop());
    const sender = await member(t, server);
    await own.stop();
    await until(
      async () => {
        const answer = await ask(sender, "tell", "price-changed", fresh(), 1);
        return answer?.code === "unavailable" && /other servers cannot be reached/.test(answer.message);
      },
      () => "the emit to fail",
    );
  });
});

describe("an event for servers that comes while a server starts", () => {
  test("waits for the init hooks", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "told-"));
    t.after(() => rm(folder, { recursive: true }));
    const hold = join(folder, "hold");
    await writeFile(hold, "");
    const starting = startServer("sharing-server", { env: { REDIS_URL: redis.url, INIT_HOLDS: hold } });
    await until(() => existsSync(`${hold}.reached`), "the init hook to run");
    const sender = await member(t, servers[0], []);
    const product = fresh();
    await ask(sender, "tell", "price-changed", product, 1);
    // The others were told then, and so was the one that starts.
    await told(product, 0);
    await rm(hold);
    const late = await starting;
    t.after(() => late.stop());
    await late.entry({ what: "told", product });
    const order = late.entries({}).map(({ what }) => what).filter((what) => what?.startsWith("told"));
    assert.equal(order[0], "told is ready");
  });
});

describe("what servers ask one another", () => {
  test("is answered with numbers for a count, and with sockets for the sockets", unlessInNodes("servers of Node know no count"), async (t) => {
    const room = fresh();
    const sockets = await members(t, servers, [room], [room], [room]);
    const listener = createClient({ url: redis.url });
    const sender = createClient({ url: redis.url });
    for (const client of [listener, sender]) {
      await client.connect();
      t.after(() => client.close());
    }
    let heard = [];
    await listener.pSubscribe("*", (message) => heard.push(message.toString("latin1")), true);
    /** What the servers sent while `asked` was answered. Redis brings a subscriber everything in the order of its sending. */
    const during = async (asked) => {
      heard = [];
      const answer = await asked();
      const mark = `mark ${fresh()}`;
      await sender.publish("mark", mark);
      await until(() => heard.includes(mark), () => "everything that was sent to be heard");
      return { answer, sent: heard.filter((message) => message !== mark) };
    };
    const naming = (sent, { id }) => sent.filter((message) => message.includes(id)).length;

    const counted = await during(() => ask(sockets[0], "count", { to: [room] }));
    assert.equal(counted.answer, 3);
    const numbers = counted.sent.filter((message) => message.includes('{"count":1}'));
    assert.equal(numbers.length, 2, JSON.stringify(counted.sent));
    for (const socket of sockets) assert.equal(naming(counted.sent, socket), 0, JSON.stringify(counted.sent));

    const fetched = await during(() => ask(sockets[0], "fetch-sockets", { to: [room] }));
    assert.equal(fetched.answer.length, 3);
    assert.deepEqual(sockets.map((socket) => naming(fetched.sent, socket)), [0, 1, 1], JSON.stringify(fetched.sent));
  });
});

describe("nonsense on the channels of the servers", () => {
  let client;
  before(async () => {
    client = createClient({ url: redis.url });
    await client.connect();
  });
  after(() => client?.close());

  test("is survived, and the servers understand one another afterwards", async (t) => {
    const room = fresh();
    const sockets = await members(t, servers, [room], [room], [room]);
    const channels = (await client.sendCommand(["PUBSUB", "CHANNELS", `${PREFIX}-*${IN_NODES_LANGUAGE ? "" : "servers"}*`])).map(String);
    assert.ok(channels.length >= 7, channels.join());
    const texts = ["", "{", "[]", "null", "\u0000", '{"event":1}', "x".repeat(100_000), '{"namespace":"/verbs","recipients":7}'];
    const bytes = [Buffer.from([0x93]), Buffer.from([0xc1, 0xff]), Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff]), Buffer.alloc(5_000, 0x91)];
    for (const channel of channels) {
      for (const message of [...texts.map((text) => Buffer.from(text)), ...bytes]) {
        await client.sendCommand(["PUBLISH", channel, message]);
      }
    }
    const found = await ask(sockets[0], "fetch-sockets", { to: [room] });
    assert.deepEqual(found.sort(), sockets.map(({ id }) => id).sort());
    assert.equal(await ask(sockets[1], "count", { to: [room] }), 3);
    await settled(sockets[2], 2);
  });
});

describe("a server that dies while the others ask", () => {
  test("is missing in the answer, which the others give", { timeout: 30_000 }, async (t) => {
    const room = fresh();
    const sender = await member(t, servers[0], [room]);
    const frozen = await startServer("sharing-server", { env: { REDIS_URL: redis.url } });
    t.after(() => frozen.stop());
    await member(t, frozen, [room]);
    await until(async () => (await ask(sender, "count", { to: [room] })) === 2, () => "the new server to be counted");
    // A subscription to a pattern is not counted among the servers.
    const listener = createClient({ url: redis.url });
    await listener.connect();
    t.after(() => listener.close());
    const questions = [];
    await listener.pSubscribe(`${PREFIX}-request#${IN_NODES_LANGUAGE ? "/verbs" : "servers"}#*`, (question) => questions.push(question));
    // A paused server is still subscribed, so that it is waited for.
    frozen.kill("SIGSTOP");
    const state = () => readFileSync(`/proc/${frozen.pid}/stat`, "latin1").replace(/^.*\) /s, "")[0];
    await until(() => state() === "T", "the new server to be paused");
    const count = sender.timeout(20_000).emitWithAck("count", { to: [room] });
    await until(() => questions.length > 0, "the others to be asked");
    frozen.kill("SIGKILL");
    assert.equal(await count, 1);
    const heard = hearing([sender]);
    await settledFrom(sender, heard);
    assert.deepEqual(await ask(sender, "fetch-sockets", { to: [room] }), [sender.id]);
  });
});
