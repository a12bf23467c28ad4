// `connectTalker` connects a client that says numbers, one after the other, whatever happens to its connection, and keeps what
// it hears of the other talkers; `talkingWorker` makes such a talker of an emitter; `assertNothingLost` compares all of them.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { client, next } from "./client.mjs";
import { until } from "./until.mjs";
import { PATIENCE } from "./within.mjs";

/** How long a talker is silent after each number. */
const EVERY = 25;
/** The rejection of a question whose connection closes before the answer. */
const CLOSED = "socket has been disconnected";

/** Says 0, 1, 2 .. with `say`, once `talk` is called and until it is stopped. A number that `say` refuses comes again. */
function talking(t, name, say) {
  const talker = {
    name,
    /** How often each number was said: more than once if its acknowledgement never came. */
    tries: [],
    /** The numbers below this one are acknowledged. */
    next: 0,
    errors: [],
  };
  let isStopped = false;
  let ended;
  const run = async () => {
    while (!isStopped) {
      talker.tries[talker.next] = (talker.tries[talker.next] ?? 0) + 1;
      try {
        await say(talker.next);
        talker.next += 1;
      } catch (error) {
        if (error.message !== CLOSED) talker.errors.push(error);
      }
      await sleep(EVERY);
    }
  };
  return Object.assign(talker, {
    /** Begins to talk. */
    talk() {
      ended = run();
      t.after(talker.stop);
    },
    /** Stops to talk, when the last number is acknowledged or refused. */
    stop() {
      isStopped = true;
      return ended;
    },
    /** Waits until `count` more numbers are acknowledged. */
    more: (count, goal = talker.next + count) =>
      until(() => talker.next >= goal, () => `${name} to say ${goal}; it is at ${talker.next}`, 4 * PATIENCE),
  });
}

/**
 * A talker that is connected, and connects again when its connection closes. `event` is what it asks the server with, and
 * `talkers` are all, among whom it is then.
 *
 * - `ids`: those it has had;
 * - `heard`: by name, the numbers that others have said, in order;
 * - `closings`: for each time that its connection has closed, the `reason`, what had been `heard` last of each talker by then, and
 *   what each of them was saying when the first question over the next connection was answered: `back`;
 * - `refusals`: why it could not connect.
 */
export async function connectTalker(t, url, { name, event = "say", talkers, ...options }) {
  const socket = client(t, url, { reconnection: true, auth: { name, room: "kitchen" }, ...options });
  const seen = { socket, ids: [], heard: {}, closings: [], refusals: [] };
  socket.on("connect", () => seen.ids.push(socket.id));
  socket.on("connect_error", ({ message }) => seen.refusals.push(message));
  socket.on("said", ({ name, text }) => /^\d+$/.test(text) && (seen.heard[name] ??= []).push(Number(text)));
  socket.on("disconnect", (reason) => {
    const heard = Object.fromEntries(Object.entries(seen.heard).map(([name, numbers]) => [name, numbers.at(-1)]));
    seen.closings.push({ reason, heard });
  });
  await next(socket, "connect");
  const say = async (number) => {
    await socket.timeout(2 * PATIENCE).emitWithAck(event, `${number}`);
    const closing = seen.closings.at(-1);
    if (closing && !closing.back) closing.back = Object.fromEntries(talkers.map(({ name, next }) => [name, next]));
  };
  const talker = Object.assign(talking(t, name, say), seen);
  talkers.push(talker);
  return talker;
}

/** A talker that tells the room of the others by an emitter, and hears nothing. */
export function talkingWorker(t, emitter, { name, talkers }) {
  const say = async (number) => emitter.of("/chat").to("kitchen").emit("said", { name, text: `${number}` });
  talkers.push(Object.assign(talking(t, name, say), { closings: [], refusals: [] }));
}

/** Asks again and again, by the connection of a talker, who is there: all whose names are `present` have to be. */
export function asking(t, talker, present) {
  return talking(t, `who is there, asked by ${talker.name}`, async () => {
    const names = new Set(await talker.socket.timeout(2 * PATIENCE).emitWithAck("who"));
    assert.deepEqual(present.filter((name) => !names.has(name)), [], "who is there and not found");
  });
}

/** Waits until the listeners have heard the last number of each talker. All have to be connected, and to talk no more. */
async function allHeard(talkers, listeners) {
  const behind = () =>
    listeners.flatMap((listener) =>
      talkers
        .filter(({ name, next }) => listener.heard[name]?.at(-1) !== next - 1)
        .map(({ name, next }) => `${listener.name}: ${name} ${listener.heard[name]?.at(-1)} of ${next - 1}`),
    );
  await until(() => behind().length === 0, () => `all to hear the last number; missing: ${behind().join(", ")}`);
}

/**
 * Ends the talk, and checks that each acknowledged number was handled once, that a number came again only if its acknowledgement
 * had not come, that all came in order, and that the listeners have heard all: those whose connection has closed, without what was
 * said until they were back.
 */
export async function assertNothingLost(talkers, listeners) {
  await Promise.all(talkers.map((talker) => talker.stop()));
  await allHeard(talkers, listeners);
  for (const talker of talkers) {
    assert.deepEqual(talker.errors, [], talker.name);
    assert.ok(!talker.refusals.includes("Invalid namespace"), talker.name);
    const closings = talker.closings.length;
    const again = talker.tries.filter((tries) => tries > 1).length;
    assert.ok(again <= closings, `${talker.name} has said ${again} numbers again, and its connection closed ${closings} times`);
  }
  for (const listener of listeners) {
    for (const { name, next, tries } of talkers) {
      const heard = listener.heard[name] ?? [];
      const who = `${listener.name} of ${name}`;
      heard.forEach((number, index) => {
        assert.ok(index === 0 || heard[index - 1] <= number, `${who}: ${number} came after ${heard[index - 1]}`);
      });
      for (let number = 0; number < next; number += 1) {
        const times = heard.filter((other) => other === number).length;
        assert.ok(times <= tries[number], `${who}: ${number} came ${times} times, and was said ${tries[number]} times`);
        const isMissed = listener.closings.some(({ heard: before, back }) => (before[name] ?? -1) < number && number <= back[name]);
        assert.ok(times > 0 || isMissed, `${who}: ${number} of ${next} is missing`);
      }
    }
  }
}
