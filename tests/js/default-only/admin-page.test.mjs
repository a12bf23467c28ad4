// The real page of @socket.io/admin-ui in a real browser works against one server, and against two that share rooms through a
// real Redis.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import msgpack from "socket.io-msgpack-parser";

import { LOGIN, openAdminPage, startAdminServer } from "../support/admin-page.mjs";
import { startBrowser } from "../support/browser.mjs";
import { ask, client, connect, next } from "../support/client.mjs";
import { startRedis } from "../support/redis.mjs";
import { until } from "../support/until.mjs";

let browser;

before(async () => {
  browser = await startBrowser();
});

after(() => browser?.close());

/** A server of a test, with the page signed in. */
async function signedIn(t, env = {}, options = {}) {
  const server = await startAdminServer(env);
  t.after(() => server.stop());
  const admin = await openAdminPage(t, browser, server);
  await admin.signIn(options);
  return { server, admin };
}

/** A client in the chat of `server` that is in `rooms`. */
async function member(t, server, rooms = [], options = { transports: ["websocket"] }) {
  const socket = await connect(t, `${server.url}/chat`, options);
  for (const room of rooms) await ask(socket, "join", room);
  return socket;
}

/** Whether exactly these sockets are there. */
const are = (...sockets) => (namespace) =>
  `${namespace.sockets.map(({ id }) => id).sort()}` === `${sockets.map(({ id }) => id).sort()}`;

/** Why a client has been disconnected, once it has. */
const disconnected = async (socket) => (await next(socket, "disconnect"))[0];

describe("the form", () => {
  test("stays for a wrong password, closes for the right one, and is not needed after a reload", async (t) => {
    const server = await startAdminServer();
    t.after(() => server.stop());
    const admin = await openAdminPage(t, browser, server);
    await admin.submit({ password: "wrong" });
    await admin.form.getByText("Invalid credentials").waitFor();
    await admin.signIn();
    await admin.untilState(({ namespaces }) => namespaces.some(({ name }) => name === "/admin"), "the page's own socket");
    assert.match(await admin.page.evaluate(() => localStorage.getItem("session_id")), /^[0-9a-f]{32}$/);

    await admin.page.reload();
    await admin.untilState(({ namespaces }) => namespaces.some(({ name }) => name === "/admin"), "the sockets after a reload");
    assert.equal(await admin.form.count(), 0);
    // Without the session the form is there again.
    await admin.page.evaluate(() => localStorage.setItem("session_id", "0123456789abcdef"));
    await admin.page.reload();
    await admin.form.getByText("Invalid credentials").waitFor();
    assert.deepEqual(admin.errors(), []);
  });
});

