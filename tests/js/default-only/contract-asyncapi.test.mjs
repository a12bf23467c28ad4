// The AsyncAPI document of a contract, read by AsyncAPI's own parser: it finds nothing to say against it, and the YAML
// is the same document as the JSON.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";

import { binary } from "../support/server.mjs";
import { WORKSPACE } from "../support/workspace.mjs";

const run = promisify(execFile);

/** The parsers are among what reads contracts. */
const require = createRequire(join(WORKSPACE, "tests/contract/types/package.json"));
const { Parser } = require("@asyncapi/parser");
const yaml = require("js-yaml");

/** The contracts of `contract-server`. */
const CONTRACTS = ["gateways", "errors", "exceptions", "names", "texts"];

/** The severities of the parser; what is below a warning is advice. */
const WARNING = 1;

async function printed(contract, form) {
  const { stdout } = await run(binary("contract-server"), [contract, form], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** Parses a document: what the parser has to say against it, a line each, and the document. */
async function parsed(text) {
  const { document, diagnostics } = await new Parser().parse(text);
  const reported = diagnostics
    .filter(({ severity }) => severity <= WARNING)
    .map(({ code, path, message }) => `${code} at ${path.join(".")}: ${message}`);
  return { document, reported };
}

for (const contract of CONTRACTS) {
  describe(`the contract ${contract}`, () => {
    for (const form of ["asyncapi", "asyncapi-yaml"]) {
      test(`as ${form} has no errors and no warnings`, async () => {
        const { document, reported } = await parsed(await printed(contract, form));
        assert.deepEqual(reported, []);
        assert.ok(document.allChannels().all().length > 0);
        assert.ok(document.allOperations().all().length > 0);
      });
    }

    test("is the same in YAML and in JSON", async () => {
      const json = JSON.parse(await printed(contract, "asyncapi"));
      const text = await printed(contract, "asyncapi-yaml");
      // The schemas of YAML 1.2, and the one with dates and merge keys that many programs read with.
      for (const schema of [yaml.CORE_SCHEMA, yaml.DEFAULT_SCHEMA]) {
        assert.deepEqual(yaml.load(text, { schema }), json);
      }
    });
  });
}

test("a document with a mistake is reported", async () => {
  const document = JSON.parse(await printed("errors", "asyncapi"));
  document.channels[Object.keys(document.channels)[0]].address = 1;
  const { reported } = await parsed(JSON.stringify(document));
  assert.notDeepEqual(reported, []);
});

test("messages and errors are where the document says", async () => {
  const { document } = await parsed(await printed("errors", "asyncapi"));
  const operation = document
    .allOperations()
    .all()
    .find((one) => one.id().endsWith("..say"));
  assert.equal(operation.action(), "receive");
  assert.equal(operation.summary(), "Says it.");
  const replies = operation.reply().messages().all();
  const codes = replies
    .map((message) => message.payload().items()[0].properties()?.code?.const())
    .filter(Boolean);
  for (const code of ["closed", "out_of_stock", "bad_request", "timeout"]) {
    assert.ok(codes.includes(code), `${code} is in ${codes}`);
  }
});
