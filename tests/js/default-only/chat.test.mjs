// `examples/chat` serves the official client over both transports, as a process with a log. What its gateway does is tested
// beside it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, next, TRANSPORTS } from "../support/client.mjs";
import { serverFor, serverForAll, startServer } from "../support/server.mjs";

const chat = serverForAll("chat");

for (const { way, transports } of TRANSPORTS) {
  describe(`chat over ${way}`, () => {
    const join = (t) => connect(t, chat.url, { transports });

    test("every connected client receives the greeting, once", async (t) => {
      const clients = await Promise.all([join(t), join(t), join(t)]);
      const received = clients.map(() => []);
      clients.forEach((client, i) => client.on("receive-message", (...values) => received[i].push(values)));
      // The second one is the proof that the first came only once: what one client sends is
      // answered and delivered in order.
      for (const name of ["Bình", "last"]) {
        const arrived = clients.map((client) => next(client, "receive-message"));
        assert.deepEqual(await ask(clients[0], "send-message", { name }), { name });
        await Promise.all(arrived);
      }
      for (const values of received) {
        assert.deepEqual(values, [[{ data: "Hello Bình" }], [{ data: "Hello last" }]]);
      }
    });

    test("a client that leaves is logged", async (t) => {
      const an = await join(t);
      const { id } = an;
      await chat.logged(new RegExp(`\\bconnected\\b.*${id}`));
      an.disconnect();
      await chat.logged(new RegExp(`disconnected.*${id}`));
    });
  });
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  test(`${signal} ends the process with success while clients are connected`, async (t) => {
    const server = await serverFor(t, "chat");
    const clients = await Promise.all(
      TRANSPORTS.map(({ transports }) => connect(t, server.url, { transports })),
    );
    const left = clients.map((client) => next(client, "disconnect"));
    assert.deepEqual(await server.stop(signal), { code: 0, signal: null });
    await Promise.all(left);
  });
}

test("a port in use is an error that names the address", async (t) => {
  const { port } = new URL(chat.url);
  await assert.rejects(
    startServer("chat", { env: { PORT: port } }).then((second) => {
      t.after(() => second.stop());
    }),
    new RegExp(`ended before it listened: 1\\b[^]*127\\.0\\.0\\.1:${port}`),
  );
});

test("the page and what it loads are served", async () => {
  for (const [path, type] of [
    ["/", "text/html"],
    ["/page.css", "text/css"],
    ["/chat.css", "text/css"],
    ["/chat.js", "text/javascript"],
    ["/socket.io.min.js", "text/javascript"],
  ]) {
    const response = await fetch(chat.url + path);
    assert.equal(response.status, 200, path);
    assert.match(response.headers.get("content-type"), new RegExp(`^${type}\\b`), path);
    assert.notEqual(await response.text(), "", path);
  }
});
