// `startNginx` starts a real nginx with the configuration that `examples/payments` ships, `startNginxWith` with another.

import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onFreePort, startDaemon } from "./daemon.mjs";
import { until } from "./until.mjs";
import { PATIENCE } from "./within.mjs";
import { WORKSPACE } from "./workspace.mjs";

/** What is shipped. */
export const CONFIGURATION = readFileSync(join(WORKSPACE, "examples/payments/nginx.conf"), "utf8");

/** Where nginx puts bodies that are too long for its memory; its own places need rights. */
const TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

/** `text` with every `from` as `to`, or an error that the text is not as it was. */
function rewritten(text, from, to) {
  if (!text.includes(from)) throw new Error(`the configuration of nginx has no \`${from}\``);
  return text.replaceAll(from, to);
}

/**
 * Starts nginx with the shipped configuration in front of the servers with these URLs. End it in `after` with `stop()`.
 */
export function startNginx(...urls) {
  return startNginxWith(CONFIGURATION, Object.fromEntries(urls.map((url, index) => [`payments-${index + 1}:3000`, url])));
}

/**
 * Starts nginx with a configuration. Only names and ports are others than in the text: its own port, and instead of each
 * name in `servers` the server with that URL. End it in `after` with `stop()`; `reload(configuration, servers)` gives it
 * another configuration.
 */
export async function startNginxWith(configuration, servers) {
  const folder = mkdtempSync(join(tmpdir(), "nginx-"));
  // Started by root, it works as somebody else.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "temporary"));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  const file = join(folder, "nginx.conf");
  const start = async (port) => {
    writeFileSync(file, local(configuration, servers, port));
    const globals = "daemon off; pid nginx.pid; error_log stderr notice;";
    // With a signal that it passes on: it has a process of its own for the work.
    const daemon = await startDaemon("nginx", ["-e", "stderr", "-p", folder, "-c", file, "-g", globals], {
      ready: /start worker process \d+/,
      atExit: "SIGTERM",
    });
    return { ...daemon, url: `http://127.0.0.1:${port}`, reload: reloading(daemon, file, port) };
  };
  try {
    const nginx = await onFreePort(start);
    nginx.ended.finally(clean);
    return nginx;
  } catch (error) {
    clean();
    throw error;
  }
}

/** The configuration for this machine. */
function local(configuration, servers, port) {
  let text = rewritten(configuration, "listen 80;", `listen 127.0.0.1:${port};`);
  for (const [name, url] of Object.entries(servers)) {
    // What stands behind the name stays.
    for (const after of [";", " "].filter((after) => text.includes(`server ${name}${after}`))) {
      text = rewritten(text, `server ${name}${after}`, `server ${new URL(url).host}${after}`);
    }
    if (!text.includes(new URL(url).host)) throw new Error(`the configuration of nginx has no server ${name}`);
  }
  const places = TEMPORARY.map((what) => `${what}_temp_path temporary/${what};`).join(" ");
  return rewritten(text, "http {", `http { access_log off; ${places}`);
}

/**
 * `reload` gives nginx another configuration, as `nginx -s reload` does, and waits until every new connection is treated by
 * it. Of connections that are still open, `oldOnesEnded()` waits for the end.
 */
function reloading(nginx, file, port) {
  const workers = (pattern) => new Set([...nginx.log().matchAll(pattern)].map(([, worker]) => worker));
  const started = () => workers(/start worker process (\d+)/g);
  return async (configuration, servers) => {
    const before = started();
    writeFileSync(file, local(configuration, servers, port));
    nginx.kill("SIGHUP");
    const all = (pattern) => () => [...before].every((worker) => workers(pattern).has(worker));
    await until(() => started().size > before.size, () => `nginx to reload: ${nginx.log()}`);
    await until(all(/(\d+)#\d+: gracefully shutting down/g), () => `nginx's old processes to take no more: ${nginx.log()}`);
    const exited = all(/worker process (\d+) exited/g);
    return { oldOnesEnded: () => until(exited, () => `nginx's old processes to end: ${nginx.log()}`, 3 * PATIENCE) };
  };
}
