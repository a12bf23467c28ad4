// `EMITTERS` are processes that are no servers, and emit to the clients of a mixed cluster: Node's, and ours.

import assert from "node:assert/strict";

import { Emitter } from "@socket.io/redis-emitter";
import { createClient } from "redis";
import { Emitter as Emitter4 } from "redis-emitter-4";

import { startEmitter } from "./emitter.mjs";
import { told } from "./sharing.mjs";

/** How each is started for a Redis; what it gives has the same verbs. */
export const EMITTERS = {
  "redis-emitter 5": (t, url) => nodeEmitter(t, url, Emitter),
  "redis-emitter 4": (t, url) => nodeEmitter(t, url, Emitter4),
  "our emitter": ourEmitter,
  "our emitter for MessagePack": (t, url) => ourEmitter(t, url, "msgpack"),
};

async function nodeEmitter(t, url, Emitter) {
  const client = createClient({ url });
  await client.connect();
  t.after(() => client.close());
  const of = (namespace) => {
    const emitter = new Emitter(client).of(namespace);
    const chosen = ({ to = [], except = [], volatile }) => {
      const operator = emitter.to(to).except(except);
      return volatile ? operator.volatile : operator;
    };
    return {
      emit: async (recipients, payload) => void chosen(recipients).emit("heard", payload),
      join: async (recipients, rooms) => chosen(recipients).socketsJoin(rooms),
      leave: async (recipients, rooms) => chosen(recipients).socketsLeave(rooms),
      disconnect: async (recipients) => chosen(recipients).disconnectSockets(),
      close: async (recipients) => chosen(recipients).disconnectSockets(true),
      tellServers: async (event, payload) => emitter.serverSideEmit(event, payload),
    };
  };
  return {
    ...of("/verbs"),
    elsewhere: of("/elsewhere"),
    /** What it can emit and JSON cannot say. */
    emitAnything: async (...values) => void new Emitter(client).of("/verbs").emit("heard", ...values),
  };
}

async function ourEmitter(t, url, parser = "common") {
  const emitter = await startEmitter({ REDIS_URL: url, FORMAT: "node", PARSER: parser });
  t.after(() => emitter.stop());
  const run = async (command, arguments_) => {
    const answer = await emitter.run(command, arguments_);
    assert.equal(answer?.error, undefined, JSON.stringify(answer));
    return answer;
  };
  return {
    emit: async (recipients, payload) => told(await run("emit", { recipients, payload })),
    join: (recipients, rooms) => run("join-all", { recipients, rooms }),
    leave: (recipients, rooms) => run("leave-all", { recipients, rooms }),
    disconnect: (recipients) => run("disconnect-all", { recipients }),
    close: (recipients) => run("close-all", { recipients }),
    tellServers: (event, payload) => run("tell-servers", { event, payload }),
    elsewhere: {
      emit: async (recipients, payload) => told(await run("emit-in", { namespace: "elsewhere", recipients, payload })),
    },
  };
}
