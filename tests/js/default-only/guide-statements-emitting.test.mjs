// What the page "Emitting" says of socket.io on Node beside its code, seen by a client of NestJS.

import { visitor } from "../support/side-by-side.mjs";
import { nestForAll, statementsOf } from "../support/statements.mjs";

const says = statementsOf("emitting");
const nest = nestForAll("emitting");

says("reaches nobody. On Node it reaches everybody", async (t) => {
  const one = await visitor(t, nest.url, { namespace: "/rooms" });
  const other = await one.another();
  one.ask("to-no-rooms");
  await one.sees([["news"], ["ack", true]]);
  await other.sees([["news"]]);
});

says("`Server` is always the gateway's namespace", async (t) => {
  const one = await visitor(t, nest.url, { namespace: "/rooms" });
  one.ask("server");
  await one.sees([["ack", "Namespace"]]);
  const root = await visitor(t, nest.url);
  root.ask("server");
  await root.sees([["ack", "Server"]]);
}, "in NestJS a gateway without a namespace has the server of all namespaces");

says("A method that closes and then returns a value is too late", async (t) => {
  const one = await visitor(t, nest.url, { namespace: "/rooms" });
  one.ask("late");
  await one.sees([["disconnect", "io server disconnect"]]);
}, "on Node as well");
