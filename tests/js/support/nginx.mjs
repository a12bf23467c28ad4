// `startNginx` starts a real nginx with the configuration that `examples/payments` ships.

import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onFreePort, startDaemon } from "./daemon.mjs";
import { WORKSPACE } from "./workspace.mjs";

/** What is shipped. */
export const CONFIGURATION = readFileSync(join(WORKSPACE, "examples/payments/nginx.conf"), "utf8");

/** Where nginx puts bodies that are too long for its memory; its own places need rights. */
const TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

/** `text` with every `from` as `to`, or an error that the file is not as it was. */
function rewritten(text, from, to) {
  if (!text.includes(from)) throw new Error(`nginx.conf has no \`${from}\``);
  return text.replaceAll(from, to);
}

/**
 * Starts nginx in front of the servers with these URLs. Only names and ports are others than in the
 * shipped file: those of the servers, and its own. End it in `after` with `stop()`.
 */
export async function startNginx(...urls) {
  const folder = mkdtempSync(join(tmpdir(), "nginx-"));
  // Started by root, it works as somebody else.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "temporary"));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  const start = async (port) => {
    let text = rewritten(CONFIGURATION, "listen 80;", `listen 127.0.0.1:${port};`);
    urls.forEach((url, index) => {
      text = rewritten(text, `server payments-${index + 1}:3000;`, `server ${new URL(url).host};`);
    });
    const places = TEMPORARY.map((what) => `${what}_temp_path temporary/${what};`).join(" ");
    text = rewritten(text, "http {", `http { access_log off; ${places}`);
    const file = join(folder, "nginx.conf");
    writeFileSync(file, text);
    const globals = "daemon off; pid nginx.pid; error_log stderr notice;";
    // With a signal that it passes on: it has a process of its own for the work.
    const daemon = await startDaemon("nginx", ["-e", "stderr", "-p", folder, "-c", file, "-g", globals], {
      ready: /start worker process \d+/,
      atExit: "SIGTERM",
    });
    return { ...daemon, url: `http://127.0.0.1:${port}` };
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
