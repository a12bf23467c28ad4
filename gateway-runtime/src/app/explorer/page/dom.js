// @ts-check
// `make` makes elements. Whatever comes from the contract or from a server is a text node: nothing is ever parsed as markup.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element with attributes and children. `true` is an attribute without a value, and `false`, `null` and `undefined` are
 * none; functions are listeners: `{ onclick: () => .. }`.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, unknown>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      made.addEventListener(attribute.replace(/^on/, ""), /** @type {EventListener} */ (value));
    } else if (value === true) {
      made.setAttribute(attribute, "");
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(attribute, String(value));
    }
  }
  append(made, children);
  return made;
}

/**
 * @param {Element} element
 * @param {Child[]} children
 */
export function append(element, children) {
  element.append(.../** @type {(Node | string)[]} */ (children.filter((child) => child || child === "")));
}

/**
 * The element of the page with this id.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function at(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element ${id}`);
  return found;
}

let ids = 0;

/** An id that no other element has. */
export function freshId() {
  ids += 1;
  return `id-${ids}`;
}

/**
 * Documentation as paragraphs, with what stands between backticks as code. The rest of Markdown stays as it is written.
 *
 * @param {string | undefined} docs
 * @returns {HTMLElement | null}
 */
export function prose(docs) {
  if (!docs) return null;
  const paragraphs = docs.split(/\n\s*\n/).map((paragraph) => {
    const parts = paragraph.split(/`([^`]+)`/);
    return make("p", {}, ...parts.map((part, index) => (index % 2 ? make("code", {}, part) : part)));
  });
  return make("div", { class: "docs" }, ...paragraphs);
}

/**
 * Documentation without its first line, if that is a paragraph by itself.
 *
 * @param {string | undefined} docs
 */
export function rest(docs) {
  return (docs ?? "").replace(/^[^\n]*(\n\s*\n|\s*$)/, "");
}

/**
 * The first line of documentation, without its backticks.
 *
 * @param {string | undefined} docs
 */
export function headLine(docs) {
  return (docs ?? "").split("\n")[0].replaceAll("`", "");
}
