// What the page "Connections" says of NestJS beside its code, seen by a client of NestJS.

import assert from "node:assert/strict";

import { connect } from "../support/client.mjs";
import { sideBySide, visitor } from "../support/side-by-side.mjs";
import { nestFor, nestForAll, statementsOf } from "../support/statements.mjs";

const says = statementsOf("connections");
const nest = nestForAll("connections");
const page = sideBySide("connections");

says("`afterInit(server)` is not awaited: clients may connect before an `async` one has ended", async (t) => {
  const server = await nestFor(t, "connections");
  const one = await visitor(t, server.url, { namespace: "/slow-start" });
  await one.answer("is-ready");
  one.tell("go-on");
  await one.seesSoon("ready");
  one.ask("is-ready");
  await one.sees([["ack", false], ["ready"], ["ack", true]]);
});

says("`handleConnection(client)` is not awaited: messages are handled while it runs", async (t) => {
  const one = await visitor(t, nest.url, { namespace: "/slow-connection" });
  await one.answer("who-am-i");
  one.tell("go-on");
  await one.seesSoon("known");
  one.ask("who-am-i");
  await one.sees([["ack", "nobody"], ["known"], ["ack", "An"]]);
});

for (const [namespace, message] of [["/throws", "at once"], ["/rejects", "later"]]) {
  says(
    "an error in `handleConnection` ends the process",
    async (t) => {
      const server = await nestFor(t, "connections");
      await visitor(t, server.url, { namespace, expectsError: true });
      assert.deepEqual(await server.ended, { code: 1, signal: null });
      assert.match(server.log(), new RegExp(`Error: ${message}`));
    },
    message,
  );
}

says("hooks take the socket by its position", async (t) => {
  const one = await visitor(t, nest.url, { namespace: "/positions", expectsError: true });
  await one.sees([["connect"], ["the second parameter is", "undefined"]]);
});

says("a refused client has no disconnect hook", async (t) => {
  const one = await visitor(t, nest.url, { namespace: "/refusing", expectsError: true });
  await one.seesSoon("disconnect");
  await nest.logged(/^a refused client has left: server namespace disconnect$/m);
}, "in NestJS it has one");

for (const [place, sentence] of [
  ["connections", "NestJS's middleware does not run for gateways, layers do"],
  ["beside-gateways", "middleware, which does not run for gateways"],
  ["refusing-clients", "NestJS's middleware does not run for gateways; layers do."],
]) {
  statementsOf(place)(sentence, async (t) => {
    // This client polls, then changes to a WebSocket: its requests are of both kinds.
    const socket = await connect(t, `${nest.url}/slow-connection`);
    assert.equal(await socket.emitWithAck("who-am-i"), "nobody");
    await fetch(`${nest.url}/elsewhere`);
    for (const name of ["the app", "a module"]) await nest.logged(new RegExp(`middleware of ${name} runs for /elsewhere`));
    assert.doesNotMatch(nest.log(), /runs for \/socket\.io/);
  });
}

const lobby = (name) => ({ namespace: "/lobby", auth: { name }, query: { from: "home" }, expectsError: true });
const reasons = [
  ["client namespace disconnect", (socket) => socket.disconnect()],
  ["transport close", (socket) => socket.io.engine.close()],
];
for (const [reason, leave] of reasons) {
  says(
    'The reasons are those of socket.io: "client namespace disconnect", "transport close", "ping timeout" and so on.',
    async (t) => {
      for (const { url } of [page.nest, page.here]) {
        const one = await visitor(t, url, lobby("An"));
        await one.seesSoon("welcome");
        const other = await one.another(lobby("Bo"));
        await other.seesSoon("welcome");
        leave(other.socket);
        await one.sees([["connect"], ["welcome", "An", "home"], ["left", "Bo", reason]]);
      }
    },
    reason,
  );
}
