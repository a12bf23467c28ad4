// The page "Beside gateways": what a NestJS application has beside its gateways.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ask, beside, next } from "../support/client.mjs";
import { sideBySide, visitor } from "../support/side-by-side.mjs";

const { nest, here, same } = sideBySide("beside-gateways");

same("a route emits to the clients of a gateway", [["paid", "7"]], async (one) => {
  const answer = await fetch(`${one.url}/payments/7`, { method: "POST" });
  assert.deepEqual([answer.status, await answer.text()], [201, "paid 7"]);
}, { namespace: "/payments" });

same("a gateway hears of what happens elsewhere in the app", [["cook", "soup"]], async (one) => {
  const shop = await beside({ after() {} }, one.socket, "/shop");
  assert.equal(await ask(shop, "order", "soup"), true);
}, { namespace: "/kitchen" });

test("a timer runs again and again (both)", async (t) => {
  for (const { url } of [nest, here]) {
    const { socket } = await visitor(t, url, { namespace: "/clock" });
    for (let tick = 0; tick < 3; tick += 1) assert.equal(await next(socket, "tick"), undefined);
  }
});

test("at the end, gateways and services have their turn while clients are still there (both)", async (t) => {
  for (const server of [nest, here]) {
    const one = await visitor(t, server.url, { namespace: "/farewell", transports: ["websocket"] });
    await server.stop("SIGTERM");
    await one.seesSoon("disconnect");
    assert.deepEqual(one.seen[0], ["bye"]);
    assert.match(server.log(), /^the end, by SIGTERM$/m);
    assert.match(server.log(), /^the files are written$/m);
  }
});
