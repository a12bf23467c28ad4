// The TypeScript of a contract, read by the compilers and with the clients that people have: `tests/contract/types` uses
// the printed files as a client would, and a type that is not as expected there is an error of the compiler.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";

import { binary } from "../support/server.mjs";
import { WORKSPACE } from "../support/workspace.mjs";

const run = promisify(execFile);

/** The npm project with compilers and clients, whose names are those of its `package.json`. */
const TYPES = join(WORKSPACE, "tests/contract/types");
const COMPILERS = ["ts50", "ts59", "ts60"];
const CLIENTS = ["sio46", "sio47", "sio48"];

/** The contracts of `contract-server`; each is imported as `contract/<name>`. */
const CONTRACTS = ["gateways", "errors", "exceptions", "names"];

/** The files that have to compile with every client. */
const USES = ["sockets.ts", "errors.ts", "payloads.ts", "forms.ts"];

/** The file that has to compile whatever the client is. */
const NAMES = "names.ts";

/** The file that must not compile. */
const WRONG = "wrong.ts";

let folder;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "contract-"));
  for (const contract of CONTRACTS) {
    const { stdout } = await run(binary("contract-server"), [contract, "typescript"]);
    writeFileSync(join(folder, `${contract}.ts`), stdout);
  }
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** Compiles files of `TYPES`: what the compiler reports, a line each. */
async function reported(compiler, client, files) {
  const config = join(folder, `${compiler}-${client}-${files[0]}.json`);
  const paths = {
    "contract/*": [join(folder, "*.ts")],
    "socket.io-client": [join(TYPES, "node_modules", client)],
  };
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(TYPES, "tsconfig.json"),
      compilerOptions: { paths },
      files: files.map((file) => join(TYPES, file)),
    }),
  );
  const program = join(TYPES, "node_modules", compiler, "bin/tsc");
  const { stdout } = await run(process.execPath, [program, "-p", config, "--pretty", "false"], {
    cwd: TYPES,
  }).catch((error) => {
    // A compiler that reports errors ends with a code; one that does not start has no output.
    if (!error.stdout) throw error;
    return error;
  });
  return stdout.trim();
}

describe("clients that use the contract compile", { concurrency: 2 }, () => {
  for (const compiler of COMPILERS) {
    for (const client of CLIENTS) {
      test(`${compiler} with ${client}`, async () => {
        assert.equal(await reported(compiler, client, USES), "");
      });
    }
  }
});

describe("names and texts of users are names and texts", { concurrency: 2 }, () => {
  for (const compiler of COMPILERS) {
    test(compiler, async () => {
      assert.equal(await reported(compiler, CLIENTS.at(-1), [NAMES]), "");
    });
  }
});

describe("a client's mistakes are reported", { concurrency: 2 }, () => {
  const lines = readFileSync(join(TYPES, WRONG), "utf8").split("\n");
  const wrong = lines.flatMap((line, index) => (/\bwrong: /.test(line) ? [index + 1] : []));
  for (const compiler of COMPILERS) {
    test(compiler, async () => {
      const output = await reported(compiler, CLIENTS.at(-1), [WRONG]);
      const found = [...output.matchAll(/^wrong\.ts\((\d+),/gm)].map(([, line]) => Number(line));
      assert.deepEqual([...new Set(found)].sort((a, b) => a - b), wrong, output);
    });
  }
});

test("the printed file is the same each time", async () => {
  for (const contract of CONTRACTS) {
    const { stdout } = await run(binary("contract-server"), [contract, "typescript"]);
    assert.equal(stdout, readFileSync(join(folder, `${contract}.ts`), "utf8"));
  }
});
