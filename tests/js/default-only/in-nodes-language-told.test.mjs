// The tests of `sharing-told`, between servers of ours that speak the language of Node's servers.

process.env.FORMAT = "node";
await import("./sharing-told.test.mjs");
