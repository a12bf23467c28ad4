// What the page "Is it for you" says of NestJS, seen by a client of NestJS.

import assert from "node:assert/strict";

import { visitor } from "../support/side-by-side.mjs";
import { nestFor, nestForAll, statementsOf } from "../support/statements.mjs";

const says = statementsOf("is-it-for-you");
const nest = nestForAll("mistakes");
const MISTAKES = "NestJS finds them when a client does, or never.";

says(
  MISTAKES,
  async (t) => {
    const one = await visitor(t, nest.url, { namespace: "/mistakes" });
    for (const body of [7, "seven", { seven: 7 }]) await one.answer("body", body);
    await one.sees([["ack", 7], ["ack", "seven"], ["ack", { seven: 7 }]]);
  },
  "a body without a type",
);

says(
  MISTAKES,
  async (t) => {
    const one = await visitor(t, nest.url, { namespace: "/mistakes" });
    one.ask("two");
    await one.sees([["ack", "the first"]]);
    assert.equal(nest.log().match(/Gateway subscribed to the "two" message/g).length, 3);
  },
  "several handlers of one event",
);

says(
  MISTAKES,
  async () => {
    const answer = await fetch(`${nest.url}/socket.io/?EIO=4&transport=polling`);
    const { pingInterval } = JSON.parse((await answer.text()).slice(1));
    // Two gateways wish for others; the one that comes first has the default.
    assert.equal(pingInterval, 25_000);
  },
  "options that contradict each other",
);

says("A provider that is missing stops the start of both", async (t) => {
  await assert.rejects(nestFor(t, "missing-provider"), /can't resolve dependencies of the ClockGateway/);
}, "NestJS");
