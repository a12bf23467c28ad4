// @ts-check
// `Connection` is the connection to one namespace, with the form that makes it.

import { placeholders } from "./contract.js";
import { freshId, make } from "./dom.js";
import { example } from "./example.js";
import { parse, print } from "./values.js";

/** @typedef {import("./contract.js").Contract} Contract */
/** @typedef {import("./log.js").Log} Log */

/** The states, with their words. */
const STATES = { disconnected: "not connected", connecting: "connecting", connected: "connected", refused: "refused", failed: "no connection" };

export class Connection {
  /** @type {any} The client's socket. */
  #socket;
  /** The path of the connection, whatever the fields say by now. */
  #connectedTo = "";
  #contract;
  #endpoint;
  #pattern;
  #namespace;
  #log;
  /** @type {Map<string, HTMLInputElement>} */
  #params = new Map();
  /** @type {HTMLTextAreaElement} */
  #auth;
  #state = make("output", { role: "status", "data-state": "disconnected" }, STATES.disconnected);
  #detail = make("p", { class: "problem", role: "alert" });
  #connect = make("button", { class: "primary" }, "Connect");
  #disconnect = make("button", { type: "button", disabled: true, onclick: () => this.#socket?.disconnect() }, "Disconnect");
  /** @type {HTMLElement} */
  element;

  /**
   * @param {Contract} contract
   * @param {import("./contract.js").Endpoint} endpoint
   * @param {string} pattern the namespace's name, or its pattern
   * @param {Log} log
   */
  constructor(contract, endpoint, pattern, log) {
    this.#contract = contract;
    this.#endpoint = endpoint;
    this.#pattern = pattern;
    this.#namespace = endpoint.namespaces[pattern];
    this.#log = log;
    this.#auth = make("textarea", { id: freshId(), rows: "2", spellcheck: "false", autocomplete: "off", placeholder: "nothing" });
    this.element = this.#form();
  }

  #form() {
    const { auth } = this.#namespace;
    if (auth && !auth.optional) this.#auth.value = print(example(this.#contract, auth.schema));
    const fields = placeholders(this.#pattern).map(({ name, isRest }) => {
      const input = make("input", { id: freshId(), autocomplete: "off", spellcheck: "false", placeholder: isRest ? "a/b" : "a" });
      const text = example(this.#contract, this.#namespace.params?.[name] ?? true);
      input.value = text === null ? "" : String(text);
      this.#params.set(name, input);
      return make("div", { class: "field" }, make("label", { for: input.id }, name), input);
    });
    const authField = make(
      "div",
      { class: "field" },
      make("label", { for: this.#auth.id }, "auth, as JSON"),
      this.#auth,
    );
    const form = make(
      "form",
      { class: "connection", "aria-label": `Connection to ${this.#pattern}` },
      ...fields,
      // What a namespace does not read needs no room.
      auth ? authField : make("details", {}, make("summary", {}, "auth"), authField),
      make("div", { class: "row" }, this.#connect, this.#disconnect, this.#state),
      this.#detail,
    );
    form.addEventListener("submit", (submitted) => {
      submitted.preventDefault();
      this.#start();
    });
    return form;
  }

  get isConnected() {
    return Boolean(this.#socket?.connected);
  }

  /** The path, in which the parameters have their values. */
  get #path() {
    let path = this.#pattern;
    for (const { text, name, isRest } of placeholders(this.#pattern)) {
      const value = this.#params.get(name)?.value ?? "";
      if (value === "") throw new Error(`${name} is empty`);
      if (!isRest && value.includes("/")) throw new Error(`${name} has a slash, which begins another part of the path`);
      path = path.replace(text, () => value);
    }
    return path;
  }

  #start() {
    this.#detail.textContent = "";
    this.#end();
    let path;
    let auth;
    try {
      path = this.#path;
      auth = this.#auth.value.trim() === "" ? undefined : parse(this.#auth.value);
    } catch (error) {
      this.#say("disconnected", error instanceof Error ? error.message : String(error));
      return;
    }
    const { io } = /** @type {any} */ (globalThis);
    if (!io) {
      this.#say("failed", "The Socket.IO client is not there: the app does not serve it, and the CDN did not give it.");
      return;
    }
    this.#say("connecting");
    const { path: prefixed, transports } = this.#endpoint;
    const socket = io(`${this.#origin}${path}`, { path: `${prefix()}${prefixed}`, transports, auth, forceNew: true });
    this.#socket = socket;
    this.#connectedTo = path;
    socket.on("connect", () => {
      this.#say("connected", "", ` as ${socket.id}`);
      this.#log.add("state", path, "connected");
    });
    socket.on("connect_error", (/** @type {any} */ error) => {
      const values = error.data === undefined ? [error.message] : [error.message, error.data];
      this.#log.add("failed", path, "connect_error", values);
      // A socket that is not active was refused by the namespace, and does not try again.
      if (socket.active) this.#say("failed", `${error.message}; another try follows.${this.#remedy}`);
      else this.#say("refused", values.map((value) => (typeof value === "string" ? value : print(value))).join(" "));
    });
    socket.on("disconnect", (/** @type {string} */ reason) => {
      this.#say(socket.active ? "connecting" : "disconnected", reason);
      this.#log.add("state", path, "disconnected", [reason]);
    });
    socket.onAny((/** @type {string} */ event, /** @type {unknown[]} */ ...values) => this.#log.add("received", path, event, values));
  }

  #end() {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.disconnect();
    socket?.removeAllListeners();
  }

  /** Where the endpoint is. */
  get #origin() {
    const { port } = this.#endpoint;
    return port ? `${location.protocol}//${location.hostname}:${port}` : location.origin;
  }

  /** What may be wrong where there is no connection. */
  get #remedy() {
    if (this.#origin === location.origin) return "";
    return ` This namespace is at ${this.#origin}, whose option cors has to allow pages of ${location.origin}.`;
  }

  /**
   * @param {keyof typeof STATES} state
   * @param {string} [detail]
   * @param {string} [suffix]
   */
  #say(state, detail = "", suffix = "") {
    this.#state.textContent = STATES[state] + suffix;
    this.#state.dataset.state = state;
    this.#detail.textContent = detail;
    this.#connect.textContent = state === "connected" ? "Connect again" : "Connect";
    this.#disconnect.disabled = state === "disconnected" || state === "refused";
  }

  /**
   * Sends an event without an acknowledgement.
   *
   * @param {string} event
   * @param {unknown[]} values
   */
  send(event, values) {
    this.#log.add("sent", this.#connectedTo, event, values);
    this.#socket.emit(event, ...values);
  }

  /**
   * Sends an event, and gives the values of the acknowledgement.
   *
   * @param {string} event
   * @param {unknown[]} values
   * @param {number} patience in milliseconds
   * @returns {Promise<unknown[]>}
   */
  ask(event, values, patience) {
    const path = this.#connectedTo;
    this.#log.add("sent", path, event, values);
    return new Promise((resolve, reject) => {
      this.#socket.timeout(patience).emit(event, ...values, (/** @type {unknown} */ error, /** @type {unknown[]} */ ...answer) => {
        if (error) {
          reject(error);
          return;
        }
        this.#log.add("received", path, `${event}, acknowledged`, answer);
        resolve(answer);
      });
    });
  }
}

/** What stands before the app's paths: something, if the app is mounted below a path of another server. */
function prefix() {
  const path = document.querySelector("meta[name=explorer-path]")?.getAttribute("content") ?? "";
  const here = location.pathname.replace(/\/[^/]*$/, "");
  return here.endsWith(path) ? here.slice(0, here.length - path.length) : "";
}

