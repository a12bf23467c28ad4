// Two gateways that declare two ports have two when the options set both to 0, and reach each other's clients.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, next, TRANSPORTS } from "../support/client.mjs";
import { serverForAll } from "../support/server.mjs";

const server = serverForAll("endpoints-server");

/** Where the server says that a gateway is. */
const place = (gateway) => server.log().match(new RegExp(`^${gateway} is at (\\S+)$`, "m"))[1];

for (const { way, transports } of TRANSPORTS) {
  describe(`gateways at ports that the system chooses, over ${way}`, () => {
    test("each declared port is a port", async (t) => {
      await server.logged(/^asks is at /m);
      const ports = ["prices", "bids", "asks"].map((gateway) => new URL(place(gateway)).port);
      assert.equal(new Set(ports).size, 3, `${ports}`);

      // The same namespace and the same event.
      for (const gateway of ["bids", "asks"]) {
        const client = await connect(t, `${place(gateway)}/quotes`, { transports });
        assert.equal(await ask(client, "which"), gateway);
      }
      await assert.rejects(connect(t, `${place("prices")}/quotes`, { transports }));
    });

    test("a gateway has the handle to another one without `provide`", async (t) => {
      await server.logged(/^asks is at /m);
      const prices = await connect(t, `${place("prices")}/prices`, { transports });
      const bids = await connect(t, `${place("bids")}/quotes`, { transports });
      const asks = await connect(t, `${place("asks")}/quotes`, { transports });
      const told = [next(bids, "bid"), next(asks, "ask")];
      await ask(prices, "publish", 7);
      assert.deepEqual(await Promise.all(told), [7, 7]);
    });
  });
}
