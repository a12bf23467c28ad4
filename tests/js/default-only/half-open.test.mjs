// Clients that begin a request and do not go on are closed, and more clients than the system lets the server
// have wait for their turn.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect as connectTcp } from "node:net";
import { describe, test } from "node:test";

import { ask, client, connect, next } from "../support/client.mjs";
import { serverFor } from "../support/server.mjs";
import { END, openTcp } from "../support/tcp.mjs";
import { until } from "../support/until.mjs";
import { PATIENCE, within } from "../support/within.mjs";
import { rawPolling } from "../support/wire.mjs";

/** How long a head or a body may take. */
const LIMIT = 1_000;
/** What a machine with other work to do may add. */
const MARGIN = 5_000;
/** How many connections are opened at a time. */
const AT_A_TIME = 100;
const WEBSOCKET = { transports: ["websocket"] };
const POLLING = { transports: ["polling"] };

describe("whoever begins a head and does not end it is closed", { timeout: 60_000 }, () => {
  const MANY = 2_000;
  /** Long enough for all of them to be there at a time. */
  const LIMIT_OF_MANY = 1_500;
  /** Times after which the allocator has what it keeps, most of the time. */
  const WARM_UP = 3;
  /**
   * How much more memory the server may have after another time, in kilobytes: 6 for each connection. One that
   * is there has 10 or more.
   */
  const SLACK = 2 * MANY * 6;

  test(`${MANY} connections that are silent and ${MANY} that send a byte now and then are closed, and leave nothing`, async (t) => {
    // With several arenas of the allocator it is a matter of luck which of them have room.
    const server = await serverFor(t, "test-server", {
      env: { REQUEST_HEAD_TIMEOUT: LIMIT_OF_MANY, PING_INTERVAL: 60_000, MALLOC_ARENA_MAX: 1 },
    });
    const polling = await connect(t, `${server.url}/hold`, POLLING);
    const websocket = await connect(t, `${server.url}/hold`, WEBSOCKET);
    const others = [polling, websocket];

    let most = 0;
    const look = async () => {
      most = Math.max(most, await memory(server));
      for (const other of others) assert.equal(await ask(other, "a-while", 0), "done");
    };
    for (let time = 0; time < WARM_UP; time += 1) await closedByServer(t, server, MANY, look);
    const before = most;
    await closedByServer(t, server, MANY, look);
    const grown = (await memory(server)) - before;
    t.diagnostic(`${before} kB at most before, ${grown} kB more afterwards`);
    assert.ok(grown < SLACK, `${grown} kB are still held`);
    for (const other of others) {
      assert.equal(other.connected, true);
      assert.equal(await ask(other, "a-while", 0), "done");
    }
  });

  test("a connection that is kept alive has the same time for its next request, and a poll all that it needs", async (t) => {
    const server = await serverFor(t, "test-server", { env: { REQUEST_HEAD_TIMEOUT: LIMIT, PING_INTERVAL: 60_000 } });
    const polling = await rawPolling(server.url, "/hold");
    const poll = await openTcp(t, server.url);
    poll.send([`GET ${polling.path} HTTP/1.1`, ...END]);
    const idle = await openTcp(t, server.url);
    idle.send(["GET /memory HTTP/1.1", ...END]);
    await idle.answered(/^HTTP\/1.1 200/);
    await within(LIMIT + MARGIN, idle.closed, "the server to close an idle connection");
    // Longer than any head may take.
    await new Promise((resolve) => setTimeout(resolve, LIMIT));
    assert.equal(poll.stream.closed, false);
    assert.equal(poll.received(), "");
    await polling.send([{ type: 2, nsp: "/hold", id: 1, data: ["a-while", 0] }]);
    await poll.answered(/^HTTP\/1.1 200 [^]*43\/hold,1\["done"\]$/);
  });
});

