// @ts-check
// `Log` shows everything that was sent and has come, the newest last. It keeps the last entries alone.

import { append, make } from "./dom.js";
import { print } from "./values.js";

/** How many entries are kept. */
const KEPT = 500;
/** How many characters of an entry's values are shown. */
const SHOWN = 2000;

/** @typedef {"sent" | "received" | "failed" | "state"} Kind */
/** @typedef {{ at: Date, kind: Kind, namespace: string, event: string, values: unknown[] }} Entry */

const SIGNS = { sent: "→", received: "←", failed: "✕", state: "·" };
const WORDS = { sent: "sent", received: "received", failed: "failed", state: "state" };

export class Log {
  /** @type {Entry[]} What is not shown yet. */
  #waiting = [];
  #isPaused = false;
  #isDue = false;
  #list = make("ol", { role: "log", "aria-label": "Log", tabindex: "0" });
  #empty = make("p", { class: "quiet" }, "Nothing yet. Connect to a namespace.");
  #pause = make("button", { type: "button", "aria-pressed": "false", onclick: () => this.#toggle() }, "Pause");
  #held = make("span", { class: "quiet", role: "status" });
  #filter = make("input", { type: "search", "aria-label": "Filter the log", placeholder: "filter", autocomplete: "off", oninput: () => this.#hide() });

  /** @param {Element} section where the log is shown */
  constructor(section) {
    const clear = make("button", { type: "button", onclick: () => this.#clear() }, "Clear");
    append(section, [
      make("div", { class: "row" }, make("h2", { id: "log-title" }, "Log"), this.#pause, clear),
      make("div", { class: "row" }, this.#filter),
      this.#held,
      this.#empty,
      this.#list,
    ]);
  }

  /**
   * @param {Kind} kind
   * @param {string} namespace
   * @param {string} event
   * @param {unknown[]} values
   */
  add(kind, namespace, event, values = []) {
    this.#waiting.push({ at: new Date(), kind, namespace, event, values });
    if (this.#waiting.length > KEPT) this.#waiting.shift();
    if (this.#isPaused) {
      this.#tellHeld();
    } else if (!this.#isDue) {
      // Many events at once are one change of the page.
      this.#isDue = true;
      setTimeout(() => this.#show(), 30);
    }
  }

  #show() {
    this.#isDue = false;
    if (this.#isPaused) return;
    const list = this.#list;
    const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    list.append(...this.#waiting.map((entry) => this.#row(entry)));
    this.#waiting = [];
    while (list.childElementCount > KEPT) list.firstElementChild?.remove();
    this.#empty.hidden = list.childElementCount > 0;
    if (isAtEnd) list.scrollTop = list.scrollHeight;
  }

  /** @param {Entry} entry */
  #row({ at, kind, namespace, event, values }) {
    const text = values.map((value) => print(value, 0)).join(", ");
    const row = make(
      "li",
      { "data-kind": kind },
      make("span", { class: "sign", "aria-hidden": "true" }, SIGNS[kind]),
      make("span", { class: "unseen" }, `${WORDS[kind]} `),
      make("time", { datetime: at.toISOString() }, clock(at)),
      " ",
      make("code", {}, namespace),
      " ",
      make("strong", {}, event),
      " ",
      make("code", { class: "values" }, text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length - SHOWN} more characters)` : text),
    );
    row.hidden = !this.#matches(row);
    return row;
  }

  /** @param {Element} row */
  #matches(row) {
    return (row.textContent ?? "").toLowerCase().includes(this.#filter.value.trim().toLowerCase());
  }

  #hide() {
    for (const row of this.#list.children) {
      if (row instanceof HTMLElement) row.hidden = !this.#matches(row);
    }
  }

  #toggle() {
    this.#isPaused = !this.#isPaused;
    this.#pause.setAttribute("aria-pressed", String(this.#isPaused));
    this.#tellHeld();
    if (!this.#isPaused) this.#show();
  }

  #tellHeld() {
    this.#held.textContent = this.#isPaused ? `Paused: ${this.#waiting.length} waiting` : "";
  }

  #clear() {
    this.#waiting = [];
    this.#list.replaceChildren();
    this.#empty.hidden = false;
    this.#tellHeld();
  }
}

/**
 * The time of day, with milliseconds.
 *
 * @param {Date} at
 */
export function clock(at) {
  return `${at.toTimeString().slice(0, 8)}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}
