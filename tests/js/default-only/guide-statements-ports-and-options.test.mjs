// What the page "Ports, options and namespaces" says of NestJS beside its code, seen by a client of NestJS.

import assert from "node:assert/strict";
import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import { createInterface } from "node:readline";
import { test } from "node:test";

import { connect } from "../support/client.mjs";
import { sideBySide, visitor } from "../support/side-by-side.mjs";
import { nestFor, nestForAll, statementsOf } from "../support/statements.mjs";
import { until } from "../support/until.mjs";
import { PATIENCE, within } from "../support/within.mjs";

const says = statementsOf("ports-and-options");
const nest = nestForAll("ports-and-options");
const page = sideBySide("handlers");

/** What a server answers a client that begins to poll: the status, and what it tells the client. */
async function opened({ url }, path) {
  const answer = await fetch(`${url}${path}?EIO=4&transport=polling`);
  const text = await answer.text();
  return { status: answer.status, ...(answer.ok && JSON.parse(text.slice(1))) };
}

says("ports, paths, transports, the heartbeat, limits and their defaults", async () => {
  for (const server of [page.nest, page.here]) {
    const { sid, ...told } = await opened(server, "/socket.io/");
    assert.equal(typeof sid, "string");
    const upgrades = ["websocket"];
    assert.deepEqual(told, { status: 200, upgrades, pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1_000_000 });
  }
});

for (const [place, sentence] of [
  ["ports-and-options", "NestJS reads options once**, when it loads the file."],
  ["options", "NestJS reads the arguments of its decorators once, when it loads the file."],
  ["modules-and-injection", "A decorator is read before there is a `ConfigService`"],
]) {
  statementsOf(place)(sentence, async () => {
    assert.equal((await opened(nest, "/as-it-was-loaded/")).status, 200);
    assert.equal((await opened(nest, "/as-it-was-configured/")).status, 404);
  });
}

says("NestJS takes the options of one of them and drops those of the others.", async (t) => {
  const { status, pingInterval, pingTimeout } = await opened(nest, "/shared/");
  assert.deepEqual({ status, pingInterval, pingTimeout }, { status: 200, pingInterval: 11_000, pingTimeout: 20_000 });
  // Both gateways are there, and the one whose options allow WebSocket alone is served by polling too.
  for (const namespace of ["first", "second"]) await connect(t, `${nest.url}/${namespace}`, { path: "/shared", transports: ["polling"] });
});

statementsOf("from-nestjs")(
  "NestJS takes the options of one gateway: of the first, or of the second if the application has set an adapter.",
  async (t) => {
    // Without an adapter, see above. Here the first gateway, the barrier, has the default of 25 s.
    const server = await nestFor(t, "options-with-adapter");
    assert.equal((await opened(server, "/socket.io/")).pingInterval, 12_000);
  },
);

says("In NestJS, the second of two gateways with one expression hears nothing.", async (t) => {
  const one = await visitor(t, nest.url, { namespace: "/chat/7" });
  one.ask("second");
  await one.answer("first");
  await one.sees([["ack", "/chat/7"]]);
});

says("It does not plug in another protocol, which NestJS's interface `WebSocketAdapter` can do.", async (t) => {
  const server = await nestFor(t, "another-protocol");
  const everyPort = () => [...server.log().matchAll(/lines are at .*"port":(\d+)/g)].map(([, port]) => Number(port));
  await until(() => everyPort().length === 2, "the servers of two gateways");
  // One of them is the barrier's, which has no such event.
  const lines = everyPort().map((port) => {
    const client = connectTcp(port, "127.0.0.1");
    t.after(() => client.destroy());
    client.write(`${JSON.stringify({ event: "double", data: 7 })}\n`);
    return once(createInterface({ input: client }), "line");
  });
  assert.deepEqual(await within(PATIENCE, Promise.race(lines), "a line of the gateway"), ["14"]);
});

// What a compile error says of this option: "remove it: requests are answered with and without a slash at the end of `path`".
test("`addTrailingSlash: false` is not needed: requests are answered with and without a slash at the end of the path (here)", async (t) => {
  for (const path of ["/socket.io", "/socket.io/"]) assert.equal((await opened(page.here, path)).status, 200, path);
  for (const addTrailingSlash of [true, false]) {
    for (const transport of ["polling", "websocket"]) {
      await connect(t, `${page.here.url}/barrier`, { addTrailingSlash, transports: [transport] });
    }
  }
});
test("`addTrailingSlash: false` is what answers requests without a slash at the end of the path (NestJS)", async (t) => {
  assert.equal((await opened(nest, "/socket.io")).status, 404);
  for (const path of ["/socket.io/", "/without-slash", "/without-slash/"]) assert.equal((await opened(nest, path)).status, 200, path);
  await connect(t, nest.url, { path: "/without-slash", addTrailingSlash: false });
});
