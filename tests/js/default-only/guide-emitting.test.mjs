// The page "Emitting": the methods of socket.io's `Server` and `Socket`, and what reaches whom.

import { beside, next } from "../support/client.mjs";
import { sideBySide } from "../support/side-by-side.mjs";
import { until } from "../support/until.mjs";

const { same } = sideBySide("emitting", { namespace: "/game" });
const yes = ["ack", true];

/** Another client, in the room. */
async function inside(one) {
  const other = await one.another();
  await other.answer("enter", "blue");
  return other;
}

same("everyone, with one and with two arguments", [["news", "for all"], ["score", 3, 1], yes], async (one) => {
  const other = await one.another();
  await one.answer("to-all");
  await other.sees([["news", "for all"], ["score", 3, 1]]);
});

same("a room", [yes], async (one) => {
  const other = await inside(one);
  await one.answer("to-room", "blue");
  await other.sees([yes, ["news", "for the room"]]);
});

same("the others in a room", [yes, yes], async (one) => {
  const other = await inside(one);
  await one.answer("enter", "blue");
  await one.answer("to-others", "blue");
  await other.sees([yes, ["news", "for the others"]]);
});

same("all but a room", [["news", "for those outside"], yes], async (one) => {
  const other = await inside(one);
  await one.answer("to-those-outside", "blue");
  await other.sees([yes]);
});

same("one client, and its answer", [["are you sure?", 7], yes], async (one) => {
  one.replyTo("are you sure?", true);
  await one.answer("sure");
});

same("the number of clients in a room", [yes, ["ack", 2]], async (one) => {
  await inside(one);
  await one.answer("enter", "blue");
  await one.answer("count", "blue");
});

same("putting everyone into a room", [yes, ["ack", 2]], async (one) => {
  await one.another();
  await one.answer("move-all", "red");
  await one.answer("count", "red");
});

same("disconnecting a room", [yes], async (one) => {
  const other = await inside(one);
  await one.answer("kick", "blue");
  await other.sees([yes, ["disconnect", "io server disconnect"]]);
});

same("what the sockets of all servers share", [yes, ["ack", ["An", "Bo"]]], async (one) => {
  // Those of the test before have left then.
  await until(async () => (await one.socket.emitWithAck("names")).length <= 1, "the client alone");
  const other = await one.another();
  await other.answer("call-me", "Bo");
  await one.answer("call-me", "An");
  await one.answer("names");
});

same("ending a connection with all its namespaces", [["disconnect", "io server disconnect"]], async (one) => {
  const second = await beside({ after() {} }, one.socket, "/barrier");
  const left = next(second, "disconnect");
  one.tell("end");
  await left;
});
