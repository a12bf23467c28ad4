// `examples/payments` serves the official client and a payment provider, on one server, as a process. What its gateway and its
// routes do is tested beside them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { next, TRANSPORTS } from "../support/client.mjs";
import { assertError } from "../support/errors.mjs";
import { caughtUp, pay, statuses, stranger, watch } from "../support/payments.mjs";
import { serverFor, serverForAll } from "../support/server.mjs";

const TOLD = { status: 200, answer: { status: "success", shared: true, missed: 0 } };
const SUCCESS = [{ status: "success" }];

const payments = serverForAll("payments");

for (const { way, transports } of TRANSPORTS) {
  describe(`payments over ${way}`, () => {
    const join = (t, userId) => watch(t, payments.url, userId, { transports });

    test("a payment service that is no gateway tells a user's room", async (t) => {
      const clients = [await join(t, "an"), await join(t, "an"), await join(t, "binh")];
      const received = statuses(...clients);
      assert.deepEqual(await pay(payments.url, "an"), TOLD);
      assert.deepEqual(await pay(payments.url, "binh"), TOLD);
      // What the service sent is delivered before what is asked now.
      await Promise.all(clients.map(caughtUp));
      assert.deepEqual(received, [[SUCCESS], [SUCCESS], [SUCCESS]]);
    });

    test("a user id that is the name of a room is refused with the reason", async (t) => {
      const refused = stranger(t, payments.url, { userId: "a user:7" }, { transports });
      const left = next(refused, "disconnect");
      const exception = await next(refused, "exception");
      assertError(exception, "bad_request", "connection");
      assert.match(exception.message, /`userId`: a user id has 1 to 64/);
      await left;
    });
  });
}

test("HOST chooses the address", async (t) => {
  const everywhere = await serverFor(t, "payments", { env: { HOST: "0.0.0.0" } });
  const { hostname, port } = new URL(everywhere.url);
  assert.equal(hostname, "0.0.0.0");
  assert.deepEqual(await pay(`http://127.0.0.1:${port}`, "an"), TOLD);
});

test("the page and what it loads are served", async () => {
  for (const [path, type] of [
    ["/", "text/html"],
    ["/page.css", "text/css"],
    ["/payments.css", "text/css"],
    ["/payments.js", "text/javascript"],
    ["/socket.io.min.js", "text/javascript"],
  ]) {
    const response = await fetch(payments.url + path);
    assert.equal(response.status, 200, path);
    assert.match(response.headers.get("content-type"), new RegExp(`^${type}\\b`), path);
    assert.notEqual(await response.text(), "", path);
  }
});
