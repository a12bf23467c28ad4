// The page "The first gateway": the same client script speaks to a NestJS gateway and to its Rust twin.

import assert from "node:assert/strict";
import { test } from "node:test";

import { sideBySide } from "../support/side-by-side.mjs";

const { nest, here, same } = sideBySide("first-gateway", { namespace: "/chat" });

/** The script of the page, which prints to `console`. */
async function script(socket, console) {
  console.log(await socket.emitWithAck("join", { room: "general" }));                 // Hello general
  socket.on("said", (text) => console.log(text));                                     // hi
  console.log(await socket.emitWithAck("say", { room: "general", text: "hi" }));      // 2
}

same("the client's script sees the same", [["said", "hi"]], async (one) => {
  const printed = [];
  await script(one.socket, { log: (value) => printed.push(value) });
  assert.deepEqual(printed, ["Hello general", "hi", 2]);
});

same(
  "an event reaches those in the room, before its sender is acknowledged",
  [["ack", "Hello general"], ["said", "hi"], ["ack", 2]],
  async (one) => {
    await one.answer("join", { room: "general" });
    one.ask("say", { room: "general", text: "hi" });
  },
);

same("an event does not reach who is in another room", [["ack", "Hello general"], ["ack", 2]], async (one) => {
  await one.answer("join", { room: "general" });
  one.ask("say", { room: "other", text: "hi" });
});

test("the log names the gateway and its events at the start (NestJS)", async () => {
  await nest.logged(/ChatGateway subscribed to the "join" message/);
});

test("the log names the gateway and its events at the start (here)", async () => {
  await here.logged(/ChatGateway \(crate guide\) serves \/chat at \S+: 2 events, connection hook/);
});

test("the log names the client that is here (both)", async (t) => {
  for (const server of [nest, here]) assert.match(server.log(), /^\S+ is here$/m);
});
