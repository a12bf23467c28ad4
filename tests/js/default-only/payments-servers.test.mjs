// `examples/payments` runs on two servers that share rooms through a real Redis, and both behind a real
// nginx with the configuration that the example ships.

import assert from "node:assert/strict";
import { Agent } from "node:http";
import { after, before, describe, test } from "node:test";

import { EVERY_WAY, upgraded } from "../support/client.mjs";
import { startNginx } from "../support/nginx.mjs";
import { caughtUp, joined, pay, post, statuses, watch } from "../support/payments.mjs";
import { startRedis } from "../support/redis.mjs";
import { serverFor, startServer } from "../support/server.mjs";
import { until } from "../support/until.mjs";

const TOLD = { status: 200, answer: { status: "success", shared: true, missed: 0 } };
const SUCCESS = [{ status: "success" }];

let redis;
let servers;

const startPair = ({ url } = redis) =>
  Promise.all([1, 2].map(() => startServer("payments", { env: { REDIS_URL: url } })));

before(async () => {
  redis = await startRedis();
  servers = await startPair();
});

after(async () => {
  await Promise.all(servers?.map((server) => server.stop()) ?? []);
  await redis?.stop();
});

/** Waits until each of the clients has got `count` statuses, and gives all that they have got. */
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

describe("without Redis", () => {
  /** What `/health` answers: the HTTP status, and the word. */
  const health = async ({ url }) => {
    const response = await fetch(`${url}/health`);
    return [response.status, (await response.json()).status];
  };
  const UP = [200, "up"];
  const DOWN = [503, "down"];

  /** Waits until every one of `pair` says that it is in `state`. */
  const all = (pair, state) =>
    until(async () => {
      const states = await Promise.all(pair.map(health));
      return states.every(([status]) => status === state[0]);
    }, `both servers to be ${state[1]}`, 15_000);

  test("clients of the one server are told, and it says that the others were not; with Redis back all are", async (t) => {
    const own = await startRedis();
    t.after(() => own.stop());
    const pair = await startPair(own);
    t.after(() => Promise.all(pair.map((server) => server.stop())));
    const [here, there] = [await watch(t, pair[0].url, "an"), await watch(t, pair[1].url, "an")];
    const lists = statuses(here, there);
    assert.deepEqual(await Promise.all(pair.map(health)), [UP, UP]);

    await own.stop("SIGKILL");
    await all(pair, DOWN);
    assert.deepEqual(await Promise.all(pair.map(health)), [DOWN, DOWN]);
    const { status, answer } = await pay(pair[0].url, "an");
    const message = "the clients of other servers were not told";
    assert.deepEqual([status, answer], [200, { status: "success", shared: false, missed: 0, message }]);
    await caughtUp(here);
    assert.deepEqual(lists, [[SUCCESS], []]);

    const again = await startRedis({ port: own.port });
    t.after(() => again.stop());
    await all(pair, UP);
    assert.deepEqual(await pay(pair[0].url, "an"), TOLD);
    await received(lists.slice(1), 1);
    assert.deepEqual(await pay(pair[1].url, "an"), TOLD);
    await received(lists, 2);
    await received(lists.slice(0, 1), 3);
    assert.deepEqual(lists, [[SUCCESS, SUCCESS, SUCCESS], [SUCCESS, SUCCESS]]);
  });

  test("a server that shares nothing is up", async (t) => {
    const alone = await serverFor(t, "payments");
    assert.deepEqual(await health(alone), UP);
  });
});

describe("nginx in front of two servers", () => {
  /** A client that comes from an address of its own, as clients do: what nginx chooses the server by. */
  const from = (host) => ({ agent: new Agent({ localAddress: `127.0.0.${host}` }) });
  // The servers' ports, which are others each time, decide who goes where: so many are not all on one.
  const HOSTS = Array.from({ length: 24 }, (_, index) => 11 + index);

  /** Which of the servers the client is connected to: one of them says so. */
  async function serverOf({ id }, of = servers) {
    const index = () => of.findIndex((server) => new RegExp(`\\bconnected\\b.*${id}`).test(server.log()));
    await until(() => index() >= 0, `a server to say that ${id} is connected`);
    return index();
  }

  /** The same for each of the clients. */
  const serversOf = (clients, of) => Promise.all(clients.map((socket) => serverOf(socket, of)));

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
      for (let round = 0; round < 5; round += 1) await Promise.all(clients.map(caughtUp));
      assert.deepEqual([...new Set(await serversOf(clients))].sort(), [0, 1]);

      const lists = statuses(...clients);
      const before = servers.map((server) => server.log().length);
      for (let payment = 0; payment < 2; payment += 1) assert.deepEqual(await pay(nginx.url, "an"), TOLD);
      assert.deepEqual(await received(lists, 2), HOSTS.map(() => [SUCCESS, SUCCESS]));
      // Each was served by another: payments need not stick.
      const served = (server, index) => /a payment succeeded/.test(server.log().slice(before[index]));
      await until(() => servers.every(served), "each of the servers to serve a payment");
      assert.doesNotMatch(nginx.log(), /\[(alert|crit|emerg)\]/);
    });
  }

  test("a client from one address comes back to the same server", async (t) => {
    const nginx = await proxied(t);
    for (const host of HOSTS) {
      const found = [];
      for (let visit = 0; visit < 3; visit += 1) {
        const socket = await watch(t, nginx.url, "an", from(host));
        found.push(await serverOf(socket));
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
      await watch(t, nginx.url, "an", { transports, extraHeaders });
    }
  });

  test("when a server is lost, its clients find the other, and are told again", async (t) => {
    const pair = await startPair();
    t.after(() => Promise.all(pair.map((server) => server.stop())));
    const nginx = await proxied(t, pair);
    const reconnection = { reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 200 };
    const clients = await Promise.all(HOSTS.map((host) => watch(t, nginx.url, "an", { ...reconnection, ...from(host) })));
    const places = await serversOf(clients, pair);
    const lost = clients.filter((_, index) => places[index] === 0);
    assert.ok(lost.length > 0 && lost.length < clients.length, `${lost.length} of ${clients.length}`);

    const back = lost.map(joined);
    await pair[0].stop("SIGKILL");
    await Promise.all(back);
    assert.deepEqual(await serversOf(lost, pair), lost.map(() => 1));

    const lists = statuses(...clients);
    assert.equal((await pay(nginx.url, "an")).status, 200);
    assert.deepEqual(await received(lists, 1), HOSTS.map(() => [SUCCESS]));
  });
});
