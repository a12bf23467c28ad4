// `examples/cron` tells its clients something at the times of a cron expression.

import assert from "node:assert/strict";
import { test } from "node:test";

import { connect, next } from "../support/client.mjs";
import { serverFor, startServer } from "../support/server.mjs";

test("clients of the cron example are told at each time of the expression, until the app ends", async (t) => {
  const server = await serverFor(t, "cron", { env: { CRON: "* * * * * *" } });
  const reports = await connect(t, `${server.url}/reports`);
  const times = [await next(reports, "report"), await next(reports, "report")];
  assert.ok(Date.parse(times[0]) < Date.parse(times[1]), times.join());
  assert.deepEqual(await server.stop("SIGTERM"), { code: 0, signal: null });
});

test("a malformed expression stops the start of the cron example", async () => {
  await assert.rejects(startServer("cron", { env: { CRON: "every night" } }), /ended before it listened: 1\b/);
});
