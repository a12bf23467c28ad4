// @ts-check
// The types of a contract, as `contract.json` has them, and the questions that the page has about one.

/** @typedef {any} Schema A JSON Schema of the draft 2020-12, or `true`. */
/** @typedef {{ name: string, schema: Schema, optional?: boolean }} Argument */
/** @typedef {{ docs?: string, message?: string, details?: Schema, details_optional?: boolean }} ErrorCode */
/** @typedef {{ codes?: Record<string, ErrorCode>, other?: "none" | "around" | "any" }} Errors */
/** @typedef {{ name?: string, limit: number, per_ms: number, burst?: number, by: string, scope: string }} Limit */
/** @typedef {{ acknowledgement?: Argument[], events?: string[] }} Answer */
/**
 * @typedef {{
 *   docs?: string, body: Argument[], validated?: boolean, answer: Answer, errors: Errors,
 *   guards?: string[], limits?: Limit[], timeout_ms?: number,
 * }} Message
 */
/** @typedef {{ docs?: string, arguments: Argument[] }} ServerEvent */
/**
 * @typedef {{
 *   docs?: string, params?: Record<string, Schema>, auth?: Argument, refusals?: Errors,
 *   messages: Record<string, Message>, fallback?: Message, events: Record<string, ServerEvent>,
 * }} Namespace
 */
/**
 * @typedef {{
 *   port?: number, path: string, transports: string[], msgpack?: boolean, namespaces: Record<string, Namespace>,
 * }} Endpoint
 */
/**
 * @typedef {{
 *   contract: number, errors?: { delivery?: string, cause?: string },
 *   endpoints: Record<string, Endpoint>, types: Record<string, Schema>,
 * }} Contract
 */

/** What every message may fail with: the codes of the runtime's own errors. */
export const RUNTIME_CODES = ["bad_request", "internal", "not_found", "timeout", "too_many_requests", "unavailable"];

/** @returns {Promise<Contract>} */
export async function loadContract() {
  const response = await fetch("contract.json");
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  return response.json();
}

/**
 * The name of the type that a schema refers to.
 *
 * @param {Schema} schema
 * @returns {string | undefined}
 */
export function reference(schema) {
  const name = typeof schema?.$ref === "string" ? schema.$ref.split("/").pop() : undefined;
  return name?.replaceAll("~1", "/").replaceAll("~0", "~");
}

/**
 * Whether the value is binary data by itself.
 *
 * @param {Contract} contract
 * @param {Schema} schema
 * @returns {boolean}
 */
export function isBinary(contract, schema) {
  const name = reference(schema);
  if (name !== undefined) return isBinary(contract, contract.types[name]);
  if (schema?.["x-binary"]) return true;
  const alternatives = (schema?.anyOf ?? schema?.oneOf ?? []).filter((/** @type {Schema} */ one) => one?.type !== "null");
  return alternatives.length === 1 && isBinary(contract, alternatives[0]);
}

/**
 * Whether there may be binary data somewhere in the value.
 *
 * @param {Contract} contract
 * @param {Schema} schema
 * @param {Set<string>} [seen] the types that were looked at
 * @returns {boolean}
 */
export function hasBinary(contract, schema, seen = new Set()) {
  if (typeof schema !== "object" || schema === null) return false;
  if (schema["x-binary"]) return true;
  const name = reference(schema);
  if (name !== undefined && !seen.has(name)) {
    seen.add(name);
    if (hasBinary(contract, contract.types[name], seen)) return true;
  }
  return Object.values(schema).some((part) => hasBinary(contract, part, seen));
}

/**
 * The names in the braces of a namespace's pattern, with whether each stands for the rest of the path.
 *
 * @param {string} pattern
 */
export function placeholders(pattern) {
  return [...pattern.matchAll(/\{(\*?)([^}]+)\}/g)].map(([text, star, name]) => ({ text, name, isRest: star === "*" }));
}
