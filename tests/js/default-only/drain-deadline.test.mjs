// What begins while a server lets its clients go does not hold up its end either (guarantee 7). What has begun before is in
// deadline.test.mjs.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { connect } from "../support/client.mjs";
import { crowd, DEADLINE, end, endHeld, FAR, MARGIN, start, SUCCESS, WORKERS } from "../support/ending.mjs";
import { openRaw } from "../support/raw.mjs";
import { END, openTcp, UPGRADE } from "../support/tcp.mjs";
import { PATIENCE, within } from "../support/within.mjs";
import { rawPolling } from "../support/wire.mjs";

const OVER = 3_000;
const NOT_READY = 300;
const DRAIN = { DRAIN: OVER, NOT_READY_FOR: NOT_READY, SHUTDOWN_DEADLINE: DEADLINE };
const ALL = NOT_READY + OVER + DEADLINE;
/** How many clients there are: so many that some are left whatever else the machine has to do. */
const CROWD = 16;
/** More answers than fit into the buffers of a connection. */
const MANY = 10_000;
const KILLED = (signal) => ({ code: null, signal });

/** Clients in `namespace` of which each does something as soon as it hears that it has to go. */
async function crowdThat(act, t, server, namespace) {
  const clients = await crowd(t, server, namespace, CROWD);
  for (const client of clients) {
    client.onPacket = (packet) => packet.startsWith(`42${namespace},["server-draining"`) && act(client);
  }
  return clients;
}

describe("guarantee 7: what begins while clients are let go does not hold up the end", { concurrency: true, timeout: 60_000 }, () => {
  for (const [event, what, count] of [
    ["thread", "thread", WORKERS],
    ["thread-later", "thread later", WORKERS],
    ["thread", "thread", 1],
    ["block", "blocking", 1],
  ]) {
    test(`handlers that hold ${count} threads ("${event}"): the process is ended`, async (t) => {
      const server = await start(t, DRAIN);
      let first = 0;
      const begin = (client) => (count > 1 || (first += 1) === 1) && client.send(`42/hold,["${event}"]`);
      await crowdThat(begin, t, server, "/hold");
      await Promise.all([endHeld(server, "SIGTERM", ALL), server.journal({ gateway: "Hold", what }, count)]);
    });
  }

  test("handlers that never return are cut off, and the log names them", async (t) => {
    const server = await start(t, DRAIN);
    await crowdThat((client) => client.send('42/hold,["never-return"]'), t, server, "/hold");
    assert.deepEqual(await end(server, "SIGTERM", ALL + MARGIN), SUCCESS);
    assert.match(server.log(), /WARN.*in_work=Hold::never_return \(\d+\)/);
  });

  test("clients that read no more are cut off, and the log counts them", async (t) => {
    const server = await start(t, DRAIN);
    const packets = Array.from({ length: MANY }, (_, one) => `42/pipeline,${one}["long",${one},false]`);
    let number = 0;
    const stopReading = (client) => {
      if ((number += 1) > 2) return;
      client.stream.pause();
      client.send(...packets);
    };
    await crowdThat(stopReading, t, server, "/pipeline");
    assert.deepEqual(await end(server, "SIGTERM", ALL + MARGIN), SUCCESS);
    assert.match(server.log(), /WARN.*in_work=.*answers that [12] clients? do(es)? not read/);
  });

  test("half requests do not even take the time of the shutdown", async (t) => {
    const server = await start(t, { ...DRAIN, SHUTDOWN_DEADLINE: FAR });
    await crowd(t, server, "/hold", CROWD);
    const polling = await rawPolling(server.url, "/hold");
    const halves = async () => {
      await server.logged(/the clients are let go/);
      const connections = await Promise.all(Array.from({ length: 5 }, () => openTcp(t, server.url)));
      const [, head, upgrade, body, answered] = connections;
      head.send(["GET / HTTP/1.1", "X-A"]);
      upgrade.send(["GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", ...UPGRADE.slice(0, 3), "Sec-Web"]);
      body.send([`POST ${polling.path} HTTP/1.1`, "Content-Length: 1000", ...END], "42/hold,");
      answered.send(["GET /memory HTTP/1.1", ...END]);
      await answered.answered(/^HTTP\/1.1 200/);
      answered.send(["GET / HTTP/1.1", "X-A"]);
    };
    // One that has just begun may take a second for its first request.
    const [ended] = await Promise.all([end(server, "SIGTERM", NOT_READY + OVER + 1_000 + MARGIN), halves()]);
    assert.deepEqual(ended, SUCCESS);
    assert.doesNotMatch(server.log(), /WARN|ERROR/);
  });

  test("a client that sends half of a message is let go in its turn", async (t) => {
    const server = await start(t, { ...DRAIN, SHUTDOWN_DEADLINE: FAR });
    const client = await openRaw(server.url);
    t.after(() => client.stream.destroy());
    await client.join("/hold");
    // The beginning of a frame of 100 bytes.
    client.onPacket = () => client.stream.write(Buffer.from([0x81, 0x80 | 100, 0, 0, 0, 0, ...Buffer.from("42/hold,")]));
    const [ended] = await Promise.all([
      end(server, "SIGTERM", NOT_READY + OVER + MARGIN),
      within(NOT_READY + OVER + MARGIN, client.closed, "the client to be let go"),
    ]);
    assert.deepEqual(ended, SUCCESS);
    assert.match(server.log(), /let_go=1 cut_off=0 left=0/);
  });
});

describe("guarantee 7: a second signal ends a server that lets its clients go at once", { concurrency: true, timeout: 60_000 }, () => {
  const FOREVER = { DRAIN: FAR, SHUTDOWN_DEADLINE: FAR };

  for (const second of ["SIGTERM", "SIGINT"]) {
    test(`${second} while it is not ready, and goes on`, async (t) => {
      const server = await start(t, { ...FOREVER, NOT_READY_FOR: FAR });
      await connect(t, `${server.url}/hold`, { transports: ["websocket"] });
      server.kill("SIGTERM");
      await server.logged(/not ready, so that/);
      assert.deepEqual(await end(server, second, PATIENCE), KILLED(second));
    });

    test(`${second} while its clients leave`, async (t) => {
      const server = await start(t, FOREVER);
      await connect(t, `${server.url}/hold`, { transports: ["websocket"] });
      await connect(t, `${server.url}/hold`, { transports: ["polling"] });
      server.kill("SIGTERM");
      await server.logged(/the clients are let go/);
      assert.deepEqual(await end(server, second, PATIENCE), KILLED(second));
    });
  }

  test("SIGTERM while handlers hold every thread", async (t) => {
    const server = await start(t, FOREVER);
    await crowdThat((client) => client.send('42/hold,["thread"]'), t, server, "/hold");
    server.kill("SIGTERM");
    await server.journal({ gateway: "Hold", what: "thread" }, WORKERS);
    assert.deepEqual(await end(server, "SIGTERM", PATIENCE), KILLED("SIGTERM"));
    assert.match(server.log(), /WARN.*second signal/);
  });
});
