// What the page "Guards, interceptors and limits" says of NestJS beside its code, seen by a client of NestJS.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";

import { sideBySide, visitor } from "../support/side-by-side.mjs";
import { nestFor, nestForAll, statementsOf } from "../support/statements.mjs";
import { WORKSPACE } from "../support/workspace.mjs";

const says = statementsOf("around-messages");
const nest = nestForAll("around-messages");
const withGlobals = nestForAll("globals");
const notes = sideBySide("what-your-clients-notice");

/** What a client of NestJS sees. */
const sees = (namespace, expected, script, { server = nest, ...options } = {}) => async (t) => {
  const one = await visitor(t, server.url, { namespace, ...options });
  await script(one);
  await one.sees(expected);
};
const refused = (message, pattern) => ["exception", { status: "error", message, cause: { pattern } }];

const inOrder = ["guard", "interceptor"].flatMap((kind) => ["app", "gateway", "method"].map((place) => ["runs", `${kind} of the ${place}`]));
says(
  "the order: app, gateway, method",
  sees("/order", [["connect"], ["connected"], ...inOrder, ["runs", "method"]], (one) => one.tell("all"), {
    server: withGlobals,
    expectsError: true,
  }),
  "NestJS",
);

says(
  "`APP_GUARD`, `useGlobalGuards`",
  sees("/order", [["connect"], ["connected"], refused("Forbidden resource", "all")], (one) => one.tell("all"), {
    server: withGlobals,
    expectsError: true,
    // The barrier is behind the guard too.
    hasBarrier: false,
    auth: { token: "refused" },
  }),
  "in NestJS they hold for the messages of gateways, and not for connections",
);

says("`getAllAndMerge(Roles, [..])`", sees("/merged", [["roles", ["manager", "guest"]]], (one) => one.tell("roles")), "NestJS");

says(
  "Hooks have no interceptors, so the value is not there in a hook",
  sees("/traced", [["connect"], ["in", "nothing"], ["in", "a call"]], (one) => one.tell("where"), { expectsError: true }),
  "NestJS",
);

statementsOf("every-row")(
  "no interceptors where the socket is a parameter (a warning)",
  sees("/undecorated", [["ack", "intercepted: hi"]], (one) => one.ask("say", "hi")),
  "NestJS warns of it and runs them",
);

says(
  "NestJS's `ThrottlerGuard` knows HTTP only",
  sees("/guard-of-http", [refused("Internal server error", "say")], (one) => one.tell("say")),
);

says(
  "NestJS's `ThrottlerGuard` knows HTTP only",
  async (t) => {
    // It looks for the address where a request of HTTP has it, and finds one for all clients: nothing.
    const one = await visitor(t, nest.url, { namespace: "/guard-of-http" });
    const other = await one.another();
    await one.answer("whisper", {});
    other.ask("whisper", {});
    await other.sees([["exception", { status: "error", message: "Internal server error", cause: { pattern: "whisper", data: {} } }]]);
  },
  "all clients have one limit",
);

for (const [page, sentence] of [
  ["around-messages", "**NestJS's own `CacheInterceptor`** keeps nothing of a gateway: it fails to set a header of HTTP, and calls the handler each time."],
  ["interceptors", "This interceptor does what NestJS's `CacheInterceptor` does for routes, with `@CacheTTL(5000)` on methods; of gateways NestJS's own keeps nothing."],
]) {
  statementsOf(page)(sentence, async (t) => {
    const server = await nestFor(t, "caching");
    const one = await visitor(t, server.url, { namespace: "/reports" });
    for (let count = 0; count < 2; count += 1) await one.answer("report", "for June");
    await one.sees([["ack", 1], ["ack", 2]]);
    const routes = [];
    for (let count = 0; count < 2; count += 1) routes.push(await (await fetch(`${server.url}/reports`)).text());
    assert.deepEqual(routes, ["3", "3"]);
  });
}

says("**Without such an interceptor the log has nothing of a message that is handled**, as in NestJS.", async (t) => {
  for (const { url, log, logged } of [notes.nest, notes.here]) {
    const one = await visitor(t, url, { namespace: "/notes" });
    // The first and the last of these handlers write a line of their own.
    one.tell("save", "the first note");
    await logged(/saved the first note/);
    await one.answer("count");
    one.tell("save", "the last note");
    await logged(/saved the last note/);
    assert.match(log(), /saved the first note\nsaved the last note\n/);
  }
});

for (const page of ["around-messages", "limits"]) {
  statementsOf(page)(
    "In NestJS, `@Throttle` replaces the global limit.",
    sees(
      "/limited",
      [["ack", "global"], refused("too many messages", "global"), ["ack", "own"], ["ack", "own"], ["ack", "own"], refused("too many messages", "own")],
      async (one) => {
        await one.answer("global");
        one.tell("global");
        await one.seesSoon("exception");
        for (let count = 0; count < 3; count += 1) await one.answer("own");
        one.tell("own");
      },
    ),
  );
}

/** The throttler's storage at times that the test chooses: whether a message is too many for a limit in a minute. */
const MINUTE = 60_000;
const storage = (t, limit) => {
  const { ThrottlerStorageService } = createRequire(join(WORKSPACE, "tests/nest/start.mjs"))("@nestjs/throttler");
  const service = new ThrottlerStorageService();
  t.after(() => service.onApplicationShutdown());
  let now = 0;
  t.mock.method(Date, "now", () => now);
  return async (time, ...keys) => {
    now = time;
    const refused = [];
    for (const key of keys) refused.push((await service.increment(key, MINUTE, limit, MINUTE, "default")).isBlocked);
    return refused;
  };
};

says("A limit is a rate** here, and a number in a window of time in NestJS.", async (t) => {
  const at = storage(t, 2);
  assert.deepEqual(await at(0, "half", "half", "whole", "whole"), [false, false, false, false]);
  // A rate of two in a minute allows one more message after half of it.
  assert.deepEqual(await at(MINUTE / 2, "half"), [true]);
  assert.deepEqual(await at(MINUTE, "whole", "whole", "whole"), [false, false, true]);
});

statementsOf("limits")("NestJS counts the messages of the last `ttl`. At one too many it refuses all of them, for another `ttl`.", async (t) => {
  const at = storage(t, 2);
  assert.deepEqual(await at(0, "one"), [false]);
  assert.deepEqual(await at(MINUTE - 2, "one"), [false]);
  // The first message is older than a minute now, the second is not.
  assert.deepEqual(await at(MINUTE + 1, "one", "one"), [false, true]);
  assert.deepEqual(await at(2 * MINUTE, "one"), [true]);
  assert.deepEqual(await at(2 * MINUTE + 1, "one", "one", "one"), [false, false, true]);
});
