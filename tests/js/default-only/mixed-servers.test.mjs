// What a server of a mixed cluster emits for the other servers reaches their listeners: `#[on_server_event]` of ours,
// and `namespace.on(..)` of Node.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask } from "../support/client.mjs";
import { cluster, member, OURS } from "../support/mixed.mjs";
import { fresh } from "../support/sharing.mjs";
import { until } from "../support/until.mjs";

const REQUESTS_TIMEOUT = 1_000;

const mixed = cluster({
  node: { node: { options: { requestsTimeout: REQUESTS_TIMEOUT } } },
  otherNode: { node: {} },
  rust: { rust: {} },
  otherRust: { rust: { parser: "msgpack" } },
});
const { servers } = mixed;

describe("an event for servers", { skip: !OURS && "only ours have methods for it" }, () => {
  /** The prices that each server is told of for `product`, by the name of the server. */
  const listening = (t, product) => {
    const told = { node: [], otherNode: [] };
    for (const name of ["node", "otherNode"]) {
      const listener = (price) => price?.product === product && told[name].push(price.cents);
      servers[name].verbs.on("price-changed", listener);
      t.after(() => servers[name].verbs.off("price-changed", listener));
    }
    const ours = (what) => (name) => servers[name].entries({ what, product }).map(({ cents }) => cents);
    return () => ({
      ...told,
      rust: ours("told")("rust"),
      otherRust: ours("told")("otherRust"),
      tooRust: ours("told-too")("rust").length,
    });
  };
  const counts = (told) => Object.values(told).map((list) => list.length ?? list);
  const numbers = Array.from({ length: 50 }, (_, cents) => cents);

  test("of a server of Node reaches all other servers, in order", async (t) => {
    const product = fresh();
    const told = listening(t, product);
    for (const cents of numbers) servers.node.verbs.serverSideEmit("price-changed", { product, cents });
    await until(() => counts(told()).join() === "0,50,50,50,50", () => `the others to be told: ${JSON.stringify(told())}`);
    assert.deepEqual(told(), { node: [], otherNode: numbers, rust: numbers, otherRust: numbers, tooRust: 50 });
  });

  for (const from of ["rust", "otherRust"]) {
    test(`of ${from} reaches all other servers, in order`, async (t) => {
      const product = fresh();
      const told = listening(t, product);
      const sender = await member(t, servers[from]);
      assert.equal(await ask(sender, "tell", "price-changed", product, 50), undefined);
      const expected = { node: numbers, otherNode: numbers, rust: numbers, otherRust: numbers, [from]: [] };
      await until(
        () => ["node", "otherNode", "rust", "otherRust"].every((name) => told()[name].length === expected[name].length),
        () => `the others to be told: ${JSON.stringify(told())}`,
      );
      assert.deepEqual({ ...told(), tooRust: 0 }, { ...expected, tooRust: 0 });
    });
  }

  test("that nobody listens to, that a method cannot read or has no arguments, is survived", async (t) => {
    const product = fresh();
    const told = listening(t, product);
    const { verbs } = servers.node;
    verbs.serverSideEmit("unknown", 1);
    verbs.serverSideEmit("price-changed");
    verbs.serverSideEmit("price-changed", "no price");
    verbs.serverSideEmit("price-changed", null, 1, 2);
    verbs.serverSideEmit("fails", { product, cents: 1 });
    verbs.serverSideEmit("panics");
    verbs.serverSideEmit("price-changed", { product, cents: 7 }, "more than the method takes");
    await until(() => told().rust.length === 1 && told().otherRust.length === 1, "the others to be told");
    for (const name of ["rust", "otherRust"]) {
      await servers[name].logged(new RegExp(`a server event failed.*no price for ${product}`));
      await servers[name].logged(/a server event panicked/);
    }
  });
});

describe("a server of Node that asks the other servers", () => {
  test("has the answers of those of Node, and its own error for those that do not answer", async () => {
    const answering = (callback) => callback("other");
    servers.otherNode.verbs.on("question", answering);
    const { verbs } = servers.node;
    const [error, responses] = await new Promise((resolve) => verbs.serverSideEmit("question", (...given) => resolve(given)));
    servers.otherNode.verbs.off("question", answering);
    assert.match(error.message, /timeout reached: only 1 responses received out of 3/);
    assert.deepEqual(responses, ["other"]);
    // And is served as before.
    assert.equal((await verbs.fetchSockets()).length >= 0, true);
  });
});
