// `startCommanded` starts a process that does what each line asks for, and answers with one line.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { within } from "./within.mjs";

const PATIENCE = 10_000;

/** Starts it and waits for its first line; end it in `after` with `stop()`. `name` is for messages. */
export async function startCommanded(name, program, arguments_ = [], env = {}) {
  const child = spawn(program, arguments_, { env: { ...process.env, ...env }, stdio: "pipe" });
  // The last resort for a test file that dies before its `after`.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal }));
  ended.catch(() => {}).finally(() => process.off("exit", kill));

  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    log += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => {
    const { value, done } = await within(PATIENCE, lines.next(), `${name} to answer`);
    if (done) {
      // What it has said last comes on the other output.
      await within(PATIENCE, ended, `${name} to end`);
      throw new Error(`${name} has ended: ${log}`);
    }
    return value;
  };
  try {
    await line();
  } catch (error) {
    kill();
    throw error;
  }
  return {
    log: () => log,
    /** Does what `command` says; gives what became of it. One at a time. */
    async run(command) {
      child.stdin.write(`${JSON.stringify(command)}\n`);
      return JSON.parse(await line());
    },
    /** Ends it and waits. */
    async stop() {
      child.stdin.end();
      try {
        return await within(PATIENCE, ended, `${name} to end`);
      } catch (error) {
        kill();
        throw error;
      }
    },
  };
}
