// `examples/payments` on two servers that share rooms through a real Redis, and both behind a real nginx
// with the configuration that the example ships.

import assert from "node:assert/strict";
import { Agent } from "node:http";
import { after, before, describe, test } from "node:test";

import { ask, connect, EVERY_WAY, next, upgraded } from "./support/client.mjs";
import { startNginx } from "./support/nginx.mjs";
import { joined, pay, post, statuses, watch } from "./support/payments.mjs";
import { startRedis } from "./support/redis.mjs";
import { startServer } from "./support/server.mjs";
import { until } from "./support/until.mjs";

const TOLD = { status: 200, answer: { status: "success", shared: true, missed: 0 } };
const SUCCESS = [{ status: "success" }];

let redis;
let servers;

const startPair = () =>
  Promise.all([1, 2].map(() => startServer("payments", { env: { REDIS_URL: redis.url } })));

before(async () => {
  redis = await startRedis();
  servers = await startPair();
});

after(async () => {
  await Promise.all(servers?.map((server) => server.stop()) ?? []);
  await redis?.stop();
});

/** Waits until each of the clients has got `count` statuses, and gives what they have got a moment later. */
async function received(lists, count) {
  await until(() => lists.every((list) => list.length >= count), `${count} statuses`);
  return lists;
}

describe("two processes with Redis", () => {
  test("the payment arrives at the one, and the client on the other is told", async (t) => {
    const [one, two] = servers;
    const clients = await Promise.all([watch(t, one.url, "an"), watch(t, two.url, "an"), watch(t, two.url, "binh")]);
    const lists = statuses(...clients);
    for (const server of servers) assert.deepEqual(await pay(server.url, "an"), TOLD);
    await received(lists.slice(0, 2), 2);
    // The last is the proof that the others came only once and that a stranger got none.
    assert.deepEqual(await pay(one.url, "binh"), TOLD);
    await received(lists.slice(2), 1);
    assert.deepEqual(lists, [[SUCCESS, SUCCESS], [SUCCESS, SUCCESS], [SUCCESS]]);
  });

  test("a list of socket ids is told, wherever the sockets are", async (t) => {
    const [one, two] = servers;
    const clients = await Promise.all([watch(t, one.url, "an"), watch(t, two.url, "an"), watch(t, two.url, "an")]);
    const lists = statuses(...clients);
    const sockets = clients.slice(0, 2).map(({ id }) => id);
    assert.deepEqual(await post(one.url, "/payments/success", { sockets }), TOLD);
    await received(lists.slice(0, 2), 1);
    assert.deepEqual(await post(one.url, "/payments/success", { sockets: [clients[2].id] }), TOLD);
    await received(lists.slice(2), 1);
    assert.deepEqual(lists, [[SUCCESS], [SUCCESS], [SUCCESS]]);
  });

  test("a REDIS_URL that nobody answers at is an error that names it, without the password", async (t) => {
    const url = "redis://:secret@127.0.0.1:1";
    await assert.rejects(
      startServer("payments", { env: { REDIS_URL: url } }).then((server) => t.after(() => server.stop())),
      ({ message }) => /ended before it listened: 1\b[^]*127\.0\.0\.1:1/.test(message) && !message.includes("secret"),
    );
  });
});

describe("nginx in front of two servers", () => {
  /** A client that comes from an address of its own, as clients do: what nginx chooses the server by. */
  const from = (host) => ({ agent: new Agent({ localAddress: `127.0.0.${host}` }) });
  const HOSTS = [11, 12, 13, 14, 15, 16, 17, 18];

  /** Which of the servers the client is connected to. */
  const serverOf = ({ id }, of = servers) =>
    of.findIndex((server) => new RegExp(`\\bconnected\\b.*${id}`).test(server.log()));

  async function proxied(t, of = servers) {
    const nginx = await startNginx(...of.map(({ url }) => url));
    t.after(() => nginx.stop());
    return nginx;
  }

  for (const { way, transports } of EVERY_WAY) {
    test(`clients over ${way} stay with their server, and all are told`, async (t) => {
      const nginx = await proxied(t);
      const clients = await Promise.all(HOSTS.map((host) => watch(t, nginx.url, "an", { transports, ...from(host) })));
      if (transports.length > 1) await Promise.all(clients.map(upgraded));
      for (const { io } of clients) assert.equal(io.engine.transport.name, transports.at(-1));
      // Many requests of each client: had one gone to the other server, its connection would be lost.
      for (let round = 0; round < 5; round += 1) await Promise.all(clients.map(joined));
      assert.deepEqual([...new Set(clients.map((socket) => serverOf(socket)))].sort(), [0, 1]);

      const lists = statuses(...clients);
      const before = servers.map((server) => server.log().length);
      for (let payment = 0; payment < 2; payment += 1) assert.deepEqual(await pay(nginx.url, "an"), TOLD);
      assert.deepEqual(await received(lists, 2), HOSTS.map(() => [SUCCESS, SUCCESS]));
      // Each was served by another: payments need not stick.
      servers.forEach((server, index) => assert.match(server.log().slice(before[index]), /a payment succeeded/));
      assert.doesNotMatch(nginx.log(), /\[(alert|crit|emerg)\]/);
    });
  }

  test("a client from one address comes back to the same server", async (t) => {
    const nginx = await proxied(t);
    for (const host of HOSTS) {
      const found = [];
      for (let visit = 0; visit < 3; visit += 1) {
        const socket = await watch(t, nginx.url, "an", from(host));
        found.push(serverOf(socket));
        socket.disconnect();
      }
      assert.equal(new Set(found).size, 1, `from 127.0.0.${host}: ${found}`);
    }
  });

  test("the page's origin is the address that the servers are told", async (t) => {
    const nginx = await proxied(t);
    // As a browser sends it from a page behind the proxy.
    const extraHeaders = { origin: nginx.url };
    for (const { transports } of EVERY_WAY) {
      const socket = await connect(t, `${nginx.url}/payment`, { transports, extraHeaders, auth: { userId: "an" } });
      assert.deepEqual(await ask(socket, "who-am-i"), { userId: "an" });
    }
  });

  test("when a server is lost, its clients find the other, and are told again", async (t) => {
    const pair = await startPair();
    t.after(() => Promise.all(pair.map((server) => server.stop())));
    const nginx = await proxied(t, pair);
    const reconnection = { reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 200 };
    const clients = await Promise.all(HOSTS.map((host) => watch(t, nginx.url, "an", { ...reconnection, ...from(host) })));
    const lost = clients.filter((socket) => serverOf(socket, pair) === 0);
    assert.ok(lost.length > 0 && lost.length < clients.length, `${lost.length} of ${clients.length}`);

    const back = lost.map((socket) => next(socket, "connect"));
    await pair[0].stop("SIGKILL");
    await Promise.all(back);
    await Promise.all(clients.map(joined));
    for (const socket of lost) assert.equal(serverOf(socket, pair), 1);

    const lists = statuses(...clients);
    assert.equal((await pay(nginx.url, "an")).status, 200);
    assert.deepEqual(await received(lists, 1), HOSTS.map(() => [SUCCESS]));
  });
});
