// `startNodeServer` starts a server of socket.io on Node, which shares rooms through Redis as its
// documentation shows it.

import { once } from "node:events";
import { createServer } from "node:http";

import { createAdapter as adapter8 } from "@socket.io/redis-adapter";
import ioredis from "ioredis";
import { createClient } from "redis";
import { createAdapter as adapter7 } from "redis-adapter-7";
import { createAdapter as adapter80 } from "redis-adapter-8.0";
import { Server } from "socket.io";
import msgpack from "socket.io-msgpack-parser";

/** `createAdapter` of each version of `@socket.io/redis-adapter`. */
const ADAPTERS = { "8.3": adapter8, "8.0": adapter80, "7.2": adapter7 };

/** How each client of Redis is connected, and closed, for which Redis has to be there. */
const CLIENTS = {
  redis: {
    async connect(url) {
      const client = createClient({ url });
      client.on("error", () => {});
      await client.connect();
      return client;
    },
    close: (client) => client.close(),
  },
  ioredis: {
    async connect(url) {
      const client = new ioredis(url);
      client.on("error", () => {});
      if (client.status !== "ready") await once(client, "ready");
      return client;
    },
    close: (client) => client.quit(),
  },
};

/**
 * Starts a server with the namespaces `/verbs` and `/elsewhere`; `stop()` ends it. Its clients may join and leave
 * rooms, share data, and emit to the others.
 *
 * - `adapter`: the version of `@socket.io/redis-adapter`, and `options` its options;
 * - `client`: the client of Redis, `redis` or `ioredis`;
 * - `parser`: `msgpack`, if it is not the default.
 */
export async function startNodeServer(redisUrl, { adapter = "8.3", client = "redis", parser, options } = {}) {
  const { connect, close } = CLIENTS[client];
  const [publisher, subscriber] = await Promise.all([connect(redisUrl), connect(redisUrl)]);
  const http = createServer();
  const io = new Server(http, {
    adapter: ADAPTERS[adapter](publisher, subscriber, options),
    ...(parser === "msgpack" && { parser: msgpack }),
  });
  const [verbs, elsewhere] = ["/verbs", "/elsewhere"].map((name) => io.of(name));
  for (const namespace of [verbs, elsewhere]) namespace.on("connection", serve);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return {
    url: `http://127.0.0.1:${http.address().port}`,
    parser,
    io,
    /** The namespaces, with Node's own verbs. */
    verbs,
    elsewhere,
    async stop() {
      await io.close();
      await Promise.all([publisher, subscriber].map(close));
    },
  };
}

/** What concerns a client alone. */
function serve(socket) {
  socket.on("join", async (rooms, answer) => {
    await socket.join(rooms);
    answer();
  });
  socket.on("leave", async (room, answer) => {
    await socket.leave(room);
    answer();
  });
  socket.on("my-rooms", (answer) => answer([...socket.rooms].sort()));
  socket.on("share", (data, answer) => {
    socket.data = data;
    answer();
  });
  socket.on("socket-broadcast", ({ to = [] }, payload, answer) => {
    socket.to(to).emit("heard", payload);
    answer();
  });
}
