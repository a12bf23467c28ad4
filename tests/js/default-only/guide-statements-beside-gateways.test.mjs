// What the page "Beside gateways" says of NestJS beside its code, seen by a client of NestJS.

import assert from "node:assert/strict";

import { visitor } from "../support/side-by-side.mjs";
import { nestFor, nestForAll, statementsOf } from "../support/statements.mjs";
import { until } from "../support/until.mjs";

const nest = nestForAll("beside-gateways");

statementsOf("beside-gateways")("In NestJS, `emit` does not wait for what a listener awaits.", async (t) => {
  const one = await visitor(t, nest.url, { namespace: "/shop" });
  one.tell("order");
  await one.seesSoon("emitted");
  one.tell("go-on");
  await one.sees([["listener begins"], ["emitted"], ["listener ends"]]);
});

statementsOf("every-row")("an open HTTP stream blocks the shutdown", async (t) => {
  const server = await nestFor(t, "beside-gateways");
  const reader = new AbortController();
  const stream = await fetch(`${server.url}/endless`, { signal: reader.signal });
  const { value } = await stream.body.getReader().read();
  assert.equal(Buffer.from(value).toString(), "begun");
  server.kill("SIGTERM");
  await server.logged(/the end begins/);
  await until(() => fetch(server.url).then(() => false, () => true), "the server to accept nobody");
  assert.doesNotMatch(server.log(), /the connections have ended/);
  reader.abort();
  await server.logged(/the connections have ended/);
  await server.ended;
});

statementsOf("beside-gateways")(
  "`app.enableShutdownHooks()`",
  async (t) => {
    const server = await nestFor(t, "without-shutdown-hooks");
    server.kill("SIGTERM");
    assert.deepEqual(await server.ended, { code: null, signal: "SIGTERM" });
    assert.doesNotMatch(server.log(), /a hook of the end runs/);
  },
  "without it NestJS ends at once, and no hook runs",
);
