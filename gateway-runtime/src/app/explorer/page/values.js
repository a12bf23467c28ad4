// @ts-check
// `parse` and `print` are between values and text: JSON, in which binary data is `{ "$hex": "00ff" }`.

/** How many characters of a value are shown. */
const SHOWN = 20_000;
/** How many bytes of binary data are shown. */
const BYTES = 256;

/**
 * @param {string} text
 * @returns {Uint8Array}
 */
export function fromHex(text) {
  const digits = text.replaceAll(/\s+/g, "");
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new SyntaxError("hexadecimal digits are expected, two for each byte");
  return Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A value from what somebody has typed.
 *
 * @param {string} text
 * @returns {unknown}
 */
export function parse(text) {
  return withBinary(JSON.parse(text));
}

/**
 * @param {any} value
 * @returns {unknown}
 */
function withBinary(value) {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withBinary);
  const members = Object.entries(value);
  if (members.length === 1 && typeof value.$hex === "string") return fromHex(value.$hex);
  // `fromEntries` defines members: `__proto__` is one like any other.
  return Object.fromEntries(members.map(([name, member]) => [name, withBinary(member)]));
}

/**
 * A value as text, which is cut off where it is too long to read.
 *
 * @param {unknown} value
 * @param {number} [indent] how many spaces a level has; 0 is a single line
 * @returns {string}
 */
export function print(value, indent = 2) {
  const text = JSON.stringify(withoutBinary(value), null, indent) ?? "undefined";
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}… (${text.length - SHOWN} more characters)`;
}

/**
 * @param {any} value
 * @returns {unknown}
 */
function withoutBinary(value) {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof ArrayBuffer) return written(new Uint8Array(value));
  if (ArrayBuffer.isView(value)) return written(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  if (Array.isArray(value)) return value.map(withoutBinary);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutBinary(member)]));
}

/** @param {Uint8Array} bytes */
function written(bytes) {
  if (bytes.length <= BYTES) return { $hex: toHex(bytes) };
  return { $hex: `${toHex(bytes.subarray(0, BYTES))}… (${bytes.length} bytes)` };
}