for (const count of [1, 2]) {
  describe(`with ${count} server${count > 1 ? "s through Redis" : ""}`, () => {
    let redis;
    let servers = [];

    before(async () => {
      if (count > 1) redis = await startRedis();
      const env = redis ? { REDIS_URL: redis.url } : {};
      for (let number = 0; number < count; number += 1) {
        servers.push(await startAdminServer({ SERVER_ID: `server-${number}`, ...env }));
      }
    });
    after(async () => {
      await Promise.all(servers.map((server) => server.stop()));
      await redis?.stop();
    });

    /** The page, signed in at the first server, with three members, the last at the last server. */
    async function lobby(t) {
      const last = servers[count - 1];
      const first = await member(t, servers[0], ["lobby"]);
      const polling = await member(t, servers[0], ["lobby"], { transports: ["polling"] });
      const far = await member(t, last, ["lobby"]);
      const admin = await openAdminPage(t, browser, servers[0]);
      await admin.signIn();
      await admin.choose("/chat").catch(() => {});
      await admin.until("/chat", are(first, polling, far), "three sockets");
      await admin.choose("/chat");
      return { admin, first, polling, far };
    }

    test("the page shows sockets, rooms, servers and statistics", async (t) => {
      const { admin, first, polling, far } = await lobby(t);
      await admin.until("/chat", ({ rooms }) => rooms.lobby === 3, "three in the lobby");
      const { sockets } = await admin.namespace("/chat");
      const transport = ({ id }) => sockets.find((socket) => socket.id === id).transport;
      assert.deepEqual([first, polling, far].map(transport), ["websocket", "polling", "websocket"]);
      // The page shows the first namespace at first: not its own.
      assert.equal((await admin.state()).namespaces[0].name, "/chat");

      await admin.open("sockets");
      for (const { id } of [first, polling, far]) await admin.row(id).waitFor();
      await admin.open("rooms");
      await admin.row("lobby").getByText("3", { exact: true }).waitFor();
      await admin.open("servers");
      for (let number = 0; number < count; number += 1) await admin.row(`server-${number}`).waitFor();
      await admin.untilState(
        ({ servers }) => servers.length === count && servers.every(({ healthy }) => healthy),
        "all servers to be healthy",
      );
      await admin.untilState(
        ({ servers }) => servers.reduce((sum, server) => sum + server.clientsCount, 0) === 4 && servers.some(({ pollingClientsCount }) => pollingClientsCount === 1),
        "four connections, of which one polls",
      );
      await ask(first, "join", "lobby");
      await admin.untilState(
        ({ aggregated }) => ["packetsIn", "packetsOut", "bytesIn", "bytesOut"].every((type) => aggregated.some((one) => one.type === type && one.count > 0)),
        "packets and bytes",
      );
      assert.deepEqual(admin.errors(), []);
    });

    test("what happens is shown as it happens", async (t) => {
      const { admin, first, far } = await lobby(t);
      const told = far.connected && next(far, "said");
      await ask(first, "join", "kitchen");
      await ask(first, "say", "lobby", "hello");
      assert.equal(await told, "hello");
      const late = await member(t, servers[count - 1], ["kitchen"]);
      await admin.until("/chat", ({ rooms }) => rooms.kitchen === 2, "two in the kitchen");
      await admin.until(
        "/chat",
        ({ events }) =>
          events.some(({ type, id, eventName, args }) => type === "event_received" && id === first.id && eventName === "say" && args === '["lobby","hello"]') &&
          events.filter(({ type, eventName }) => type === "event_sent" && eventName === "said").length >= (count > 1 ? 2 : 3) &&
          events.some(({ type, id, args }) => type === "room_joined" && id === first.id && args === '"kitchen"') &&
          events.some(({ type, id }) => type === "connection" && id === late.id),
        "what was received and sent, and who has come",
      );
      await admin.open("events");
      await admin.page.locator("main code", { hasText: "say" }).first().waitFor();

      const { id } = late;
      late.disconnect();
      await admin.until(
        "/chat",
        ({ events, rooms }) => rooms.kitchen === 1 && events.some((event) => event.type === "disconnection" && event.id === id && /client namespace disconnect/.test(event.args)),
        "who has left, and why",
      );
      assert.deepEqual(admin.errors(), []);
    });

    test("an admin lets sockets join and leave, and disconnects one and a room", async (t) => {
      const { admin, first, polling, far } = await lobby(t);
      await admin.open(`n/${encodeURIComponent("/chat")}/sockets/${far.id}`);
      await admin.page.getByLabel("Join a room").fill("balcony");
      await admin.page.locator("button[type=submit]:has(.mdi-tag-plus-outline)").click();
      await admin.until("/chat", ({ rooms }) => rooms.balcony === 1, "somebody on the balcony");
      await admin.click("lobby", "mdi-tag-off-outline");
      await admin.until("/chat", ({ rooms }) => rooms.lobby === 2, "two in the lobby");

      await admin.open("sockets");
      const gone = disconnected(first);
      await admin.click(first.id, "mdi-logout");
      assert.equal(await gone, "io server disconnect");
      await admin.until("/chat", are(polling, far), "two sockets");

      await ask(polling, "join", "balcony");
      await admin.until("/chat", ({ rooms }) => rooms.balcony === 2, "both on the balcony");
      await admin.open("rooms");
      const both = Promise.all([polling, far].map(disconnected));
      await admin.click("balcony", "mdi-logout");
      assert.deepEqual(await both, ["io server disconnect", "io server disconnect"]);
      await admin.until("/chat", are(), "nobody");

      // The page has no form for an emit.
      const again = await member(t, servers[count - 1], ["lobby"]);
      const other = await member(t, servers[0]);
      other.on("said", () => assert.fail("another room was told"));
      const raw = await connect(t, `${servers[0].url}/admin`, { auth: LOGIN });
      const said = next(again, "said");
      raw.emit("emit", "/chat", "lobby", "said", 1, { a: [2] });
      assert.deepEqual(await said, [1, { a: [2] }]);
      assert.deepEqual(admin.errors(), []);
    });
  });
}

