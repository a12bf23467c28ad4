// `startPrometheus` starts a real Prometheus, and `check` lets its `promtool` read what an exporter shows.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onFreePort, startDaemon } from "./daemon.mjs";
import { executable } from "./executable.mjs";

/** What `promtool check metrics` says of a text in the format of exporters; the empty string if it finds nothing. */
export function check(metrics) {
  const tool = executable("promtool");
  if (!tool) throw new Error("promtool is not installed; `cargo xtask install` installs it with Prometheus");
  const { status, stdout, stderr } = spawnSync(tool, ["check", "metrics"], { input: metrics, encoding: "utf8" });
  return status === 0 ? "" : `${status}: ${stdout}${stderr}`;
}

/**
 * Starts Prometheus with the text of a configuration. End it in `after` with `stop()`; `query(expression)` gives what it answers:
 * the series with their values, or an error.
 */
export async function startPrometheus(configuration) {
  const folder = mkdtempSync(join(tmpdir(), "prometheus-"));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  const file = join(folder, "prometheus.yml");
  writeFileSync(file, configuration);
  const start = async (port) => {
    const settings = {
      "config.file": file,
      "storage.tsdb.path": join(folder, "data"),
      "web.listen-address": `127.0.0.1:${port}`,
    };
    const args = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
    const daemon = await startDaemon("prometheus", args, { ready: /Server is ready to receive web requests/ });
    return { ...daemon, url: `http://127.0.0.1:${port}`, query: (expression) => query(port, expression) };
  };
  try {
    const prometheus = await onFreePort(start);
    prometheus.ended.finally(clean);
    return prometheus;
  } catch (error) {
    clean();
    throw error;
  }
}

async function query(port, expression) {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/query`, {
    method: "POST",
    body: new URLSearchParams({ query: expression }),
  });
  const { status, error, data } = await response.json();
  if (status !== "success") throw new Error(`${expression}: ${error}`);
  return data.result;
}