describe("whoever begins a body and does not end it is refused", { timeout: 60_000 }, () => {
  const MANY = 200;
  /** As much as a message may have, nearly. */
  const LENGTH = 999_000;
  const HALF = Buffer.alloc(990_000, "x");
  /** How much more memory the server may have afterwards, in kilobytes: a fraction of the halves. */
  const SLACK = (MANY * HALF.length) / 4 / 1_024;

  test(`each of ${MANY} sessions is told so and ends, and its memory is free`, async (t) => {
    const server = await serverFor(t, "test-server", { env: { REQUEST_BODY_TIMEOUT: LIMIT } });
    const before = await memory(server);
    const sessions = await Promise.all(Array.from({ length: MANY }, () => rawPolling(server.url, "/hold")));
    const posts = await Promise.all(
      sessions.map(async ({ path }) => {
        const post = await openTcp(t, server.url);
        post.send([`POST ${path} HTTP/1.1`, "Content-Type: text/plain", `Content-Length: ${LENGTH}`, ...END]);
        return post;
      }),
    );
    for (const { stream } of posts) stream.write(HALF);
    let most = before;
    const looking = setInterval(async () => {
      most = Math.max(most, await memory(server));
    }, 50);
    t.after(() => clearInterval(looking));
    await within(LIMIT + MARGIN, Promise.all(posts.map(({ closed }) => closed)), "the server to close each connection");
    clearInterval(looking);
    for (const post of posts) {
      const [head, body] = post.received().split("\r\n\r\n");
      assert.match(head, /^HTTP\/1.1 408 /);
      assert.match(head, /content-type: application\/json/);
      assert.equal(body, '{"code":3,"message":"Request timeout"}');
    }
    for (const { path } of sessions) {
      const response = await fetch(server.url + path);
      assert.equal(response.status, 400);
      assert.equal((await response.json()).message, "Session ID unknown");
    }
    const grown = (await memory(server)) - before;
    t.diagnostic(`at most ${most - before} kB more, afterwards ${grown} kB`);
    assert.ok(grown < SLACK, `${grown} kB are still held`);
  });

  test("a body that goes on arriving, but not in time, is refused", async (t) => {
    const server = await serverFor(t, "test-server", { env: { REQUEST_BODY_TIMEOUT: LIMIT } });
    const polling = await rawPolling(server.url, "/hold");
    const post = await openTcp(t, server.url);
    post.send([`POST ${polling.path} HTTP/1.1`, `Content-Length: ${LENGTH}`, ...END]);
    const dripping = setInterval(() => post.stream.write("x"), LIMIT / 20);
    t.after(() => clearInterval(dripping));
    await within(LIMIT + MARGIN, post.closed, "the server to close the connection");
    assert.match(post.received(), /^HTTP\/1.1 408 [^]*"message":"Request timeout"}$/);
  });

  test("a body that is slow, but in time, is accepted", async (t) => {
    const server = await serverFor(t, "test-server", { env: { REQUEST_BODY_TIMEOUT: PATIENCE } });
    const polling = await rawPolling(server.url, "/hold");
    const body = '42/hold,1["a-while",0]';
    const post = await openTcp(t, server.url);
    post.send([`POST ${polling.path} HTTP/1.1`, "Content-Type: text/plain", `Content-Length: ${body.length}`, ...END]);
    for (const letter of body) {
      post.stream.write(letter);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await post.answered(/^HTTP\/1.1 200 [^]*ok$/);
    assert.deepEqual(await polling.receive(), [{ type: 3, nsp: "/hold", id: 1, data: ["done"] }]);
  });
});

test("clients that come all at once wait for their turn", async (t) => {
  const CROWD = 1_000;
  const most = Number(await readFile("/proc/sys/net/core/somaxconn", "utf8").catch(() => 0));
  if (most < CROWD) return t.skip(`the system lets ${most} connections wait`);
  const server = await serverFor(t, "test-server", { env: { SHUTDOWN_DEADLINE: 0, TOKIO_WORKER_THREADS: 1 } });
  const there = await connect(t, `${server.url}/hold`, WEBSOCKET);
  there.emit("thread");
  // Nobody accepts any more.
  await server.entry({ gateway: "Hold", what: "thread" });
  await Promise.all(Array.from({ length: CROWD }, () => openTcp(t, server.url)));
  return undefined;
});

