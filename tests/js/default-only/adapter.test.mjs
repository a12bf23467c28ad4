// `examples/adapter` has a custom adapter, which sets port and CORS for all gateways.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { openTab, startBrowser } from "../support/browser.mjs";
import { ask, connect, next, TRANSPORTS } from "../support/client.mjs";
import { serverFor, startServer } from "../support/server.mjs";

let adapter;

/** Where the example says that something is. */
const place = (what) => adapter.log().match(new RegExp(`^${what} is at (\\S+)$`, "m"))[1];

before(async () => {
  adapter = await startServer("adapter", { env: { GATEWAY_PORT: "0" } });
  await adapter.logged(/^clock is at /m);
});

after(() => adapter?.stop());

for (const { way, transports } of TRANSPORTS) {
  describe(`a custom adapter sets port and CORS for all gateways, over ${way}`, () => {
    test("all gateways are on its port, and not on the app's own", async (t) => {
      const [page, echo, clock] = ["the page", "echo", "clock"].map((what) => new URL(place(what)));
      assert.equal(echo.port, clock.port);
      assert.notEqual(echo.port, page.port);

      const said = await connect(t, echo.href, { transports });
      assert.equal(await ask(said, "say", "hi"), "hi");
      const time = await connect(t, clock.href, { transports });
      assert.ok(Math.abs((await ask(time, "time")).unixSeconds - Date.now() / 1000) < 60);

      await assert.rejects(connect(t, `${page.origin}/echo`, { transports }));
    });

    test("pages of any origin may connect", async (t) => {
      const extraHeaders = { Origin: "https://anywhere.example" };
      const socket = await connect(t, place("echo"), { transports, extraHeaders });
      assert.equal(await ask(socket, "say", "hi"), "hi");
    });

    test("a shutdown says goodbye on every port", async (t) => {
      const own = await serverFor(t, "adapter", { env: { GATEWAY_PORT: "0" } });
      await own.logged(/^clock is at /m);
      const [, echo] = own.log().match(/^echo is at (\S+)$/m);
      const socket = await connect(t, echo, { transports });
      const left = next(socket, "disconnect");
      assert.deepEqual(await own.stop("SIGTERM"), { code: 0, signal: null });
      await left;
    });
  });
}

test("both ports in use are one error that names both", async (t) => {
  const [page, echo] = ["the page", "echo"].map((what) => new URL(place(what)).port);
  await assert.rejects(
    startServer("adapter", { env: { PORT: page, GATEWAY_PORT: echo } }).then((second) => {
      t.after(() => second.stop());
    }),
    (error) => {
      assert.match(error.message, new RegExp(`2 problems[^]*127\\.0\\.0\\.1:${page}[^]*127\\.0\\.0\\.1:${echo}`));
      assert.match(error.message, /the port of `ClockGateway` and `EchoGateway`/);
      return true;
    },
  );
});

describe("in a real browser", () => {
  let browser;

  before(async () => {
    browser = await startBrowser();
  });

  after(() => browser?.close());

  test("a page of one port talks to the gateways of another", async (t) => {
    const { page, errors } = await openTab(t, browser, place("the page"));
    page.setDefaultTimeout(10_000);
    await page.getByRole("status").filter({ hasText: "Connected" }).waitFor();
    await page.getByLabel("Text").fill("xin chào");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText('The gateways say "xin chào"').waitFor();
    assert.deepEqual(errors, []);
  });

  /** What a page of `adapter` becomes that connects to `url`: its origin is a foreign one there. */
  const foreign = async (t, url, transports) => {
    const { page } = await openTab(t, browser, place("the page"));
    return page.evaluate(
      ([url, transports]) =>
        new Promise((resolve) => {
          const socket = io(url, { transports, reconnection: false, forceNew: true });
          socket.once("connect", () => resolve("connected"));
          socket.once("connect_error", () => resolve("refused"));
        }),
      [url, transports],
    );
  };

  for (const transports of [["polling"], ["websocket"]]) {
    test(`a foreign page may not connect to a server without CORS by ${transports}`, async (t) => {
      const chat = await serverFor(t, "chat");
      assert.equal(await foreign(t, chat.url, transports), "refused");
      await chat.logged(/a page of a foreign origin was refused.*origin="http:\/\/127\.0\.0\.1:\d+"/);
      assert.equal(await foreign(t, place("echo"), transports), "connected");
    });
  }
});
