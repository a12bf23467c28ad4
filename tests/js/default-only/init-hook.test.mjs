// `on_gateway_init` of every gateway has completed before anybody can connect (guarantee 1).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { serverFor, startServer } from "../support/server.mjs";

describe("guarantee 1: init hooks complete before anybody can connect", () => {
  test("init hooks have completed before the app listens", async (t) => {
    const server = await serverFor(t, "test-server");
    const log = server.log();
    assert.ok(log.includes('"ready"'), log);
    assert.ok(log.indexOf('"ready"') < log.indexOf(server.url), log);
    assert.equal(server.entries({ gateway: "Init" })[0].namespace, "/init");
  });

  test("an init hook that fails stops the start-up, with its gateway and its reason", async () => {
    await assert.rejects(
      startServer("test-server", { env: { REFUSE_TO_START: "1" } }),
      /ended before it listened: 1\b[^]*Init[^]*the test wants no start/,
    );
  });
});
