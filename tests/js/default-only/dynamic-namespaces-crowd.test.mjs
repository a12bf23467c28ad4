// A crowd that comes to dynamic namespaces and goes leaves nothing behind, and neither do names that are
// refused.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { Closed, openRaw } from "../support/raw.mjs";
import { serverFor, serverForAll } from "../support/server.mjs";
import { within } from "../support/within.mjs";

const CLIENTS = 50;
const NAMESPACES = 20;
/** How long the crowd comes and goes, in milliseconds: the first time for the allocator. */
const WARM_UP = 3_000;
const CROWDED = 5_000;
/** How much more may be held after the second time than after the first, in kilobytes. */
const SLACK = 3_000;

/** Names that are refused, each once: some for the allocator, then those that are measured. */
const FIRST_NAMES = 5_000;
const NAMES = 20_000;
const NAMES_AT_A_TIME = 32;
/** How much more may be held then, in kilobytes: less than the shortest name of each. */
const NAMES_SLACK = NAMES / 8;

/** How many namespaces of a pattern a connection may be in. */
const SHARE = 100;

/** What a client may be told that comes while a namespace goes. */
const GONE = "the namespace has just been closed; connect again";
const FULL = "there are too many namespaces; try again later";
const SHARE_TAKEN = "this connection is in too many namespaces of this kind; leave another one first";

async function get(url, path) {
  const response = await fetch(`${url}/${path}`);
  assert.equal(response.status, 200);
  return response.json();
}

/** Waits until nobody is in any of the namespaces, and they are gone. */
function empty(url) {
  const gone = async () => {
    while ((await get(url, "dynamic")).length > 0) await sleep(50);
  };
  return within(10_000, gone(), "the namespaces to go");
}

/** Resolves to the error's message if `namespace` refuses, else to `undefined`. */
async function join(raw, namespace) {
  const answer = Promise.race([
    raw.next(`40${namespace},`).then(() => undefined),
    raw.next(`44${namespace},`).then((error) => JSON.parse(error).message),
  ]);
  raw.send(`40${namespace},`);
  return answer;
}

async function ask(raw, namespace, ...event) {
  const answer = raw.next(`43${namespace},7`);
  raw.send(`42${namespace},7${JSON.stringify(event)}`);
  return JSON.parse(await answer);
}

describe("dynamic namespaces under load", { timeout: 300_000 }, () => {
  const server = serverForAll("test-server");

  test(`${CLIENTS} clients come to ${NAMESPACES} namespaces and go`, async (t) => {
    await crowd(server.url, WARM_UP);
    await empty(server.url);
    const memory = await get(server.url, "memory");
    const { visits, refused, torn } = await crowd(server.url, CROWDED);
    t.diagnostic(`${visits} visits, ${refused} of which came while their namespace went, ${torn} at once with another`);
    await empty(server.url);
    await flat(t, server, memory, SLACK);
  });

  test(`${NAMES} refused names leave nothing behind`, async (t) => {
    await names(server.url, FIRST_NAMES, "first");
    const memory = await get(server.url, "memory");
    await names(server.url, NAMES, "second");
    await empty(server.url);
    await flat(t, server, memory, NAMES_SLACK);
  });

  test(`${NAMES} names that a connection is refused, since it has its share, leave nothing behind`, async (t) => {
    const own = await serverFor(t, "test-server", { env: { MAX_DYNAMIC_NAMESPACES: "10000" } });
    const raw = await openRaw(own.url);
    for (let number = 0; number < SHARE; number++) {
      assert.equal(await join(raw, `/numbers/${number}`), undefined);
    }
    const refused = async (count, round) => {
      for (let first = 0; first < count; first += NAMES_AT_A_TIME) {
        const some = Array.from({ length: NAMES_AT_A_TIME }, (_, number) => `/numbers/${round}-${first + number}`);
        const errors = await Promise.all(some.map((name) => join(raw, name)));
        assert.deepEqual(new Set(errors), new Set([SHARE_TAKEN]));
      }
    };
    await refused(FIRST_NAMES, "first");
    const memory = await get(own.url, "memory");
    await refused(NAMES, "second");
    await flat(t, own, memory, NAMES_SLACK);
    await raw.close();
  });

  /** No more is held than `memory` and `slack`. */
  async function flat(t, server, memory, slack) {
    if (memory === null) return t.diagnostic("the system does not tell how much memory a process holds");
    const grown = (await get(server.url, "memory")) - memory;
    t.diagnostic(`${memory} kB before, ${grown} kB more after`);
    return assert.ok(grown < slack, `${grown} kB have been kept, ${slack} kB are allowed`);
  }
});

