// @ts-check
// `tryOut` is the form that sends a message, and shows what comes back.

import { Editor, valuesOf } from "./arguments.js";
import { freshId, make } from "./dom.js";
import { clock } from "./log.js";
import { print } from "./values.js";

/** How long an acknowledgement is waited for, in milliseconds. */
const PATIENCE = 30_000;

/**
 * @param {import("./contract.js").Contract} contract
 * @param {string | null} event the event's name; `null` lets the reader write one
 * @param {import("./contract.js").Message} message
 * @param {import("./connection.js").Connection} connection
 */
export function tryOut(contract, event, message, connection) {
  const editors = message.body.map((argument) => new Editor(contract, argument));
  const name = event === null ? make("input", { id: freshId(), autocomplete: "off", spellcheck: "false" }) : null;
  const answer = make("div", { class: "answer", "aria-live": "polite", role: "group", "aria-label": `Answer to ${event ?? "the event"}` });

  /** @param {boolean} withAcknowledgement */
  const send = async (withAcknowledgement) => {
    const sent = event ?? name?.value ?? "";
    let values;
    try {
      if (sent === "") throw new Error("The event needs a name");
      values = await valuesOf(editors);
      if (!connection.isConnected) throw new Error("Not connected: connect to the namespace first");
    } catch (error) {
      show(answer, "failed", "Not sent", error instanceof Error ? `${error.message}.` : String(error));
      return;
    }
    if (!withAcknowledgement) {
      connection.send(sent, values);
      show(answer, "sent", `Sent at ${clock(new Date())}, without an acknowledgement`);
      return;
    }
    const began = performance.now();
    show(answer, "waiting", "Sent; waiting for the acknowledgement");
    try {
      const got = await connection.ask(sent, values, PATIENCE);
      const milliseconds = Math.round(performance.now() - began);
      const when = `after ${milliseconds} ms, at ${clock(new Date())}`;
      const code = errorCode(got);
      const text = got.length === 1 ? print(got[0]) : got.map((value) => print(value)).join("\n");
      if (code !== undefined) show(answer, "failed", `Error ${code} ${when}`, text);
      else show(answer, "acknowledged", `Acknowledged ${when}`, text || "without a value");
    } catch (error) {
      const why = connection.isConnected ? `No acknowledgement in ${PATIENCE / 1000} s` : "The connection has ended";
      show(answer, "failed", why, error instanceof Error ? error.message : String(error));
    }
  };

  const form = make(
    "form",
    { class: "try-out", "aria-label": `Send ${event ?? "an event"}` },
    name && make("div", { class: "field" }, make("label", { for: name.id }, "Event"), name),
    ...editors.map((editor) => editor.element),
    make(
      "div",
      { class: "row" },
      make("button", { class: "primary" }, "Send"),
      make("button", { type: "button", onclick: () => void send(false) }, "Send without acknowledgement"),
    ),
    answer,
  );
  form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    void send(true);
  });
  return form;
}

/**
 * The code, if the acknowledgement is an error.
 *
 * @param {any[]} values
 * @returns {string | undefined}
 */
function errorCode([first]) {
  if (typeof first !== "object" || first === null || first.status !== "error") return undefined;
  return String(first.code ?? "without a code");
}

/**
 * @param {HTMLElement} answer
 * @param {"acknowledged" | "failed" | "sent" | "waiting"} kind
 * @param {string} title
 * @param {string} [text]
 */
function show(answer, kind, title, text) {
  answer.dataset.kind = kind;
  answer.replaceChildren(make("p", {}, title));
  if (text) answer.append(make("pre", { tabindex: "0", "aria-label": "Value" }, text));
}
