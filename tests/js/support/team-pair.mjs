// `startTeams` starts two servers of `examples/team` that share a real Redis, as the example's compose file does, and the nginx of
// the example in front of them.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { startNginxWith } from "./nginx.mjs";
import { startRedis } from "./redis.mjs";
import { startServer } from "./server.mjs";
import { ENVIRONMENT } from "./team.mjs";
import { until } from "./until.mjs";
import { WORKSPACE } from "./workspace.mjs";

/** The folder of the example. */
export const EXAMPLE = resolve(WORKSPACE, "examples/team");

/** The text of a file of the example. */
export const shipped = (path) => readFileSync(resolve(EXAMPLE, path), "utf8");

/** Where a server's metrics are, as it prints it. */
export async function metricsOf(server) {
  await server.logged(/the metrics are at \S+/);
  return server.log().match(/the metrics are at (\S+)/)[1];
}

/** What a server's exporter shows now. */
export const scrape = async (server) => (await fetch(await metricsOf(server))).text();

/**
 * Two servers, `redis`, and `nginx` if `proxied`. End all in `after` with `stop()`.
 */
export async function startTeams({ env = {}, proxied = false } = {}) {
  const parts = [];
  const stop = async () => {
    for (const part of parts.reverse()) await part.stop();
  };
  try {
    const redis = await startRedis();
    parts.push(redis);
    const options = { env: { REDIS_URL: redis.url, TRUST_PROXIES: "127.0.0.1", ...ENVIRONMENT, ...env } };
    const servers = [];
    for (let index = 0; index < 2; index += 1) {
      servers.push(await startServer("team", options));
      parts.push(servers.at(-1));
    }
    const teams = { redis, servers, stop };
    if (proxied) {
      const names = servers.map(({ url }, index) => [`team-${index + 1}:3000`, url]);
      teams.nginx = await startNginxWith(shipped("nginx.conf"), Object.fromEntries(names));
      parts.push(teams.nginx);
    }
    return teams;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Which of the servers a client is connected to: one of them says so. */
export async function serverOf({ id }, servers) {
  const index = () => servers.findIndex((server) => new RegExp(`\\bconnected\\b.*${id}`).test(server.log()));
  await until(() => index() >= 0, `a server to say that ${id} is connected`);
  return index();
}
