// `hearing` is what the clients of a mixed cluster hear, and its neighbours are what is expected of that.

import assert from "node:assert/strict";
import { inspect } from "node:util";

import { until } from "./until.mjs";

/** What each client hears, by the name of its server: the arguments of each event. */
export function hearing(sockets) {
  const heard = {};
  for (const [name, socket] of Object.entries(sockets)) {
    heard[name] = [];
    socket.on("heard", (...values) => heard[name].push(values.map(plain)));
  }
  return heard;
}

let marks = 0;

/**
 * Waits until all that the server of `verbs` has emitted has reached whom it was to reach: a last event to
 * everyone comes behind it. The event is taken from the lists again.
 */
export async function settled(heard, verbs) {
  marks += 1;
  const mark = `mark ${marks}`;
  const isMark = ([value]) => value === mark;
  await verbs.emit({}, mark);
  const lists = Object.values(heard);
  await until(
    () => lists.every((list) => list.some(isMark)),
    () => `"${mark}" to reach all clients: ${JSON.stringify(heard)}`,
  );
  for (const list of lists) list.splice(list.findIndex(isMark), 1);
}

/**
 * Lets `emit` emit something that may be lost on its way to a client which has not taken what came before, until each of
 * the clients has heard it, and hears nothing else.
 */
export async function heardAtLast(heard, emit) {
  const lists = Object.values(heard);
  const all = async () => {
    await emit();
    return lists.every((list) => list.length > 0);
  };
  await until(all, () => `all clients to hear something: ${JSON.stringify(heard)}`);
}

/** What everybody of `names` is expected to have heard, and the others of `mixed` not. */
export const onlyBy = (mixed, names, ...events) =>
  Object.fromEntries(mixed.names.map((name) => [name, names.includes(name) ? events : []]));

/** A value that can be compared, whatever form bytes have in it. */
export function plain(value) {
  if (value instanceof ArrayBuffer) return { bytes: Buffer.from(value).toString("base64") };
  if (ArrayBuffer.isView(value)) return { bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}

/** Checks what the clients have heard, event by event, so that a failure names the one that is wrong. */
export function assertHeard(heard, expected) {
  for (const [name, list] of Object.entries(expected)) {
    const short = (event) => inspect(event, { depth: 6, maxStringLength: 100, maxArrayLength: 30, breakLength: Infinity });
    list.forEach((event, index) => {
      assert.deepEqual(heard[name][index], event, `event ${index} of ${name}: ${short(heard[name][index])}, and not ${short(event)}`);
    });
    assert.equal(heard[name].length, list.length, `events of ${name}: ${short(heard[name])}, and not ${short(list)}`);
  }
  assert.deepEqual(Object.keys(heard).sort(), Object.keys(expected).sort());
}
