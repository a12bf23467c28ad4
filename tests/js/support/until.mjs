// Waiting for what nobody announces.

import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE = 5_000;
const PAUSE = 10;

/** Waits until `condition()` holds; an error that names `what` if it does not in time. */
export async function until(condition, what, patience = PATIENCE) {
  const late = Date.now() + patience;
  while (!condition()) {
    if (Date.now() > late) throw new Error(`waited ${patience} ms for ${what}`);
    await sleep(PAUSE);
  }
}
