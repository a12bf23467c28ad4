// The tests of `sharing-sockets`, between servers of ours that speak the language of Node's sharded adapter.

process.env.FORMAT = "node-sharded";
await import("../sharing-sockets.test.mjs");
