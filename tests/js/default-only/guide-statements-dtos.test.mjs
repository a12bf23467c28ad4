// What the page "DTOs, pipes and serialization" says of NestJS beside its code, seen by a client of NestJS.

import assert from "node:assert/strict";

import { visitor } from "../support/side-by-side.mjs";
import { nestForAll, statementsOf } from "../support/statements.mjs";
import { until } from "../support/until.mjs";

const says = statementsOf("dtos");
const nest = nestForAll("dtos");
const withGlobals = nestForAll("globals");

/** What a client of NestJS sees. */
const sees = (namespace, expected, script, server = nest) => async (t) => {
  const one = await visitor(t, server.url, { namespace });
  await script(one);
  await one.sees(expected);
};
const told = (message, pattern, data) => ["exception", { status: "error", message, cause: { pattern, data } }];

says(
  'NestJS tells the client nothing of what is wrong: a `ValidationPipe` throws an exception of HTTP, which becomes "Internal server error"',
  sees("/cats", [told("Internal server error", "create", { name: "" }), ["ack", "Tom"]], async (one) => {
    one.tell("create", { name: "" });
    await one.seesSoon("exception");
    one.ask("create", { name: "Tom" });
  }),
);

statementsOf("exceptions")("also by a `ValidationPipe`", async (t) => {
  const one = await visitor(t, nest.url, { namespace: "/cats" });
  one.tell("fail", "before it");
  one.tell("create", { name: "" });
  await one.sees([told("Internal server error", "fail", "before it"), told("Internal server error", "create", { name: "" })]);
  one.tell("fail", "after it");
  await nest.logged(/after it/);
  const [, between] = nest.log().match(/before it([^]*)after it/);
  assert.equal(between.match(/\[WsExceptionsHandler\]/g).length, 1, "the second error is a record, the exception is none");
});

says(
  "unless `exceptionFactory` makes another",
  sees("/ages", [told("the validation failed", "age", { age: "old" })], (one) => one.tell("age", { age: "old" }), withGlobals),
);

says(
  "`app.useGlobalPipes(new ValidationPipe())` needs no line here",
  sees(
    "/ages",
    [["ack", 3], told("the validation failed", "age", { age: "old" })],
    async (one) => {
      await one.answer("age", { age: 3 });
      one.tell("age", { age: "old" });
    },
    withGlobals,
  ),
  "it reaches the gateways of NestJS",
);

says(
  "`whitelist: true` is what serde does: members that the type does not have are ignored.",
  sees("/whitelist", [["ack", { name: "Tom" }]], (one) => one.ask("create", { name: "Tom", age: 3 })),
);

says(
  'A text such as `"1,2,3"`, which the pipe splits, is refused',
  sees("/lists", [["ack", [1, 2, 3]]], (one) => one.ask("numbers", { ids: "1,2,3" })),
);

/** The numbers that a pipe makes of texts, without those that it refuses. */
const taken = async (t, event, texts) => {
  const one = await visitor(t, nest.url, { namespace: "/numbers" });
  const numbers = [];
  for (const text of texts) one.socket.emit(event, text, (number) => numbers.push([text, number]));
  await until(() => numbers.length + one.seen.length === texts.length, "an answer to each text");
  assert.ok(one.seen.every(([name]) => name === "exception"));
  return numbers;
};
const validation = statementsOf("validation");
validation('`"7abc"`, `""` and `" 7"` are no numbers, as in NestJS.', async (t) => {
  const texts = ["7abc", "", " 7", "7 ", "0x10", "NaN", "inf", "1e999"];
  for (const event of ["whole", "any"]) assert.deepEqual(await taken(t, event, texts), [], event);
});
validation('`"+7"` is a whole number here, and a number that the type cannot hold is refused', async (t) => {
  assert.deepEqual(await taken(t, "whole", ["+7", "300", "-1", "7.5"]), [["300", 300], ["-1", -1]]);
  assert.deepEqual(await taken(t, "any", ["+7", "7.5"]), [["+7", 7], ["7.5", 7.5]]);
}, "NestJS");

says(
  "`class-transformer` needs an instance of a class, and an interceptor.",
  sees(
    "/users",
    [["ack", { id: 1 }], ["ack", { id: 1, password: "secret" }], ["ack", { id: 1, password: "secret" }]],
    async (one) => {
      for (const event of ["both", "no-instance", "no-interceptor"]) await one.answer(event);
    },
  ),
);
