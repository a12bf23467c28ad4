// `startServer` starts a server that cargo has built, on a port that is free, and ends it again.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before } from "node:test";

import { SERVER } from "./protocol.mjs";
import { PATIENCE, within } from "./within.mjs";
import { WORKSPACE } from "./workspace.mjs";

const running = new Set();

// The last resort for a test file that dies before its `after`: no server outlives it.
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * Where the binary `name` is. `cargo xtask test` says it with GATEWAY_BINARIES; a test file
 * that is run by hand finds what the last `cargo build` left.
 */
export function binary(name) {
  const folder =
    process.env.GATEWAY_BINARIES ??
    join(WORKSPACE, process.env.CARGO_TARGET_DIR ?? "target", "debug");
  const path = join(folder, process.platform === "win32" ? `${name}.exe` : name);
  if (!existsSync(path)) {
    throw new Error(`${path} does not exist; build it with \`cargo build --bin ${name}\``);
  }
  return path;
}

/**
 * Starts `name` and waits until it has printed its URL. Most tests have it from `serverFor` or
 * `serverForAll`; others end it with `stop()`, which answers how it ended: `{ code, signal }`.
 *
 * - `env`: variables of the environment, beside those of this process;
 * - `openFiles`: how many files and connections it may have; not on Windows;
 * - `program`: the program and its arguments, if it is not one that cargo has built.
 */
export async function startServer(name, { env = {}, openFiles, program } = {}) {
  const [path, ...values] = program ?? [binary(name)];
  const command = openFiles ? ["sh", ["-c", `ulimit -n ${openFiles}; exec "$0"`, path]] : [path, values];
  const child = spawn(...command, {
    cwd: WORKSPACE,
    env: { ...process.env, ...SERVER, PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  // Somebody may never ask; a server that does not start is reported below all the same.
  ended.catch(() => {}).finally(() => running.delete(child));

  let log = "";
  const entries = [];
  const readers = new Set();
  const record = (text) => {
    log += text;
    for (const look of readers) look();
  };
  child.stderr.setEncoding("utf8").on("data", record);

  const url = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("{")) entries.push(JSON.parse(line));
      record(`${line}\n`);
      const found = line.match(/https?:\/\/\S+/);
      if (found) resolve(found[0].replace(/\/$/, ""));
    });
    ended.then(
      ({ code, signal }) => reject(new Error(`${name} ended before it listened: ${code ?? signal}\n${log}`)),
      reject,
    );
  });

  const printed = (what, look) =>
    within(
      PATIENCE,
      new Promise((resolve) => {
        const again = () => {
          const found = look();
          if (found === undefined) return;
          readers.delete(again);
          resolve(found);
        };
        readers.add(again);
        again();
      }),
      `${name} to print ${what}`,
    );

  const server = {
    pid: child.pid,
    /** What it has printed so far, to both of its outputs. */
    log: () => log,
    /** Waits until what it has printed matches `pattern`. */
    logged: (pattern) => printed(`${pattern}`, () => pattern.test(log) || undefined),
    /** The journal entries of a test server that have all fields of `wanted`. */
    entries: (wanted) => entries.filter((entry) => matches(entry, wanted)),
    /** Waits until there are `count` such entries, and gives them in the order in which they happened. */
    journal: (wanted, count) =>
      printed(`${count} times ${JSON.stringify(wanted)}`, () => {
        const found = entries.filter((entry) => matches(entry, wanted));
        return found.length < count ? undefined : found;
      }),
    /** Waits for the first such entry. */
    entry: (wanted) =>
      printed(JSON.stringify(wanted), () => entries.find((entry) => matches(entry, wanted))),
    /** Resolves to `{ code, signal }` when the process has ended. */
    ended,
    /** Sends a signal, also one that does not end it; says whether there was a process. */
    kill: (signal) => child.kill(signal),
    /** Asks it to end and waits; harmless when it has ended already. */
    async stop(signal = "SIGINT") {
      child.kill(signal);
      // One that was paused ends only when it goes on.
      child.kill("SIGCONT");
      try {
        return await within(15_000, ended, `${name} to end after ${signal}`);
      } catch (error) {
        child.kill("SIGKILL");
        error.message += `\n${log}`;
        throw error;
      }
    },
  };
  try {
    server.url = await within(20_000, url, `${name} to print its URL`);
  } catch (error) {
    child.kill("SIGKILL");
    error.message += `\n${log}`;
    throw error;
  }
  return server;
}

/** Starts `name` for the test `t`, with whose end the server ends too. */
export async function serverFor(t, name, options) {
  const server = await startServer(name, options);
  t.after(() => server.stop());
  return server;
}

/**
 * One server for all tests of a file, or of the `describe` that this is called in. The object has what
 * `startServer` gives from the moment on at which the first of the tests begins.
 */
export function serverForAll(name, options) {
  const server = {};
  before(async () => Object.assign(server, await startServer(name, options)));
  after(() => server.stop?.());
  return server;
}

function matches(entry, wanted) {
  return Object.entries(wanted).every(([field, value]) => entry[field] === value);
}
