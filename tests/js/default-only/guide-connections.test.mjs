// The page "Connections": hooks, what a client brings along, and how a client is refused.

import { describe, test } from "node:test";

import { sideBySide } from "../support/side-by-side.mjs";

const { nest, here, same } = sideBySide("connections");
const as = (name) => ({ namespace: "/lobby", auth: { name }, query: { from: "home" }, expectsError: true });

describe("the hooks", () => {
  same("of a connection knows `auth` and the query", [["connect"], ["welcome", "An", "home"]], () => {}, as("An"));

  same("of a disconnection knows the reason", [["connect"], ["welcome", "An", "home"], ["left", "Bo", "client namespace disconnect"]], async (one) => {
    await one.seesSoon("welcome");
    const other = await one.another(as("Bo"));
    await other.seesSoon("welcome");
    other.socket.disconnect();
  }, as("An"));

  test("of the start runs (both)", async () => {
    for (const server of [nest, here]) await server.logged(/^ready at \/lobby$/m);
  });
});

describe("a user", () => {
  same("is kept with the socket", [["connect"], ["welcome", "An", "home"], ["ack", "An"]], async (one) => {
    await one.seesSoon("welcome");
    one.ask("who-am-i");
  }, as("An"));

  same("is online while somebody is in the room of the user", [["connect"], ["welcome", "Bo", "home"], ["ack", true]], async (one) => {
    await one.seesSoon("welcome");
    const other = await one.another(as("An"));
    await other.seesSoon("welcome");
    one.ask("is-online");
  }, as("Bo"));
});

describe("a client", () => {
  same("that is refused before it is connected", [["connect_error", "log in first"]], () => {}, {
    namespace: "/private",
    expectsError: true,
  });
  same("that is let in", [["connect"]], () => {}, {
    namespace: "/private",
    auth: { token: "secret" },
    expectsError: true,
  });
  same(
    "that the hook disconnects",
    [["connect"], ["full", "there is no seat left"], ["disconnect", "io server disconnect"]],
    () => {},
    { namespace: "/full", expectsError: true },
  );
});

same("each connection has a value of its own", [["ack", 1], ["ack", 2]], async (one) => {
  await one.answer("add", "bread");
  const other = await one.another();
  await other.answer("add", "salt");
  await one.answer("add", "butter");
  await other.sees([["ack", 1]]);
}, { namespace: "/cart" });
