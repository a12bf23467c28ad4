// `openAll` opens every kind of connection that a server may have when it is asked to end. Each function
// here makes one, and resolves when the server has it.

import assert from "node:assert/strict";

import { connect, next } from "./client.mjs";
import { openRaw } from "./raw.mjs";
import { END, openTcp, UPGRADE } from "./tcp.mjs";
import { until } from "./until.mjs";
import { rawPolling } from "./wire.mjs";

const WEBSOCKET = { transports: ["websocket"] };
const POLLING = { transports: ["polling"] };
/** A packet of which few fill a connection. */
const LONG = 256 * 1_024;
/** One that alone is more than the system buffers. */
const TOO_LONG = 32 * 1_024 * 1_024;
/** How long an answer may take while the server writes many long packets for others, in milliseconds. */
const PATIENCE = 20_000;

/** Connections on which the server has nothing to finish. */
export const IDLE = {
  "a silent connection": (t, { url }) => openTcp(t, url),

  "half a head": async (t, { url }) => {
    const tcp = await openTcp(t, url);
    tcp.send(["GET / HTTP/1.1", "X-A"]);
  },

  "half of another head": async (t, { url }) => {
    const tcp = await openTcp(t, url);
    tcp.send(["GET /memory HTTP/1.1", ...END]);
    await tcp.answered(/^HTTP\/1.1 200/);
    tcp.send(["GET / HTTP/1.1", "X-A"]);
  },

  "half a body": async (t, { url }) => {
    const polling = await rawPolling(url, "/hold");
    const tcp = await openTcp(t, url);
    tcp.send([`POST ${polling.path} HTTP/1.1`, "Content-Length: 1000", ...END], "42/hold,");
  },

  "an idle connection that is kept alive": async (t, { url }) => {
    const tcp = await openTcp(t, url);
    tcp.send(["GET /memory HTTP/1.1", ...END]);
    await tcp.answered(/^HTTP\/1.1 200/);
  },

  "one request after the other": async (t, { url }) => {
    const tcp = await openTcp(t, url);
    const more = () => tcp.send(["GET /memory HTTP/1.1", ...END]);
    tcp.stream.on("data", more);
    more();
    await tcp.answered(/^(HTTP\/1.1 200[^]*){3}/);
  },

  "a session that never polls": async (t, { url }) => {
    const response = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
    assert.equal(response.status, 200);
    await response.text();
  },

  "a poll that waits": async (t, { url }) => {
    const polling = await rawPolling(url, "/hold");
    const tcp = await openTcp(t, url);
    tcp.send([`GET ${polling.path} HTTP/1.1`, ...END]);
  },

  "a poll that waits, with a header that asks for another protocol": async (t, { url }) => {
    const polling = await rawPolling(url, "/hold");
    const tcp = await openTcp(t, url);
    tcp.send([`GET ${polling.path} HTTP/1.1`, "Connection: Upgrade", "Upgrade: h2c", ...END]);
  },

  "a poll that waits, in no namespace": async (t, { url }) => {
    const polling = await rawPolling(url, "/hold");
    await polling.send([{ type: 1, nsp: "/hold" }]);
    const tcp = await openTcp(t, url);
    tcp.send([`GET ${polling.path} HTTP/1.1`, "Connection: Upgrade", "Upgrade: h2c", ...END]);
  },

  "a WebSocket": (t, { url }) => connect(t, `${url}/hold`, WEBSOCKET),

  "a WebSocket in no namespace": async (t, { url }) => {
    const raw = await openRaw(url);
    t.after(() => raw.stream.destroy());
  },

  "a client that polls": (t, { url }) => connect(t, `${url}/hold`, POLLING),

  "an upgrade without its first packet": async (t, { url }) => {
    const polling = await rawPolling(url, "/hold");
    const tcp = await openTcp(t, url);
    tcp.send([`GET ${polling.path.replace("polling", "websocket")} HTTP/1.1`, ...UPGRADE, ...END]);
    await tcp.answered(/^HTTP\/1.1 101/);
  },

  "an upgrade without its last packet": async (t, { url }) => {
    const polling = await rawPolling(url, "/hold");
    const tcp = await openTcp(t, url);
    tcp.send([`GET ${polling.path.replace("polling", "websocket")} HTTP/1.1`, ...UPGRADE, ...END]);
    await tcp.answered(/^HTTP\/1.1 101/);
    tcp.stream.write(Buffer.from([0x81, 0x86, 0, 0, 0, 0, ...Buffer.from("2probe")]));
    await tcp.answered(/3probe$/);
  },

  "half of the head of an upgrade": async (t, { url }) => {
    const tcp = await openTcp(t, url);
    tcp.send(["GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", ...UPGRADE.slice(0, 3), "Sec-Web"]);
  },

  "a bad upgrade": async (t, { url }) => {
    const tcp = await openTcp(t, url);
    tcp.send(["GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", ...UPGRADE.slice(0, 3), ...END]);
    await tcp.answered(/^HTTP\/1.1 400/);
  },
};

