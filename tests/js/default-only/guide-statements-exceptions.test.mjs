// What the page "Exceptions and filters" says of NestJS beside its code, seen by a client of NestJS.

import assert from "node:assert/strict";

import { sideBySide, visitor } from "../support/side-by-side.mjs";
import { nestForAll, statementsOf } from "../support/statements.mjs";

const says = statementsOf("exceptions");
const nest = nestForAll("exceptions");
const page = sideBySide("exceptions");

/** What a client of NestJS sees after it has emitted an event. */
const sees = (namespace, event, expected) => async (t) => {
  const one = await visitor(t, nest.url, { namespace });
  one.tell(event);
  await one.sees(expected);
};

says('an unexpected error is "Internal server error" for the client, and a record in the log', async (t) => {
  for (const { url, logged } of [page.nest, page.here]) {
    const one = await visitor(t, url, { namespace: "/throwing" });
    one.tell("error");
    await one.seesSoon("exception");
    assert.equal(one.seen[0][1].message, "Internal server error");
    await logged(/ERROR.*the password of the bank is wrong/);
  }
});

says('in NestJS it becomes "Internal server error", and nothing is logged.', async (t) => {
  const one = await visitor(t, nest.url, { namespace: "/logged" });
  const told = (pattern, data) => ["exception", { status: "error", message: "Internal server error", cause: { pattern, data } }];
  const sent = [["error", "before it"], ["http", "the number is missing"], ["error", "after it"]];
  for (const message of sent) one.tell(...message);
  await one.sees(sent.map((message) => told(...message)));
  await nest.logged(/after it/);
  // Each record begins with the name of its logger: between the two there is one, that of the second.
  const [, between] = nest.log().match(/before it([^]*)after it/);
  assert.equal(between.match(/\[WsExceptionsHandler\]/g).length, 1);
  assert.doesNotMatch(between, /the number is missing|BadRequest/);
});

for (const where of ["gateway", "method"]) {
  says(
    "Here the first that catches the error runs; in NestJS, the last",
    sees(`/filters-of-a-${where}`, "both", [["caught", "last"]]),
    `of a ${where}`,
  );
  says(
    "Here the first that catches the error runs; in NestJS, the last",
    sees(`/filters-of-a-${where}`, "one", [["caught", "first"]]),
    `of a ${where}, of those that catch it`,
  );
}

for (const [place, sentence] of [
  ["exceptions", "In NestJS, filters of the whole app do not reach gateways"],
  ["from-nestjs", "In NestJS, global filters do not reach gateways."],
  ["filters", "`useGlobalFilters` does not reach gateways"],
]) {
  statementsOf(place)(
    sentence,
    sees("/no-filters", "fails", [["exception", { status: "error", message: "Internal server error", cause: { pattern: "fails" } }]]),
    "APP_FILTER and useGlobalFilters",
  );
}

statementsOf("every-row")(
  "a filter that throws again",
  async (t) => {
    const one = await visitor(t, nest.url, { namespace: "/filter-that-throws" });
    one.ask("say", "bad");
    await nest.logged(/\[IoAdapter\].*the filter failed/);
    one.ask("say", "good");
    await one.sees([["ack", "good"]]);
  },
  "NestJS logs it, and the client hears nothing",
);

says(
  "`extends BaseWsExceptionFilter`, `super.catch(..)`",
  sees("/base", "watched", [
    ["caught", "watching"],
    ["exception", { status: "error", message: "no", cause: { pattern: "watched" } }],
  ]),
);
says("`includeCause: false`", sees("/base", "without", [["exception", { status: "error", message: "no" }]]));
says(
  "a function that makes the `cause` (`causeFactory`)",
  sees("/base", "made", [["exception", { status: "error", message: "no", cause: { of: "made" } }]]),
);
