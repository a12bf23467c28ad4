// `statementsOf` tests single sentences of the guide: the title of a test is the sentence that the test proves.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { startNest } from "./side-by-side.mjs";
import { WORKSPACE } from "./workspace.mjs";

const GUIDE = "docs/guide";

/**
 * Gives the function `says(sentence, script, example)` for a page: one of "From NestJS", or else one of the rest of the guide. It
 * makes a test of the sentence, which also fails when the page no longer has the sentence: what a test proves and what a
 * reader is told stay the same. `example` tells apart several tests of one sentence.
 */
export function statementsOf(page) {
  const files = [`${GUIDE}/from-nestjs/${page}.md`, `${GUIDE}/${page}.md`];
  const file = files.find((file) => existsSync(join(WORKSPACE, file)));
  assert.ok(file, `there is no page ${page}`);
  const text = inOneLine(readFileSync(join(WORKSPACE, file), "utf8"));
  return (sentence, script, example) =>
    test(example ? `${sentence} (${example})` : sentence, async (t) => {
      assert.ok(text.includes(inOneLine(sentence)), `${file} does not say: ${sentence}`);
      await script(t);
    });
}

/**
 * One NestJS application for all tests of a file: the module of `tests/nest/src/statements/<name>.ts`. The object has what
 * `startServer` gives from the moment on at which the first of the tests begins.
 */
export function nestForAll(name) {
  const server = {};
  before(async () => Object.assign(server, await startNest({ PAGE: `statements/${name}` })));
  after(() => server.stop?.());
  return server;
}

/** One NestJS application for the test `t`, with whose end the application ends too. */
export async function nestFor(t, name) {
  const server = await startNest({ PAGE: `statements/${name}` });
  t.after(() => server.stop());
  return server;
}

/** A page breaks its lines where it likes. */
function inOneLine(text) {
  return text.replaceAll(/\s+/g, " ");
}
