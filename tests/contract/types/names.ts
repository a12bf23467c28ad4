// Names and texts that mean something in TypeScript are names and texts. That the file compiles is most of the test.

import type * as N from "contract/names";
import { same } from "./same";

declare const socket: N.AllSocket;

export async function uses() {
  socket.emit("__proto__", "a", "__proto__").emit("constructor", "a", "constructor").emit("1", "a", "1").emit("", "a", "");
  socket.emit("\\", "a", "\\").emit('"; evil(); "', "a", '"; evil(); "').emit("toString", "a", "toString");
  socket.emit("a\nb\r\nc\rd\u2028e\u2029f", "a", "a\nb\r\nc\rd\u2028e\u2029f");
  socket.on("__proto__", (it) => same<typeof it, "__proto__">(true));
  socket.on("newListener", (it) => same<typeof it, "newListener">(true));
  socket.on("größe", (it) => same<typeof it, "größe">(true));
  socket.on("everything", (...all) => same<typeof all.length, 46>(true));
  const answer = await socket.emitWithAck("constructor", "a", "constructor");
  if (typeof answer !== "string" && answer.code === "constructor") same<typeof answer.details, string | undefined>(true);
  same<N.Members["__proto__"], "__proto__">(true);
  same<N.Members["constructor"], "constructor">(true);
  same<N.Members["*/ evil(); /*"], "*/ evil(); /*">(true);
  same<N.Members["😀"], "😀">(true);
  same<N.Loop, unknown>(true);
  same<N.Lost, unknown>(true);

  // @ts-expect-error: there is no such event
  socket.emit("valueOf", "a", "valueOf");
  // @ts-expect-error: the text of another event
  socket.emit("__proto__", "a", "constructor");
}

// Namespaces of the same name, on one endpoint and on several.
export type Sockets = [N.SendMessageSocket, N.SendMessage2Socket, N.SendMessagePort81Socket, N.ЧатSocket, N.Typed2Socket];
// Types of the same name, and such that are called like others.
export type Types = [N.Failure_, N.TypedSocket_, N.Record_, N.string_, N.Page_User_, N.Page_User__, N.größe, N.日本語];
