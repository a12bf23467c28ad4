// `assertError` and its neighbours check the form of errors on the wire, and how many come.

import assert from "node:assert/strict";

import { askAll, record } from "./client.mjs";
import { countAnswers } from "./wire.mjs";

/** `answer` is an error of `code` about `pattern`, and has no further member but `more`. */
export function assertError(answer, code, pattern, more = {}) {
  assert.equal(typeof answer?.message, "string", JSON.stringify(answer));
  assert.notEqual(answer.message, "");
  assert.deepEqual(answer, { status: "error", code, message: answer.message, cause: { pattern }, ...more });
}

/** `answer` says no more than that the server failed. */
export function assertInternal(answer, pattern) {
  assertError(answer, "internal", pattern, { message: "Internal server error" });
}

/** `event` gets one acknowledgement, which is an error of `code`, and `socket` is sent nothing else. */
export async function assertOneError(socket, event, values, code) {
  const count = countAnswers(socket);
  const received = record(socket);
  const answer = await askAll(socket, event, ...values);
  assert.equal(answer.length, 1);
  // Only the details that a method gave are its own.
  const { details: _, ...error } = answer[0];
  assertError(error, code, event);
  if (code === "internal") assertInternal(answer[0], event);
  // The next answer of the connection comes after a second one for the first would have.
  await askAll(socket, "nobody handles this");
  assert.deepEqual(count(), { [event]: 1, "nobody handles this": 1 });
  assert.deepEqual(received, []);
}
