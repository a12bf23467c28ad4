// The page "DTOs, pipes and serialization": rules of bodies, the built-in pipes, and what is left out of an answer.

import { describe } from "node:test";

import { sideBySide } from "../support/side-by-side.mjs";

const { same, differs } = sideBySide("dtos");

const told = (pattern, message, more = {}) => [["exception", { status: "error", message, ...more, cause: { pattern } }]];
const nest = (pattern, message, data) => [["exception", { status: "error", message, cause: { pattern, data } }]];
const wrong = (pattern, message, errors) => told(pattern, message, { code: "bad_request", ...(errors && { errors }) });

describe("rules", () => {
  const cats = { namespace: "/cats" };
  const old = { name: "", age: 31 };

  same("a valid body", [["ack", "Tom"]], (one) => one.ask("create", { name: "Tom", age: 3, owner: "an@example.com" }), cats);
  differs(
    "a body that breaks two rules",
    {
      nest: nest("create", "the validation failed", old),
      here: wrong("create", "the validation failed", [
        { path: "age", message: "greater than 30" },
        { path: "name", message: "length is lower than 1" },
      ]),
    },
    (one) => one.tell("create", old),
    cats,
  );
  same("a member that nobody knows is ignored", [["ack", "Tom"]], (one) => one.ask("create", { name: "Tom", age: 3, x: 1 }), cats);
  differs(
    "a member that nobody knows is refused if that is wished",
    {
      nest: nest("create", "no", { name: "Tom", age: 3, x: 1 }),
      here: wrong("create", "invalid body of `create`: `x`: unknown field `x`, expected `name` or `age`"),
    },
    (one) => one.tell("create", { name: "Tom", age: 3, x: 1 }),
    { namespace: "/strict" },
  );
});

describe("pipes", () => {
  const pipes = { namespace: "/pipes" };

  same("a number", [["ack", 7]], (one) => one.ask("number", { id: 7 }), pipes);
  same("a number that comes as text", [["ack", 7]], (one) => one.ask("number", { id: "7" }), pipes);
  differs(
    "a text that is no number",
    {
      nest: nest("number", "Internal server error", { id: "seven" }),
      here: wrong("number", "invalid body of `number`: `id`: invalid digit found in string"),
    },
    (one) => one.tell("number", { id: "seven" }),
    pipes,
  );
  same("a flag", [["ack", true]], (one) => one.ask("flag", { on: true }), pipes);
  same("a flag that comes as text", [["ack", true]], (one) => one.ask("flag", { on: "true" }), pipes);
  same("a value of an enum", [["ack", "black"]], (one) => one.ask("colour", { colour: "black" }), pipes);
  same("a list", [["ack", 3]], (one) => one.ask("numbers", { ids: [1, 2, 3] }), pipes);
  const id = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";
  same("a UUID", [["ack", id]], (one) => one.ask("order", { id }), pipes);
  differs(
    "a text that is no UUID",
    {
      nest: nest("order", "Internal server error", { id: "7" }),
      here: wrong("order", "invalid body of `order`: `id`: UUID parsing failed: invalid length: found 1"),
    },
    (one) => one.tell("order", { id: "7" }),
    pipes,
  );
  same("a value that is missing has a default", [["ack", 20]], (one) => one.ask("page", {}), pipes);
  same("a pipe that changes the body", [["ack", "hi"]], (one) => one.ask("trim", " hi "), pipes);
});

describe("answers", () => {
  same("a member may be renamed or left out", [["ack", { id: 1, fullName: "An" }]], (one) => one.ask("user"), {
    namespace: "/users",
  });
});
