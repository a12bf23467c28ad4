// Mistakes of a client, each of which every compiler has to report: proof that the other files could fail.

import type * as C from "contract/errors";
import { same } from "./same";

declare const socket: C.Socket;

export async function wrong() {
  socket.emit("tell", "a"); // wrong: no such event
  socket.emit("sell", 1); // wrong: no text
  socket.on("tock", () => {}); // wrong: no such event
  socket.on("tick", (number: string) => number); // wrong: a number
  (await socket.emitWithAck("sell", "tea")).left; // wrong: it may be an error
  (await socket.timeout(1).emitWithAck("sell", "tea")).left; // wrong: it may be an error
  await socket.timeout(1).emitWithAck("sell", 1); // wrong: no text
  const answer = await socket.emitWithAck("buy", "tea");
  if ("status" in answer && answer.code === "closed") answer.details.left; // wrong: no details
  same<typeof answer, C.Sold>(true); // wrong: it may be an error
  same<C.Sold, { right: number }>(true); // wrong: another member
  // The compiler reports the next line if the one behind it is right.
  // @ts-expect-error wrong: nothing to expect
  socket.emit("sell", "tea");
}
