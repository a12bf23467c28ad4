// What the page "Ports, options and namespaces" says of NestJS beside its code, seen by a client of NestJS.

import assert from "node:assert/strict";
import { test } from "node:test";

import { connect } from "../support/client.mjs";
import { sideBySide, visitor } from "../support/side-by-side.mjs";
import { nestForAll, statementsOf } from "../support/statements.mjs";

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

says("NestJS reads options once**, when it loads the file.", async () => {
  assert.equal((await opened(nest, "/as-it-was-loaded/")).status, 200);
  assert.equal((await opened(nest, "/as-it-was-configured/")).status, 404);
});

for (const [place, sentence] of [
  ["ports-and-options", "NestJS takes the options of one of them and drops those of the others."],
  ["from-nestjs", "NestJS takes the options of the gateway that comes first."],
]) {
  statementsOf(place)(sentence, async (t) => {
    const { status, pingInterval, pingTimeout, upgrades } = await opened(nest, "/shared/");
    assert.deepEqual({ status, pingInterval, pingTimeout, upgrades }, { status: 200, pingInterval: 11_000, pingTimeout: 20_000, upgrades: ["websocket"] });
    // Both gateways are there, and the second is served by polling too.
    for (const namespace of ["first", "second"]) await connect(t, `${nest.url}/${namespace}`, { path: "/shared", transports: ["polling"] });
  });
}

says("In NestJS, the second of two gateways with one expression hears nothing.", async (t) => {
  const one = await visitor(t, nest.url, { namespace: "/chat/7", hasBarrier: true });
  one.ask("second");
  await one.answer("first");
  await one.sees([["ack", "/chat/7"]]);
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
