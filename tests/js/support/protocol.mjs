// `PROTOCOL` is the protocol that the same tests run over: "common" (the default), "msgpack" or "v3".

import { io as current } from "socket.io-client";
import msgpack from "socket.io-msgpack-parser";

import { io as old } from "./old-client.mjs";

const CLIENTS = {
  /** JSON, with attachments. */
  common: current,
  /** MessagePack: the same client with another parser. */
  msgpack: (url, options) => {
    const socket = current(url, { ...options, parser: msgpack });
    // While it polls it takes Base64 for 1.33 times as long as the bytes, and so sends a little more
    // in a request than it may if there is much to send.
    socket.io.on("open", () => {
      socket.io.engine._maxPayload *= 0.95;
    });
    return socket;
  },
  /** The last client of Engine.IO 3. */
  v3: old,
};

/** The name of the protocol. */
export const PROTOCOL = process.env.PROTOCOL || "common";

/** The official client of the protocol, with the surface of the newest. */
export const io = CLIENTS[PROTOCOL];
if (io === undefined) throw new Error(`PROTOCOL is ${PROTOCOL}, and not one of ${Object.keys(CLIENTS).join(", ")}`);

/** What the test server has to be told. */
export const SERVER = { PARSER: PROTOCOL === "msgpack" ? "msgpack" : "common" };

/** Whether it is what clients speak by default: then every test runs in every way. */
export const IS_DEFAULT = PROTOCOL === "common";

/** The name of a test, or of a part of it, with the protocol. */
export function named(what) {
  return IS_DEFAULT ? what : `${what} (${PROTOCOL})`;
}

/**
 * The transports, and the client's default, which begins with polling and upgrades while it is in
 * use.
 */
export const EVERY_WAY = [
  ["websocket", ["websocket"]],
  ["polling", ["polling"]],
  ["an upgrade from polling", ["polling", "websocket"]],
].map(([way, transports]) => ({ way: named(way), transports }));

/** The transports that every promise to a client must hold on. */
export const TRANSPORTS = EVERY_WAY.slice(0, 2);

/** The ways of most tests: an upgrade, which is the same for all protocols, is tried with one. */
export const WAYS = IS_DEFAULT ? EVERY_WAY : TRANSPORTS;

/** The options of a test that cannot be run over `protocols`, because of `reason`. */
export function unless(protocols, reason) {
  return [protocols].flat().includes(PROTOCOL) ? { skip: reason } : {};
}
