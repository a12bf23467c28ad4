// `startNodeServer` starts a server of socket.io on Node, which shares rooms through Redis as its
// documentation shows it.

import { once } from "node:events";
import { createServer } from "node:http";

import { createAdapter } from "@socket.io/redis-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";

/** Starts a server with the namespace `/verbs`; `stop()` ends it. Its clients may join rooms. */
export async function startNodeServer(redisUrl) {
  const publisher = createClient({ url: redisUrl });
  const subscriber = publisher.duplicate();
  for (const connection of [publisher, subscriber]) {
    await connection.connect();
  }
  const http = createServer();
  const io = new Server(http, { adapter: createAdapter(publisher, subscriber) });
  const verbs = io.of("/verbs");
  verbs.on("connection", (socket) => {
    socket.on("join", async (rooms, answer) => {
      await socket.join(rooms);
      answer();
    });
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return {
    url: `http://127.0.0.1:${http.address().port}`,
    /** The namespace, with Node's own verbs. */
    verbs,
    async stop() {
      await io.close();
      await Promise.all([publisher.close(), subscriber.close()]);
    },
  };
}
