// Packets as they are on the wire, for what the official client never sends, or cannot tell.

import assert from "node:assert/strict";

import msgpack from "socket.io-msgpack-parser";

import { PROTOCOL } from "./protocol.mjs";
import { socketOf } from "./session.mjs";

/** How packets without attachments are put into the body of a request, and taken out of one. */
const POLLING = {
  common: {
    version: 4,
    join: (packets) => packets.map((packet) => `4${text(packet)}`).join(SEPARATOR),
    split: (body) => body.split(SEPARATOR).map((packet) => (packet[0] === "4" ? parsed(packet.slice(1)) : undefined)),
  },
  msgpack: {
    version: 4,
    join: (packets) => packets.map((packet) => `b${pack(packet).toString("base64")}`).join(SEPARATOR),
    split: (body) => body.split(SEPARATOR).map((packet) => (packet[0] === "b" ? unpacked(packet.slice(1)) : undefined)),
  },
  v3: {
    version: 3,
    join: (packets) => packets.map((packet) => `4${text(packet)}`).map((packet) => `${packet.length}:${packet}`).join(""),
    split: (body) => {
      const packets = [];
      while (body !== "") {
        const start = body.indexOf(":") + 1;
        const end = start + Number(body.slice(0, start - 1));
        packets.push(body[start] === "4" ? parsed(body.slice(start + 1, end)) : undefined);
        body = body.slice(end);
      }
      return packets;
    },
  },
}[PROTOCOL];

const SEPARATOR = "\x1e";

/** A client of `namespace` that polls only when it is told to, which the official one cannot. */
export async function rawPolling(server, namespace) {
  const base = `${server}/socket.io/?EIO=${POLLING.version}&transport=polling`;
  const request = async (url, options) => {
    const response = await fetch(url, options);
    assert.equal(response.status, 200, await response.clone().text());
    return response.text();
  };
  const [handshake] = (await request(base)).match(/\{.*?\}/);
  const { sid: session } = JSON.parse(handshake);
  const url = `${base}&sid=${session}`;
  const polling = {
    id: socketOf(session),
    /** Where its requests go, for those of another kind. */
    path: url.slice(server.length),
    send: (packets) => request(url, { method: "POST", body: POLLING.join(packets) }),
    /** The next packets; what belongs to the connection itself is left out. */
    receive: async () => POLLING.split(await request(url)).filter((packet) => packet !== undefined),
    /** Says that it is gone. */
    close: () => request(url, { method: "POST", body: POLLING.version === 3 ? "1:1" : "1" }),
  };
  await polling.send([{ type: 0, nsp: namespace }]);
  const joined = ({ type, nsp }) => type === 0 && nsp === namespace;
  while (!(await polling.receive()).some(joined));
  return polling;
}

function text({ type, nsp, id = "", data }) {
  return `${type}${nsp},${id}${data === undefined ? "" : JSON.stringify(data)}`;
}

function parsed(packet) {
  const [, type, nsp, id, data] = packet.match(/^(\d)(?:(\/[^,]*),)?(\d*)(.*)$/s);
  return { type: Number(type), nsp: nsp ?? "/", id: Number(id), data: data && JSON.parse(data) };
}

function pack(packet) {
  return new msgpack.Encoder().encode(packet)[0];
}

function unpacked(base64) {
  let packet;
  const decoder = new msgpack.Decoder();
  decoder.on("decoded", (decoded) => {
    packet = decoded;
  });
  decoder.add(Buffer.from(base64, "base64"));
  return packet;
}
