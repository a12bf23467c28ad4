// `openTcp` opens a plain TCP connection, for what no HTTP client sends: half a request, or many without
// reading.

import { once } from "node:events";
import { connect as connectTcp } from "node:net";

import { until } from "./until.mjs";
import { PATIENCE, within } from "./within.mjs";

/**
 * A connection to the server at `url`, destroyed when the test `t` ends.
 *
 * - `stream`: the TCP connection.
 * - `closed`: resolves when it is closed.
 * - `received()`: what the server has sent so far.
 * - `send(...lines)`: the lines of a head, with `Host` as the second; the last one may be half a line.
 * - `answered(pattern)`: waits until what the server has sent matches.
 */
export async function openTcp(t, url, patience = PATIENCE) {
  const { hostname, port, host } = new URL(url);
  const stream = connectTcp({ host: hostname, port: Number(port), noDelay: true });
  t.after(() => stream.destroy());
  stream.on("error", () => {});
  const closed = new Promise((resolve) => stream.once("close", resolve));
  let text = "";
  stream.setEncoding("latin1").on("data", (more) => {
    text += more;
  });
  const received = () => text;
  await within(patience, once(stream, "connect"), `${url} to accept a connection`);
  return {
    stream,
    closed,
    received,
    send: ([first, ...lines], body = "") => stream.write([first, `Host: ${host}`, ...lines].join("\r\n") + body),
    answered: (pattern) => until(() => pattern.test(text), () => `${pattern}, the server has sent ${JSON.stringify(text)}`),
  };
}

/** What a whole head ends with, as the last lines of `send`. */
export const END = ["", ""];

/** The lines of a head that asks for a WebSocket. */
export const UPGRADE = [
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];
