// Payloads of every shape that serde knows.

import type * as C from "contract/gateways";
import { same } from "./same";

declare const socket: C.Socket;

// A type that is read in another way than it is written is two.
same<C.Post, { name: string; loud: boolean; reply_to: number | null; note?: string | null; "content-type": string }>(true);
same<
  C.PostInput,
  { name: string; loud?: boolean; reply_to?: number | null; note?: string | null; "content-type": string }
>(true);
same<
  C.External,
  "Unit" | { Newtype: number } | { Tuple: [number, string] } | { Struct: { a: number } }
>(true);
same<
  C.Adjacent,
  { t: "Unit" } | { t: "Newtype"; c: number } | { t: "Tuple"; c: [number, string] } | { t: "Struct"; c: { a: number } }
>(true);
same<C.Level, "very-low" | "high" | "other">(true);
same<C.Newtype, string>(true);
same<C.Unit, null>(true);
same<C.Pair, [number, string | null]>(true);
same<C.Strict, { a: number }>(true);
same<C.Tree, { value: number; children: C.Tree[]; parent: C.Tree | null }>(true);
same<C.Maps["by_name"], { [key: string]: number }>(true);
same<C.Maps["by_id"], { [key: string]: C.Level }>(true);
same<C.Maps["any"], unknown>(true);
same<C.Maps["pair"], [number, string]>(true);
same<C.Maps["three"], [number, number, number]>(true);
same<C.Maps["many"], number[]>(true);
same<C.Maps["unit"], null>(true);
same<C.Maps["nested"], (C.Level[] | null)[]>(true);
same<C.Maps["letter"], string>(true);
same<C.File, { name: string; content: C.Binary; thumb: C.Binary | null }>(true);
same<C.Binary, ArrayBuffer | Uint8Array>(true);
// Two types of one name, and one that is called like a type of the file's own.
same<C.Small, { x: number }>(true);
same<C.Small2, { y: number }>(true);
same<C.Failure_, { left: number }>(true);

export function sends() {
  socket.emit("external", "Unit").emit("external", { Tuple: [1, "a"] }).emit("external", { Struct: { a: 1 } });
  socket.emit("internal", { type: "unit" }).emit("internal", { type: "newtype", name: "n", "content-type": "t" });
  socket.emit("adjacent", { t: "Unit" }).emit("adjacent", { t: "Tuple", c: [1, "s"] });
  socket.emit("untagged", [1, "a", [{ a: true }]]).emit("untagged", { a: null }).emit("untagged", {});
  socket.emit("level", "very-low");
  socket.emit("tree", { value: 1, children: [], parent: { value: 2, children: [] } });
  socket.emit("forest", { a: { b: {} } });
  socket.emit("newtype", "s").emit("unit", null).emit("pair", [1, null]).emit("empty", {});
  socket.emit("page", { items: [{ name: "n", "content-type": "t" }] }).emit("page2", { items: [1], next: null });
  socket.emit("flat", { id: 1, x: 2, type: "unit" }).emit("flat-map", { id: 1, on: true });
  socket.emit("small", { x: 1 }).emit("small2", { y: 1 }).emit("failure", { left: 1 });
  socket.emit("file", { name: "a", content: new Uint8Array(1), thumb: new ArrayBuffer(1) });
  socket.emit("unknown", Symbol).emit("opaque", [1, { any: 1 }]).emit("opaque", null).emit("option", null);
  socket.emit("big", 2 ** 80).emit("list", ["high"]);

  // @ts-expect-error: a name that is not in the list
  socket.emit("level", "low");
  // @ts-expect-error: the variant has a member
  socket.emit("internal", { type: "struct" });
  // @ts-expect-error: there is no such variant
  socket.emit("internal", { type: "other" });
  // @ts-expect-error: two at once
  socket.emit("external", { Newtype: "1" });
  // @ts-expect-error: a tuple has a length
  socket.emit("pair", [1]);
  // @ts-expect-error: the other type of this name
  socket.emit("small2", { x: 1 });
  // @ts-expect-error: no member is `null` that is not optional
  socket.emit("small", { x: null });
  // @ts-expect-error: with `exactOptionalPropertyTypes`, left out is not `undefined`
  socket.emit("post", { name: "n", "content-type": "t", loud: undefined });
  // @ts-expect-error: binary data is no list of numbers
  socket.emit("file", { name: "a", content: [1, 2], thumb: null });
  // @ts-expect-error: not a member
  socket.emit("strict", { a: 1, b: 2 });
}

export async function reads() {
  const internal = await socket.emitWithAck("internal", { type: "struct", a: 1 });
  if ("status" in internal) return;
  switch (internal.type) {
    case "unit":
      return;
    case "newtype":
      return internal.name.length;
    case "struct":
      return internal.a.toFixed();
    default:
      return internal satisfies never;
  }
}
