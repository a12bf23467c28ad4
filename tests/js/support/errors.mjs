// `assertError` and its neighbour check the form of errors on the wire.

import assert from "node:assert/strict";

/** `answer` is an error of `code` about `pattern`, and has no further member but `more`. */
export function assertError(answer, code, pattern, more = {}) {
  assert.equal(typeof answer?.message, "string", JSON.stringify(answer));
  assert.notEqual(answer.message, "");
  assert.deepEqual(answer, { status: "error", code, message: answer.message, cause: { pattern }, ...more });
}
