// `throughOutages` checks what every outage of a backend has to leave as it is, and what an outage may
// take.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { fresh, health, hearing, member, settledFrom } from "./sharing.mjs";
import { assertAll, assertOnly, median, startTraffic } from "./traffic.mjs";

/** What a breaker that is open takes at most, in milliseconds; waiting for Redis would take 500. */
const AT_ONCE = 100;
/** How many lines each server may log about one outage. */
const HANDFUL = 6;
const ROUNDS = 2;

/**
 * The first of `servers` emits all the time to clients on all of them, while the backend goes away with
 * `leave()`, is away for `lasts` milliseconds at least, and comes back with `comeBack()`; twice.
 */
export async function throughOutages(t, servers, { leave, lasts = 0, comeBack }) {
  const room = fresh();
  const sender = await member(t, servers[0]);
  const neighbours = await Promise.all([1, 2].map(() => member(t, servers[0], [room])));
  // These servers only receive.
  const others = await Promise.all(servers.slice(1).map((server) => member(t, server, [room])));
  const heard = hearing([...neighbours, ...others]);
  const traffic = startTraffic(t, sender, room);
  await traffic.more(50);

  const outages = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const logged = servers.map((server) => server.log().length);
    // What was emitted before, while it was known to be away, and since it is known to be back.
    const before = new Set(traffic.answered());
    await leave();
    await health(servers, false);
    const down = traffic.next();
    await traffic.more(100);
    await sleep(lasts);
    const downUntil = traffic.answered().at(-1);
    await comeBack();
    await health(servers, true);
    outages.push({ before, down, downUntil, up: traffic.next() });
    await traffic.more(100);
    servers.forEach((server, index) => assertFewLines(server.log().slice(logged[index])));
  }

  const reports = await traffic.stop();
  await settledFrom(sender, heard);
  const sure = (number) => outages.every(({ before, up }) => before.has(number) || number >= up);
  heard.forEach((list, index) => {
    if (index < neighbours.length) return assertAll(list, reports.length);
    const missing = assertOnly(list, reports.length, sure);
    return assert.ok(missing.length > 0, "there was no outage");
  });
  assertTold(reports, outages);
}

/** The emitter was told of what was not shared, without waiting, and that all is well again. */
function assertTold(reports, outages) {
  for (const { down, downUntil } of outages) {
    const meanwhile = reports.slice(down, downUntil + 1);
    for (const { failure } of meanwhile) assert.match(failure, /other servers were not reached/);
    assert.ok(median(meanwhile) < AT_ONCE, `emits took ${median(meanwhile)} ms`);
  }
  const afterwards = reports.slice(outages.at(-1).up);
  assert.deepEqual(afterwards.filter(({ failure }) => failure !== null), []);
}

/** That it went away, and that it is back; not that each event was not shared. */
function assertFewLines(log) {
  const lines = log.split("\n").filter((line) => line !== "");
  assert.ok(lines.length <= HANDFUL, log);
  for (const what of ["rooms are not shared", "rooms are shared"]) {
    assert.equal(lines.filter((line) => line.includes(what)).length, 1, log);
  }
}
