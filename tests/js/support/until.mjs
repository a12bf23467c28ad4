// `until` waits for what nobody announces.

import { setTimeout as sleep } from "node:timers/promises";

import { PATIENCE, words } from "./within.mjs";

const PAUSE = 10;

/**
 * Waits until `condition()` holds, or what it promises; an error that names `what` if it does not in
 * time. `what` may be a function: what there is to say may be known only then.
 */
export async function until(condition, what, patience = PATIENCE) {
  const late = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > late) {
      throw new Error(`waited ${patience} ms for ${words(what)}`);
    }
    await sleep(PAUSE);
  }
}
