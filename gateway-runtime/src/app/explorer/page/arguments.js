// @ts-check
// `Editor` is where somebody writes one argument of a message: JSON, or binary data as a file or in hexadecimal.

import { hasBinary, isBinary } from "./contract.js";
import { freshId, make } from "./dom.js";
import { example } from "./example.js";
import { fromHex, parse, print } from "./values.js";

/** @typedef {import("./contract.js").Contract} Contract */
/** @typedef {import("./contract.js").Argument} Argument */

/** What an editor gives for an argument that is left out. */
export const LEFT_OUT = Symbol("left out");

export class Editor {
  /** @type {HTMLElement} */
  element;
  /** @type {() => Promise<unknown>} */
  #read;
  /** @type {HTMLInputElement | undefined} */
  #isSent;
  #problem = make("p", { class: "problem", role: "alert" });
  /** @type {HTMLElement} */
  #control;
  #name;

  /**
   * @param {Contract} contract
   * @param {Argument} argument
   */
  constructor(contract, { name, schema, optional }) {
    this.#name = name;
    const id = freshId();
    const { control, extra, read } = isBinary(contract, schema) ? binary(id, name) : json(contract, schema, id);
    this.#control = control;
    this.#read = read;
    this.#problem.id = `${id}-problem`;
    control.setAttribute("aria-describedby", this.#problem.id);
    if (optional) {
      this.#isSent = make("input", { type: "checkbox", "aria-label": `Send ${name}` });
      const show = () => body.toggleAttribute("hidden", !this.#isSent?.checked);
      this.#isSent.addEventListener("change", show);
    }
    const body = make("div", { hidden: Boolean(optional) }, control, ...extra, this.#problem);
    this.element = make(
      "div",
      { class: "editor" },
      make("div", { class: "row" }, make("label", { for: id }, name), this.#isSent && make("label", { class: "quiet" }, this.#isSent, " send it")),
      body,
    );
  }

  /**
   * The value, or `LEFT_OUT`.
   *
   * @throws if what is written is no value; the editor says so, too
   */
  async value() {
    this.#problem.textContent = "";
    this.#control.removeAttribute("aria-invalid");
    if (this.#isSent && !this.#isSent.checked) return LEFT_OUT;
    try {
      return await this.#read();
    } catch (error) {
      this.#control.setAttribute("aria-invalid", "true");
      this.#problem.textContent = error instanceof Error ? error.message : String(error);
      this.#control.focus();
      throw new Error(`${this.#name} is no value`);
    }
  }
}

/**
 * @param {Contract} contract
 * @param {import("./contract.js").Schema} schema
 * @param {string} id
 */
function json(contract, schema, id) {
  const text = print(example(contract, schema));
  const control = make("textarea", { id, rows: String(Math.min(Math.max(text.split("\n").length, 1), 12)), spellcheck: "false", autocomplete: "off" });
  control.value = text;
  const extra = hasBinary(contract, schema)
    ? [make("p", { class: "quiet" }, "Binary data is written as ", make("code", {}, '{ "$hex": "00ff" }'), ".")]
    : [];
  return { control, extra, read: async () => parse(control.value) };
}

/**
 * @param {string} id
 * @param {string} name
 */
function binary(id, name) {
  const control = make("input", { id, type: "text", placeholder: "00 ff", spellcheck: "false", autocomplete: "off" });
  const file = make("input", { type: "file", "aria-label": `File for ${name}` });
  file.addEventListener("change", () => {
    control.disabled = Boolean(file.files?.length);
  });
  const extra = [make("p", { class: "quiet" }, "Binary data, in hexadecimal, or a file:"), file];
  const read = async () => {
    const chosen = file.files?.[0];
    return chosen ? new Uint8Array(await chosen.arrayBuffer()) : fromHex(control.value);
  };
  return { control, extra, read };
}

/**
 * The values of several editors. An argument that is left out before one that is sent is null.
 *
 * @param {Editor[]} editors
 * @returns {Promise<unknown[]>}
 */
export async function valuesOf(editors) {
  /** @type {unknown[]} */
  const values = [];
  for (const editor of editors) values.push(await editor.value());
  while (values.at(-1) === LEFT_OUT) values.pop();
  return values.map((value) => (value === LEFT_OUT ? null : value));
}
