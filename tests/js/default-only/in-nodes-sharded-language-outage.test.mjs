// The tests of `sharing-outage`, between servers of ours that speak the language of Node's sharded adapter.

process.env.FORMAT = "node-sharded";
await import("./sharing-outage.test.mjs");
