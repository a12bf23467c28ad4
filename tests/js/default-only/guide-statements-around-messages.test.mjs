// What the page "Guards, interceptors and limits" says of NestJS beside its code, seen by a client of NestJS.

import { visitor } from "../support/side-by-side.mjs";
import { nestForAll, statementsOf } from "../support/statements.mjs";

const says = statementsOf("around-messages");
const nest = nestForAll("around-messages");
const withGlobals = nestForAll("globals");

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
