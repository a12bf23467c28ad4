// The tests of `sharing-lost-server`, between servers of ours that speak the language of Node's servers.

process.env.FORMAT = "node";
await import("./sharing-lost-server.test.mjs");
