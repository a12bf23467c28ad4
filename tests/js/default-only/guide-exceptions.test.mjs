// The page "Exceptions and filters": what a client is told of an error, by each kind and by filters.

import { describe, test } from "node:test";

import { sideBySide, visitor } from "../support/side-by-side.mjs";

const { same, differs, here } = sideBySide("exceptions");
const exception = (pattern, message, code) => [
  ["exception", { status: "error", message, ...(code && { code }), cause: { pattern } }],
];

describe("what is thrown", () => {
  const throwing = { namespace: "/throwing" };
  const differently = (title, event, nest, here) => differs(title, { nest, here }, (one) => one.tell(event), throwing);

  differently(
    "a text",
    "text",
    exception("text", "Invalid credentials."),
    exception("text", "Invalid credentials.", "unauthorized"),
  );
  same("an object goes out as it is", [["exception", { error: 42 }]], (one) => one.tell("object"), throwing);
  differently(
    "any other error is hidden",
    "error",
    exception("error", "Internal server error"),
    exception("error", "Internal server error", "internal"),
  );
  differently(
    "an exception of HTTP is hidden by NestJS",
    "http",
    exception("http", "Internal server error"),
    exception("http", "the number is missing", "bad_request"),
  );
});

describe("an error of a type", () => {
  same(
    "is told by the filter of its gateway, or by its conversion",
    [["exception", { status: "error", code: "conflict", message: "only 2 left", details: 2, cause: { pattern: "buy" } }]],
    (one) => one.tell("buy", 3),
    { namespace: "/stock" },
  );
  differs(
    "reaches the filters of the app",
    {
      nest: exception("enter", "Internal server error"),
      here: exception("enter", "we open at nine", "unavailable"),
    },
    (one) => one.tell("enter"),
    { namespace: "/closed" },
  );
});

describe("an object of a filter's own", () => {
  test("goes out as it is, with and without a callback (here)", async (t) => {
    const one = await visitor(t, here.url, { namespace: "/tables" });
    one.tell("sit");
    await one.sees([["exception", { freeAt: 9 }]]);
    await one.answer("sit");
    await one.sees([["exception", { freeAt: 9 }], ["exception", { freeAt: 9 }], ["ack"]]);
  });
});
