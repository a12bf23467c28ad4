// A real Redis of the test's own, which keeps nothing.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onFreePort, startDaemon } from "./daemon.mjs";

/**
 * Starts `redis-server`, on a free port unless one is given. End it in `after` with `stop()`;
 * `kill(signal)` only sends a signal, for example SIGSTOP.
 */
export async function startRedis({ port } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "redis-"));
  const start = async (port) => {
    const args = ["--port", port, "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"];
    const daemon = await startDaemon("redis-server", args.map(String), { ready: /Ready to accept connections/ });
    return { ...daemon, port, url: `redis://127.0.0.1:${port}` };
  };
  const clean = () => rmSync(folder, { recursive: true, force: true });
  try {
    const redis = await (port ? start(port) : onFreePort(start));
    redis.ended.finally(clean);
    return redis;
  } catch (error) {
    clean();
    throw error;
  }
}
