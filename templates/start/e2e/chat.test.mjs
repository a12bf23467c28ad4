// The program, asked by the official client: `cargo build`, then `npm test`.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";

import { io } from "socket.io-client";

const PROGRAM = process.env.PROGRAM ?? "target/debug/{{project-name}}";

let program;
let url;

before(async () => {
  program = spawn(PROGRAM, { env: { ...process.env, PORT: "0" }, stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface(program.stdout), "line"); // "{{project-name}} is at http://127.0.0.1:40123"
  url = line.split(" ").at(-1);
});

after(() => program.kill());

/** A connected client, which is closed at the end of the test `t`. */
async function client(t) {
  const socket = io(url, { forceNew: true });
  t.after(() => socket.close());
  await once(socket, "connect");
  return socket;
}

test("a message reaches everybody, and whoever comes later", async (t) => {
  const [one, other] = [await client(t), await client(t)];
  const received = once(other, "message");
  const message = { name: "An", text: "hello" };
  assert.deepEqual(await one.emitWithAck("send-message", message), message);
  assert.deepEqual(await received, [message]);
  const late = await client(t);
  assert.deepEqual(await late.emitWithAck("messages"), [message]);
});

test("a message without text is refused", async (t) => {
  const socket = await client(t);
  const answer = await socket.emitWithAck("send-message", { name: "An", text: "" });
  assert.equal(answer.status, "error");
  assert.equal(answer.code, "bad_request");
});

test("the page is there", async () => {
  const page = await fetch(url);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /socket\.io\.min\.js/);
});