/** Connections that take nothing: the server cannot finish them. */
export const UNREAD = {
  "many requests and no reading": async (t, { url }) => {
    const tcp = await openTcp(t, url);
    tcp.stream.pause();
    for (let number = 0; number < 64; number += 1) tcp.send(["GET /long HTTP/1.1", ...END]);
    await unread(tcp);
  },

  "the answer of a poll unread": async (t, server) => {
    const polling = await rawPolling(server.url, "/ghosts");
    const other = await connect(t, `${server.url}/ghosts`, WEBSOCKET);
    await askPatiently(other, "shout", polling.id, TOO_LONG);
    const tcp = await openTcp(t, server.url);
    tcp.stream.pause();
    tcp.send([`GET ${polling.path} HTTP/1.1`, ...END]);
    await unread(tcp);
  },

  "a WebSocket that reads nothing of what others shout": async (t, { url }) => {
    const raw = await openRaw(url);
    t.after(() => raw.stream.destroy());
    const id = await raw.join("/ghosts");
    const other = await connect(t, `${url}/ghosts`, WEBSOCKET);
    raw.stream.pause();
    await askPatiently(other, "fill", id, LONG);
  },

  "a WebSocket that reads nothing of its answers": async (t, server) => {
    const raw = await openRaw(server.url);
    t.after(() => raw.stream.destroy());
    const id = await raw.join("/pipeline");
    raw.stream.pause();
    const many = 10_000;
    const packets = Array.from({ length: many }, (_, one) => `42/pipeline,${one}["long",${one},${one === many - 1}]`);
    raw.send(...packets);
    await server.entry({ gateway: "Pipeline", what: "all started", id });
  },
};

/** Messages and a request that are in work for longer than the server may take. */
export const IN_WORK = {
  "a handler, over a WebSocket": async (t, server) => {
    const socket = await connect(t, `${server.url}/hold`, WEBSOCKET);
    socket.emit("a-while", 60_000);
    await server.entry({ gateway: "Hold", what: "a while", id: socket.id });
  },

  "a handler, over polling": async (t, server) => {
    const socket = await connect(t, `${server.url}/hold`, POLLING);
    socket.emit("a-while", 60_000);
    await server.entry({ gateway: "Hold", what: "a while", id: socket.id });
  },

  "a request": async (t, { url }) => {
    const tcp = await openTcp(t, url);
    tcp.send(["GET /never HTTP/1.1", ...END]);
  },
};

/** Makes one of each of `kinds`. */
export async function openAll(t, server, ...kinds) {
  const all = kinds.flatMap((some) => Object.entries(some));
  await Promise.all(
    all.map(async ([name, open]) => {
      try {
        await open(t, server);
      } catch (error) {
        throw new Error(`${name}: ${error.message}`, { cause: error });
      }
    }),
  );
  // Whatever was sent without an answer has arrived: a later one is answered.
  const last = await connect(t, `${server.url}/life`, WEBSOCKET);
  await next(last, "welcome");
}

/** The answer to an event. */
const askPatiently = (socket, event, ...values) => socket.timeout(PATIENCE).emitWithAck(event, ...values);

/** Waits until nothing more of an answer arrives, though there is more. */
async function unread({ stream }) {
  let before;
  await until(
    async () => {
      before = stream.bytesRead;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return stream.bytesRead > 0 && stream.bytesRead === before;
    },
    "an answer to begin",
  );
}
