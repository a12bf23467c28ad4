// @ts-check
// `shape` shows a schema as people read types. A type with a name is opened by its reader, so that a recursion has an end.

import { reference } from "./contract.js";
import { make, prose } from "./dom.js";

/** The rules of a schema that are shown behind its type, with their words. */
const RULES = /** @type {[string, (value: any) => string][]} */ ([
  ["minLength", (value) => `at least ${value} characters`],
  ["maxLength", (value) => `at most ${value} characters`],
  ["pattern", (value) => `matches ${value}`],
  ["minimum", (value) => `from ${value}`],
  ["exclusiveMinimum", (value) => `above ${value}`],
  ["maximum", (value) => `to ${value}`],
  ["exclusiveMaximum", (value) => `below ${value}`],
  ["multipleOf", (value) => `a multiple of ${value}`],
  ["minItems", (value) => `at least ${value} items`],
  ["maxItems", (value) => `at most ${value} items`],
  ["uniqueItems", (value) => (value ? "no item twice" : "")],
  ["default", (value) => `default ${JSON.stringify(value)}`],
]);

/** @typedef {import("./contract.js").Contract} Contract */
/** @typedef {import("./contract.js").Schema} Schema */

/**
 * A schema as elements.
 *
 * @param {Contract} contract
 * @param {Schema} schema
 * @param {boolean} [isOpen] whether a type with a name begins open
 * @returns {HTMLElement}
 */
export function shape(contract, schema, isOpen = false) {
  const name = reference(schema);
  if (name !== undefined) return named(contract, name, isOpen);
  if (typeof schema !== "object" || schema === null) {
    return make("span", { class: "type" }, schema === false ? "nothing" : "any value");
  }
  const parts = [line(schema)];
  const rules = RULES.filter(([rule]) => rule in schema).map(([rule, words]) => words(schema[rule])).filter(Boolean);
  if (rules.length > 0) parts.push(make("span", { class: "quiet" }, ` ${rules.join(", ")}`));
  for (const whole of schema.allOf ?? []) parts.push(make("div", { class: "nested" }, shape(contract, whole, isOpen)));
  if (schema.properties) parts.push(members(contract, schema));
  if (schema.prefixItems) parts.push(list("ol", schema.prefixItems.map((/** @type {Schema} */ item) => [shape(contract, item)])));
  if (schema.items !== undefined && schema.items !== false) {
    parts.push(make("div", { class: "nested" }, schema.prefixItems ? "then " : "each: ", shape(contract, schema.items)));
  }
  if (typeof schema.additionalProperties === "object") {
    parts.push(make("div", { class: "nested" }, "each other member: ", shape(contract, schema.additionalProperties)));
  }
  const alternatives = (schema.oneOf ?? schema.anyOf ?? []).filter((/** @type {Schema} */ one) => one?.type !== "null");
  if (alternatives.length > 0) {
    parts.push(list("ul", alternatives.map((/** @type {Schema} */ one) => [shape(contract, one, isOpen && alternatives.length === 1), about(one)])));
  }
  return make("div", { class: "shape" }, ...parts);
}

/**
 * The type of a schema in a few words.
 *
 * @param {any} schema
 */
function line(schema) {
  return make("span", { class: "type" }, typeOf(schema));
}

/** @param {any} schema */
function typeOf(schema) {
  if (schema["x-binary"]) return "binary data";
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((/** @type {unknown} */ one) => JSON.stringify(one)).join(" | ");
  const alternatives = schema.oneOf ?? schema.anyOf;
  const types = [schema.type].flat().filter(Boolean).map((type) => (type === "array" ? "list" : type));
  if (types.length > 0) {
    const type = types.join(" | ");
    return alternatives ? `${type}, with one of` : schema.format ? `${type} (${schema.format})` : type;
  }
  if (alternatives) {
    const others = alternatives.filter((/** @type {any} */ one) => one?.type !== "null").length;
    const words = others === 1 ? "" : "one of";
    return alternatives.length > others ? `null, or ${words || "this"}` : words || "this";
  }
  if (schema.allOf) return "all of";
  return schema.properties ? "object" : "any value";
}

/**
 * @param {Contract} contract
 * @param {any} schema
 */
function members(contract, schema) {
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties).map(([name, member]) => [
    make("code", { class: "member" }, name),
    required.has(name) ? null : make("span", { class: "quiet" }, " optional"),
    " ",
    shape(contract, member),
    about(member),
  ]);
  return list("ul", rows);
}

/** @param {any} schema */
function about(schema) {
  return prose(schema?.description);
}

/**
 * @param {"ol" | "ul"} kind
 * @param {import("./dom.js").Child[][]} rows
 */
function list(kind, rows) {
  return make(kind, { class: "members" }, ...rows.map((row) => make("li", {}, ...row)));
}

/**
 * A type with a name. What is in the type is made when somebody opens it.
 *
 * @param {Contract} contract
 * @param {string} name
 * @param {boolean} isOpen
 */
function named(contract, name, isOpen) {
  const opened = make("details", { class: "named", open: isOpen }, make("summary", {}, make("code", {}, name)));
  let isFilled = false;
  const fill = () => {
    if (isFilled) return;
    isFilled = true;
    const schema = contract.types[name] ?? true;
    opened.append(make("div", {}, about(schema) ?? "", shape(contract, schema)));
  };
  if (isOpen) fill();
  opened.addEventListener("toggle", fill);
  return opened;
}

/**
 * Arguments with their names and shapes.
 *
 * @param {Contract} contract
 * @param {import("./contract.js").Argument[]} all
 * @param {string} nothing what is written where there are none
 */
export function argumentList(contract, all, nothing) {
  if (all.length === 0) return make("p", { class: "quiet" }, nothing);
  const rows = all.map((one) => [
    make("code", { class: "member" }, one.name),
    one.optional ? make("span", { class: "quiet" }, " may be left out") : null,
    " ",
    shape(contract, one.schema, true),
  ]);
  return list("ul", rows);
}
