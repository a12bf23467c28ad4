// The page "Modules and injection": services, gateways in services, and other namespaces.

import { test } from "node:test";
import assert from "node:assert/strict";

import { ask, beside } from "../support/client.mjs";
import { sideBySide } from "../support/side-by-side.mjs";

const { nest, here, same } = sideBySide("modules-and-injection", { env: { GREETING: "Welcome" } });

/** Asks over the connection of `one`, in another namespace. */
async function askBeside(one, namespace, ...message) {
  const other = await beside({ after() {} }, one.socket, namespace);
  assert.equal(await ask(other, ...message), true);
}

same("a service that is made asynchronously is injected", [["ack", 4]], (one) => one.ask("price", "book"), {
  namespace: "/shop",
});

same("a service emits to the clients of a gateway", [["created", "book"]], (one) => askBeside(one, "/shop", "order", "book"), {
  namespace: "/orders",
});

same("a gateway emits to another namespace", [["measured", 21]], (one) => askBeside(one, "/devices", "measured", 21), {
  namespace: "/staff",
});

same("settings come from the environment", [["ack", "Welcome An"]], (one) => one.ask("greet", "An"), { namespace: "/greetings" });

same("a gateway that is not in the list is not served", [["connect_error", "Invalid namespace"]], () => {}, {
  namespace: "/forgotten",
  expectsError: true,
});

test("the log names each gateway that is served (here)", async () => {
  for (const name of ["OrdersGateway", "ShopGateway", "StaffGateway", "DevicesGateway"]) {
    await here.logged(new RegExp(`${name} \\(crate guide\\) serves`));
  }
});

test("the log names the events of each gateway (NestJS)", () => nest.logged(/ShopGateway subscribed to the "price" message/));
