// `openRaw` opens a client of our own, over a plain TCP connection. The client can stop reading for good,
// stay silent, or be one of thousands, which the official one cannot. It knows WebSocket and as much of
// Engine.IO and Socket.IO as these tests need: packets, pings, CONNECT.

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect as connectTcp } from "node:net";

import { PATIENCE, within } from "./within.mjs";

const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const END_OF_HEAD = "\r\n\r\n";

/**
 * `content`, which is a string or a Buffer, as a frame. The mask that the protocol demands of clients may
 * be zero, which costs nothing.
 */
function frame(content, kind = typeof content === "string" ? TEXT : BINARY) {
  const payload = Buffer.from(content);
  const size = payload.length;
  const extended = size < 126 ? 0 : size < 65_536 ? 2 : 8;
  const head = Buffer.alloc(6 + extended);
  head[0] = 0x80 | kind;
  head[1] = 0x80 | (extended === 0 ? size : extended === 2 ? 126 : 127);
  if (extended === 2) head.writeUInt16BE(size, 2);
  if (extended === 8) head.writeBigUInt64BE(BigInt(size), 2);
  return Buffer.concat([head, payload]);
}

/** Where the payload of the frame that `bytes` begin with is; `undefined` if they do not say yet. */
function payload(bytes) {
  if (bytes.length < 2) return undefined;
  const size = bytes[1] & 0x7f;
  if (size < 126) return { start: 2, end: 2 + size };
  if (size === 126) return bytes.length < 4 ? undefined : { start: 4, end: 4 + bytes.readUInt16BE(2) };
  return bytes.length < 10 ? undefined : { start: 10, end: 10 + Number(bytes.readBigUInt64BE(2)) };
}

/** Gives `handle` the kind and the bytes of each frame, from pieces as they come. */
function frames(handle) {
  let pieces = [];
  let length = 0;
  let needed = 2;
  return (piece) => {
    pieces.push(piece);
    length += piece.length;
    // Joined only when there is something to be seen: a long frame comes in many pieces.
    if (length < needed) return;
    let unread = pieces.length === 1 ? piece : Buffer.concat(pieces);
    let found = payload(unread);
    while (found && found.end <= unread.length) {
      handle(unread[0] & 0x0f, unread.subarray(found.start, found.end));
      unread = unread.subarray(found.end);
      found = payload(unread);
    }
    pieces = [unread];
    length = unread.length;
    needed = found?.end ?? length + 1;
  };
}

/** The connection has ended before what was waited for. */
export class Closed extends Error {}

/**
 * A connection to the server at `url` that is in no namespace yet, and that has been pinged once: the
 * protocol library pings as soon as it comes to it, and ends a connection whose buffer is full then.
 *
 * - `onPacket`: called with each Engine.IO packet that is text, except pings, which are answered.
 * - `stream`: the TCP connection, to pause or to break.
 */
export async function openRaw(url) {
  const { hostname, port } = new URL(url);
  const stream = connectTcp({ host: hostname, port: Number(port), noDelay: true });
  stream.on("error", () => {});
  const closed = new Promise((resolve) => stream.once("close", resolve));
  await within(PATIENCE, once(stream, "connect"), `${url} to accept a connection`);
  const head = [
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
    `Host: ${hostname}:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
  ];
  stream.write(head.join("\r\n") + END_OF_HEAD);

  const waiting = new Set();
  /** Those that wait for one. */
  const pongs = [];
  const raw = {
    stream,
    /** Resolves when the TCP connection is closed. */
    closed,
    onPacket: () => {},
    /** Sends Engine.IO packets, in one write: text as strings, attachments as Buffers. */
    send: (...packets) => stream.write(Buffer.concat(packets.map((packet) => frame(packet)))),
    /** Waits for the next packet that begins with `start`, and gives the rest of it. */
    async next(start, patience = PATIENCE) {
      let look;
      const found = new Promise((resolve, reject) => {
        look = (packet) => packet.startsWith(start) && resolve(packet.slice(start.length));
        closed.then(() => reject(new Closed(`closed while waiting for "${start}"`)));
      });
      waiting.add(look);
      try {
        return await within(patience, found, `a packet that begins with "${start}"`);
      } finally {
        waiting.delete(look);
      }
    },
    /** Resolves when the server has read all that was sent before. */
    async read() {
      const answered = new Promise((resolve, reject) => {
        pongs.push(resolve);
        closed.then(() => reject(new Closed("closed while waiting for a pong")));
      });
      stream.write(frame("", PING));
      await within(PATIENCE, answered, "a pong");
    },
    /** Joins `namespace`, and gives the socket's id there. */
    async join(namespace) {
      const connected = raw.next(`40${namespace},`);
      raw.send(`40${namespace},`);
      return JSON.parse(await connected).sid;
    },
    /** Ends the WebSocket and the TCP connection, and waits until they are. */
    close() {
      stream.end(frame("", CLOSE));
      stream.resume();
      return within(PATIENCE, closed, `${url} to close a connection`);
    },
  };

  let pinged;
  const firstPing = new Promise((resolve) => (pinged = resolve));
  const read = frames((kind, bytes) => {
    if (kind === CLOSE) return stream.end();
    if (kind === PONG) return pongs.shift()?.();
    if (kind !== TEXT) return undefined;
    const packet = bytes.toString();
    if (packet === "2") {
      pinged();
      return raw.send("3");
    }
    raw.onPacket(packet);
    for (const look of waiting) look(packet);
    return undefined;
  });
  const opened = raw.next("0");
  let answer = "";
  stream.on("data", function upgrade(bytes) {
    answer += bytes.toString("latin1");
    const end = answer.indexOf(END_OF_HEAD);
    if (end < 0) return;
    if (!answer.startsWith("HTTP/1.1 101")) {
      stream.destroy();
      return;
    }
    stream.off("data", upgrade);
    stream.on("data", read);
    read(Buffer.from(answer.slice(end + END_OF_HEAD.length), "latin1"));
  });
  await opened;
  await within(PATIENCE, firstPing, `${url} to ping`);
  return raw;
}
