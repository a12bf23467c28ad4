// The page of `examples/team` is written in TypeScript against the printed contract, and the script that browsers load is that file
// without its types.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";

import { WORKSPACE } from "../support/workspace.mjs";

const run = promisify(execFile);

const PAGE = join(WORKSPACE, "examples/team/page");
const COMPILERS = join(WORKSPACE, "tests/contract/types/node_modules");
const CLIENT = join(WORKSPACE, "tests/js/node_modules/socket.io-client");

/** Compiles the page in a folder of its own, with a change to its text: what the compiler reports, and the script. */
async function compiled(t, compiler, change = (text) => text) {
  const folder = mkdtempSync(join(tmpdir(), "team-page-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const file of ["team.ts", "contract.d.ts", "tsconfig.json"]) cpSync(join(PAGE, file), join(folder, file));
  const page = join(folder, "team.ts");
  writeFileSync(page, change(readFileSync(page, "utf8")));
  const config = join(folder, "tsconfig.json");
  const options = JSON.parse(readFileSync(config, "utf8"));
  options.compilerOptions.paths = { "socket.io-client": [CLIENT] };
  writeFileSync(config, JSON.stringify(options));
  const program = join(COMPILERS, compiler, "bin/tsc");
  const { stdout } = await run(process.execPath, [program, "-p", config, "--pretty", "false"]).catch((error) => {
    // A compiler that reports errors ends with a code; one that does not start has no output.
    if (!error.stdout) throw error;
    return error;
  });
  const reported = stdout.trim();
  const script = reported === "" ? readFileSync(join(folder, "team.js"), "utf8") : undefined;
  return { reported, script };
}

describe("the page of the team is typed by the contract", { concurrency: 2 }, () => {
  for (const compiler of ["ts50", "ts59", "ts60"]) {
    test(`it compiles with ${compiler} to the script that browsers load`, async (t) => {
      const { reported, script } = await compiled(t, compiler);
      assert.equal(reported, "");
      assert.equal(script, readFileSync(join(PAGE, "team.js"), "utf8"));
    });
  }

  /** What is replaced in the page, and by what. */
  const mistakes = {
    "an event that nobody handles": ['emitWithAck("join"', 'emitWithAck("jion"'],
    "a body without a member": ['emitWithAck("say", { room: name, text }', 'emitWithAck("say", { text }'],
    "a listener for what is never sent": ['mine.on("presence"', 'mine.on("absence"'],
    "an answer that may be an error": ["showDirect(sent.answer)", 'inTime()?.emitWithAck("direct", { to: name, text }).then(showDirect)'],
  };
  test("mistakes do not compile", async (t) => {
    const lines = {};
    const { reported } = await compiled(t, "ts60", (text) => {
      let changed = text;
      for (const [mistake, [right, wrong]] of Object.entries(mistakes)) {
        lines[mistake] = text.slice(0, text.indexOf(right)).split("\n").length;
        changed = changed.replace(right, wrong);
      }
      return changed;
    });
    for (const [mistake, line] of Object.entries(lines)) {
      assert.match(reported, new RegExp(`team\\.ts\\(${line},`), `${mistake}, at line ${line}:\n${reported}`);
    }
  });
});
