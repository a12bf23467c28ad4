// Methods of every form, of the gateways in `tests/contract/src/gateways`.

import { io } from "socket.io-client";
import type * as C from "contract/gateways";
import { same } from "./same";

const forms: C.FormsSocket = io("http://localhost/forms", { auth: { token: "t" } satisfies C.FormsAuth });
const around: C.AroundSocket = io("http://localhost/around");
const room: C.ChatRoomSocket = io("http://localhost/chat/7");
const elsewhere: C.ChatRoomPort8181Socket = io("http://localhost:8181/chat/7", { path: "/ws" });

export async function bodies_and_answers() {
  forms.emit("nothing").emit("value", "a").emit("value-too", "a").emit("say", "a").emit("say", "a", true, null);
  forms.emit("keys", { name: "An" }).emit("keys", { name: "An", age: 3 }).emit("keys", { name: "An", age: null });
  forms.emit("binary", new Uint8Array(1)).emit("opaque", "whatever");

  const nothing = await forms.emitWithAck("nothing");
  same<typeof nothing, C.Failure<C.RuntimeCode> | undefined>(true);
  const value = await forms.emitWithAck("value", "a");
  same<typeof value, string | C.Failure<C.RuntimeCode>>(true);
  forms.emit("say", "a", (...answer) => {
    if (answer.length === 2) same<[(typeof answer)[0], (typeof answer)[1]], [number, string]>(true);
    else same<(typeof answer)[0], C.Failure<string, unknown>>(true);
  });
  const keys = await forms.emitWithAck("keys", { name: "An" });
  same<typeof keys, string | null | C.Failure<C.RuntimeCode>>(true);
  const event = await forms.emitWithAck("event");
  same<typeof event, C.Failure<C.RuntimeCode> | undefined>(true);
  const stream = await forms.emitWithAck("stream", 3);
  same<typeof stream, C.Failure<C.RuntimeCode> | undefined>(true);
  const by_hand = await forms.emitWithAck("by-hand");
  same<typeof by_hand, C.Sold | C.Failure<string, unknown>>(true);
  const binary = await forms.emitWithAck("binary", new ArrayBuffer(1));
  same<typeof binary, C.Binary | C.Failure<C.RuntimeCode>>(true);
  const opaque = await forms.emitWithAck("opaque", 1);
  same<typeof opaque, unknown>(true);

  // @ts-expect-error: a member is missing
  forms.emit("keys", { age: 3 });
  // @ts-expect-error: there is no such message, although a method takes every other one
  forms.emit("whatever");
  // @ts-expect-error: the token has to be there
  ({}) satisfies C.FormsAuth;
}

export function events() {
  forms.on("tick", (tick) => same<typeof tick, C.Tick>(true));
  forms.on("said", (name, text) => same<[typeof name, typeof text], [string, string]>(true));
  forms.on("done", () => {});
  // The app announces its end in every namespace.
  forms.on("server-draining", (data) => same<typeof data, { in: number }>(true));
  room.on("server-draining", (data) => data.in.toFixed());
  elsewhere.on("server-draining", (data) => data.in.toFixed());
}

export async function with_something_around() {
  const plain = await around.emitWithAck("plain");
  same<typeof plain, number | C.Failure<C.RuntimeCode>>(true);
  const guarded = await around.emitWithAck("guarded");
  same<typeof guarded, number | C.AroundGuardedFailure>(true);
  if (typeof guarded === "object") guarded.code === "forbidden";
  const filtered = await around.emitWithAck("filtered");
  if (typeof filtered === "object") {
    switch (filtered.code) {
      case "timeout":
        break;
      default:
        // @ts-expect-error: a filter may say another code
        filtered satisfies C.Failure<C.RuntimeCode>;
    }
  }
  const limited = await around.emitWithAck("limited");
  if (typeof limited === "object" && limited.code === "too_many_requests") limited.details?.retryAfterMs.toFixed();
  const validated = await around.emitWithAck("validated", { item: "tea" });
  if (typeof validated === "object" && validated.code === "bad_request") validated.errors?.[0]?.path.length;
}

export async function in_namespaces_of_one_path() {
  same<C.ChatRoomParams, { room: string }>(true);
  const count = await room.timeout(1000).emitWithAck("count");
  same<typeof count, number | C.Failure<C.RuntimeCode>>(true);
  const counted = await elsewhere.emitWithAck("count");
  same<typeof counted, number | C.Failure<C.RuntimeCode>>(true);
}

export async function with_errors_of_their_own() {
  const shop: C.ShopSocket = io("http://localhost/shop");
  const bought = await shop.timeout(1000).emitWithAck("buy", 2);
  same<typeof bought, C.Bought | C.ShopBuyFailure>(true);
  same<
    C.ShopBuyFailure,
    C.Failure<"closed"> | C.Failure<"out_of_stock", { left: number }> | C.Failure<C.RuntimeCode>
  >(true);
  if ("status" in bought && bought.code === "out_of_stock") bought.details?.left.toFixed();
}
