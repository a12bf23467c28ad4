// @ts-check
// The page of the contract: it loads the contract, lists the namespaces, and shows the one that is chosen.

import { loadContract } from "./contract.js";
import { at, make } from "./dom.js";
import { Log } from "./log.js";
import { namespaceView } from "./namespace.js";

/** @typedef {{ hash: string, link: HTMLAnchorElement, words: string, view: () => HTMLElement }} Entry */

const log = new Log(at("log"));

/** @param {import("./contract.js").Contract} contract */
function entries(contract) {
  /** @type {Entry[]} */
  const all = [];
  // What is served where the page is comes first.
  const endpoints = Object.entries(contract.endpoints).sort(([one], [other]) => Number(other === "main") - Number(one === "main"));
  const lists = endpoints.map(([endpointName, endpoint]) => {
    const links = Object.keys(endpoint.namespaces).map((name) => {
      const hash = `#${encodeURIComponent(endpointName)}${encodeURIComponent(name)}`;
      const link = make("a", { href: hash }, name);
      /** @type {HTMLElement | undefined} A connection outlives the look at another namespace. */
      let view;
      all.push({
        hash,
        link,
        words: wordsOf(name, endpoint.namespaces[name]),
        view: () => (view ??= namespaceView(contract, endpoint, name, log)),
      });
      return make("li", {}, link);
    });
    return make("div", {}, make("h2", {}, endpointName), make("ul", {}, ...links));
  });
  at("endpoints").replaceChildren(...lists);
  return all;
}

/**
 * What the filter looks for in a namespace.
 *
 * @param {string} name
 * @param {import("./contract.js").Namespace} namespace
 */
function wordsOf(name, { docs, messages, events }) {
  const inside = [...Object.entries(messages), ...Object.entries(events)].map(([event, one]) => `${event} ${one.docs ?? ""}`);
  return [name, docs ?? "", ...inside].join(" ").toLowerCase();
}

/**
 * @param {Entry[]} all
 * @param {boolean} isChosen whether a reader has chosen the namespace, who is taken there
 */
function show(all, isChosen) {
  const entry = all.find(({ hash }) => hash === location.hash) ?? all[0];
  if (!entry) {
    at("main").replaceChildren(make("p", {}, "The app has no gateway."));
    return;
  }
  for (const { link } of all) link.removeAttribute("aria-current");
  entry.link.setAttribute("aria-current", "page");
  at("main").replaceChildren(entry.view());
  document.title = `${entry.link.textContent} – Contract`;
  filter(all);
  if (isChosen) {
    at("main").focus({ preventScroll: true });
    at("main").scrollIntoView({ block: "start" });
  }
}

/** @param {Entry[]} all */
function filter(all) {
  const wanted = /** @type {HTMLInputElement} */ (at("filter")).value.trim().toLowerCase();
  let namespaces = 0;
  for (const { link, words } of all) {
    const matches = words.includes(wanted);
    if (matches) namespaces += 1;
    link.parentElement?.toggleAttribute("hidden", !matches);
  }
  let cards = 0;
  for (const card of document.querySelectorAll("main .card")) {
    const matches = (card.getAttribute("data-words") ?? "").includes(wanted);
    if (matches) cards += 1;
    card.toggleAttribute("hidden", !matches);
  }
  at("matches").textContent = wanted === "" ? "" : `${namespaces} namespaces; ${cards} messages and events here`;
}

try {
  const all = entries(await loadContract());
  addEventListener("hashchange", () => {
    // The link past the namespaces is no choice of one.
    if (location.hash !== "#main") show(all, true);
  });
  at("filter").addEventListener("input", () => filter(all));
  show(all, false);
} catch (error) {
  at("main").replaceChildren(make("p", { class: "problem", role: "alert" }, `The contract cannot be loaded: ${error instanceof Error ? error.message : String(error)}`));
}
