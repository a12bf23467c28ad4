// The page "Ports, options and namespaces": what the options of a server do, and namespaces with parameters.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { sideBySide } from "../support/side-by-side.mjs";

const { nest, here, same } = sideBySide("ports-and-options");

/** What a server tells a client that begins to poll: the status, and its settings. */
async function opened({ url }, path) {
  const answer = await fetch(`${url}${path}/?EIO=4&transport=polling`);
  const text = await answer.text();
  const { pingInterval, pingTimeout, maxPayload } = answer.ok ? JSON.parse(text.slice(1)) : {};
  return { status: answer.status, pingInterval, pingTimeout, maxPayload };
}

describe("options (both)", () => {
  test("of a gateway, and of the adapter, are told to the client", async () => {
    const told = { status: 200, pingInterval: 10_000, pingTimeout: 7_000, maxPayload: 64_000 };
    for (const server of [nest, here]) assert.deepEqual(await opened(server, "/tuned"), told);
  });

  test("have the same defaults", async () => {
    const told = { status: 200, pingInterval: 25_000, pingTimeout: 7_000, maxPayload: 1_000_000 };
    for (const server of [nest, here]) assert.deepEqual(await opened(server, "/socket.io"), told);
  });

  test("refuse a transport that is not offered", async () => {
    for (const server of [nest, here]) assert.equal((await opened(server, "/fast")).status, 400);
  });
});

test("origins may be a pattern (both)", async () => {
  const origin = async ({ url }, page) => {
    const answer = await fetch(`${url}/shared/?EIO=4&transport=polling`, { headers: { origin: page } });
    return answer.headers.get("access-control-allow-origin");
  };
  for (const server of [nest, here]) {
    assert.equal(await origin(server, "https://app.example.com"), "https://app.example.com");
    assert.equal(await origin(server, "https://a.b.example.com"), null);
    assert.equal(await origin(server, "https://example.com.evil.example"), null);
  }
});

describe("a namespace", () => {
  same("with one segment as a parameter", [["ack", "7"]], (one) => one.ask("which"), { namespace: "/chat/7" });
  same("does not take two segments for one", [["connect_error", "Invalid namespace"]], () => {}, {
    namespace: "/chat/7/8",
    expectsError: true,
  });
  same("with all further segments as a parameter", [["ack", "a/b"]], (one) => one.ask("which"), {
    namespace: "/files/a/b",
  });
});

same("another transport at a path of its own", [["connect"]], () => {}, {
  path: "/fast",
  transports: ["websocket"],
  expectsError: true,
  hasBarrier: false,
});
