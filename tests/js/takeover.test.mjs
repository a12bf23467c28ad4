// Nobody acts as another client: the id of a socket, which applications hand to others, opens no session.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { arrived, ask, client, connect, next, record, upgraded } from "./support/client.mjs";
import { attack } from "./support/attacker.mjs";
import { named } from "./support/protocol.mjs";
import { socketOf } from "./support/session.mjs";
import { serverFor } from "./support/server.mjs";
import { rawPolling } from "./support/wire.mjs";

const SERVERS = [
  ["the app's own listener", {}],
  ["a service that is mounted in axum", { SERVE: "axum" }],
];

const POLLING = ["polling"];
const UPGRADING = ["polling", "websocket"];

for (const [what, env] of SERVERS) {
  describe(named(`only a client acts as itself, at ${what}`), () => {
    const begin = (t) => serverFor(t, "test-server", { env });

    /** The victim lives on, and has been told and asked nothing but what it said itself. */
    const assertUnharmed = async (t, server, victim, said, seen) => {
      const { id } = victim;
      const last = `last of ${said.length}`;
      const everything = [...said, last];
      assert.equal(await ask(victim, "say", last), last);
      await arrived(t, victim);
      const texts = (entries) => entries.map(({ text }) => text);
      assert.deepEqual(texts(server.entries({ gateway: "Secret", what: "said", id })), everything);
      assert.deepEqual(seen.filter(([event]) => event === "said").map(([, text]) => text), everything);
      assert.deepEqual(seen.filter(([event]) => event.includes("connect") && event !== "connect"), []);
      assert.deepEqual(server.entries({ gateway: "Secret", what: "left" }), []);
    };

    /** The victim says something again and again until `attacks` are over, and what it has said. */
    const talkDuring = async (victim, attacks) => {
      const said = [];
      let isOver = false;
      const over = attacks.finally(() => (isOver = true));
      while (!isOver) {
        const text = `own ${said.length}`;
        assert.equal(await ask(victim, "say", text), text);
        said.push(text);
      }
      await over;
      return said;
    };

    test("nobody acts as a client that polls", async (t) => {
      const server = await begin(t);
      const victim = await connect(t, `${server.url}/secret`, { transports: POLLING });
      const seen = record(victim);
      const said = await talkDuring(victim, attack(server.url, victim.id));
      await assertUnharmed(t, server, victim, said, seen);
    });

    test("nobody acts as a client that upgrades, from before the upgrade until after it", async (t) => {
      const server = await begin(t);
      const victim = client(t, `${server.url}/secret`, { transports: UPGRADING });
      const seen = record(victim);
      const isUpgraded = upgradeOf(victim);
      await next(victim, "connect");
      const attacks = (async () => {
        await Promise.all([attack(server.url, victim.id), isUpgraded]);
        await attack(server.url, victim.id);
      })();
      const said = await talkDuring(victim, attacks);
      await upgraded(victim);
      await assertUnharmed(t, server, victim, said, seen);
    });

    test("nobody acts as a client that began as a WebSocket", async (t) => {
      const server = await begin(t);
      const victim = await connect(t, `${server.url}/secret`, { transports: ["websocket"] });
      const seen = record(victim);
      const said = await talkDuring(victim, attack(server.url, victim.id));
      await assertUnharmed(t, server, victim, said, seen);
    });

    test("nobody acts as another client with the tag of another session", async (t) => {
      const server = await begin(t);
      const victim = await connect(t, `${server.url}/secret`, { transports: POLLING });
      const seen = record(victim);
      const own = await connect(t, `${server.url}/secret`, { transports: POLLING });
      const session = own.io.engine.id;
      const tag = session.slice(socketOf(session).length);
      assert.notEqual(tag, "");
      const said = await talkDuring(victim, attack(server.url, victim.id + tag));
      // The attacker is in the room too, and hears what is said to all.
      await assertUnharmed(t, server, victim, said, seen);
    });

    test("a client polls and posts with the id of the session that it was told", async (t) => {
      const server = await begin(t);
      const polling = await rawPolling(server.url, "/secret");
      await polling.send([{ type: 2, nsp: "/secret", id: 7, data: ["say", "mine"] }]);
      const packets = [];
      while (!packets.some(({ id }) => id === 7)) packets.push(...(await polling.receive()));
      assert.deepEqual(server.entries({ gateway: "Secret", what: "said", text: "mine" }).map(({ id }) => id), [polling.id]);
      await polling.close();
      await server.entry({ gateway: "Secret", what: "left", id: polling.id });
    });

    test("the id of the session is not that of the socket", async (t) => {
      const server = await begin(t);
      const socket = await connect(t, `${server.url}/secret`, { transports: UPGRADING });
      assert.notEqual(socket.io.engine.id, socket.id);
      await upgraded(socket);
      assert.notEqual(socket.io.engine.id, socket.id);
      const other = await connect(t, `${server.url}/secret`, { transports: UPGRADING });
      assert.notEqual(other.io.engine.id.slice(other.id.length), socket.io.engine.id.slice(socket.id.length));
    });
  });
}

/** Listens from the beginning: the engine may upgrade before the socket is connected. */
function upgradeOf(socket) {
  return new Promise((resolve) => socket.io.engine.once("upgrade", resolve));
}
