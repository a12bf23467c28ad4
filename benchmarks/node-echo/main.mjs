// `node main.mjs [PORT] [ADAPTER]` is the server of the benchmarks on Node. It shares rooms with others of its kind
// through the Redis server at `REDIS_URL`, as the documentation of socket.io shows it, with the adapter `redis` or
// `streams`; with `none` the server is alone.

import { once } from "node:events";
import { createServer } from "node:http";

import { createAdapter } from "@socket.io/redis-adapter";
import { createAdapter as createStreamsAdapter } from "@socket.io/redis-streams-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";

const ITEMS = Array.from({ length: 19 }, (_, index) => {
  const id = 10 + index;
  return { id, name: `item ${id}`, price: 1990, sold: false };
});
const DATA = Buffer.from(Array.from({ length: 10_240 }, (_, index) => index % 251));

/** The payload of each kind. */
const PAYLOADS = {
  small: (number) => ({ number, say: "hi" }),
  everyone: (number) => ({ number, say: "hi" }),
  object: (number) => ({ number, items: ITEMS }),
  binary: (number) => ({ number, data: DATA }),
};

/** Connects to Redis. Returns the adapter, and what waits until the server hears the others. */
async function sharing(adapter) {
  if (adapter === "none") return {};
  const client = createClient({ url: process.env.REDIS_URL });
  await client.connect();
  if (adapter === "streams") return { adapter: createStreamsAdapter(client) };
  const subscriber = client.duplicate();
  await subscriber.connect();
  // The adapter subscribes without telling when it is done, and Redis answers in order.
  return { adapter: createAdapter(client, subscriber), heard: () => subscriber.ping() };
}

const { adapter, heard } = await sharing(process.argv[3] ?? "redis");
const http = createServer();
const io = new Server(http, { adapter });
const bench = io.of("/bench");
bench.on("connection", (socket) => {
  socket.on("join", async (room, answer) => {
    await socket.join(room);
    answer(room);
  });
  socket.on("spread", ({ kind, number }) => {
    const to = kind === "everyone" ? bench : bench.to("room");
    to.emit(kind, PAYLOADS[kind](number));
  });
  socket.on("shout", (body) => bench.emit("said", body));
});

await heard?.();
http.listen(Number(process.argv[2] ?? 3000), "127.0.0.1");
await once(http, "listening");
const { address, port } = http.address();
console.log(`listening on ${address}:${port}`);
