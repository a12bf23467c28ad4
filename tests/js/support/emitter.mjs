// `startEmitter` starts an emitter: a process that is no server and emits to the clients of servers.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { SERVER } from "./protocol.mjs";
import { binary } from "./server.mjs";
import { within } from "./within.mjs";

const PATIENCE = 10_000;

/** Starts it; end it in `after` with `stop()`. */
export async function startEmitter(env) {
  const child = spawn(binary("sharing-emitter"), { env: { ...process.env, ...SERVER, ...env }, stdio: "pipe" });
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
    const { value, done } = await within(PATIENCE, lines.next(), "the emitter to answer");
    if (done) {
      // What it has said last comes on the other output.
      await within(PATIENCE, ended, "the emitter to end");
      throw new Error(`the emitter has ended: ${log}`);
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
    /** Does what `command` says, with `arguments_`; gives what became of it. One at a time. */
    async run(command, arguments_) {
      child.stdin.write(`${JSON.stringify(arguments_ ? { [command]: arguments_ } : command)}\n`);
      return JSON.parse(await line());
    },
    /** Ends it and waits. */
    async stop() {
      child.stdin.end();
      try {
        return await within(PATIENCE, ended, "the emitter to end");
      } catch (error) {
        kill();
        throw error;
      }
    },
  };
}
