// What a client learns of errors.

import { io } from "socket.io-client";
import type * as C from "contract/errors";
import type * as X from "contract/exceptions";
import { same } from "./same";

declare const socket: C.Socket;

export async function with_a_list() {
  const answer = await socket.emitWithAck("sell", "tea");
  if (!("status" in answer)) return same<typeof answer, C.Sold>(true);
  same<typeof answer, C.SellFailure>(true);
  same<typeof answer.status, "error">(true);
  same<typeof answer.message, string>(true);
  same<typeof answer.cause, { pattern: string } | undefined>(true);
  if (answer.code === "out_of_stock") same<typeof answer.details, C.Sold | undefined>(true);
  else if (answer.code === "closed") same<typeof answer.details, undefined>(true);
  else same<typeof answer.code, C.RuntimeCode>(true);
  switch (answer.code) {
    case "out_of_stock":
      return same<typeof answer, C.Failure<"out_of_stock", C.Sold>>(true);
    case "closed":
    case "bad_request":
      return same<typeof answer.errors, undefined>(true);
    case "internal":
    case "not_found":
    case "timeout":
    case "too_many_requests":
    case "unavailable":
      return;
    default:
      // Every code has been dealt with.
      return answer satisfies never;
  }
}

export async function with_guards() {
  const answer = await socket.emitWithAck("buy", "tea");
  if (!("status" in answer)) return same<typeof answer, C.Sold>(true);
  same<typeof answer, C.BuyFailure>(true);
  // A known code tells what the details are, although there may be others.
  if (answer.code === "out_of_stock") same<typeof answer.details, C.Sold | undefined>(true);
  if (answer.code === "closed") same<typeof answer.details, undefined>(true);
  if (answer.code === "timeout") same<typeof answer.details, undefined>(true);
  if (answer.code === "forbidden") same<typeof answer.details, unknown>(true);
  if (answer.code === "bad_request") {
    same<typeof answer.errors, C.FieldError[] | undefined>(true);
    same<typeof answer.details, undefined>(true);
  }
  if (answer.code === "too_many_requests") answer.details?.retryAfterMs.toFixed();
  if (answer.code !== "closed" && answer.code !== "out_of_stock") answer.code.length;
  // @ts-expect-error: of which code?
  answer.details?.left;
  // @ts-expect-error: there is no such code
  if (answer.code === "sold_out") return;
  if ((answer.code as string) === "banned") return;
  switch (answer.code) {
    case "out_of_stock":
      return same<typeof answer.details, C.Sold | undefined>(true);
    case "bad_request":
    case "closed":
    case "forbidden":
    case "internal":
    case "not_found":
    case "timeout":
    case "too_many_requests":
    case "unauthorized":
    case "unavailable":
      return;
    default:
      same<typeof answer, C.Failure<C.OtherCode, unknown>>(true);
      same<typeof answer.details, unknown>(true);
      answer.code.toUpperCase();
      // @ts-expect-error: a guard may say another code
      return answer satisfies never;
  }
}

export async function without_a_list() {
  const answer = await socket.emitWithAck("steal", "tea");
  if (!("status" in answer)) return same<typeof answer, C.Sold>(true);
  same<typeof answer, C.Failure<string, unknown>>(true);
  if (answer.code === "whatever") same<typeof answer.details, unknown>(true);
  same<typeof answer.errors, C.FieldError[] | undefined>(true);
  // @ts-expect-error: nothing is known of them
  answer.details.left;
}

export async function of_a_text() {
  const answer = await socket.emitWithAck("greet");
  if (typeof answer === "string") return answer.length;
  return answer.code.length;
}

// A test of the client's own can make one.
export const failure: C.SellFailure = { status: "error", code: "out_of_stock", message: "", details: { left: 0 } };
// @ts-expect-error: with the details of its code
export const wrong: C.SellFailure = { status: "error", code: "out_of_stock", message: "", details: { right: 0 } };

export async function as_exceptions() {
  const exceptions: X.Socket = io("http://localhost");
  const left = await exceptions.emitWithAck("buy");
  same<typeof left, number>(true);
  const nothing = await exceptions.timeout(1000).emitWithAck("nothing");
  same<typeof nothing, undefined>(true);
  exceptions.on("exception", (error) => {
    same<typeof error, X.Exception>(true);
    if (error.code === "out_of_stock") same<typeof error.details, number | undefined>(true);
    // @ts-expect-error: the app leaves it out
    error.cause;
  });
}