test("a page of a read-only server has no buttons, and a client that sends the commands all the same is refused", async (t) => {
  const { server, admin } = await signedIn(t, { MODE: "readonly" });
  const there = await member(t, server, ["lobby"]);
  await admin.until("/chat", ({ rooms }) => rooms.lobby === 1, "somebody in the lobby");
  await admin.choose("/chat");
  await admin.open("sockets");
  await admin.row(there.id).waitFor();
  assert.equal(await admin.row(there.id).locator("button").count(), 0);
  assert.deepEqual((await admin.state()).features, ["AGGREGATED_EVENTS", "ALL_EVENTS"]);

  const raw = await connect(t, `${server.url}/admin`, { auth: LOGIN });
  there.on("said", () => assert.fail("an admin has emitted"));
  raw.emit("emit", "/chat", "lobby", "said", 1);
  raw.emit("join", "/chat", "kitchen");
  raw.emit("leave", "/chat", "lobby");
  raw.emit("_disconnect", "/chat", true);
  await server.logged(/an admin's command "_disconnect" was refused/);
  await ask(there, "say", "nobody", "hello");
  await admin.until("/chat", ({ events }) => events.some(({ eventName }) => eventName === "say"), "what was said");
  assert.deepEqual((await admin.namespace("/chat")).rooms, { lobby: 1 });
  assert.ok(there.connected);
});

test("a page of a server in production has statistics alone", async (t) => {
  const { server, admin } = await signedIn(t, { MODE: "production", SERVER_ID: "production" });
  const there = await member(t, server, ["lobby"]);
  await ask(there, "say", "lobby", "hello");
  await admin.untilState(({ servers }) => servers[0]?.clientsCount === 2, "two connections");
  const { features, namespaces } = await admin.state();
  assert.deepEqual(features, ["AGGREGATED_EVENTS"]);
  assert.deepEqual(namespaces, []);
  await admin.page.locator("main").getByText("/chat").waitFor();
  assert.deepEqual(admin.errors(), []);
});

test("neither cookies nor what a client authenticates with are sent to the page", async (t) => {
  const { server, admin } = await signedIn(t);
  const there = await member(t, server, [], {
    transports: ["websocket"],
    extraHeaders: { cookie: "id=SECRET", authorization: "Bearer SECRET", "x-other": "shown" },
    auth: { token: "SECRET" },
  });
  await admin.until("/chat", are(there), "the socket");
  const [{ headers }] = (await admin.namespace("/chat")).sockets;
  assert.ok(headers.includes("x-other"));
  const everything = await admin.page.evaluate(() => JSON.stringify(document.querySelector("#app").__vue__.$store.state.main.namespaces.map((one) => one.sockets)));
  assert.doesNotMatch(everything, /SECRET/);
});

test("an upgrade from polling is shown", async (t) => {
  const { server, admin } = await signedIn(t);
  const socket = client(t, `${server.url}/chat`, { transports: ["polling", "websocket"], upgrade: true });
  await next(socket, "connect");
  await admin.until("/chat", ({ sockets }) => sockets[0]?.transport === "websocket", "the transport after the upgrade");
});

test("the page speaks MessagePack with an app that does", async (t) => {
  const { server, admin } = await signedIn(t, { PARSER: "msgpack" }, { parser: "MessagePack" });
  const there = await member(t, server, ["lobby"], { transports: ["websocket"], parser: msgpack });
  await admin.until("/chat", ({ rooms }) => rooms.lobby === 1, "somebody in the lobby");
  const said = next(there, "said");
  await ask(there, "say", "lobby", "hello");
  assert.equal(await said, "hello");
  await admin.until(
    "/chat",
    ({ events }) => events.some(({ type, eventName, args }) => type === "event_received" && eventName === "say" && args === '["lobby","hello"]'),
    "what was received",
  );
  await admin.choose("/chat");
  await admin.open("sockets");
  await admin.click(there.id, "mdi-logout");
  await until(() => !there.connected, "the client to be disconnected");
  assert.deepEqual(admin.errors(), []);
});
