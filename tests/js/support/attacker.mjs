// `attack` acts as a stranger who knows the id of somebody's socket, and tries to be that client.

import assert from "node:assert/strict";
import { request } from "node:http";

import { PROTOCOL } from "./protocol.mjs";

const VERSION = PROTOCOL === "v3" ? 3 : 4;

/** The packet of an event that the victim never sends, in the form of a request's body. */
const EVENT = '42/secret,["say","not mine"]';
const INJECTION = PROTOCOL === "v3" ? `${EVENT.length}:${EVENT}` : EVENT;
const CLOSE = PROTOCOL === "v3" ? "1:1" : "1";

/** What every attack is answered: that there is no such session. */
const UNKNOWN = { status: 400, body: '{"code":1,"message":"Session ID unknown"}' };

const UPGRADE = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
};

/** Tries everything with `id` several times: to inject, to poll, to close and to take over. */
export async function attack(server, id) {
  const polling = `${server}/socket.io/?EIO=${VERSION}&transport=polling&sid=${id}`;
  const websocket = `${server}/socket.io/?EIO=${VERSION}&transport=websocket&sid=${id}`;
  for (let round = 0; round < 5; round += 1) {
    for (const [what, answer] of [
      ["an injected event", await answerTo(polling, { method: "POST", body: INJECTION })],
      ["a stolen poll", await answerTo(polling)],
      ["a second sid", await answerTo(`${polling}&sid=AAAAAAAAAAAAAAHs`)],
      ["an upgrade", await answerTo(websocket, { headers: UPGRADE })],
      ["an upgrade by its old name", await answerTo(polling, { headers: UPGRADE })],
      ["a close", await answerTo(polling, { method: "POST", body: CLOSE })],
    ]) {
      assert.deepEqual(answer, UNKNOWN, what);
    }
  }
}

/** The status and the body of an answer; 101 is a WebSocket, which nobody should get. */
function answerTo(url, { method = "GET", headers = {}, body = "" } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, async (response) => {
      let text = "";
      for await (const piece of response.setEncoding("utf8")) text += piece;
      resolve({ status: response.statusCode, body: text });
    });
    sent.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
