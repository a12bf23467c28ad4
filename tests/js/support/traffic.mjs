// `startTraffic` emits numbered events, one every few milliseconds, whatever happens to the servers
// meanwhile.

import assert from "node:assert/strict";

import { until } from "./until.mjs";

const EVERY = 5;
/** Longer than an emit may take, which has a check of its own. */
const PATIENCE = 20_000;
/** The longest that an emit may take: it waits for a silent backend once, and for half a second. */
const LONGEST = 2_000;

/** The server of `socket` emits 0, 1, 2 .. to `room`. Stop it in any case. */
export function startTraffic(t, socket, room) {
  let next = 0;
  /** By number: what the emitter was told, and what has gone wrong. */
  const reports = [];
  const errors = [];
  const timer = setInterval(() => {
    const number = next;
    next += 1;
    socket.timeout(PATIENCE).emit("emit", { to: [room] }, number, (error, report) => {
      if (error || report.took === undefined) errors.push(error ?? report);
      else reports[number] = report;
    });
  }, EVERY);
  t.after(() => clearInterval(timer));

  const answered = () => Object.keys(reports).length + errors.length;
  return {
    /** The number that comes next. */
    next: () => next,
    /** The numbers that the emitter was told of by now. */
    answered: () => Object.keys(reports).map(Number),
    /** Waits until `count` more were emitted and told of. */
    async more(count) {
      const goal = next + count;
      await until(() => errors.length > 0 || reports[goal] !== undefined, `${count} more events`, PATIENCE);
    },
    /** Ends it, and gives the reports of all numbers; none took too long. */
    async stop() {
      clearInterval(timer);
      await until(() => answered() === next, () => `${next} reports; there are ${answered()}`, PATIENCE);
      assert.deepEqual(errors, []);
      const longest = Math.max(...reports.map(({ took }) => took));
      assert.ok(longest < LONGEST, `an emit took ${longest} ms`);
      return reports;
    },
  };
}

/** Checks that `heard` has every number below `count`, in order. */
export function assertAll(heard, count) {
  assert.deepEqual(heard, Array.from({ length: count }, (_, number) => number));
}

/** Checks that `heard` is in order, nothing twice, and that no number is missing of which `sure` says so. */
export function assertOnly(heard, count, sure) {
  heard.forEach((number, index) => {
    assert.ok(index === 0 || heard[index - 1] < number, `${number} came after ${heard[index - 1]}`);
  });
  const there = new Set(heard);
  const missing = Array.from({ length: count }, (_, number) => number).filter((number) => !there.has(number));
  assert.deepEqual(missing.filter(sure), [], "missing though the backend was there");
  return missing;
}

/** The middle one of what emits took, in milliseconds. */
export function median(reports) {
  const took = reports.map((report) => report.took).sort((one, other) => one - other);
  return took[Math.floor(took.length / 2)];
}
