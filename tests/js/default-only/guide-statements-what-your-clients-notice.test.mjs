// What the page "What your clients notice" says of both sides beside its code, seen by one client of both.

import assert from "node:assert/strict";

import { ask, beside, client, connect, next } from "../support/client.mjs";
import { sideBySide, startNest, visitor } from "../support/side-by-side.mjs";
import { nestForAll, statementsOf } from "../support/statements.mjs";

const says = statementsOf("what-your-clients-notice");
const nest = nestForAll("what-your-clients-notice");
const page = sideBySide("what-your-clients-notice");
const connections = sideBySide("connections");

/** A test of a sentence for each side. */
function saysOfBoth(sentence, { nest, here }, script, example = "") {
  for (const [server, side] of [[nest, "NestJS"], [here, "here"]]) says(sentence, (t) => script(t, server), `${example}${side}`);
}

says("A client that waits with a timeout** for a callback that NestJS never called no longer runs into it.", async (t) => {
  const save = async ({ url }) => {
    const socket = await connect(t, `${url}/notes`);
    return new Promise((resolve) => socket.timeout(500).emit("save", "milk", (error) => resolve(error?.message ?? "saved")));
  };
  assert.equal(await save(page.nest), "operation has timed out");
  assert.equal(await save(page.here), "saved");
});

for (const [place, sentence] of [
  ["what-your-clients-notice", "A client that the guard does not know is connected all the same, and gets what the server emits"],
  ["guards", "NestJS runs this guard before messages only: any client connects, and gets what the server emits."],
]) {
  statementsOf(place)(sentence, async (t) => {
    const one = await visitor(t, nest.url, { namespace: "/members" });
    one.tell("read");
    await one.seesSoon("exception");
    assert.equal(await ask(await beside(t, one.socket, "/printer"), "print"), true);
    await one.sees([
      ["exception", { status: "error", message: "Forbidden resource", cause: { pattern: "read" } }],
      ["printed", "for members"],
    ]);
  });
}

saysOfBoth("`disconnect()` leaves one namespace**, as in NestJS. The client's other namespaces stay connected.", connections, async (t, { url }) => {
  const stays = await connect(t, `${url}/cart`);
  const left = stays.io.socket("/full");
  t.after(() => left.disconnect());
  assert.equal(await next(left, "full"), "there is no seat left");
  if (left.connected) await next(left, "disconnect");
  // The same connection serves the other namespace.
  const { id } = stays.io.engine;
  assert.equal(await ask(stays, "add", "bread"), 1);
  assert.equal(stays.io.engine.id, id);
});

says("In NestJS 12, this error ends the process, and with it the connections of all clients.", async (t) => {
  const server = await startNest({ PAGE: "what-your-clients-notice" });
  t.after(() => server.stop());
  const other = await visitor(t, server.url, { namespace: "/notes", transports: ["websocket"] });
  await visitor(t, server.url, { namespace: "/vault", expectsError: true });
  await other.seesSoon("disconnect");
  assert.deepEqual(await server.ended, { code: 1, signal: null });
});

const LIMIT = 1_000_000;
for (const transport of ["websocket", "polling"]) {
  /** A message whose packet has this many bytes. */
  const send = async (t, url, bytes) => {
    const one = await visitor(t, url, { namespace: "/articles", transports: [transport] });
    const rest = '42/articles,0["article",{"id":7,"more":""}]'.length;
    one.ask("article", { id: 7, more: "x".repeat(bytes - rest) });
    return one;
  };

  saysOfBoth(
    "**A message that is too large ends the connection**, as in NestJS. The limit is the same 1,000,000 bytes.",
    page,
    async (t, { url }) => {
      await (await send(t, url, LIMIT)).sees([["ack", 7]]);
      const one = await send(t, url, LIMIT + 1);
      await one.seesSoon("disconnect");
      // Over polling, the client learns it from whichever of its two requests fails first.
      assert.match(JSON.stringify(one.seen), /^\[\["disconnect","transport (close|error)"\]\]$/);
      await connect(t, `${url}/articles`, { transports: [transport] });
    },
    `over ${transport}, `,
  );
}

says("NestJS without `cors` lets the page of any site connect by WebSocket, since browsers do not check origins there.", async (t) => {
  const from = { extraHeaders: { origin: "https://elsewhere.example" } };
  const websocket = client(t, `${page.nest.url}/orders`, { transports: ["websocket"], ...from });
  await next(websocket, "connect");
  // By polling no page can read the answer: it names no origin.
  const answer = await fetch(`${page.nest.url}/socket.io/?EIO=4&transport=polling`, { headers: from.extraHeaders });
  assert.equal(answer.headers.get("access-control-allow-origin"), null);
});
