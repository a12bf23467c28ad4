// `startDaemon` starts a server that is not ours, on a port that is free, and ends it again.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

import { executable } from "./executable.mjs";
import { within } from "./within.mjs";

/** How long a server of the system may take to start or to end. */
const PATIENCE = 10_000;

/** How often another port is tried: between being free and being bound somebody else may take it. */
const ATTEMPTS = 5;

const running = new Map();

// The last resort for a test file that dies before its `after`.
process.on("exit", () => {
  for (const [child, signal] of running) child.kill(signal);
});

/**
 * Starts the program `name` and waits until it has printed what matches `ready`.
 *
 * - `atExit`: how it is ended if the test file dies; `SIGKILL` ends it in any state.
 */
export async function startDaemon(name, args, { ready, atExit = "SIGKILL" }) {
  const path = executable(name);
  if (!path) throw new Error(`${name} is not installed; \`cargo xtask install\` installs it`);
  const child = spawn(path, args, { stdio: ["ignore", "pipe", "pipe"] });
  running.set(child, atExit);
  let log = "";
  let look = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      log += text;
      look();
    });
  }
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal }));
  ended.catch(() => {}).finally(() => running.delete(child));
  const isReady = new Promise((resolve, reject) => {
    look = () => ready.test(log) && resolve();
    ended.then(({ code, signal }) => reject(new Error(`${name} ended before it was ready: ${code ?? signal}`)), reject);
  });

  const daemon = {
    pid: child.pid,
    /** What it has printed so far. */
    log: () => log,
    /** Resolves to `{ code, signal }` when the process has ended. */
    ended,
    /** Sends a signal, also one that does not end it; says whether there was a process. */
    kill: (signal) => child.kill(signal),
    /** Ends it and waits; harmless when it has ended already. */
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      // One that was paused ends only when it goes on.
      child.kill("SIGCONT");
      try {
        return await within(PATIENCE, ended, `${name} to end after ${signal}`);
      } catch (error) {
        child.kill("SIGKILL");
        throw error;
      }
    },
  };
  try {
    await within(PATIENCE, isReady, `${name} to be ready`);
  } catch (error) {
    child.kill(atExit);
    error.message += `\n${log}`;
    throw error;
  }
  return daemon;
}

/** What `start` makes of a port that is free. */
export async function onFreePort(start) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (attempt === ATTEMPTS || !/address already in use/i.test(error.message)) throw error;
    }
  }
}

/**
 * The ports that are tried. The system gives none of them to connections, so that nobody takes the port
 * of a server that is down, not even those who try to connect to it; and those 10000 above, which a node
 * of a Redis Cluster takes too, are not given either.
 */
const [FIRST_PORT, PORTS] = [10_000, 12_000];

async function freePort() {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    const probe = createServer();
    const bound = await new Promise((resolve) => {
      probe.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!bound) continue;
    probe.close();
    await once(probe, "close");
    return port;
  }
}
