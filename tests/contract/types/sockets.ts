// What a client does with its socket: emit, with and without an acknowledgement or a time, and listen.

import { io, type Socket as Official } from "socket.io-client";
import type * as C from "contract/errors";
import { same } from "./same";

const socket: C.Socket = io("http://localhost", { auth: { token: "t" } satisfies C.Auth });
const other: C.OtherSocket = io("http://localhost/other");

// The types fit the official socket as they are, and the socket is an official one.
export const plain: Official<C.ServerToClientEvents, C.ClientToServerEvents> = io("http://localhost");
export const back: Official<C.ServerToClientEvents, C.ClientToServerEvents> = socket;

export async function emits() {
  // Without an acknowledgement, and one after the other.
  socket.emit("nothing").emit("sell", "tea").on("tick", () => {});
  // With one.
  socket.emit("sell", "tea", (answer) => {
    same<typeof answer, C.Sold | C.SellFailure>(true);
    if (!("status" in answer)) answer.left.toFixed();
  });
  socket.emit("nothing", (error) => same<typeof error, C.Failure<C.RuntimeCode> | undefined>(true));
  // Arguments at the end may be left out.
  socket.emit("say", "hello");
  socket.emit("say", "hello", true);
  socket.emit("say", "hello", null, 3);
  socket.emit("say", "hello", null, 3, (...answer) => {
    if (answer.length === 2) same<typeof answer, [hours: number, minutes: number]>(true);
    else same<typeof answer, [error: C.SayFailure]>(true);
  });
  socket.volatile.emit("nothing", () => {});
  socket.compress(false).emit("nothing", () => {});

  const sold = await socket.emitWithAck("sell", "tea");
  same<typeof sold, C.Sold | C.SellFailure>(true);
  const nothing = await socket.emitWithAck("nothing");
  same<typeof nothing, C.Failure<C.RuntimeCode> | undefined>(true);
  // Of several values `emitWithAck` gives the first.
  const hours = await socket.emitWithAck("say", "hello", true);
  same<typeof hours, number | C.SayFailure>(true);

  // @ts-expect-error: there is no such event
  socket.emit("tell", "a");
  // @ts-expect-error: nor on another namespace
  other.emit("say", "a");
  // @ts-expect-error: the body is a text
  socket.emit("sell", 1);
  // @ts-expect-error: it has to be there
  socket.emit("sell");
  // @ts-expect-error: there is no second body
  socket.emit("sell", "a", "b");
  // @ts-expect-error: the second body is no text
  socket.emit("say", "a", "b");
  // @ts-expect-error: the callback is not called with a text
  socket.emit("sell", "tea", (answer: string) => answer);
  // @ts-expect-error: there is no such event
  await socket.emitWithAck("tell", "a");
  // @ts-expect-error: the body is a text
  await socket.emitWithAck("sell", 1);
  // @ts-expect-error: it may be an error
  (await socket.emitWithAck("sell", "tea")).left;
}

export async function emits_in_time() {
  const sold = await socket.timeout(1000).emitWithAck("sell", "tea");
  same<typeof sold, C.Sold | C.SellFailure>(true);
  const hours = await socket.timeout(1000).emitWithAck("say", "hello");
  same<typeof hours, number | C.SayFailure>(true);
  const nothing = await other.timeout(1000).emitWithAck("nothing");
  same<typeof nothing, C.Failure<C.RuntimeCode> | undefined>(true);
  socket.timeout(1000).emit("sell", "tea", (late, answer) => {
    same<typeof late, Error | null>(true);
    same<typeof answer, C.Sold | C.SellFailure>(true);
  });
  socket.timeout(1000).emit("say", "hello", true, (late, ...answer) => {
    same<typeof answer, [hours: number, minutes: number] | [error: C.SayFailure]>(true);
  });
  socket.timeout(1000).emit("sell", "tea").emit("nothing");

  // @ts-expect-error: there is no such event
  await socket.timeout(1000).emitWithAck("tell", "a");
  // @ts-expect-error: the body is a text
  await socket.timeout(1000).emitWithAck("sell", 1);
  // @ts-expect-error: the body is a text
  socket.timeout(1000).emit("sell", 1, () => {});
  // @ts-expect-error: it may be an error
  (await socket.timeout(1000).emitWithAck("sell", "tea")).left;
}

export function listens() {
  socket.on("tick", (number) => same<typeof number, number>(true));
  socket.once("said", (name, text) => same<[typeof name, typeof text], [string, string]>(true));
  socket.on("closed", () => {}).off("closed");
  socket.on("sold", (sold) => same<typeof sold, C.Sold>(true));
  socket.on("exception", (error) => same<typeof error, C.Failure<string, unknown>>(true));
  socket.on("connect", () => {});
  socket.on("disconnect", (reason) => reason.length);
  socket.on("connect_error", (error) => error.message);
  socket.onAny((event, ...values) => [event, values]);
  same<ReturnType<typeof socket.on<"tick">>, C.Socket>(true);

  // @ts-expect-error: there is no such event
  socket.on("tock", () => {});
  // @ts-expect-error: nor on another namespace
  other.on("tick", () => {});
  // @ts-expect-error: the event brings a number
  socket.on("tick", (number: string) => number);
  // @ts-expect-error: the event brings nothing
  socket.on("closed", (reason: string) => reason);
}
