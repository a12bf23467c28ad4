// @ts-check
// `example` makes a value that a schema allows: the first of several alternatives, and the members that are required.

import { reference } from "./contract.js";

/** Strings of a format. */
const FORMATS = /** @type {Record<string, string>} */ ({
  date: "2026-01-31",
  "date-time": "2026-01-31T12:00:00Z",
  time: "12:00:00Z",
  duration: "PT1S",
  email: "someone@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ip: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/",
  uuid: "00000000-0000-4000-8000-000000000000",
});

/**
 * @param {import("./contract.js").Contract} contract
 * @param {import("./contract.js").Schema} schema
 * @param {string[]} [within] the types that the value is a part of: a recursion ends at the second time
 * @returns {unknown}
 */
export function example(contract, schema, within = []) {
  if (typeof schema !== "object" || schema === null) return null;
  const name = reference(schema);
  if (name !== undefined) {
    if (within.includes(name)) return null;
    return example(contract, contract.types[name] ?? true, [...within, name]);
  }
  if (schema["x-binary"]) return { $hex: "" };
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if ("default" in schema) return schema.default;
  if (Array.isArray(schema.examples) && schema.examples.length > 0) return schema.examples[0];
  const parts = [...(schema.allOf ?? [])];
  const alternatives = schema.oneOf ?? schema.anyOf ?? [];
  const first = alternatives.find((/** @type {any} */ one) => !ends(one, within)) ?? alternatives[0];
  if (first !== undefined) parts.push(first);
  const types = [schema.type].flat().filter(Boolean);
  const type = types.find((one) => one !== "null") ?? types[0] ?? (schema.properties ? "object" : undefined);
  const own = type === undefined ? undefined : ofType(contract, schema, type, within);
  if (parts.length === 0) return own ?? null;
  const values = parts.map((part) => example(contract, part, within));
  const objects = [own, ...values].filter((value) => typeof value === "object" && value !== null && !Array.isArray(value));
  return objects.length > 0 ? Object.assign({}, ...objects) : values[0];
}

/**
 * Whether an alternative is null, or begins the recursion again.
 *
 * @param {any} schema
 * @param {string[]} within
 */
function ends(schema, within) {
  return schema?.type === "null" || within.includes(reference(schema) ?? "");
}

/**
 * @param {import("./contract.js").Contract} contract
 * @param {any} schema
 * @param {string} type
 * @param {string[]} within
 */
function ofType(contract, schema, type, within) {
  switch (type) {
    case "object": {
      const required = /** @type {string[]} */ (schema.required ?? []);
      return Object.fromEntries(required.map((name) => [name, example(contract, schema.properties?.[name] ?? true, within)]));
    }
    case "array": {
      const tuple = (schema.prefixItems ?? []).map((/** @type {any} */ item) => example(contract, item, within));
      const missing = Math.min(Math.max((schema.minItems ?? 0) - tuple.length, 0), 20);
      return [...tuple, ...Array.from({ length: missing }, () => example(contract, schema.items ?? true, within))];
    }
    case "string": {
      const text = FORMATS[schema.format] ?? "";
      return text.padEnd(Math.min(schema.minLength ?? 0, 200), "a");
    }
    case "integer":
    case "number":
      return least(schema, type === "integer" ? 1 : 0.5);
    case "boolean":
      return false;
    default:
      return null;
  }
}

/**
 * The number nearest to 0 that is in the range.
 *
 * @param {any} schema
 * @param {number} step what is added to a bound that does not belong to the range
 */
function least(schema, step) {
  const low = schema.minimum ?? (schema.exclusiveMinimum === undefined ? -Infinity : schema.exclusiveMinimum + step);
  const high = schema.maximum ?? (schema.exclusiveMaximum === undefined ? Infinity : schema.exclusiveMaximum - step);
  return Math.min(Math.max(0, low), high);
}