/** Everybody comes and goes, for `milliseconds`. */
async function crowd(url, milliseconds) {
  const end = Date.now() + milliseconds;
  const result = { visits: 0, refused: 0, torn: 0 };
  const client = async (number) => {
    let raw = await openRaw(url);
    for (let visit = number; Date.now() < end; visit++) {
      // Several are in one at a time, and each is empty now and then.
      const namespace = `/chat/crowd-${(visit * 7 + number) % NAMESPACES}`;
      const error = await join(raw, namespace);
      result.visits += 1;
      if (error !== undefined) {
        assert.equal(error, GONE);
        result.refused += 1;
        continue;
      }
      if (!(await talk(raw, namespace, number))) {
        result.torn += 1;
        raw = await openRaw(url);
        continue;
      }
      if (visit % 5 === 0) {
        await (visit % 2 === 0 ? raw.close() : (raw.stream.destroy(), raw.closed));
        // Long enough for the namespace to go, if this client was its last.
        if (visit % 3 === 0) await sleep(1_000);
        raw = await openRaw(url);
      } else {
        raw.send(`41${namespace},`);
      }
    }
    await raw.close();
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
  const { visits, torn } = result;
  assert.ok(torn <= visits / 100, `${torn} of ${visits} connections have been closed`);
  return result;
}

/**
 * Says something in `namespace`, and hears it. False if the connection is closed meanwhile: two first
 * clients were there at once, and the one that is asked to leave spoke before it had read that.
 */
async function talk(raw, namespace, number) {
  const name = namespace.split("/").at(-1);
  try {
    assert.deepEqual(await ask(raw, namespace, "where-am-i"), [[namespace, namespace, name]]);
    const said = raw.next(`42${namespace},["said","client ${number}"]`);
    raw.send(`42${namespace},["say","client ${number}"]`);
    await said;
    return true;
  } catch (error) {
    if (!(error instanceof Closed)) throw error;
    return false;
  }
}

/** Asks for `count` names that nobody has asked for: half while all are taken, half that a hook refuses. */
async function names(url, count, round) {
  const over = await openRaw(url);
  // The test server allows 64.
  for (let number = 0; number < 64; number++) {
    assert.equal(await join(over, `/numbers/${number}`), undefined);
  }
  await each(url, count / 2, async (raw, number) => {
    assert.equal(await join(raw, `/numbers/${round}-${number}`), FULL);
  });
  await over.close();
  await within(10_000, free(url, `/numbers/${round}`), "there to be room for a name");
  await each(url, count / 2, async (raw, number) => {
    const namespace = `/numbers/${round}-x${number}`;
    const refused = raw.next(`42${namespace},["exception"`);
    const left = raw.next(`41${namespace},`);
    assert.equal(await join(raw, namespace), undefined);
    await refused;
    await left;
  });
}

/** Waits until the namespaces of who has left are gone. */
async function free(url, namespace) {
  const raw = await openRaw(url);
  for (let number = 0; (await join(raw, `${namespace}-free${number}`)) !== undefined; number++) await sleep(50);
  await raw.close();
}

/** Calls `visit` for each number below `count`, with one of few connections. */
async function each(url, count, visit) {
  let next = 0;
  const client = async () => {
    const raw = await openRaw(url);
    while (next < count) await visit(raw, next++);
    await raw.close();
  };
  await Promise.all(Array.from({ length: NAMES_AT_A_TIME }, client));
}
