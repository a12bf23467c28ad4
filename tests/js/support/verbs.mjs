// `nodeVerbs` and `rustVerbs` are what a server can be told to do to the clients of all servers, in the same words
// for a server of Node and for one of ours.

import assert from "node:assert/strict";

import { ask } from "./client.mjs";
import { told } from "./sharing.mjs";

/** Longer than anything takes that ends by itself. */
const LONG = 3_000;

/** The verbs of a server of Node; `socket` is one of its clients. */
export function nodeVerbs(server, socket) {
  const { verbs: namespace } = server;
  const chosen = ({ to = [], except, local, volatile }) => {
    let operator = namespace.to(to);
    if (except) operator = operator.except(except);
    if (local) operator = operator.local;
    return volatile ? operator.volatile : operator;
  };
  return {
    emit: async (recipients, ...values) => void chosen(recipients).emit("heard", ...values),
    emitBytes: async (recipients, ...values) => void chosen(recipients).emit("heard", ...values),
    broadcastFromSocket: (recipients, payload) => ask(socket, "socket-broadcast", recipients, payload),
    /** What the clients answer, with a "timeout" for each that gave no answer, if it is known how many these are. */
    ask: async (recipients, question, patience = LONG) => {
      try {
        return await chosen(recipients).timeout(patience).emitWithAck("question", question);
      } catch (error) {
        assert.match(error.message, /timed out/);
        return [...error.responses, "timeout"];
      }
    },
    askBytes: (recipients, bytes) => chosen(recipients).timeout(LONG).emitWithAck("question", bytes),
    /** Asks each of the sockets by what was fetched of it. */
    askEach: async (recipients) => {
      const sockets = await chosen(recipients).fetchSockets();
      const answers = await Promise.all(sockets.map((one) => one.timeout(LONG).emitWithAck("question", "you?")));
      return answers.flat();
    },
    join: async (recipients, rooms) => chosen(recipients).socketsJoin(rooms),
    leave: async (recipients, rooms) => chosen(recipients).socketsLeave(rooms),
    disconnect: async (recipients) => chosen(recipients).disconnectSockets(),
    close: async (recipients) => chosen(recipients).disconnectSockets(true),
    /** Lets each socket join `to`, leave `from` and hear its id, by what was fetched of it. */
    greetAndMove: async (recipients, from, to) => {
      for (const one of await chosen(recipients).fetchSockets()) {
        one.join(to);
        one.leave(from);
        one.emit("heard", one.id);
      }
    },
    disconnectEach: async (recipients) => {
      for (const one of await chosen(recipients).fetchSockets()) one.disconnect();
    },
    closeEach: async (recipients) => {
      for (const one of await chosen(recipients).fetchSockets()) one.disconnect(true);
    },
    fetch: async (recipients) => {
      const sockets = await chosen(recipients).fetchSockets();
      return sockets.map(({ id, rooms, handshake, data }) => ({
        id,
        rooms: [...rooms].sort(),
        data,
        request: requestOf(handshake),
        /** All that Node knows. */
        handshake,
      }));
    },
    rooms: async () => [...(await namespace.adapter.allRooms())],
    serverCount: () => namespace.adapter.serverCount(),
  };
}

/** Of a request what a server of ours knows too. */
function requestOf({ address, headers, query, auth }) {
  const { EIO, transport, t, ...own } = query;
  return { address, headers: HEADERS.map((name) => headers[name] ?? null), query: own, auth };
}

const HEADERS = ["user-agent", "x-custom", "cookie", "authorization", "x-missing"];

/** The verbs of a server of ours, by its client `socket`. */
export function rustVerbs(server, socket) {
  const run = async (verb, ...values) => {
    const answer = await ask(socket, verb, ...values);
    assert.equal(answer?.code, undefined, JSON.stringify(answer));
    return answer;
  };
  return {
    emit: async (recipients, ...values) => told(await run("emit-values", recipients, values)),
    /** An album, and a picture beside it if there is one. */
    emitBytes: async (recipients, ...values) =>
      told(await run(values.length === 1 ? "emit-album" : "emit-albums", recipients, ...values)),
    broadcastFromSocket: async (recipients, payload) => told(await run("socket-broadcast", recipients, payload)),
    ask: (recipients, question, patience = LONG) => run("ask-values", recipients, question, patience),
    askBytes: (recipients, bytes) => run("ask-albums", recipients, bytes),
    askEach: (recipients) => run("ask-each", recipients),
    join: (recipients, rooms) => run("join-all", recipients, rooms),
    leave: (recipients, rooms) => run("leave-all", recipients, rooms),
    disconnect: (recipients) => run("disconnect-all", recipients),
    close: (recipients) => run("close-quietly", recipients),
    greetAndMove: (recipients, from, to) => run("greet-and-move", recipients, from, to),
    disconnectEach: (recipients) => run("disconnect-each", recipients),
    closeEach: (recipients) => run("close-each", recipients),
    fetch: (recipients) => run("know", recipients),
    rooms: () => run("rooms", {}),
    serverCount: () => run("server-count"),
  };
}
