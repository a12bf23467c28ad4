// The page "Guards, interceptors and limits": roles and metadata, changed answers, timeouts, and too many messages.

import { describe, test } from "node:test";

import { sideBySide } from "../support/side-by-side.mjs";

const { nest, here, same, differs } = sideBySide("around-messages");

const told = (pattern, message, more = {}) => [["exception", { status: "error", message, ...more, cause: { pattern } }]];
const as = (token, namespace) => ({ namespace, auth: { token } });

describe("guards", () => {
  same("give the user to handlers", [["ack", "guest"]], (one) => one.ask("who-am-i"), as("guest", "/shop"));
  same("let a role pass", [["ack", "closed"]], (one) => one.ask("close"), as("manager", "/shop"));
  differs(
    "refuse who has no role",
    {
      nest: told("close", "Forbidden resource"),
      here: told("close", "Forbidden resource", { code: "forbidden" }),
    },
    (one) => one.tell("close"),
    as("guest", "/shop"),
  );
  differs(
    "of a gateway refuse a stranger",
    { nest: [["connect"], ...told("who-am-i", "log in first")], here: [["connect_error", "log in first"]] },
    (one) => one.tell("who-am-i"),
    { ...as("nobody", "/shop"), expectsError: true },
  );
  same("let everybody pass where the metadata says public", [["ack", ["it rains"]]], (one) => one.ask("headlines"), as("nobody", "/news"));
  differs(
    "of messages refuse a stranger elsewhere",
    {
      nest: told("article", "log in first"),
      here: told("article", "log in first", { code: "unauthorized" }),
    },
    (one) => one.tell("article"),
    as("nobody", "/news"),
  );
});

describe("interceptors", () => {
  const counter = { namespace: "/counter" };

  same("change an answer", [["ack", { data: 7 }]], (one) => one.ask("count"), counter);
  same("let a message pass", [["ack", { data: "Hello An" }]], (one) => one.ask("greet", { hour: 8, name: "An" }), counter);
  same("answer in place of the handler", [["ack", { data: "we are asleep" }]], (one) => one.ask("greet", { hour: 3, name: "An" }), counter);
  same("give handlers what they hold around the call", [["ack", "in work"]], (one) => one.ask("work"), { namespace: "/traced" });
  same(
    "keep an answer, and the handler does not run again",
    [["ack", "1: May"], ["ack", "1: May"], ["ack", "2: June"]],
    async (one) => {
      for (const month of ["May", "May", "June"]) await one.answer("report", month);
    },
    { namespace: "/reports" },
  );
  for (const [side, server, line] of [["NestJS", nest, /\[Reports\] answered report in \d+ ms/], ["here", here, /answered.*event="report"/]]) {
    test(`write to the log (${side})`, () => server.logged(line));
  }
  differs(
    "or an option end what takes too long",
    {
      nest: told("slow", "it took too long"),
      here: told("slow", "the handler did not answer in time", { code: "timeout" }),
    },
    (one) => one.tell("slow"),
    counter,
  );
});

describe("limits", () => {
  const chat = { namespace: "/chat" };
  const found = (text) => ["ack", [text]];

  differs(
    "refuse what is too much",
    {
      nest: [found("a"), found("b"), ["exception", { status: "error", cause: { pattern: "search", data: "c" } }]],
      here: [
        found("a"),
        found("b"),
        ["exception", { status: "error", code: "too_many_requests", cause: { pattern: "search" } }],
      ],
    },
    async (one) => {
      await one.answer("search", "a");
      await one.answer("search", "b");
      one.tell("search", "c");
    },
    { ...chat, without: ["details", "message"] },
  );
  same("may be skipped", [["ack", true], ["ack", true], ["ack", true]], async (one) => {
    for (let count = 0; count < 3; count += 1) await one.answer("typing");
  }, chat);
});
