// What the page "Handlers" says of NestJS beside its code, seen by a client of NestJS.

import assert from "node:assert/strict";

import { visitor } from "../support/side-by-side.mjs";
import { nestForAll, statementsOf } from "../support/statements.mjs";

const says = statementsOf("handlers");
const nest = nestForAll("handlers");

/** What a client of NestJS sees. */
const sees = (namespace, expected, script) => async (t) => {
  const one = await visitor(t, nest.url, { namespace });
  await script(one);
  await one.sees(expected);
};

says(
  "In NestJS nothing is marked in `(client, data)`",
  sees("/marked", [["ack", ["socket", "hi"]]], (one) => one.ask("neither", "hi")),
);

says(
  "as soon as one parameter has a decorator, those without one are `undefined`",
  sees("/marked", [["ack", ["undefined", "hi"]], ["ack", ["socket", "undefined"]]], (one) => {
    one.ask("body", "hi");
    one.ask("socket", "hi");
  }),
);

says(
  "In NestJS, `emit('several', 2, 3)` and `emit('several', [2, 3])` are the same array",
  sees("/several", [["ack", [2, 3]], ["ack", [2, 3]]], (one) => {
    one.ask("several", 2, 3);
    one.ask("several", [2, 3]);
  }),
);

const tooShort = { status: "error", message: "a name is too short", cause: { pattern: "name", data: { name: "" } } };
says(
  "a `ValidationPipe` checks no parameter whose type is an array",
  sees("/several", [["exception", tooShort], ["ack", [{ name: "" }, 3]]], async (one) => {
    one.tell("name", { name: "" });
    await one.seesSoon("exception");
    one.ask("name-and-count", { name: "" }, 3);
  }),
);

says(
  "an array of `{ event, data }`: the acknowledgement, as any array",
  sees("/answering", [["ack", [{ event: "told", data: 1 }, { event: "told", data: 2 }]]], (one) => one.ask("array")),
);

statementsOf("every-row")(
  "`Observable` of plain values: the first is acknowledged",
  sees("/answering", [["ack", 1]], (one) => one.ask("plain")),
);

says("A stream ends when its client leaves. In NestJS, the Observable is unsubscribed too.", async (t) => {
  const one = await visitor(t, nest.url, { namespace: "/answering" });
  one.tell("endless");
  await one.seesSoon("begun");
  assert.doesNotMatch(nest.log(), /the endless stream is unsubscribed/);
  one.socket.disconnect();
  await nest.logged(/the endless stream is unsubscribed/);
});

says(
  "handles every other event of the namespace. NestJS has no such method.",
  sees("/names", [["ack", "the event with the name *"]], async (one) => {
    one.ask("other");
    await one.answer("*");
  }),
);

for (const page of ["handlers", "what-your-clients-notice"]) {
  const both = page === "handlers" ? "two gateways that handle one event both run" : "both run";
  statementsOf(page)(
    `${both}: the client gets the events of both, and only the first acknowledgement`,
    sees("/twice", [["of the first"], ["of the second"], ["ack", "first"]], (one) => one.ask("who")),
  );
}
