// The page "Moving over": rooms that several servers share, and a namespace that moves while both applications run.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { client, next } from "../support/client.mjs";
import { startNginxWith } from "../support/nginx.mjs";
import { startRedis } from "../support/redis.mjs";
import { startServer } from "../support/server.mjs";
import { sideBySide, startNest, visitor } from "../support/side-by-side.mjs";
import { until } from "../support/until.mjs";
import { WORKSPACE } from "../support/workspace.mjs";

let redis;
const variables = async () => {
  redis ??= await startRedis();
  return { REDIS_URL: redis.url };
};
const { nest, here, same } = sideBySide("moving-over", { env: variables, namespace: "/lobby" });
after(() => redis?.stop());

/** A second server of each kind. The NestJS application knows where the new one is. */
const second = {};
const startSecond = async () => {
  const env = { ...(await variables()), PAGE: "moving-over" };
  const starting = [startNest({ ...env, GATEWAYS_URL: here.url }), startServer("guide", { env })];
  const [nest, ours] = await Promise.allSettled(starting);
  Object.assign(second, { nest: nest.value, here: ours.value });
  for (const { reason } of [nest, ours]) if (reason) throw reason;
};

describe("two servers of each kind on one Redis", () => {
  before(startSecond);
  after(() => Promise.all(Object.values(second).map((server) => server?.stop())));

  describe("several servers", () => {
    same("have a room on one of them", [["ack", true], ["said", "hi"], ["ack", true]], async (one) => {
      await one.answer("join", "general");
      await one.answer("say", { room: "general", text: "hi" });
    });

    for (const [side, other] of [["nest", "here"], ["here", "nest"]]) {
      test(`share a room over Redis, and not with servers of the other kind (${side === "nest" ? "NestJS" : "here"})`, async (t) => {
        const lobby = { namespace: "/lobby" };
        const servers = { nest, here };
        const one = await visitor(t, servers[side].url, lobby);
        const two = await visitor(t, second[side].url, lobby);
        const stranger = await visitor(t, servers[other].url, lobby);
        for (const each of [one, two, stranger]) await each.answer("join", "shared");
        await one.answer("say", { room: "shared", text: "hello" });
        await two.sees([["ack", true], ["said", "hello"]]);
        // The first thing that the stranger hears is what its own server sends: nothing came from the servers of the other kind.
        await stranger.answer("say", { room: "shared", text: "alone" });
        await stranger.sees([["ack", true], ["said", "alone"], ["ack", true]]);
        await one.sees([["ack", true], ["said", "hello"], ["ack", true]]);
      });
    }
  });

  describe("a namespace that moves", () => {
    let nginx;
    before(async () => {
      const page = readFileSync(join(WORKSPACE, "docs/guide/from-nestjs/moving-over.md"), "utf8");
      const [, configuration] = page.match(/```nginx\n(.*?)```/s);
      nginx = await startNginxWith(configuration, { "nest:3000": second.nest.url, "gateways:3000": here.url });
    });
    after(() => nginx?.stop());

    for (const transports of [["polling"], ["websocket"], ["polling", "websocket"]]) {
      test(`is served behind one address by both applications, over ${transports.join(" and ")}`, async (t) => {
        const old = client(t, `${nginx.url}/chat`, { transports });
        const moved = client(t, `${nginx.url}/chat`, { transports, path: "/chat-io" });
        const heard = { old: [], moved: [] };
        old.on("said", (text) => heard.old.push(text));
        moved.on("said", (text) => heard.moved.push(text));
        await Promise.all([next(old, "connect"), next(moved, "connect")]);
        assert.notEqual(old.io, moved.io);

        const announced = await fetch(`${nginx.url}/announcements?text=hello`, { method: "POST" });
        assert.equal(announced.status, 201);
        await until(() => heard.old.length > 0 && heard.moved.length > 0, () => `both to hear it: ${JSON.stringify(heard)}`);
        assert.deepEqual(heard, { old: ["hello"], moved: ["hello"] });
      });
    }

    test("the route of the new application is not reached through the load balancer", async (t) => {
      const moved = client(t, `${nginx.url}/chat`, { path: "/chat-io" });
      await next(moved, "connect");
      const heard = [];
      moved.on("said", (text) => heard.push(text));
      // The old application takes this request. It has no text, and passes that on.
      const answer = await fetch(`${nginx.url}/announcements`, { method: "POST", body: "forged" });
      assert.equal(answer.status, 201);
      await until(() => heard.length > 0, () => "the announcement of the old application");
      assert.ok(!heard.includes("forged"), JSON.stringify(heard));
    });
  });
});
