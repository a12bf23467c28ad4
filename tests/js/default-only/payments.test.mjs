// `examples/payments` serves the official client and a payment provider, on one server.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { client, next, TRANSPORTS } from "../support/client.mjs";
import { assertError } from "../support/errors.mjs";
import { caughtUp, joined, pay, post, statuses, stranger, watch } from "../support/payments.mjs";
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

    test("a payment service that is no gateway tells a list of socket ids", async (t) => {
      const clients = [await join(t, "an"), await join(t, "binh"), await join(t, "an")];
      const received = statuses(...clients);
      const sockets = clients.slice(0, 2).map(({ id }) => id);
      assert.deepEqual(await post(payments.url, "/payments/success", { sockets }), TOLD);
      await Promise.all(clients.map(caughtUp));
      assert.deepEqual(received, [[SUCCESS], [SUCCESS], []]);
    });

    test("a client learns whose room it is in", async (t) => {
      const auth = { userId: "an.nguyen@example.com" };
      assert.deepEqual(await joined(client(t, `${payments.url}/payment`, { transports, auth })), auth);
    });

    test("a client that has left is not told", async (t) => {
      const [gone, stays] = [await join(t, "an"), await join(t, "an")];
      const [, received] = statuses(gone, stays);
      const { id } = gone;
      gone.disconnect();
      await payments.logged(new RegExp(`disconnected.*${id}`));
      assert.deepEqual(await pay(payments.url, "an"), TOLD);
      assert.deepEqual(await post(payments.url, "/payments/success", { sockets: [id] }), TOLD);
      await caughtUp(stays);
      assert.deepEqual(received, [SUCCESS]);
    });

    for (const [what, auth, message] of [
      ["no auth", undefined, /missing field `userId`/],
      ["an auth without a user", {}, /missing field `userId`/],
      ["an auth of another type", { userId: 7 }, /`userId`: invalid type: integer/],
      ["an empty user id", { userId: "" }, /`userId`: a user id has 1 to 64/],
      ["a user id that is the name of a room", { userId: "a user:7" }, /`userId`: a user id has 1 to 64/],
      ["a user id that is too long", { userId: "7".repeat(65) }, /`userId`: a user id has 1 to 64/],
    ]) {
      test(`${what} is refused with the reason`, async (t) => {
        const refused = stranger(t, payments.url, auth, { transports });
        const left = next(refused, "disconnect");
        const exception = await next(refused, "exception");
        assertError(exception, "bad_request", "connection");
        assert.match(exception.message, message);
        await left;
      });
    }
  });
}

for (const [what, path, body, status, message] of [
  ["a user id that is not valid", "/payments/a%20b/success", undefined, 400, /a user id has 1 to 64/],
  ["a user id of no characters", "/payments//success", undefined, 400, /a user id has 1 to 64/],
  ["a path that is no text", "/payments/%ff/success", undefined, 400, /UTF-8/],
  ["no body", "/payments/success", undefined, 415, /application\/json/],
  ["no list", "/payments/success", {}, 422, /missing field `sockets`/],
  ["a list of nobody", "/payments/success", { sockets: [] }, 422, /at least one socket id/],
  ["a socket id that is not valid", "/payments/success", { sockets: ["AAAAAAAAAAAAAAHs", "no id"] }, 422, /not a socket id/],
  ["a socket id of another type", "/payments/success", { sockets: [7] }, 422, /expected a string/],
  ["an unknown route", "/payments", undefined, 404, /no such route/],
]) {
  test(`a request with ${what} is answered with an error in JSON, and nobody is told`, async (t) => {
    const an = await watch(t, payments.url, "an");
    const [received] = statuses(an);
    const refused = await post(payments.url, path, body);
    assert.equal(refused.status, status);
    assert.equal(refused.answer.status, "error");
    assert.match(refused.answer.message, message);
    await caughtUp(an);
    assert.deepEqual(received, []);
  });
}

test("a request of another method is answered with an error in JSON", async () => {
  const response = await fetch(`${payments.url}/payments/an/success`);
  assert.equal(response.status, 405);
  assert.equal((await response.json()).status, "error");
});

test("a body that is no JSON, or too long, is answered with an error in JSON", async () => {
  for (const [body, status] of [
    ['{"sockets":', 400],
    [" ".repeat(3_000_000), 413],
  ]) {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${payments.url}/payments/success`, { method: "POST", headers, body });
    assert.equal(response.status, status);
    assert.equal((await response.json()).status, "error");
  }
});

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
