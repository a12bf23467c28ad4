// `node main.mjs [PORT]` is the server of the benchmarks on Node: it shares rooms with others of its kind, through
// the Redis server at `REDIS_URL`, as the documentation of socket.io shows it.

import { once } from "node:events";
import { createServer } from "node:http";

import { createAdapter } from "@socket.io/redis-adapter";
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
  object: (number) => ({ number, items: ITEMS }),
  binary: (number) => ({ number, data: DATA }),
};

const publisher = createClient({ url: process.env.REDIS_URL });
const subscriber = publisher.duplicate();
await Promise.all([publisher.connect(), subscriber.connect()]);

const http = createServer();
const io = new Server(http, { adapter: createAdapter(publisher, subscriber) });
const bench = io.of("/bench");
bench.on("connection", (socket) => {
  socket.on("join", async (room, answer) => {
    await socket.join(room);
    answer(room);
  });
  socket.on("spread", ({ kind, number }) => {
    bench.to("room").emit(kind, PAYLOADS[kind](number));
  });
});

// The adapter subscribes without telling when it is done, and Redis answers in order.
await subscriber.ping();
http.listen(Number(process.argv[2] ?? 3000), "127.0.0.1");
await once(http, "listening");
const { address, port } = http.address();
console.log(`listening on ${address}:${port}`);
