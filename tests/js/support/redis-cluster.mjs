// `startRedisCluster` starts a real Redis Cluster of the test's own: three nodes, each with a third of the
// slots and no replica.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { executable } from "./executable.mjs";
import { redisFolder, startIn } from "./redis.mjs";
import { until } from "./until.mjs";

const NODES = 3;
const SETTINGS = {
  "cluster-enabled": "yes",
  // In milliseconds: how soon a node that is silent is taken for dead.
  "cluster-node-timeout": 5_000,
  // The slots of a node that is down are, and no others.
  "cluster-require-full-coverage": "no",
};
/** How long the nodes may take to agree. */
const PATIENCE = 20_000;

const run = promisify(execFile);

/** What `redis-cli` answers. */
async function cli(...args) {
  const path = executable("redis-cli");
  if (!path) throw new Error("redis-cli is not installed; `cargo xtask install` installs it");
  const { stdout } = await run(path, args.map(String));
  return stdout;
}

/** Starts the cluster. End it in `after` with `stop()`, whatever became of its nodes. */
export async function startRedisCluster() {
  const folders = Array.from({ length: NODES }, redisFolder);
  const nodes = [];
  const cluster = {
    /** The addresses of all nodes. */
    urls: () => nodes.map(({ url }) => url),
    /** The number of the node that `key` is on. */
    async nodeOf(key) {
      const slot = Number(await cli("-p", nodes[0].port, "cluster", "keyslot", key));
      const table = await cli("-p", nodes[0].port, "cluster", "nodes");
      const owner = table.split("\n").find((line) =>
        line.split(" ").slice(8).some((range) => {
          const [first, last = first] = range.split("-").map(Number);
          return first <= slot && slot <= last;
        }),
      );
      return nodes.findIndex(({ port }) => owner.includes(`:${port}@`));
    },
    /** Ends a node at once. */
    kill: (index) => nodes[index].stop("SIGKILL"),
    /** Starts it again, with the slots that it had. */
    async restart(index) {
      nodes[index] = await startIn(folders[index].path, nodes[index].port, SETTINGS);
      await agreed();
    },
    async stop() {
      await Promise.all(nodes.map((node) => node.stop("SIGKILL")));
      for (const folder of folders) folder.remove();
    },
  };
  const agreed = () =>
    until(
      async () => {
        const infos = await Promise.all(nodes.map(({ port }) => cli("-p", port, "cluster", "info")));
        return infos.every((info) => /cluster_state:ok/.test(info) && /cluster_slots_ok:16384/.test(info));
      },
      "the nodes to agree",
      PATIENCE,
    );
  try {
    for (const { path } of folders) nodes.push(await startIn(path, undefined, SETTINGS));
    const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
    await cli("--cluster", "create", ...addresses, "--cluster-replicas", 0, "--cluster-yes");
    await agreed();
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
