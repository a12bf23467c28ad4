// @ts-check
// `namespaceView` is what the page shows of one namespace.

import { Connection } from "./connection.js";
import { make, prose } from "./dom.js";
import { errorList, eventCard, messageCard } from "./message.js";
import { argumentList, shape } from "./shape.js";

/**
 * @param {import("./contract.js").Contract} contract
 * @param {import("./contract.js").Endpoint} endpoint
 * @param {string} name
 * @param {import("./log.js").Log} log
 * @returns {HTMLElement}
 */
export function namespaceView(contract, endpoint, name, log) {
  const namespace = endpoint.namespaces[name];
  const connection = endpoint.msgpack ? null : new Connection(contract, endpoint, name, log);
  const params = Object.entries(namespace.params ?? {});
  const refusals = Object.keys(namespace.refusals?.codes ?? {}).length > 0 || namespace.refusals?.other;
  const messages = Object.entries(namespace.messages).map(([event, message]) => messageCard(contract, event, message, connection));
  if (namespace.fallback) messages.push(messageCard(contract, null, namespace.fallback, connection));
  const events = Object.entries(namespace.events).map(([event, described]) => eventCard(contract, event, described));
  return make(
    "article",
    { "aria-label": `Namespace ${name}` },
    make("h2", { class: "name" }, name),
    prose(namespace.docs),
    make("p", { class: "quiet" }, served(endpoint)),
    params.length > 0 && group("Parameters", make("ul", { class: "members" }, ...params.map(([param, schema]) => make("li", {}, make("code", { class: "member" }, param), " ", shape(contract, schema))))),
    namespace.auth && group("Auth", argumentList(contract, [namespace.auth], "")),
    Boolean(refusals) && namespace.refusals && group("A connection is refused with", errorList(contract, namespace.refusals)),
    group(
      "Connection",
      connection?.element ??
        make("p", { class: "problem" }, "Messages of this endpoint are packed with MessagePack, which this page does not speak: it cannot connect. Clients need socket.io-msgpack-parser."),
    ),
    group(`Messages`, ...orNothing(messages, "Clients send nothing here.")),
    group(`Events`, ...orNothing(events, "Clients get no events here, as far as they are declared.")),
  );
}

/** @param {import("./contract.js").Endpoint} endpoint */
function served({ port, path, transports, msgpack }) {
  const where = port ? `Port ${port}, path ${path}` : `Path ${path}`;
  return `${where}, over ${transports.join(" and ")}${msgpack ? ", with MessagePack" : ""}.`;
}

/**
 * @param {string} title
 * @param {...import("./dom.js").Child} contents
 */
function group(title, ...contents) {
  return make("section", { class: "group", "aria-label": title }, make("h2", {}, title), ...contents);
}

/**
 * @param {HTMLElement[]} cards
 * @param {string} nothing
 */
function orNothing(cards, nothing) {
  return cards.length > 0 ? cards : [make("p", { class: "quiet" }, nothing)];
}
