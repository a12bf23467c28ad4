// @ts-check
// `messageCard` and `eventCard` show what clients send, and what they get.

import { RUNTIME_CODES } from "./contract.js";
import { headLine, make, prose, rest } from "./dom.js";
import { argumentList, shape } from "./shape.js";
import { tryOut } from "./try-out.js";

/** @typedef {import("./contract.js").Contract} Contract */

/**
 * @param {Contract} contract
 * @param {string | null} event `null` for the fallback of a namespace
 * @param {import("./contract.js").Message} message
 * @param {import("./connection.js").Connection | null} connection `null` if the page cannot connect
 */
export function messageCard(contract, event, message, connection) {
  const { answer, errors } = message;
  return card(event ?? "any other event", message.docs, () => [
    notes(message),
    part("The client sends", argumentList(contract, message.body, "The event alone.")),
    part("The acknowledgement", argumentList(contract, answer.acknowledgement ?? [], "Without a value.")),
    answer.events?.length ? part("Events that answer", make("p", {}, ...codes(answer.events))) : null,
    part("Errors", errorList(contract, errors)),
    connection && part("Try it", tryOut(contract, event, message, connection)),
  ]);
}

/**
 * @param {Contract} contract
 * @param {string} name
 * @param {import("./contract.js").ServerEvent} event
 */
export function eventCard(contract, name, event) {
  return card(name, event.docs, () => [argumentList(contract, event.arguments, "The event alone.")]);
}

/**
 * Something with a name that is opened. What is in it is made when somebody opens it.
 *
 * @param {string} name
 * @param {string | undefined} docs
 * @param {() => import("./dom.js").Child[]} contents
 */
function card(name, docs, contents) {
  const head = headLine(docs);
  const opened = make(
    "details",
    { class: "card", "data-words": `${name} ${docs ?? ""}`.toLowerCase() },
    make("summary", {}, make("h3", {}, name), head ? make("span", { class: "quiet" }, head) : null),
  );
  opened.addEventListener("toggle", () => {
    if (opened.childElementCount > 1) return;
    opened.append(make("div", { class: "contents" }, prose(rest(docs)), ...contents()));
  });
  return opened;
}

/**
 * @param {string} title
 * @param {Node} contents
 */
function part(title, contents) {
  return make("section", { class: "part" }, make("h4", {}, title), contents);
}

/** @param {string[]} names */
function codes(names) {
  return names.flatMap((name, index) => [index > 0 ? ", " : "", make("code", {}, name)]);
}

/**
 * Guards, limits, the timeout and validation, in sentences.
 *
 * @param {import("./contract.js").Message} message
 */
function notes({ guards, limits, timeout_ms, validated }) {
  const rows = [];
  if (guards?.length) rows.push(make("li", {}, guards.length > 1 ? "Guards: " : "Guard: ", ...codes(guards)));
  for (const limit of limits ?? []) {
    const burst = limit.burst === undefined ? "" : `, ${limit.burst} at once`;
    rows.push(make("li", {}, `Limit: ${limit.limit} in ${duration(limit.per_ms)}${burst}, counted by ${limit.by}`));
  }
  if (timeout_ms !== undefined) rows.push(make("li", {}, `Timeout: ${duration(timeout_ms)}`));
  if (validated) rows.push(make("li", {}, "The body is checked against rules"));
  return rows.length > 0 ? make("ul", { class: "notes" }, ...rows) : null;
}

/** @param {number} milliseconds */
function duration(milliseconds) {
  if (milliseconds % 60_000 === 0) return `${milliseconds / 60_000} min`;
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}

/**
 * The codes of errors, with their documentation and details.
 *
 * @param {Contract} contract
 * @param {import("./contract.js").Errors} errors
 */
export function errorList(contract, errors) {
  const rows = Object.entries(errors.codes ?? {}).map(([code, { docs, message, details, details_optional }]) =>
    make(
      "li",
      {},
      make("code", { class: "member" }, code),
      message ? make("span", { class: "quiet" }, ` “${message}”`) : null,
      prose(docs),
      details === undefined ? null : make("div", { class: "nested" }, details_optional ? "details, which may be missing: " : "details: ", shape(contract, details, true)),
    ),
  );
  if (errors.other === "around") rows.push(make("li", { class: "quiet" }, "Others, of guards or filters: unauthorized or forbidden, most often."));
  if (errors.other === "any") rows.push(make("li", { class: "quiet" }, "Any other code: the method’s error has no list of codes."));
  rows.push(make("li", { class: "quiet" }, "Of the runtime: ", ...codes(RUNTIME_CODES)));
  return make("ul", { class: "members" }, ...rows);
}
