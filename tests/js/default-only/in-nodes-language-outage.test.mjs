// The tests of `sharing-outage`, between servers of ours that speak the language of Node's servers.

process.env.FORMAT = "node";
await import("./sharing-outage.test.mjs");