describe("more connections than the system lets the server have", { timeout: 60_000 }, () => {
  const FILES = 64;

  test("those who are there are served, the log says it once, and later others are accepted", async (t) => {
    const server = await serverFor(t, "test-server", { openFiles: FILES });
    const there = await connect(t, `${server.url}/hold`, WEBSOCKET);
    const crowd = await Promise.all(Array.from({ length: 2 * FILES }, () => openTcp(t, server.url)));
    await server.logged(/ERROR.*no connection can be accepted/);
    // Not one file more can be had: who comes now waits.
    const newcomer = client(t, `${server.url}/hold`, WEBSOCKET);
    const arrives = next(newcomer, "connect");
    arrives.catch(() => {});
    const [since, used] = [Date.now(), await processorTime(server)];
    for (let time = 0; time < 20; time += 1) {
      assert.equal(await ask(there, "a-while", 50), "done");
    }
    assert.equal(newcomer.connected, false);
    const [passed, spent] = [Date.now() - since, (await processorTime(server)) - used];
    t.diagnostic(`${spent} ms of the processor in ${passed} ms`);
    assert.ok(spent < passed / 4, `${spent} ms of the processor in ${passed} ms`);
    for (const { stream } of crowd) stream.destroy();
    await arrives;
    assert.equal(await ask(newcomer, "a-while", 0), "done");
    assert.equal(server.log().match(/no connection can be accepted/g).length, 1, server.log());
    assert.equal(server.log().match(/WARN|ERROR/g).length, 1, server.log());
    assert.deepEqual(await server.stop("SIGTERM"), { code: 0, signal: null });
  });
});

/**
 * Opens `many` connections that stay silent and as many that send a byte now and then, and waits until the
 * server has closed all. `look` is called once, when all were opened.
 */
async function closedByServer(t, { url }, many, look = () => {}) {
  const { hostname, port } = new URL(url);
  const slow = [];
  const open = new Set();
  const all = [];
  const connection = async () => {
    const stream = connectTcp({ host: hostname, port: Number(port) });
    t.after(() => stream.destroy());
    stream.on("error", () => {});
    // Reading is how the end is seen.
    stream.resume();
    all.push(new Promise((resolve) => stream.once("close", resolve)).then(() => open.delete(stream)));
    await once(stream, "connect");
    open.add(stream);
    return stream;
  };
  const head = `GET / HTTP/1.1\r\nHost: ${hostname}\r\nX-Long: `;
  let sent = 0;
  const dripping = setInterval(() => {
    for (const stream of slow) if (stream.writable) stream.write(head[sent] ?? "x");
    sent += 1;
  }, LIMIT / 2);
  t.after(() => clearInterval(dripping));
  // No more at a time than the system lets wait.
  for (let opened = 0; opened < many; opened += AT_A_TIME) {
    const streams = await Promise.all(Array.from({ length: 2 * AT_A_TIME }, connection));
    slow.push(...streams.slice(AT_A_TIME));
  }
  await look();
  await within(LIMIT + MARGIN, Promise.all(all), () => `the server to close the last ${open.size} connections`);
  clearInterval(dripping);
}

/**
 * The memory of a server, in kilobytes; 0 where the system does not tell. It is not asked for: a connection
 * for the question would be one more that the server closes.
 */
async function memory({ pid }) {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(status.match(/^VmRSS:\s*(\d+) kB$/m)?.[1] ?? 0);
}

/** How long a process has had a processor, in milliseconds; 0 where the system does not tell. */
async function processorTime({ pid }) {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // After the name, which may have spaces: user and system time are the 14th and 15th of all fields.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}
