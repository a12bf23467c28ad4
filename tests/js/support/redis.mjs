// `startRedis` starts a real Redis of the test's own, which keeps nothing.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onFreePort, startDaemon } from "./daemon.mjs";

/**
 * Starts `redis-server`, on a free port unless one is given. End it in `after` with `stop()`;
 * `kill(signal)` only sends a signal, for example SIGSTOP.
 */
export async function startRedis({ port } = {}) {
  const folder = redisFolder();
  try {
    const redis = await startIn(folder.path, port);
    redis.ended.finally(folder.remove);
    return redis;
  } catch (error) {
    folder.remove();
    throw error;
  }
}

/** A new folder for the files of `redis-server`. */
export function redisFolder() {
  const path = mkdtempSync(join(tmpdir(), "redis-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The same in a folder that stays; `options` are settings of `redis-server` and their values. */
export function startIn(folder, port, options = {}) {
  const start = async (port) => {
    const settings = { port, bind: "127.0.0.1", dir: folder, save: "", appendonly: "no", ...options };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`]);
    const daemon = await startDaemon("redis-server", args, { ready: /Ready to accept connections/ });
    return { ...daemon, port, url: `redis://127.0.0.1:${port}` };
  };
  return port ? start(port) : onFreePort(start);
}
