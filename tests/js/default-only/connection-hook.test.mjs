// No message is lost that a client sends while it goes over from polling to a WebSocket and its connection hook runs
// (guarantee 3). Everything else about the hook is in tests/rust/gateways/connection_hook/.

import assert from "node:assert/strict";
import { test } from "node:test";

import { client, upgraded } from "../support/client.mjs";
import { serverForAll } from "../support/server.mjs";
import { within } from "../support/within.mjs";

/** How many clients connect at once: polling costs a machine a multiple. */
const MANY = 300;

const server = serverForAll("test-server");

test(`guarantee 3: ${MANY} clients that upgrade and emit at CONNECT, with a hook that awaits: nothing is lost`, { timeout: 60_000 }, async (t) => {
  const answers = await Promise.all(
    Array.from({ length: MANY }, (_, number) => {
      const life = client(t, `${server.url}/life`, { transports: ["polling", "websocket"] });
      return within(
        50_000,
        new Promise((resolve, reject) => {
          life.on("connect_error", reject);
          life.on("connect", () => {
            life.emit("number", number, (first) => {
              life.emit("number", number + MANY, (second) => resolve([first, second, life]));
            });
          });
        }),
        `the answer ${number}`,
      );
    }),
  );
  answers.forEach(([first, second], number) => {
    assert.deepEqual([first.number, first.prepared], [number, true]);
    assert.deepEqual([second.number, second.prepared], [number + MANY, true]);
  });
  await Promise.all(answers.map(([, , life]) => upgraded(life)));
});
