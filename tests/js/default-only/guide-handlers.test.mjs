// The page "Handlers": what a handler takes, every form of an answer, and the names of events.

import { describe } from "node:test";

import { sideBySide } from "../support/side-by-side.mjs";

const { same, differs } = sideBySide("handlers");
const error = (code, message, pattern) => ({ status: "error", code, message, cause: { pattern } });

describe("parameters", () => {
  const taking = { namespace: "/taking" };

  same("the whole body", [["ack", "An"]], (one) => one.ask("whole", { id: 1, name: "An" }), taking);
  same("a member of the body", [["ack", 7]], (one) => one.ask("member", { id: 7 }), taking);
  same("several arguments", [["ack", 6]], (one) => one.ask("several", 2, 3), taking);
  differs(
    "one argument that is a list is not several",
    { nest: [["ack", 6]], here: [["ack", error("bad_request", "invalid body of `several`: argument 1: invalid type: sequence, expected u32", "several")]] },
    (one) => one.ask("several", [2, 3]),
    taking,
  );
  for (const event of ["undecorated", "both"]) {
    same(`the socket and the body: ${event}`, [["echo", "hi"], ["ack", "hi"]], (one) => one.ask(event, "hi"), taking);
  }
});

describe("answers", () => {
  const answering = { namespace: "/answering" };
  const numbers = [1, 2, 3].map((number) => ["number", number]);

  same("a value", [["ack", { total: 7 }]], (one) => one.ask("value"), answering);
  same("a value that comes later", [["ack", 7]], (one) => one.ask("later"), answering);
  same("by hand", [["ack", "Hello An"]], (one) => one.ask("by-hand", "An"), answering);
  same("an event", [["told", "hi"]], (one) => one.tell("event", "hi"), answering);
  same("sometimes an event", [["told", "hey"]], (one) => one.tell("perhaps", true), answering);
  same("sometimes nothing", [], (one) => one.tell("perhaps", false), answering);
  differs("nothing, for a client that waits", { nest: [], here: [["ack"]] }, (one) => one.ask("perhaps", false), answering);
  same("several events in order", numbers, (one) => one.tell("count", 3), answering);
  differs(
    "several events, for a client that waits",
    { nest: numbers, here: [...numbers, ["ack"]] },
    (one) => one.ask("count", 3),
    answering,
  );
  differs(
    "an error in between: what came before stays",
    {
      nest: [["number", 1], ["exception", { status: "error", message: "no more", cause: { pattern: "count-and-fail" } }]],
      here: [["number", 1], ["exception", error("conflict", "no more", "count-and-fail")]],
    },
    (one) => one.tell("count-and-fail"),
    answering,
  );
});

describe("names", () => {
  const names = { namespace: "/names" };

  same("a constant", [["sent", "hi"]], (one) => one.tell("send-message", "hi"), names);
  same("one method for several events", [["ack", "it was a"], ["ack", "it was b"]], (one) => {
    one.ask("a");
    one.ask("b");
  }, names);
  differs(
    "a method for all other events",
    { nest: [], here: [["ack", "nobody handles c"]] },
    (one) => one.ask("c"),
    names,
  );
});
